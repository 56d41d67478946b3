//! Statistics, losses and their gradients.

use super::{Round, Size};
use crate::loss::Statistics;

/// Σ|a - b| and Σ(a - b)², each place of the latter by its weight: the sums of the pairs that the blocks of `distance` write.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DifferenceSums {
    pub(crate) absolute: f64,
    pub(crate) square: f64,
}

pub(crate) fn distance(a: &[f32], b: &[f32]) -> DifferenceSums {
    let mut sums = DifferenceSums {
        absolute: 0.0,
        square: 0.0,
    };
    for (a, b) in a.iter().zip(b) {
        let d = f64::from(a - b);
        sums.absolute += d.abs();
        sums.square += d * d;
    }

    sums
}

/// As [`distance`], with maps of these channels and a weight for each pixel.
pub(crate) fn weighted_distance(
    a: &[f32],
    b: &[f32],
    weights: &[f32],
    channels: usize,
) -> DifferenceSums {
    let mut sums = DifferenceSums {
        absolute: 0.0,
        square: 0.0,
    };
    let pixels = a.chunks_exact(channels).zip(b.chunks_exact(channels));
    for ((a, b), weight) in pixels.zip(weights) {
        let pixel = distance(a, b);
        sums.absolute += pixel.absolute;
        sums.square += f64::from(*weight) * pixel.square;
    }

    sums
}

/// `[blocks][channels]`; a block sums `each` pixels.
pub(crate) fn channel_sums(maps: &[f32], channels: usize, each: usize) -> Vec<f32> {
    let block_sums = |block: &[f32]| {
        let mut sums = vec![0.0; channels];
        for pixel in block.chunks_exact(channels) {
            sums.iter_mut()
                .zip(pixel)
                .for_each(|(sum, value)| *sum += value);
        }

        sums
    };
    maps.chunks(each * channels).flat_map(block_sums).collect()
}

pub(crate) fn channel_means(partials: &[f32], channels: usize, factor: f32) -> Vec<f32> {
    sum_chunks(partials, channels, factor)
}

/// `factor` times the sum of the chunks, which have `count` values each.
pub(crate) fn sum_chunks(partials: &[f32], count: usize, factor: f32) -> Vec<f32> {
    (0..count)
        .map(|i| factor * partials.iter().skip(i).step_by(count).sum::<f32>())
        .collect()
}

/// The statistics of a layer with C channels, and their targets.
#[derive(Clone, Copy)]
pub(crate) struct Style<'a> {
    /// `[C]`.
    pub(crate) mean: &'a [f32],
    /// `[C][C]`.
    pub(crate) target_matrix: &'a [f32],
    /// `[C]`.
    pub(crate) target_mean: &'a [f32],
    pub(crate) statistics: Statistics,
}

/// What `style_difference` writes.
#[derive(Clone)]
pub(crate) struct StyleDifference {
    /// `[C][C]`: the difference of the matrices.
    pub(crate) matrix: Vec<f32>,
    /// `[C][5]`: `[Σ|d|, Σd², |mean|, mean², 0]` for each row.
    pub(crate) norms: Vec<f64>,
}

pub(crate) fn style_difference(partials: &[f32], factor: f32, style: Style<'_>) -> StyleDifference {
    let Style {
        mean,
        target_matrix,
        target_mean,
        statistics,
    } = style;
    let centred = statistics.is_centred();
    let channels = mean.len();
    let second = sum_chunks(partials, channels * channels, factor);
    let product = |i: usize| {
        if centred {
            mean[i / channels] * mean[i % channels]
        } else {
            0.0
        }
    };

    let matrix: Vec<f32> = (0..second.len())
        .map(|i| second[i] - product(i) - target_matrix[i])
        .collect();
    let norms = matrix
        .chunks_exact(channels)
        .enumerate()
        .flat_map(|(row, values)| {
            let sums = distance(values, &vec![0.0; channels]);
            let d = if centred {
                f64::from(mean[row]) - f64::from(target_mean[row])
            } else {
                0.0
            };

            [sums.absolute, sums.square, d.abs(), d * d, 0.0]
        })
        .collect();

    StyleDifference { matrix, norms }
}

/// How the terms are balanced.
#[derive(Clone, Copy)]
pub(crate) struct Balance<'a> {
    pub(crate) weight: f32,
    pub(crate) unit_gradient: bool,
    /// Factors of an earlier evaluation, or `None` to compute them.
    pub(crate) kept: Option<&'a [f64]>,
}

impl Balance<'_> {
    fn factor(self, term: usize, absolute: f64, count: f64) -> f64 {
        let measure = if self.unit_gradient {
            1.0 / absolute.max(1e-8)
        } else {
            1.0 / count
        };

        self.kept
            .map_or(f64::from(self.weight) * measure, |kept| kept[term])
    }
}

