//! How far a picture is from what it has to share with others, and the gradient of that.
//!
//! Each term is a squared distance relative to the squared length of its target, so that terms of
//! any layer have the same scale:
//!
//! ```text
//! content  w · Σ (F - F₀)² / Σ F₀²
//! means    w · Σ (μ - μ₀)² / Σ μ₀²      μ = F 1 / n
//! Gram     w · Σ (S - S₀)² / Σ S₀²      S = F Fᵀ / n
//! ```

use super::request::{Content, Style, StyleStatistics};
use crate::{
    image::Picture,
    loss::{Loss, Objective, add_total_variation},
    net::{Gradient, Moments, Net, NetError},
    planes::Planes,
    stylize::size_of_area,
    vgg::Relu,
};

/// What the terms are made from.
pub(super) struct Terms<'t> {
    pub(super) content: Option<&'t Content>,
    pub(super) style: Option<&'t Style>,
    pub(super) smoothness: f64,
}

/// The distance of pictures of one size.
pub(super) struct Likeness<'n> {
    net: &'n mut dyn Net,
    taps: Vec<Relu>,
    content: Option<ContentTerm>,
    styles: Vec<StyleTerm>,
    smoothness: f64,
    moments: Moments,
}

struct ContentTerm {
    layer: Relu,
    /// The weight divided by the squared length of the target.
    factor: f64,
}

struct StyleTerm {
    layer: Relu,
    statistics: StyleStatistics,
    target: Moments,
    /// As of [`ContentTerm`].
    factor: f64,
    /// `[C][C]`: the gradient with respect to F is `matrix` F + `offset`.
    matrix: Vec<f32>,
    /// `[C]`.
    offset: Vec<f32>,
}

impl<'n> Likeness<'n> {
    /// Measures the targets for pictures of `width` x `height` px. The style keeps its own shape
    /// and gets as many pixels.
    ///
    /// # Errors
    /// If the network fails.
    pub(super) fn new(
        net: &'n mut dyn Net,
        terms: &Terms,
        width: u32,
        height: u32,
    ) -> Result<Self, NetError> {
        let mut taps = Vec::new();
        let mut styles = Vec::new();
        if let Some(style) = terms.style {
            let area = f64::from(width) * f64::from(height);
            let size = size_of_area(&style.picture, area);

            taps.extend(&style.layers);
            net.forward(&planes(&style.picture, size.width, size.height), &taps)?;
            for &layer in &style.layers {
                styles.push(StyleTerm::measure(net, style, layer)?);
            }
        }

        let content = match terms.content {
            Some(content) => {
                taps.push(content.layer);
                taps.sort_unstable();
                taps.dedup();

                // The layers below it are tapped as well, so that a network lays out its maps as it
                // will during the iterations.
                let below = taps.partition_point(|&tap| tap <= content.layer);
                let photo = planes(&content.photo, width, height);
                net.forward(&photo, &taps[..below])?;
                Some(ContentTerm::measure(net, content)?)
            }
            None => None,
        };

        Ok(Self {
            net,
            taps,
            content,
            styles,
            smoothness: terms.smoothness,
            moments: Moments::default(),
        })
    }
}

impl Objective for Likeness<'_> {
    fn evaluate(&mut self, picture: &Planes, gradient: &mut Planes) -> Result<Loss, NetError> {
        self.net.forward(picture, &self.taps)?;

        let mut loss = Loss::default();
        let mut gradients = Vec::new();
        for term in &mut self.styles {
            self.net.moments(term.layer, &mut self.moments)?;
            loss.style += term.evaluate(&self.moments);
            gradients.push(Gradient::Affine {
                tap: term.layer,
                matrix: &term.matrix,
                offset: &term.offset,
            });
        }

        if let Some(ContentTerm { layer, factor }) = self.content {
            loss.content = factor * self.net.distance(layer)?.square;
            gradients.push(Gradient::Target {
                tap: layer,
                scale: (2.0 * factor) as f32,
            });
        }

        self.net.backward(&gradients, gradient)?;
        loss.smoothness = add_total_variation(self.smoothness, picture, gradient);

        Ok(loss)
    }

    /// The terms have a fixed scale.
    fn rebalance(&mut self) {}
}

impl ContentTerm {
    /// Keeps the last forward pass as the target.
    fn measure(net: &mut dyn Net, content: &Content) -> Result<Self, NetError> {
        net.keep_target(content.layer)?;
        let activations = net.activations(content.layer)?;

        Ok(Self {
            layer: content.layer,
            factor: content.weight / square_sum(activations.data()),
        })
    }
}

impl StyleTerm {
    /// Keeps the statistics of the last forward pass as the target.
    fn measure(net: &mut dyn Net, style: &Style, layer: Relu) -> Result<Self, NetError> {
        let mut target = Moments::default();
        net.moments(layer, &mut target)?;

        let length = match style.statistics {
            StyleStatistics::Means => square_sum(&target.mean),
            StyleStatistics::Gram => square_sum(&target.second),
        };

        Ok(Self {
            layer,
            statistics: style.statistics,
            factor: style.weight / length,
            matrix: vec![0.0; layer.channels().pow(2)],
            offset: vec![0.0; layer.channels()],
            target,
        })
    }

    /// Returns the weighted distance and prepares the gradient with respect to F: 2 (μ - μ₀) / n for
    /// the means at every place, 4 (S - S₀) F / n for the Gram matrix.
    fn evaluate(&mut self, moments: &Moments) -> f64 {
        let per_place = self.factor / moments.pixels as f64;

        match self.statistics {
            StyleStatistics::Means => {
                subtract(&moments.mean, &self.target.mean, &mut self.offset);
                let square = square_sum(&self.offset);
                scale(&mut self.offset, 2.0 * per_place);
                self.factor * square
            }
            StyleStatistics::Gram => {
                subtract(&moments.second, &self.target.second, &mut self.matrix);
                let square = square_sum(&self.matrix);
                scale(&mut self.matrix, 4.0 * per_place);
                self.factor * square
            }
        }
    }
}

fn planes(picture: &Picture, width: u32, height: u32) -> Planes {
    picture.resized(width, height).to_planes()
}

/// At least a tiny number, so that it can divide.
fn square_sum(values: &[f32]) -> f64 {
    values
        .iter()
        .map(|value| f64::from(*value).powi(2))
        .sum::<f64>()
        .max(1e-12)
}

fn subtract(values: &[f32], targets: &[f32], differences: &mut [f32]) {
    for ((difference, value), target) in differences.iter_mut().zip(values).zip(targets) {
        *difference = value - target;
    }
}

fn scale(values: &mut [f32], factor: f64) {
    for value in values {
        *value = (f64::from(*value) * factor) as f32;
    }
}
