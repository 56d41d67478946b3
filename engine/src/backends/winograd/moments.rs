//! Mean and second moment of a layer's maps: the sums that a style loss is made of.

use super::{
    executor::Executor,
    memory::{LANES, Lanes, Shared},
    simd::{Simd, SimdTask},
};
use crate::net::{Moments, NetError};

/// Pixels whose values in all channels stay in a core's cache.
fn chunk_pixels(channels: usize) -> usize {
    (65_536 / channels).clamp(128, 512)
}

/// Slices of pixels that are summed apart. The number depends on the size alone, not on the number
/// of threads, so that the result does too.
fn slice_count(pixels: usize, channels: usize) -> usize {
    (pixels / (16 * chunk_pixels(channels))).clamp(1, 16)
}

/// Blocks of 16 channels that a task multiplies with themselves and all later ones.
const PANEL_BLOCKS: usize = 4;

/// Computes mean and second moment of all `maps`.
pub(super) fn moments(
    executor: &mut Executor,
    maps: &[Lanes],
    channels: usize,
    moments: &mut Moments,
) -> Result<(), NetError> {
    let blocks = channels / LANES;
    let pixels = maps.len() / (channels / LANES);
    let slices = slice_count(pixels, channels);

    // For each slice the matrix, `[channels][blocks]`, then the sums, `[blocks]`.
    let size = (channels + 1) * blocks;
    let sums = executor.scratch.claim(slices * size)?;
    let to = Shared::new(sums);
    let level = executor.level;
    let panels = blocks.div_ceil(PANEL_BLOCKS);

    executor.thread_pool.run(panels * slices, |task, _| {
        let panel = task / slices;
        let slice = task % slices;

        // SAFETY: rows of one slice's matrix and sums, which belong to this task alone.
        let (matrix, mean) = unsafe {
            let first = panel * PANEL_BLOCKS;
            let last = blocks.min((panel + 1) * PANEL_BLOCKS);
            let matrix = to.write(
                slice * size + first * LANES * blocks,
                (last - first) * LANES * blocks,
            );

            (
                matrix,
                to.write(slice * size + channels * blocks + first, last - first),
            )
        };

        let range = slice * pixels / slices..(slice + 1) * pixels / slices;
        level.run(Panel {
            maps,
            pixels,
            range,
            blocks,
            first: panel * PANEL_BLOCKS,
            matrix,
            mean,
        });
    });

    moments.pixels = pixels;
    moments.mean.resize(channels, 0.0);
    moments.second.resize(channels * channels, 0.0);

    let sum = |at: usize, lane: usize| -> f64 {
        (0..slices)
            .map(|slice| f64::from(sums[slice * size + at].0[lane]))
            .sum::<f64>()
            / pixels as f64
    };

    for (channel, mean) in moments.mean.iter_mut().enumerate() {
        *mean = sum(channels * blocks + channel / LANES, channel % LANES) as f32;
    }

    let second = Shared::new(&mut moments.second);
    executor.thread_pool.run(blocks, |block, _| {
        for row in block * LANES..(block + 1) * LANES {
            for column in row..channels {
                let value = sum(row * blocks + column / LANES, column % LANES) as f32;
                // SAFETY: every unordered pair of channels is written by one task.
                unsafe {
                    *second.at(row * channels + column) = value;
                    *second.at(column * channels + row) = value;
                }
            }
        }
    });

    Ok(())
}

/// Sums some rows of the upper half of F Fᵀ over a range of pixels.
struct Panel<'a> {
    maps: &'a [Lanes],
    pixels: usize,
    range: std::ops::Range<usize>,
    blocks: usize,
    /// The first block of the rows.
    first: usize,
    /// `[rows][blocks]`.
    matrix: &'a mut [Lanes],
    /// `[rows / 16]`: sums of the values themselves.
    mean: &'a mut [Lanes],
}

impl SimdTask for Panel<'_> {
    #[inline(always)]
    fn run<S: Simd>(mut self, simd: S) {
        self.matrix.fill(Lanes::ZERO);
        self.mean.fill(Lanes::ZERO);

        let length = chunk_pixels(self.blocks * LANES);
        for start in self.range.clone().step_by(length) {
            let length = length.min(self.range.end - start);
            for row in 0..self.mean.len() {
                let from = &self.maps[(self.first + row) * self.pixels + start..][..length];
                for lanes in from {
                    for (sum, value) in self.mean[row].0.iter_mut().zip(lanes.0) {
                        *sum += value;
                    }
                }

                for group in (self.first + row) / S::COLUMNS..self.blocks / S::COLUMNS {
                    let pair = Pair {
                        row,
                        group,
                        start,
                        length,
                    };
                    if S::WIDTH == 16 {
                        self.multiply::<S, 8>(simd, pair);
                    } else {
                        self.multiply::<S, 4>(simd, pair);
                    }
                }
            }
        }
    }
}

/// A block of rows and a group of columns, over some of the pixels.
#[derive(Clone, Copy)]
struct Pair {
    /// Block of the panel's rows.
    row: usize,
    /// Group of [`Simd::COLUMNS`] blocks.
    group: usize,
    /// First pixel.
    start: usize,
    /// Number of pixels.
    length: usize,
}

impl Panel<'_> {
    /// Adds the products of a block's 16 channels with a group's columns, `N` channels at a time.
    #[inline(always)]
    fn multiply<S: Simd, const N: usize>(&mut self, simd: S, pair: Pair) {
        let Pair {
            row,
            group,
            start,
            length,
        } = pair;
        let left = &self.maps[(self.first + row) * self.pixels + start..][..length];
        let block = |half: usize| group * S::COLUMNS + half / S::PARTS;
        let right = [0, 1].map(|half| &self.maps[block(half) * self.pixels + start..][..length]);

        for first in (0..LANES).step_by(N) {
            let mut sums = [[simd.zero(); 2]; N];
            for ((left, right_0), right_1) in left.iter().zip(right[0]).zip(right[1]) {
                let left: &[f32; N] = left.0[first..].first_chunk().expect("N divides 16");
                let columns = [simd.load(right_0, 0), simd.load(right_1, 1 % S::PARTS)];

                for (sums, &value) in sums.iter_mut().zip(left) {
                    let value = simd.splat(value);
                    sums[0] = simd.fma(value, columns[0], sums[0]);
                    sums[1] = simd.fma(value, columns[1], sums[1]);
                }
            }

            for (i, sums) in sums.into_iter().enumerate() {
                for (half, sum) in sums.into_iter().enumerate() {
                    let to =
                        &mut self.matrix[(row * LANES + first + i) * self.blocks + block(half)];
                    let total = simd.add(simd.load(to, half % S::PARTS), sum);
                    simd.store(to, half % S::PARTS, total);
                }
            }
        }
    }
}
