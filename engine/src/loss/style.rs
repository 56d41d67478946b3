//! The style of a picture: statistics of feature maps over all pixels, regardless of place.

use super::{
    LayerWeight, Losses, Measure, masked,
    preconditioned::{self, Preconditioner},
};
use crate::{
    net::{Gradient, Moments, Net, NetError},
    planes::{Planes, WeightedPlanes},
    vector::dot,
    vgg::Relu,
};

/// What is compared of a layer's feature maps F, a matrix of C channels x n pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statistics {
    /// The Gram matrix F Fᵀ / n (Gatys et al., 2015).
    Gram,
    /// The mean μ and the covariance F Fᵀ / n - μ μᵀ, as two separate terms: colour and texture.
    MeanAndCovariance,
    /// The mean μ alone: colour, and what of the texture follows from it.
    Mean,
}

impl Statistics {
    /// Whether the mean counts, and the matrix is the covariance.
    pub(crate) fn is_centred(self) -> bool {
        self != Self::Gram
    }
}

/// The target statistics of one layer.
#[derive(Clone, Debug, Default)]
pub struct Target {
    moments: Moments,
}

/// The target statistics of every style layer: those of one style, or of several mixed by weight.
#[derive(Clone, Debug)]
pub struct StyleTarget(Vec<Target>);

impl StyleTarget {
    /// Measures `styles` at `layers`. Each style is a picture with its weight; the weights are
    /// scaled to a sum of 1. What a style does not [keep](WeightedPlanes::kept) does not count. First and second moments mix linearly, as if the pictures were joined
    /// into one with areas in proportion to the weights.
    ///
    /// # Errors
    /// If the network fails.
    pub fn measure(
        net: &mut dyn Net,
        layers: &[Relu],
        styles: &[WeightedPlanes],
    ) -> Result<Self, NetError> {
        let total: f64 = styles.iter().map(|style| style.weight).sum();
        let mut mixed = vec![Target::default(); layers.len()];

        for style in styles {
            let share = style.weight / total;
            let measured = match &style.kept {
                Some(kept) => masked::moments(net, layers, &style.picture, kept)?,
                None => moments(net, layers, &style.picture)?,
            };

            for (target, moments) in mixed.iter_mut().zip(&measured) {
                add_scaled(&mut target.moments.mean, &moments.mean, share);
                add_scaled(&mut target.moments.second, &moments.second, share);
            }
        }

        Ok(Self(mixed))
    }

    pub(crate) fn layers(&self) -> &[Target] {
        &self.0
    }
}

impl Target {
    /// The moments to reach; unless the statistics are [`Statistics::Gram`], the second moments are
    /// central, that is the covariance.
    pub(crate) fn moments(&self, statistics: Statistics) -> Moments {
        let mut moments = self.moments.clone();
        if statistics.is_centred() {
            centre(&mut moments);
        }
        moments
    }
}

/// The moments of a whole picture at each of the layers.
fn moments(net: &mut dyn Net, layers: &[Relu], picture: &Planes) -> Result<Vec<Moments>, NetError> {
    net.forward(picture, layers)?;
    layers
        .iter()
        .map(|&layer| {
            let mut moments = Moments::default();
            net.moments(layer, &mut moments)?;
            Ok(moments)
        })
        .collect()
}

fn add_scaled(sum: &mut Vec<f32>, values: &[f32], factor: f64) {
    sum.resize(values.len(), 0.0);
    for (sum, value) in sum.iter_mut().zip(values) {
        *sum += (f64::from(*value) * factor) as f32;
    }
}

/// The style loss of one layer.
pub(super) struct StyleTerm {
    pub(super) layer: Relu,
    weight: f64,
    target: Moments,
    statistics: Statistics,
    preconditioner: Option<Preconditioner>,
    /// Fixed between two rebalancings.
    pub(super) factors: Option<Factors>,
    /// `[C][C]`: the gradient with respect to F is `matrix` F + `offset`.
    matrix: Vec<f32>,
    /// `[C]`.
    offset: Vec<f32>,
}

/// The factors of the two squared norms: weight and measure combined.
#[derive(Clone, Copy, Debug)]
pub(super) struct Factors {
    pub(super) mean: f64,
    pub(super) matrix: f64,
}

/// The weighted value of a style term.
pub(super) struct StyleLoss {
    pub(super) loss: f64,
    /// The preconditioned objective minus the loss.
    pub(super) objective_offset: f64,
}

impl StyleTerm {
    pub(super) fn new(style: LayerWeight, losses: &Losses, target: &Target) -> Self {
        let LayerWeight { layer, weight } = style;
        let statistics = losses.statistics;
        let target = target.moments(statistics);
        let channels = layer.channels();
        let preconditioner = (losses.preconditioned() == Some(layer))
            .then(|| Preconditioner::for_target(&target.second, channels));
        let matrix = vec![0.0; channels * channels];

        let offset = vec![0.0; channels];
        Self {
            layer,
            weight,
            target,
            statistics,
            preconditioner,
            factors: None,
            matrix,
            offset,
        }
    }

