//! The loss of a painting and its gradient (Gatys, Ecker and Bethge, 2015):
//!
//! ```text
//! L = w_content · mse(F, F_photo)                  at the content layer
//!   + Σ_l w_l · mse(statistics of F_l, target_l)   over the style layers
//!   + w_smoothness · total variation of the picture
//! ```
//!
//! F are the feature maps that a [`Net`] computes. What they are computed on is not known here.

mod masked;
pub(crate) mod preconditioned;
mod smoothness;
mod style;
mod temporal;
#[cfg(test)]
mod tests;

pub(crate) use smoothness::add as add_total_variation;
pub use smoothness::total_variation;
pub use style::{Statistics, StyleTarget, Target};
pub use temporal::{FrameLoss, TemporalTerm};

use self::style::{Factors, StyleTerm};
use crate::{
    net::{Distance, Gradient, Moments, Net, NetError},
    planes::Planes,
    vgg::Relu,
};

/// How a difference d to the target becomes a loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The mean of d², as in Gatys et al.
    MeanSquare,
    /// Σd² / Σ|d|, with Σ|d| as of the last [`Objective::rebalance`]: the gradient with respect to
    /// d then has an L1 norm of 2, whatever the magnitude of the layer, so that no layer dominates.
    UnitGradient,
}

impl Measure {
    /// The factor by which Σd² becomes the loss.
    fn factor(self, sum_of_absolutes: f64, count: usize) -> f64 {
        match self {
            Self::MeanSquare => 1.0 / count as f64,
            Self::UnitGradient => 1.0 / sum_of_absolutes.max(1e-8),
        }
    }
}

/// A layer of the network and how much its loss counts.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct LayerWeight {
    pub layer: Relu,
    pub weight: f64,
}

/// The terms of the loss and their weights.
#[derive(Clone, Debug)]
pub struct Losses {
    /// How differences of content and style are measured.
    pub measure: Measure,
    /// The layer at which the content of the photo is compared.
    pub content: LayerWeight,
    /// The layers at which the style is compared.
    pub style: Vec<LayerWeight>,
    /// What is compared at a style layer.
    pub statistics: Statistics,
    /// The style layer whose Gram loss is preconditioned so that the optimiser converges in fewer
    /// iterations; see [`Loss::objective_offset`].
    pub preconditioned: Option<Relu>,
    /// Weight of [`total_variation`].
    pub smoothness: f64,
}

impl Losses {
    /// The style layers, in order.
    #[must_use]
    pub fn style_layers(&self) -> Vec<Relu> {
        self.style.iter().map(|style| style.layer).collect()
    }

    /// The layer that is preconditioned; the mean alone has no matrix to precondition.
    pub(crate) fn preconditioned(&self) -> Option<Relu> {
        self.preconditioned
            .filter(|_| self.statistics != Statistics::Mean)
    }

    /// The layers that the network has to keep: style and content, sorted.
    #[must_use]
    pub fn taps(&self) -> Vec<Relu> {
        let mut taps = self.style_layers();
        taps.push(self.content.layer);
        taps.sort_unstable();
        taps.dedup();

        taps
    }
}

/// The value of each term at one picture, weighted.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Loss {
    /// The content term.
    pub content: f64,
    /// The style terms of all layers together.
    pub style: f64,
    /// The total variation.
    pub smoothness: f64,
    /// The minimised objective minus the loss: zero unless a layer is
    /// [preconditioned](Losses::preconditioned) or there is a [`TemporalTerm`]. Not part of the loss.
    #[serde(skip)]
    pub objective_offset: f64,
}

impl Loss {
    /// The sum of the terms.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.content + self.style + self.smoothness
    }

    /// The value of the minimised function, whose gradient an [`Objective`] writes.
    #[must_use]
    pub fn objective(&self) -> f64 {
        self.total() + self.objective_offset
    }
}

/// A function of a picture that an optimiser can minimise; pictures and gradients are vectors of
/// the type `V`.
pub trait Objective<V = Planes> {
    /// Returns the loss at `picture` and writes the gradient of [`Loss::objective`] to `gradient`.
    ///
    /// # Errors
    /// If the network fails.
    fn evaluate(&mut self, picture: &V, gradient: &mut V) -> Result<Loss, NetError>;

    /// Makes the next evaluation recompute the balance of the terms. Between two calls the function
    /// does not change.
    fn rebalance(&mut self);
}

/// The loss of one painting at one size, computed on any network in the machine's own memory.
pub struct PaintingLoss<'n> {
    net: &'n mut dyn Net,
    losses: Losses,
    taps: Vec<Relu>,
    styles: Vec<StyleTerm>,
    content_factor: Option<f64>,
    moments: Moments,
}

impl<'n> PaintingLoss<'n> {
    /// Measures the content of `photo` as the target. The photo must have the size of the pictures
    /// to be evaluated.
    ///
    /// # Errors
    /// If the network fails.
    pub fn new(
        net: &'n mut dyn Net,
        losses: &Losses,
        photo: &Planes,
        style: &StyleTarget,
    ) -> Result<Self, NetError> {
        // The style layers below it are tapped as well, so that a network lays out its maps as it
        // will during the iterations.
        let content_layer = losses.content.layer;
        let taps: Vec<Relu> = losses
            .taps()
            .into_iter()
            .filter(|&tap| tap <= content_layer)
            .collect();
        net.forward(photo, &taps)?;
        net.keep_target(content_layer)?;

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

    /// Weighs the content's places, if there are weights: one for each place of its layer. The
    /// balance of the terms stays what it is without.
    ///
    /// # Errors
    /// If the network fails.
    pub fn weigh_content(self, weights: Option<&[f32]>) -> Result<Self, NetError> {
        if let Some(weights) = weights {
            self.net.weigh_target(self.losses.content.layer, weights)?;
        }

        Ok(self)
    }

    /// The balance of the terms since the last [`Objective::rebalance`], for a checkpoint: the
    /// factor of the content, then those of mean and matrix of each style layer. Empty if there was
    /// no evaluation since.
    #[must_use]
    pub fn balance(&self) -> Vec<f64> {
        let styles = self
            .styles
            .iter()
            .filter_map(|term| term.factors)
            .flat_map(|factors| [factors.mean, factors.matrix]);
        self.content_factor.into_iter().chain(styles).collect()
    }

    /// Restores what [`PaintingLoss::balance`] returned.
    pub fn set_balance(&mut self, balance: &[f64]) {
        let Some((content, styles)) = balance.split_first() else {
            return;
        };
        self.content_factor = Some(*content);

        for (term, factors) in self.styles.iter_mut().zip(styles.as_chunks::<2>().0) {
            term.factors = Some(Factors {
                mean: factors[0],
                matrix: factors[1],
            });
        }
    }
}

impl Objective for PaintingLoss<'_> {
    fn evaluate(&mut self, picture: &Planes, gradient: &mut Planes) -> Result<Loss, NetError> {
        self.net.forward(picture, &self.taps)?;

        let mut loss = Loss::default();
        for term in &mut self.styles {
            self.net.moments(term.layer, &mut self.moments)?;
            let style = term.evaluate(&self.moments, self.losses.measure);
            loss.style += style.loss;
            loss.objective_offset += style.objective_offset;
        }

        let LayerWeight { layer, weight } = self.losses.content;
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

/// The Σ|d| of the content that the balance is based on. A painting that starts as the photo has no
/// difference yet; experience shows that it will reach about half the mean activation, which is 1
/// in a normalised network.
fn expected_distance(distance: Distance) -> f64 {
    distance.absolute.max(0.5 * distance.count as f64)
}
