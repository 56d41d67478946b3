//! The optimisers' arithmetic.

/// The step length and the correction at this age.
pub(crate) fn adam_age(age: i32, [rate, momentum, scale_memory]: [f32; 3]) -> [f32; 2] {
    let faded = |memory: f32| 1.0 - f64::from(memory).powi(age);
    [
        (f64::from(rate) / faded(momentum)) as f32,
        (1.0 / faded(scale_memory)) as f32,
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

pub(crate) fn adam_step(
    adam: &mut Adam,
    (gradient, slopes): (&[f32], &[f32]),
    rates: [f32; 2],
    [momentum, scale_memory, averaging]: [f32; 3],
) {
    for i in 0..gradient.len() {
        let g = gradient[i] + slopes[i];
        let mut m = adam.mean[i];
        let mut s = adam.square[i];

        m += (g - m) * (1.0 - momentum);
        s += (g * g - s) * (1.0 - scale_memory);

        let value = adam.picture[i] - rates[0] * m / ((s * rates[1]).sqrt() + 1e-12);
        let value = value.clamp(0.0, 255.0);
        (adam.mean[i], adam.square[i], adam.picture[i]) = (m, s, value);
        adam.average[i] = adam.average[i] * averaging + value * (1.0 - averaging);
    }
}

/// The sums that `vector_dots` and `vector_sums` make.
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

pub(crate) fn vector_combine(to: &[f32], factor: f32, terms: &[(f32, &[f32])]) -> Vec<f32> {
    let value = |(i, to): (usize, &f32)| {
        terms
            .iter()
            .fold(factor * to, |sum, (by, of)| sum + by * of[i])
    };
    to.iter().enumerate().map(value).collect()
}

pub(crate) fn vector_subtract(a: &[f32], b: &[f32]) -> Vec<f32> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

pub(crate) fn vector_walk(picture: &[f32], length: f32, direction: &[f32]) -> Vec<f32> {
    picture
        .iter()
        .zip(direction)
        .map(|(value, step)| (value + length * step).clamp(0.0, 255.0))
        .collect()
}

pub(crate) fn vector_hold(direction: &[f32], picture: &[f32], gradient: &[f32]) -> Vec<f32> {
    let held = |i: usize| {
        (picture[i] <= 0.0 && gradient[i] > 0.0) || (picture[i] >= 255.0 && gradient[i] < 0.0)
    };
    (0..direction.len())
        .map(|i| if held(i) { 0.0 } else { direction[i] })
        .collect()
}
