//! Statistics, losses and their gradients.

use super::{Narrow, Size};

/// Σ|a - b| and Σ(a - b)²: what the pairs of all blocks of `distance` add up to.
pub(crate) fn distance(a: &[f32], b: &[f32]) -> [f64; 2] {
    let differences = a.iter().zip(b).map(|(a, b)| f64::from(a - b));
    differences.fold([0.0; 2], |[absolute, square], d| {
        [absolute + d.abs(), square + d * d]
    })
}

/// `[blocks][channels]`, of `each` pixels a block.
pub(crate) fn channel_sums(maps: &[f32], channels: usize, each: usize) -> Vec<f32> {
    let block = |block: &[f32]| {
        let mut sums = vec![0.0; channels];
        for pixel in block.chunks_exact(channels) {
            sums.iter_mut()
                .zip(pixel)
                .for_each(|(sum, value)| *sum += value);
        }

        sums
    };
    maps.chunks(each * channels).flat_map(block).collect()
}

pub(crate) fn channel_means(parts: &[f32], channels: usize, factor: f32) -> Vec<f32> {
    sum_chunks(parts, channels, factor)
}

/// `factor` times the sum of the chunks of `count` values.
pub(crate) fn sum_chunks(parts: &[f32], count: usize, factor: f32) -> Vec<f32> {
    (0..count)
        .map(|i| factor * parts.iter().skip(i).step_by(count).sum::<f32>())
        .collect()
}

/// A layer's statistics and those wanted.
#[derive(Clone, Copy)]
pub(crate) struct Style<'a> {
    pub(crate) mean: &'a [f32],
    pub(crate) wanted: &'a [f32],
    pub(crate) wanted_mean: &'a [f32],
    /// Whether the means count, and the matrix is a covariance.
    pub(crate) centred: bool,
}

/// The difference of matrices, and the norms of each of its rows: `[Σ|d|, Σd², |mean|, mean², 0]`.
pub(crate) fn style_difference(
    parts: &[f32],
    factor: f32,
    style: Style<'_>,
) -> (Vec<f32>, Vec<f64>) {
    let Style {
        mean,
        wanted,
        wanted_mean,
        centred,
    } = style;
    let channels = mean.len();
    let second = sum_chunks(parts, channels * channels, factor);
    let product = |i: usize| {
        if centred {
            mean[i / channels] * mean[i % channels]
        } else {
            0.0
        }
    };

    let difference: Vec<f32> = (0..second.len())
        .map(|i| second[i] - product(i) - wanted[i])
        .collect();
    let norms = difference
        .chunks_exact(channels)
        .enumerate()
        .flat_map(|(row, values)| {
            let [absolute, square] = distance(values, &vec![0.0; channels]);
            let d = if centred {
                f64::from(mean[row]) - f64::from(wanted_mean[row])
            } else {
                0.0
            };

            [absolute, square, d.abs(), d * d, 0.0]
        });

    let norms = norms.collect();
    (difference, norms)
}

/// How the terms weigh.
#[derive(Clone, Copy)]
pub(crate) struct Weighing<'a> {
    pub(crate) weight: f32,
    pub(crate) unit_gradient: bool,
    /// Those to be kept, or none, to weigh anew.
    pub(crate) kept: Option<&'a [f64]>,
}

impl Weighing<'_> {
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
    pub(crate) factors: [f64; 2],
    pub(crate) matrix: Vec<f32>,
    pub(crate) offset: Vec<f32>,
    pub(crate) loss: f64,
    pub(crate) objective_offset: f64,
}

pub(crate) fn style_gradient(
    (difference, norms): (&[f32], &[f64]),
    style: Style<'_>,
    weighing: Weighing<'_>,
    per_pixel: f32,
    narrow: Narrow,
) -> StyleGradient {
    let Style {
        mean,
        wanted_mean,
        centred,
        ..
    } = style;
    let channels = mean.len();
    let sum = |n: usize| norms.iter().skip(n).step_by(5).sum::<f64>();
    let count = channels as f64;
    let factors = [
        weighing.factor(0, sum(2), count),
        weighing.factor(1, sum(0), count * count),
    ];

    let per_pixel = f64::from(per_pixel);
    let matrix: Vec<f32> = difference
        .iter()
        .map(|d| narrow((f64::from(*d) * 4.0 * factors[1] * per_pixel) as f32))
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
            let d = f64::from(mean[row]) - f64::from(wanted_mean[row]);

            if centred {
                (d * 2.0 * factors[0] * per_pixel - shift) as f32
            } else {
                0.0
            }
        });

    let offset = offset.collect();
    let loss = factors[0] * sum(3) + factors[1] * sum(1);
    let objective_offset = factors[1] * sum(4);

    StyleGradient {
        factors,
        matrix,
        offset,
        loss,
        objective_offset,
    }
}

/// Factor, scale of the gradient, and loss, from the sums of `distance`.
pub(crate) fn content_gradient(
    [absolute, square]: [f64; 2],
    count: f64,
    weighing: Weighing<'_>,
) -> (f64, f32, f64) {
    let factor = weighing.factor(0, absolute.max(0.5 * count), count);
    (factor, (2.0 * factor) as f32, factor * square)
}

/// The slopes, and the loss that the parts of all blocks add up to.
pub(crate) fn smoothness(picture: &[f32], (height, width): Size, scale: f32) -> (Vec<f32>, f64) {
    let mut loss = 0.0;
    let slopes = (0..picture.len()).map(|i| {
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

            // Each pair is counted once.
            squares += if (dy, dx) > (0, 0) {
                weight * d * d
            } else {
                0.0
            };
        }

        loss += f64::from(squares) * f64::from(scale);
        2.0 * scale * slope
    });

    let slopes = slopes.collect();
    (slopes, loss)
}

/// A row of the ring: content, style, smoothness, objective_offset.
pub(crate) fn report(values: &[f64], parts: &[f64]) -> [f64; 4] {
    let sum = |first: usize| values.iter().skip(first).step_by(2).sum();
    [values[0], sum(1), parts.iter().sum(), sum(2)]
}