    pub(super) fn rebalance(&mut self) {
        self.factors = None;
    }

    /// Returns the weighted loss and prepares the gradient.
    ///
    /// With S = F Fᵀ / n and D = dL/dS, the chain rule gives dL/dF = 2 D F / n for the Gram matrix.
    /// For mean and covariance, where the covariance is S - μ μᵀ, it adds (dL/dμ - 2 D μ) / n to
    /// each pixel. n is `moments.pixels`.
    pub(super) fn evaluate(&mut self, moments: &Moments, measure: Measure) -> StyleLoss {
        self.set_differences(moments);

        let channels = self.layer.channels();
        let mean_norms = Norms::new(&self.offset);
        let matrix_norms = Norms::new(&self.matrix);
        let matrix_weight = self.matrix_weight();
        let factors = *self.factors.get_or_insert_with(|| Factors {
            mean: self.weight * measure.factor(mean_norms.absolute, channels),
            matrix: matrix_weight * measure.factor(matrix_norms.absolute, channels * channels),
        });

        let objective_offset = self.preconditioner.as_mut().map_or(0.0, |preconditioner| {
            (preconditioned::WEIGHT - 1.0) * matrix_norms.square
                + preconditioner.apply(&mut self.matrix)
        });

        self.differences_to_gradient(moments, factors);

        StyleLoss {
            loss: factors.mean * mean_norms.square + factors.matrix * matrix_norms.square,
            objective_offset: factors.matrix * objective_offset,
        }
    }

    /// The weight of the matrix; that of the mean is always the term's.
    fn matrix_weight(&self) -> f64 {
        match self.statistics {
            Statistics::Gram | Statistics::MeanAndCovariance => self.weight,
            Statistics::Mean => 0.0,
        }
    }

    /// Sets `matrix` and `offset` to the differences between the moments and the target.
    fn set_differences(&mut self, moments: &Moments) {
        let channels = self.layer.channels();
        let centred = self.statistics.is_centred();
        let target = &self.target;

        for (row, (difference, second)) in self
            .matrix
            .chunks_exact_mut(channels)
            .zip(moments.second.chunks_exact(channels))
            .enumerate()
        {
            let mean = if centred { moments.mean[row] } else { 0.0 };
            let target_row = &target.second[row * channels..][..channels];

            for (((difference, second), mu), target) in difference
                .iter_mut()
                .zip(second)
                .zip(&moments.mean)
                .zip(target_row)
            {
                *difference = second - mean * mu - target;
            }
        }

        self.offset.fill(0.0);

        if centred {
            for ((offset, mean), target) in
                self.offset.iter_mut().zip(&moments.mean).zip(&target.mean)
            {
                *offset = mean - target;
            }
        }
    }

    /// Turns the differences in `matrix` and `offset` into the gradient.
    fn differences_to_gradient(&mut self, moments: &Moments, factors: Factors) {
        let channels = self.layer.channels();
        let centred = self.statistics.is_centred();
        let per_pixel = 1.0 / moments.pixels as f64;

        self.matrix
            .iter_mut()
            .for_each(|d| *d = (f64::from(*d) * 4.0 * factors.matrix * per_pixel) as f32);

        if centred {
            for (row, offset) in self.matrix.chunks_exact(channels).zip(&mut self.offset) {
                let shift = dot(row, &moments.mean);
                *offset = (f64::from(*offset) * 2.0 * factors.mean * per_pixel - shift) as f32;
            }
        }
    }

    pub(super) fn gradient(&self) -> Gradient<'_> {
        Gradient::Affine {
            tap: self.layer,
            matrix: &self.matrix,
            offset: &self.offset,
        }
    }
}

/// The norms of a difference d.
struct Norms {
    /// Σ|d|.
    absolute: f64,
    /// Σd².
    square: f64,
}

impl Norms {
    fn new(differences: &[f32]) -> Self {
        // Several sums, so that no addition waits for the one before.
        let mut absolutes = [0.0; 16];
        for chunk in differences.chunks(absolutes.len()) {
            for (sum, d) in absolutes.iter_mut().zip(chunk) {
                *sum += f64::from(d.abs());
            }
        }

        Self {
            absolute: absolutes.iter().sum(),
            square: dot(differences, differences),
        }
    }
}

/// Turns second moments about zero into those about the mean.
fn centre(moments: &mut Moments) {
    let channels = moments.mean.len();
    for (row, mean) in moments.second.chunks_exact_mut(channels).zip(&moments.mean) {
        row.iter_mut()
            .zip(&moments.mean)
            .for_each(|(second, mu)| *second -= mean * mu);
    }
}
