//! ReferenceKernels of the kernels in `kernels.cu`: the same arithmetic, value by value, in plain Rust. A
//! kernel has the name of its twin, and says what it takes; the twin returns what the kernel
//! writes. The twins are held to the plain network and to the losses that they stand for, which
//! needs no GPU, and the kernels to their twins, on whatever GPU there is.
//!
//! Maps are `[pixels][channels]`, each value already as the precision keeps it; pictures are
//! `[3][height][width]`.

pub(crate) mod first;
pub(crate) mod layers;
pub(crate) mod losses;
pub(crate) mod preconditioned;
mod tests;
pub(crate) mod vectors;

use super::contract::noise;

/// Height and width.
pub(crate) type Size = (usize, usize);

/// Sizes at which kernels go wrong: single rows and columns, primes, more than a block of threads
/// wide.
pub(crate) const SIZES: [Size; 9] = [
    (1, 1),
    (1, 2),
    (2, 1),
    (1, 7),
    (3, 5),
    (13, 7),
    (2, 131),
    (53, 3),
    (31, 37),
];

/// How a value is kept in maps.
pub(crate) type Narrow = fn(f32) -> f32;

/// To the nearest bf16, ties to even.
pub(crate) fn bf16(value: f32) -> f32 {
    if value.is_nan() {
        return f32::from_bits(0x7fff_0000);
    }
    let bits = value.to_bits();
    f32::from_bits(bits.wrapping_add(0x7fff + (bits >> 16 & 1)) & 0xffff_0000)
}

/// f32 as it is.
pub(crate) fn single(value: f32) -> f32 {
    value
}

/// Values that look random, of about this size, a third of them zero.
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

/// What is wanted of a layer, of few directions, and a difference from it; both symmetric.
pub(crate) fn matrices(channels: usize) -> [Vec<f32>; 2] {
    let rows = values(20 * channels, 8, 3.0);
    let entry = |i: usize| {
        rows.chunks_exact(channels)
            .map(|row| row[i / channels] * row[i % channels])
            .sum()
    };
    let wanted: Vec<f32> = (0..channels * channels).map(entry).collect();
    let difference = wanted.iter().map(|value| (value * 0.7).sin()).collect();

    [wanted, difference]
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
