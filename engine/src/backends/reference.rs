//! VGG-19 in f64, written as simply as possible: the networks are tested against it.

use crate::{
    planes::Planes,
    vgg::{Border, Convolution, MEAN, Pooling, Relu, Variant, Weights},
};

/// Maps in f64, `[channels][height][width]`.
#[derive(Clone, Debug)]
pub(super) struct Maps {
    pub(super) channels: usize,
    pub(super) height: usize,
    pub(super) width: usize,
    pub(super) data: Vec<f64>,
}

impl Maps {
    pub(super) fn from_fn(size: [usize; 3], value: impl Fn(usize, usize, usize) -> f64) -> Self {
        let [channels, height, width] = size;
        let mut data = Vec::with_capacity(channels * height * width);
        for c in 0..channels {
            for y in 0..height {
                data.extend((0..width).map(|x| value(c, y, x)));
            }
        }

        Self {
            channels,
            height,
            width,
            data,
        }
    }

    pub(super) fn from_planes(planes: &Planes) -> Self {
        Self::from_fn(
            [planes.channels(), planes.height(), planes.width()],
            |c, y, x| f64::from(planes.plane(c)[y * planes.width() + x]),
        )
    }

    pub(super) fn area(&self) -> usize {
        self.height * self.width
    }

    pub(super) fn plane(&self, channel: usize) -> &[f64] {
        &self.data[channel * self.area()..][..self.area()]
    }

    pub(super) fn at(&self, c: usize, y: usize, x: usize) -> f64 {
        self.plane(c)[y * self.width + x]
    }
}

/// The activations of each ReLU up to `deepest`.
pub(super) fn forward(
    weights: &Weights,
    variant: Variant,
    picture: &Maps,
    deepest: Relu,
) -> Vec<Maps> {
    let mut activations: Vec<Maps> = Vec::new();
    for relu in &Relu::ALL[..=deepest.index()] {
        let padded = match activations.last() {
            None => pad_picture(picture, variant.border),
            Some(below) if Relu::ALL[relu.index() - 1].is_pooled() => {
                pad(&pool(below, variant.pooling))
            }
            Some(below) => pad(below),
        };
        let mut output = convolve(&padded, &weights.convolutions[relu.index()]);
        output
            .data
            .iter_mut()
            .for_each(|value| *value = value.max(0.0));

        activations.push(output);
    }

    activations
}

fn pad_picture(picture: &Maps, border: Border) -> Maps {
    let mut relative = picture.clone();
    let area = picture.area();
    for (plane, mean) in relative.data.chunks_exact_mut(area).zip(MEAN) {
        for value in plane {
            *value -= f64::from(mean);
        }
    }

    match border {
        Border::Zero => pad(&relative),
        Border::Replicate => {
            Maps::from_fn([3, picture.height + 2, picture.width + 2], |c, y, x| {
                let inside = |at: usize, size: usize| at.saturating_sub(1).min(size - 1);
                relative.at(c, inside(y, picture.height), inside(x, picture.width))
            })
        }
    }
}

/// Adds one zero on each side.
pub(super) fn pad(maps: &Maps) -> Maps {
    Maps::from_fn(
        [maps.channels, maps.height + 2, maps.width + 2],
        |c, y, x| {
            if (1..=maps.height).contains(&y) && (1..=maps.width).contains(&x) {
                maps.at(c, y - 1, x - 1)
            } else {
                0.0
            }
        },
    )
}

/// Convolves maps that are already padded.
pub(super) fn convolve(padded: &Maps, convolution: &Convolution) -> Maps {
    let size = [convolution.outputs, padded.height - 2, padded.width - 2];
    let mut output = Maps::from_fn(size, |c, _, _| f64::from(convolution.bias[c]));
    let area = output.area();
    for (channel, to) in output.data.chunks_exact_mut(area).enumerate() {
        for input in 0..convolution.inputs {
            let kernel = convolution
                .kernel
                .nine((channel * convolution.inputs + input) * 9);

            for (tap, &weight) in kernel.iter().enumerate() {
                let weight = f64::from(weight);
                for (y, row) in to.chunks_exact_mut(size[2]).enumerate() {
                    let from =
                        &padded.plane(input)[(y + tap / 3) * padded.width + tap % 3..][..size[2]];
                    for (to, from) in row.iter_mut().zip(from) {
                        *to += weight * from;
                    }
                }
            }
        }
    }

    output
}

/// 2 x 2 pooling; an odd last row or column is dropped.
pub(super) fn pool(maps: &Maps, pooling: Pooling) -> Maps {
    Maps::from_fn(
        [maps.channels, maps.height / 2, maps.width / 2],
        |c, y, x| {
            let window =
                [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(dy, dx)| maps.at(c, 2 * y + dy, 2 * x + dx));

            match pooling {
                Pooling::Max => window.into_iter().fold(f64::MIN, f64::max),
                Pooling::Average => window.iter().sum::<f64>() / 4.0,
            }
        },
    )
}

/// The mean of each channel over pixels.
pub(super) fn mean(maps: &Maps) -> Vec<f64> {
    (0..maps.channels)
        .map(|c| maps.plane(c).iter().sum::<f64>() / maps.area() as f64)
        .collect()
}

/// The product `matrix` F.
pub(super) fn times(matrix: &[f32], maps: &Maps) -> Maps {
    let mut output = Maps::from_fn([maps.channels, maps.height, maps.width], |_, _, _| 0.0);
    for (to, weights) in output
        .data
        .chunks_exact_mut(maps.area())
        .zip(matrix.chunks_exact(maps.channels))
    {
        for (from, &weight) in maps.data.chunks_exact(maps.area()).zip(weights) {
            to.iter_mut()
                .zip(from)
                .for_each(|(to, from)| *to += f64::from(weight) * from);
        }
    }

    output
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
