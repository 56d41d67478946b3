//! The optimisers' arithmetic.

use crate::optimizer::AdamSettings;

/// Step length and bias correction at this iteration, counted from 1.
pub(crate) fn adam_rates(iteration: i32, settings: AdamSettings) -> [f32; 2] {
    let bias = |memory: f32| 1.0 - f64::from(memory).powi(iteration);
    [
        (f64::from(settings.rate) / bias(settings.momentum)) as f32,
        (1.0 / bias(settings.scale_memory)) as f32,
    ]
}

/// Adam's vectors.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Adam {
    pub(crate) picture: Vec<f32>,
    pub(crate) mean: Vec<f32>,
    pub(crate) square: Vec<f32>,
    pub(crate) average: Vec<f32>,
}

impl Adam {
    /// `adam_step`: a step along the sum of two gradients.
    pub(crate) fn step(
        &mut self,
        gradient: &[f32],
        smoothness_gradient: &[f32],
        rates: [f32; 2],
        settings: AdamSettings,
    ) {
        let AdamSettings {
            momentum,
            scale_memory,
            averaging,
            ..
        } = settings;
        let [step_length, correction] = rates;

        for i in 0..gradient.len() {
            let g = gradient[i] + smoothness_gradient[i];
            let mean = self.mean[i] + (g - self.mean[i]) * (1.0 - momentum);
            let square = self.square[i] + (g * g - self.square[i]) * (1.0 - scale_memory);

            let value =
                self.picture[i] - step_length * mean / ((square * correction).sqrt() + 1e-12);
            let value = value.clamp(0.0, 255.0);

            self.mean[i] = mean;
            self.square[i] = square;
            self.picture[i] = value;
            self.average[i] = self.average[i] * averaging + value * (1.0 - averaging);
        }
    }
}

/// What `vector_dots` and `vector_sums` compute together.
pub(crate) fn vector_dots(vector: &[f32], others: &[&[f32]]) -> Vec<f64> {
    let dot = |other: &&[f32]| {
        vector
            .iter()
            .zip(*other)
            .map(|(a, b)| f64::from(*a) * f64::from(*b))
            .sum()
    };
    others.iter().map(dot).collect()
}

/// A vector and its factor.
pub(crate) struct Scaled<'a> {
    pub(crate) factor: f32,
    pub(crate) vector: &'a [f32],
}

pub(crate) fn vector_combine(to: &[f32], factor: f32, vectors: &[Scaled<'_>]) -> Vec<f32> {
    let value = |(i, to): (usize, &f32)| {
        vectors.iter().fold(factor * to, |sum, scaled| {
            sum + scaled.factor * scaled.vector[i]
        })
    };
    to.iter().enumerate().map(value).collect()
}

pub(crate) fn vector_subtract(a: &[f32], b: &[f32]) -> Vec<f32> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

pub(crate) fn vector_step(picture: &[f32], length: f32, direction: &[f32]) -> Vec<f32> {
    picture
        .iter()
        .zip(direction)
        .map(|(value, step)| (value + length * step).clamp(0.0, 255.0))
        .collect()
}

pub(crate) fn vector_project(direction: &[f32], picture: &[f32], gradient: &[f32]) -> Vec<f32> {
    let is_blocked = |i: usize| {
        (picture[i] <= 0.0 && gradient[i] > 0.0) || (picture[i] >= 255.0 && gradient[i] < 0.0)
    };
    (0..direction.len())
        .map(|i| if is_blocked(i) { 0.0 } else { direction[i] })
        .collect()
}