/// What `style_gradient` writes.
pub(crate) struct StyleGradient {
    /// The balance of the mean's term and of the matrix's.
    pub(crate) factors: [f64; 2],
    pub(crate) matrix: Vec<f32>,
    pub(crate) offset: Vec<f32>,
    pub(crate) loss: f64,
    pub(crate) objective_offset: f64,
}

pub(crate) fn style_gradient(
    difference: &StyleDifference,
    style: Style<'_>,
    balance: Balance<'_>,
    per_pixel: f32,
    round: Round,
) -> StyleGradient {
    let Style {
        mean,
        target_mean,
        statistics,
        ..
    } = style;
    let centred = statistics.is_centred();
    let channels = mean.len();
    let sum = |n: usize| difference.norms.iter().skip(n).step_by(5).sum::<f64>();
    let count = channels as f64;
    let factors = [
        balance.factor(0, sum(2), count),
        match statistics {
            Statistics::Mean => 0.0,
            Statistics::Gram | Statistics::MeanAndCovariance => {
                balance.factor(1, sum(0), count * count)
            }
        },
    ];

    let per_pixel = f64::from(per_pixel);
    let matrix: Vec<f32> = difference
        .matrix
        .iter()
        .map(|d| round((f64::from(*d) * 4.0 * factors[1] * per_pixel) as f32))
        .collect();
    let offset = matrix
        .chunks_exact(channels)
        .enumerate()
        .map(|(row, values)| {
            let shift: f64 = values
                .iter()
                .zip(mean)
                .map(|(d, mean)| f64::from(*d) * f64::from(*mean))
                .sum();
            let d = f64::from(mean[row]) - f64::from(target_mean[row]);

            if centred {
                (d * 2.0 * factors[0] * per_pixel - shift) as f32
            } else {
                0.0
            }
        })
        .collect();

    StyleGradient {
        factors,
        matrix,
        offset,
        loss: factors[0] * sum(3) + factors[1] * sum(1),
        objective_offset: factors[1] * sum(4),
    }
}

/// What `content_gradient` writes.
pub(crate) struct ContentGradient {
    pub(crate) factor: f64,
    /// The factor of activations - target in the gradient.
    pub(crate) scale: f32,
    pub(crate) loss: f64,
}

/// `sums` are those of `distance` over `count` values.
pub(crate) fn content_gradient(
    sums: DifferenceSums,
    count: f64,
    balance: Balance<'_>,
) -> ContentGradient {
    let factor = balance.factor(0, sums.absolute.max(0.5 * count), count);

    ContentGradient {
        factor,
        scale: (2.0 * factor) as f32,
        loss: factor * sums.square,
    }
}

/// What `smoothness` writes; the loss is the sum over its blocks.
pub(crate) struct Smoothness {
    pub(crate) gradient: Vec<f32>,
    pub(crate) loss: f64,
}

pub(crate) fn smoothness(picture: &[f32], size: Size, scale: f32) -> Smoothness {
    let Size { height, width } = size;
    let mut loss = 0.0;
    let gradient = (0..picture.len()).map(|i| {
        let mut slope = 0.0_f32;
        let mut squares = 0.0_f32;
        for (dy, dx) in [
            (-1, -1),
            (-1, 0),
            (-1, 1),
            (0, -1),
            (0, 1),
            (1, -1),
            (1, 0),
            (1, 1),
        ] {
            let y = (i / width % height)
                .checked_add_signed(dy)
                .filter(|y| *y < height);
            let x = (i % width).checked_add_signed(dx).filter(|x| *x < width);
            let (Some(y), Some(x)) = (y, x) else { continue };
            let weight = if dy == 0 || dx == 0 {
                2.0 / 3.0
            } else {
                1.0 / 6.0
            };

            let d = picture[i] - picture[(i / width / height * height + y) * width + x];
            slope += weight * d;

            // Count each pair of pixels once.
            squares += if (dy, dx) > (0, 0) {
                weight * d * d
            } else {
                0.0
            };
        }

        loss += f64::from(squares) * f64::from(scale);
        2.0 * scale * slope
    });

    let gradient = gradient.collect();
    Smoothness { gradient, loss }
}

/// What the temporal term compares a picture with.
pub(crate) struct Temporal<'t> {
    pub(crate) target: &'t [f32],
    /// One plane.
    pub(crate) mask: &'t [f32],
    pub(crate) scale: f32,
}

/// The gradient with that of the temporal term.
pub(crate) fn temporal(picture: &[f32], term: &Temporal<'_>, gradient: &[f32]) -> Vec<f32> {
    let value = |(i, gradient): (usize, &f32)| {
        let mask = term.mask[i % term.mask.len()];
        gradient + 2.0 * term.scale * mask * (picture[i] - term.target[i])
    };
    gradient.iter().enumerate().map(value).collect()
}

/// A row of the ring: content, style, smoothness, objective offset.
pub(crate) fn report_losses(values: &[f64], smoothness_sums: &[f64]) -> [f64; 4] {
    let sum = |first: usize| values.iter().skip(first).step_by(2).sum();
    [values[0], sum(1), smoothness_sums.iter().sum(), sum(2)]
}
