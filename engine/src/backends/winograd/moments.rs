//! Mean and second moment of a layer's maps: the sums that a style loss is made of.

use std::ops::Range;

use bytemuck::cast_slice;

use super::{
    cell::Cell,
    executor::Executor,
    memory::{LANES, Lanes, Shared},
    simd::{Simd, SimdTask},
    thread_pool::ThreadPool,
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
pub(super) fn moments<C: Cell>(
    executor: &mut Executor,
    maps: &[C],
    channels: usize,
    moments: &mut Moments,
) -> Result<(), NetError> {
    let blocks = channels / LANES;
    let pixels = maps.len() / (channels / C::CHANNELS);
    let slices = slice_count(pixels, channels);

    // For each slice the matrix, `[channels][blocks]`, then the sums, `[blocks]`.
    let size = (channels + 1) * blocks;
    let steps_size = blocks * chunk_pixels(channels).div_ceil(C::STEP);
    let threads = executor.thread_pool.threads();
    let scratch = executor
        .scratch
        .claim(slices * size + threads * steps_size)?;
    let (sums, steps) = scratch.split_at_mut(slices * size);
    let to = Shared::new(sums);
    let steps = Shared::new(steps);
    let level = executor.level;
    let panels = blocks.div_ceil(PANEL_BLOCKS);

    executor.thread_pool.run(panels * slices, |task, worker| {
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

        // SAFETY: each worker has its own part of the scratch memory, and runs one task at a time.
        let steps = unsafe { steps.write(worker * steps_size, steps_size) };
        let range = slice * pixels / slices..(slice + 1) * pixels / slices;
        level.run(Panel {
            maps: PanelMaps {
                maps,
                pixels,
                blocks,
                first: panel * PANEL_BLOCKS,
            },
            range,
            matrix,
            mean,
            room: steps,
        });
    });

    let sums = &*sums;

    moments.pixels = pixels;
    let sums = SliceSums {
        sums,
        size,
        slices,
        channels,
    };
    sums.add_up(&mut executor.thread_pool, moments);

    Ok(())
}

/// The sums of all slices.
struct SliceSums<'a> {
    /// `[slices][size]`.
    sums: &'a [Lanes],
    size: usize,
    slices: usize,
    channels: usize,
}

impl SliceSums<'_> {
    /// Writes the mean of what all slices have summed.
    fn add_up(&self, thread_pool: &mut ThreadPool, moments: &mut Moments) {
        let channels = self.channels;
        let blocks = channels / LANES;
        let pixels = moments.pixels;
        moments.mean.resize(channels, 0.0);
        moments.second.resize(channels * channels, 0.0);

        let mean = |at: usize| {
            let mut sums = [0.0_f64; LANES];
            for slice in 0..self.slices {
                let lanes = &self.sums[slice * self.size + at];
                for (sum, value) in sums.iter_mut().zip(lanes.0) {
                    *sum += f64::from(value);
                }
            }
            sums.map(|sum| (sum / pixels as f64) as f32)
        };

        for (block, means) in moments.mean.as_chunks_mut().0.iter_mut().enumerate() {
            *means = mean(channels * blocks + block);
        }

        // In squares of 16 x 16, so that their transposes are written in whole cache lines.
        let second = Shared::new(&mut moments.second);
        let line = |row: usize, block: usize| row * channels + block * LANES;
        thread_pool.run(blocks, |rows, _| {
            for columns in rows..blocks {
                let square: [[f32; LANES]; LANES] =
                    std::array::from_fn(|row| mean((rows * LANES + row) * blocks + columns));

                for (row, values) in square.iter().enumerate() {
                    let transposed: [f32; LANES] = std::array::from_fn(|i| square[i][row]);
                    let below = line(columns * LANES + row, rows);
                    let above = line(rows * LANES + row, columns);
                    // SAFETY: every unordered pair of blocks is written by one task.
                    unsafe {
                        second.write(below, LANES).copy_from_slice(&transposed);
                        second.write(above, LANES).copy_from_slice(values);
                    }
                }
            }
        });
    }
}

/// Sums some rows of the upper half of F Fᵀ over a range of pixels.
struct Panel<'a, C> {
    maps: PanelMaps<'a, C>,
    range: Range<usize>,
    /// `[rows][blocks]`.
    matrix: &'a mut [Lanes],
    /// `[rows / 16]`: sums of the values themselves.
    mean: &'a mut [Lanes],
    /// Room for the values of a chunk as [`Steps`].
    room: &'a mut [Lanes],
}

/// The maps, seen in blocks of 16 channels.
struct PanelMaps<'a, C> {
    maps: &'a [C],
    pixels: usize,
    /// Blocks of all channels.
    blocks: usize,
    /// The first block of the panel's rows.
    first: usize,
}

/// Values of a chunk of pixels as the products take them: in blocks of 16 channels, a line for the
/// [`Cell::STEP`] pixels of each step.
#[derive(Clone, Copy)]
struct Steps<'a> {
    /// From the panel's first block on.
    lines: &'a [Lanes],
    /// From one block to the next.
    stride: usize,
    /// Lines of a block.
    length: usize,
}

/// A block of 16 channels of the panel's rows, and the [`Simd::COLUMNS`] blocks that it is
/// multiplied with.
#[derive(Clone, Copy)]
struct Pair {
    /// From the panel's first block on.
    row: usize,
    /// The first one of all blocks.
    columns: usize,
}

impl<'a> Steps<'a> {
    #[inline(always)]
    fn block(self, block: usize) -> &'a [Lanes] {
        &self.lines[block * self.stride..][..self.length]
    }
}

