//! The kernels of `kernels.cu` once more, in plain Rust: the same arithmetic, value by value.
//!
//! A reference kernel has the name of its kernel, takes the same inputs and returns what the kernel
//! writes. The reference kernels are compared with the plain network, the losses and the
//! optimisers, which needs no GPU; the kernels are compared with them wherever there is one.
//!
//! Maps are `[pixels][channels]`, with values already rounded to the precision; pictures are
//! `[3][height][width]`.

pub(crate) mod first_convolution;
pub(crate) mod layers;
pub(crate) mod losses;
pub(crate) mod preconditioned;
mod tests;
pub(crate) mod vectors;

use super::test_data::noise;

/// The size of a picture or of maps, in pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub(crate) height: usize,
    pub(crate) width: usize,
}

impl Size {
    pub(crate) const fn new(height: usize, width: usize) -> Self {
        Self { height, width }
    }

    pub(crate) fn pixels(self) -> usize {
        self.height * self.width
    }

    /// After a 2 x 2 pooling.
    pub(crate) fn pooled(self) -> Self {
        Self::new(self.height / 2, self.width / 2)
    }

    /// Its pixels in reading order.
    pub(crate) fn positions(self) -> impl Iterator<Item = Position> {
        let position = move |i| Position {
            y: i / self.width,
            x: i % self.width,
        };
        (0..self.pixels()).map(position)
    }
}

/// A pixel.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Position {
    pub(crate) y: usize,
    pub(crate) x: usize,
}

/// Sizes at which kernels go wrong: single rows and columns, primes, wider than a block of threads.
pub(crate) const SIZES: [Size; 9] = [
    Size::new(1, 1),
    Size::new(1, 2),
    Size::new(2, 1),
    Size::new(1, 7),
    Size::new(3, 5),
    Size::new(13, 7),
    Size::new(2, 131),
    Size::new(53, 3),
    Size::new(31, 37),
];

/// Rounds a value to the precision of the maps.
pub(crate) type Round = fn(f32) -> f32;

/// Rounds to the nearest bf16, ties to even.
pub(crate) fn bf16(value: f32) -> f32 {
    if value.is_nan() {
        return f32::from_bits(0x7fff_0000);
    }
    let bits = value.to_bits();
    f32::from_bits(bits.wrapping_add(0x7fff + (bits >> 16 & 1)) & 0xffff_0000)
}

/// Leaves an f32 as it is.
pub(crate) fn single(value: f32) -> f32 {
    value
}

/// Pseudo-random values in ±`size`, a third of which become zero.
pub(crate) fn values(count: usize, seed: usize, size: f64) -> Vec<f32> {
    let value = |i: usize| {
        let value = noise(seed * 1_000_003 + i);
        if value.abs() < 1.0 / 6.0 {
            0.0
        } else {
            (2.0 * size * value) as f32
        }
    };
    (0..count).map(value).collect()
}

/// Matrices to test a preconditioner with, `[channels][channels]`.
pub(crate) struct StyleMatrices {
    /// A style's Gram matrix, of low rank.
    pub(crate) target: Vec<f32>,
    /// A picture's difference from it, symmetric.
    pub(crate) difference: Vec<f32>,
}

impl StyleMatrices {
    pub(crate) fn new(channels: usize) -> Self {
        let rows = values(20 * channels, 8, 3.0);
        let entry = |i: usize| {
            rows.chunks_exact(channels)
                .map(|row| row[i / channels] * row[i % channels])
                .sum()
        };
        let target: Vec<f32> = (0..channels * channels).map(entry).collect();
        let difference = target.iter().map(|value| (value * 0.7).sin()).collect();

        Self { target, difference }
    }
}

#[test]
fn bf16_rounds_to_the_nearest_and_ties_to_even() {
    let step = 2.0_f32.powi(-7);
    for (value, expected) in [
        (1.0, 1.0),
        (1.0 + 0.49 * step, 1.0),
        (1.0 + 0.51 * step, 1.0 + step),
        (1.0 + 0.5 * step, 1.0),
        (1.0 + 1.5 * step, 1.0 + 2.0 * step),
        (-1.0 - 1.5 * step, -1.0 - 2.0 * step),
        (0.0, 0.0),
        (f32::MAX, f32::INFINITY),
        (f32::INFINITY, f32::INFINITY),
    ] {
        assert_eq!(bf16(value).to_bits(), f32::to_bits(expected), "{value}");
    }

    assert!(bf16(f32::NAN).is_nan());
}
