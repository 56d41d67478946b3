//! The style of a picture: statistics of feature maps over all pixels, whatever their place.

use super::{
    Losses, Measure,
    preconditioned::{self, Preconditioner},
};
use crate::{
    net::{Gradient, Moments, Net, NetError},
    planes::Planes,
    vgg::Relu,
};

/// What of a layer's feature maps F (C rows, n pixels) is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statistics {
    /// The Gram matrix F Fᵀ / n (Gatys et al., 2015).
    Gram,
    /// The mean μ and the covariance F Fᵀ / n - μ μᵀ, each on its own: colour and texture apart.
    MeanAndCovariance,
}

/// The statistics wanted of one layer.
#[derive(Clone, Debug)]
pub struct Target {
    layer: Relu,
    moments: Moments,
}

/// The statistics wanted of every layer: those of the style, or of several mixed by weight.
#[derive(Clone, Debug)]
pub struct StyleTarget(Vec<Target>);

impl StyleTarget {
    /// Measures `styles`, each a picture with its weight; the weights are scaled to a sum of 1.
    /// First and second moments mix linearly, as if the pictures hung side by side with areas like
    /// the weights.
    ///
    /// # Errors
    /// If the network fails.
    pub fn measure(
        net: &mut dyn Net,
        layers: &[Relu],
        styles: &[(Planes, f64)],
    ) -> Result<Self, NetError> {
        let total: f64 = styles.iter().map(|(_, weight)| weight).sum();
        let mut mixed: Vec<Target> = layers
            .iter()
            .map(|&layer| Target {
                layer,
                moments: Moments::default(),
            })
            .collect();

        let mut moments = Moments::default();
        for (picture, weight) in styles {
            net.forward(picture, layers)?;
            for target in &mut mixed {
                net.moments(target.layer, &mut moments)?;
                add_scaled(&mut target.moments.mean, &moments.mean, weight / total);
                add_scaled(&mut target.moments.second, &moments.second, weight / total);
            }
        }

        Ok(Self(mixed))
    }

    pub(crate) fn layers(&self) -> &[Target] {
        &self.0
    }
}

impl Target {
    /// The moments to be reached; the second about the mean, where mean and covariance are
    /// compared.
    pub(crate) fn wanted(&self, statistics: Statistics) -> Moments {
        let mut moments = self.moments.clone();
        if statistics == Statistics::MeanAndCovariance {
            subtract_outer(&mut moments);
        }
        moments
    }
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
    /// Weight and measure of the mean and of the matrix, fixed between two rebalancings.
    pub(super) factors: Option<(f64, f64)>,
    /// The gradient `matrix` F + `offset`.
    matrix: Vec<f32>,
    offset: Vec<f32>,
}

impl StyleTerm {
    pub(super) fn new((layer, weight): (Relu, f64), losses: &Losses, target: &Target) -> Self {
        let statistics = losses.statistics;
        let target = target.wanted(statistics);
        let channels = layer.channels();
        let preconditioner = (losses.preconditioned == Some(layer))
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

    /// The weighted loss, and how much the preconditioned objective exceeds it; prepares the gradient. With S = F Fᵀ /
    /// n and D = dL/dS: dL/dF = 2 D F / n for the Gram matrix; for mean and covariance, where S
    /// also stands in the covariance S - μ μᵀ, the chain rule adds (dL/dμ - 2 D μ) / n to each
    /// pixel. The 1 / n is in `moments.pixels`.
    pub(super) fn evaluate(&mut self, moments: &Moments, measure: Measure) -> (f64, f64) {
        let channels = self.layer.channels();
        let per_pixel = 1.0 / moments.pixels as f64;
        let centred = self.statistics == Statistics::MeanAndCovariance;
        let target = &self.target;

        for (row, (difference, second)) in self
            .matrix
            .chunks_exact_mut(channels)
            .zip(moments.second.chunks_exact(channels))
            .enumerate()
        {
            let mean = if centred { moments.mean[row] } else { 0.0 };
            let wanted = &target.second[row * channels..][..channels];

            for (((difference, second), mu), wanted) in difference
                .iter_mut()
                .zip(second)
                .zip(&moments.mean)
                .zip(wanted)
            {
                *difference = second - mean * mu - wanted;
            }
        }

        self.offset.fill(0.0);

        if centred {
            for ((offset, mean), wanted) in
                self.offset.iter_mut().zip(&moments.mean).zip(&target.mean)
            {
                *offset = mean - wanted;
            }
        }

        let (mean_absolute, mean_square) = norms(&self.offset);
        let (matrix_absolute, matrix_square) = norms(&self.matrix);
        let (mean_factor, matrix_factor) = *self.factors.get_or_insert_with(|| {
            (
                self.weight * measure.factor(mean_absolute, channels),
                self.weight * measure.factor(matrix_absolute, channels * channels),
            )
        });

        let objective_offset = self.preconditioner.as_mut().map_or(0.0, |preconditioner| {
            (preconditioned::WEIGHT - 1.0) * matrix_square + preconditioner.apply(&mut self.matrix)
        });

        self.matrix
            .iter_mut()
            .for_each(|d| *d = (f64::from(*d) * 4.0 * matrix_factor * per_pixel) as f32);

        if centred {
            for (row, offset) in self.matrix.chunks_exact(channels).zip(&mut self.offset) {
                let shift: f64 = row
                    .iter()
                    .zip(&moments.mean)
                    .map(|(d, mu)| f64::from(*d) * f64::from(*mu))
                    .sum();
                *offset = (f64::from(*offset) * 2.0 * mean_factor * per_pixel - shift) as f32;
            }
        }

        (
            mean_factor * mean_square + matrix_factor * matrix_square,
            matrix_factor * objective_offset,
        )
    }

    pub(super) fn gradient(&self) -> Gradient<'_> {
        Gradient::Affine {
            tap: self.layer,
            matrix: &self.matrix,
            offset: &self.offset,
        }
    }
}

/// Σ|d| and Σd².
fn norms(values: &[f32]) -> (f64, f64) {
    values
        .iter()
        .map(|&d| f64::from(d))
        .fold((0.0, 0.0), |(absolute, square), d| {
            (absolute + d.abs(), square + d * d)
        })
}

/// Second moments about the mean in place of those about zero.
fn subtract_outer(moments: &mut Moments) {
    let channels = moments.mean.len();
    for (row, mean) in moments.second.chunks_exact_mut(channels).zip(&moments.mean) {
        row.iter_mut()
            .zip(&moments.mean)
            .for_each(|(second, mu)| *second -= mean * mu);
    }
}