impl<C: Cell> SimdTask for Panel<'_, C> {
    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self {
            maps,
            range,
            matrix,
            mean,
            room,
        } = self;
        matrix.fill(Lanes::ZERO);
        mean.fill(Lanes::ZERO);

        let length = chunk_pixels(maps.blocks * LANES);
        for start in range.clone().step_by(length) {
            let chunk = start..range.end.min(start + length);
            for (row, sums) in mean.iter_mut().enumerate() {
                maps.add_sums(simd, maps.first + row, chunk.clone(), sums);
            }

            let steps = maps.steps(simd, chunk, room);
            for row in 0..mean.len() {
                let rows = &mut matrix[row * LANES * maps.blocks..][..LANES * maps.blocks];
                let first_group = (maps.first + row) / S::COLUMNS;

                for group in first_group..maps.blocks / S::COLUMNS {
                    let pair = Pair {
                        row,
                        columns: group * S::COLUMNS,
                    };
                    if S::WIDTH == 16 {
                        maps.multiply::<S, 8>(simd, steps, pair, rows);
                    } else {
                        maps.multiply::<S, 4>(simd, steps, pair, rows);
                    }
                }
            }
        }
    }
}

impl<C: Cell> PanelMaps<'_, C> {
    /// Vector `part` of a block of 16 channels at a pixel.
    #[inline(always)]
    fn load<S: Simd>(&self, simd: S, block: usize, part: usize, pixel: usize) -> S::Vector {
        let vector = block * S::PARTS + part;
        let cell = &self.maps[vector / C::parts::<S>() * self.pixels + pixel];
        cell.load(simd, vector % C::parts::<S>())
    }

    /// Adds the values of a block of 16 channels to `sums`.
    #[inline(always)]
    fn add_sums<S: Simd>(&self, simd: S, block: usize, chunk: Range<usize>, sums: &mut Lanes) {
        // Four sums, so that no addition waits for the one before.
        const SUMS: usize = 4;

        for part in 0..S::PARTS {
            let mut partial = [simd.zero(); SUMS];
            let rest = chunk.end - chunk.len() % SUMS;
            for pixel in (chunk.start..rest).step_by(SUMS) {
                for (i, sum) in partial.iter_mut().enumerate() {
                    *sum = simd.add(*sum, self.load(simd, block, part, pixel + i));
                }
            }
            for (sum, pixel) in partial.iter_mut().zip(rest..chunk.end) {
                *sum = simd.add(*sum, self.load(simd, block, part, pixel));
            }

            let [a, b, c, d] = partial;
            let sum = simd.add(simd.add(a, b), simd.add(c, d));
            simd.store(sums, part, simd.add(simd.load(sums, part), sum));
        }
    }

    /// The values of a chunk, from the panel's first block on: the maps themselves where a step has
    /// one pixel, else a copy in `room`.
    #[inline(always)]
    fn steps<'s, S: Simd>(
        &'s self,
        simd: S,
        chunk: Range<usize>,
        room: &'s mut [Lanes],
    ) -> Steps<'s> {
        if C::STEP == 1 {
            return Steps {
                lines: &cast_slice(self.maps)[self.first * self.pixels + chunk.start..],
                stride: self.pixels,
                length: chunk.len(),
            };
        }

        let length = chunk.len().div_ceil(C::STEP);
        for (block, lines) in room
            .chunks_exact_mut(length)
            .take(self.blocks - self.first)
            .enumerate()
        {
            for (step, line) in lines.iter_mut().enumerate() {
                let pixel = chunk.start + step * C::STEP;
                for part in 0..S::PARTS {
                    let value = |index: usize| {
                        if pixel + index < chunk.end {
                            self.load(simd, self.first + block, part, pixel + index)
                        } else {
                            simd.zero()
                        }
                    };
                    simd.store(line, part, C::interleave(simd, value));
                }
            }
        }

        Steps {
            lines: room,
            stride: length,
            length,
        }
    }

    /// Adds the products of the channels of a pair's row with those of its columns, `N` channels of
    /// the row at a time.
    #[inline(always)]
    fn multiply<S: Simd, const N: usize>(
        &self,
        simd: S,
        steps: Steps,
        pair: Pair,
        matrix: &mut [Lanes],
    ) {
        let Pair { row, columns } = pair;
        let block = |half: usize| columns + half / S::PARTS;
        let left = steps.block(row);
        let right = [0, 1].map(|half| block(half) - self.first);
        let right = right.map(|block| steps.block(block));

        for first in (0..LANES).step_by(N) {
            let mut sums = [[simd.zero(); 2]; N];
            for ((left, right_0), right_1) in left.iter().zip(right[0]).zip(right[1]) {
                let left: &[f32; N] = left.0[first..].first_chunk().expect("N divides 16");
                let columns = [simd.load(right_0, 0), simd.load(right_1, 1 % S::PARTS)];

                for (sums, &value) in sums.iter_mut().zip(left) {
                    let value = simd.splat(value);
                    sums[0] = C::multiply_add(simd, value, columns[0], sums[0]);
                    sums[1] = C::multiply_add(simd, value, columns[1], sums[1]);
                }
            }

            for (i, sums) in sums.into_iter().enumerate() {
                for (half, sum) in sums.into_iter().enumerate() {
                    let to = &mut matrix[(first + i) * self.blocks + block(half)];
                    let total = simd.add(simd.load(to, half % S::PARTS), sum);
                    simd.store(to, half % S::PARTS, total);
                }
            }
        }
    }
}
