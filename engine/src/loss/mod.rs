//! What is minimised: content, style and total variation of a picture, with its gradient.
//!
//! L = content · mse(F, F_photo at relu4_2) + Σ over style layers of weight · mse(statistics, those
//!   of the styles) + smoothness · total variation.

pub(crate) mod preconditioned;
mod smoothness;
mod style;
#[cfg(test)]
mod tests;

pub use smoothness::total_variation;
pub use style::{Statistics, StyleTarget, Target};

use self::style::StyleTerm;
use super::{
    net::{Distance, Gradient, Moments, Net, NetError},
    planes::Planes,
    vgg::Relu,
};

/// How a difference d between what is and what is wanted becomes a loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The mean of d², as in Gatys et al.
    MeanSquare,
    /// Σd² / Σ|d|, with Σ|d| taken at the last [`Objective::rebalance`]: the gradient then has an
    /// L1 norm of 2 whatever the layer's magnitude, so that no layer drowns another.
    UnitGradient,
}

impl Measure {
    /// The factor of Σd².
    fn factor(self, sum_of_absolutes: f64, count: usize) -> f64 {
        match self {
            Self::MeanSquare => 1.0 / count as f64,
            Self::UnitGradient => 1.0 / sum_of_absolutes.max(1e-8),
        }
    }
}

/// Which losses there are and how much each counts.
#[derive(Clone, Debug)]
pub struct Losses {
    /// The measure of content and style.
    pub measure: Measure,
    /// Where the photo's content is compared, and the weight.
    pub content: (Relu, f64),
    /// Where the style is compared, and the weight of each layer.
    pub style: Vec<(Relu, f64)>,
    /// What of a layer is its style.
    pub statistics: Statistics,
    /// The style layer whose Gram loss is preconditioned so that the optimiser converges in fewer
    /// iterations; see [`Loss::objective_offset`].
    pub preconditioned: Option<Relu>,
    /// Weight of [`total_variation`].
    pub smoothness: f64,
}

impl Losses {
    /// The layers that the network has to keep.
    #[must_use]
    pub fn taps(&self) -> Vec<Relu> {
        let mut taps: Vec<Relu> = self
            .style
            .iter()
            .map(|(layer, _)| *layer)
            .chain([self.content.0])
            .collect();
        taps.sort_unstable();
        taps.dedup();

        taps
    }
}

/// The value of each part at one picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Loss {
    /// Weighted.
    pub content: f64,
    /// Weighted, all layers.
    pub style: f64,
    /// Weighted total variation.
    pub smoothness: f64,
    /// The minimised objective minus the loss: zero unless a layer is
    /// [preconditioned](Losses::preconditioned). Not part of the loss.
    #[serde(skip)]
    pub objective_offset: f64,
}

impl Loss {
    /// The sum of the parts.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.content + self.style + self.smoothness
    }

    /// The function whose gradient an [`Objective`] writes.
    #[must_use]
    pub fn objective(&self) -> f64 {
        self.total() + self.objective_offset
    }
}

/// A function of a picture that an optimiser can go down; pictures and gradients are vectors of the
/// type `V`.
pub trait Objective<V = Planes> {
    /// Writes the gradient at `picture` to `gradient`.
    ///
    /// # Errors
    /// If the network fails.
    fn evaluate(&mut self, picture: &V, gradient: &mut V) -> Result<Loss, NetError>;

    /// Lets the next evaluation weigh the terms anew; between two calls the function is one and the
    /// same.
    fn rebalance(&mut self);
}

/// The losses of one painting at one size.
pub struct PaintingLoss<'n> {
    net: &'n mut dyn Net,
    losses: Losses,
    taps: Vec<Relu>,
    styles: Vec<StyleTerm>,
    content_factor: Option<f64>,
    moments: Moments,
}

impl<'n> PaintingLoss<'n> {
    /// Keeps the content of `photo`, which must have the size of the pictures to come, as the
    /// target.
    ///
    /// # Errors
    /// If the network fails.
    pub fn new(
        net: &'n mut dyn Net,
        losses: &Losses,
        photo: &Planes,
        style: &StyleTarget,
    ) -> Result<Self, NetError> {
        // With the style layers below, so that each map lies where it will during the iterations.
        let taps: Vec<Relu> = losses
            .taps()
            .into_iter()
            .filter(|&tap| tap <= losses.content.0)
            .collect();
        net.forward(photo, &taps)?;
        net.keep_target(losses.content.0)?;

        let styles = losses
            .style
            .iter()
            .zip(style.layers())
            .map(|(&style, target)| StyleTerm::new(style, losses, target))
            .collect();

        Ok(Self {
            net,
            taps: losses.taps(),
            losses: losses.clone(),
            styles,
            content_factor: None,
            moments: Moments::default(),
        })
    }

    /// The weights since the last [`Objective::rebalance`], for a checkpoint; empty if there was no
    /// evaluation since.
    #[must_use]
    pub fn balance(&self) -> Vec<f64> {
        let styles = self
            .styles
            .iter()
            .filter_map(|term| term.factors)
            .flat_map(|(mean, matrix)| [mean, matrix]);
        self.content_factor.into_iter().chain(styles).collect()
    }

    /// Takes what [`PaintingLoss::balance`] gave.
    pub fn set_balance(&mut self, balance: &[f64]) {
        let Some((content, styles)) = balance.split_first() else {
            return;
        };
        self.content_factor = Some(*content);

        for (term, factors) in self.styles.iter_mut().zip(styles.as_chunks::<2>().0) {
            term.factors = Some((factors[0], factors[1]));
        }
    }
}

impl Objective for PaintingLoss<'_> {
    fn evaluate(&mut self, picture: &Planes, gradient: &mut Planes) -> Result<Loss, NetError> {
        self.net.forward(picture, &self.taps)?;

        let mut loss = Loss::default();
        for term in &mut self.styles {
            self.net.moments(term.layer, &mut self.moments)?;
            let (style, objective_offset) = term.evaluate(&self.moments, self.losses.measure);
            loss.style += style;
            loss.objective_offset += objective_offset;
        }

        let (layer, weight) = self.losses.content;
        let distance = self.net.distance(layer)?;
        let factor = *self.content_factor.get_or_insert_with(|| {
            weight
                * self
                    .losses
                    .measure
                    .factor(expected_distance(distance), distance.count)
        });

        loss.content = factor * distance.square;

        let mut gradients: Vec<Gradient> = self.styles.iter().map(StyleTerm::gradient).collect();
        gradients.push(Gradient::Target {
            tap: layer,
            scale: (2.0 * factor) as f32,
        });

        self.net.backward(&gradients, gradient)?;
        loss.smoothness = smoothness::add(self.losses.smoothness, picture, gradient);

        Ok(loss)
    }

    fn rebalance(&mut self) {
        self.content_factor = None;
        self.styles.iter_mut().for_each(StyleTerm::rebalance);
    }
}

/// Σ|d| of the content to balance by. A painting that starts as the photo has none yet: it will
/// come to about half the mean activation, which is 1 in a normalised network.
fn expected_distance(distance: Distance) -> f64 {
    distance.absolute.max(0.5 * distance.count as f64)
}
