//! Matrix products over channels: each output is a weighted sum over the inputs of the same place,
//! which is a pixel or a tile's point of the spectrum.

use std::marker::PhantomData;
#[cfg(target_arch = "x86_64")]
use std::ops::Range;

#[cfg(target_arch = "x86_64")]
use super::{amx, memory::Bf16Pairs};
use super::{
    cell::Cell,
    memory::{LANES, Lanes, Shared},
    simd::{Simd, SimdTask, prefetch},
};

/// For each place and every output, computes the sum over inputs of `from` times `weights`.
///
/// The order of summation depends only on the number of inputs.
pub(super) struct Product<'a, C> {
    /// `[inputs / C::CHANNELS][from_stride]`, of which the first `places` are read.
    pub(super) from: &'a [C],
    pub(super) from_stride: usize,
    /// `[outputs / 16 / columns][inputs / C::STEP][columns]`; see [`pack`].
    pub(super) weights: &'a [Lanes],
    /// `[outputs / 16][to_stride]`, from `to_start` on.
    pub(super) to: Shared<'a, Lanes>,
    pub(super) to_stride: usize,
    /// The index of the first output at the first place.
    pub(super) to_start: usize,
    pub(super) places: usize,
    pub(super) inputs: usize,
    pub(super) outputs: usize,
}

impl<C: Cell> SimdTask for Product<'_, C> {
    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let size = self.inputs / C::STEP * S::COLUMNS;
        let panels = self
            .weights
            .chunks_exact(size)
            .take(self.outputs / (LANES * S::COLUMNS));

        // A panel of weights stays in the core's nearest caches while all places use it, and the
        // next one is prefetched meanwhile.
        for (number, weights) in panels.enumerate() {
            let block = number * S::COLUMNS;
            let first = self.multiply_in_tiles::<S>(block, weights);
            let rest = self.places - first;
            let groups = rest.div_ceil(S::ROWS);
            let next = self
                .weights
                .get((number + 1) * size..(number + 2) * size)
                .unwrap_or_default();

            for group in 0..groups {
                let next = &next[group * next.len() / groups..(group + 1) * next.len() / groups];
                let panel = Panel { weights, next };

                // Groups of about equal size: in one of a single row or two, each addition would
                // wait for the one before.
                let start = first + group * rest / groups;
                match first + (group + 1) * rest / groups - start {
                    1 => self.rows::<S, 1>(simd, start, block, panel),
                    2 => self.rows::<S, 2>(simd, start, block, panel),
                    3 if S::ROWS >= 3 => self.rows::<S, 3>(simd, start, block, panel),
                    4 if S::ROWS >= 4 => self.rows::<S, 4>(simd, start, block, panel),
                    5 if S::ROWS >= 5 => self.rows::<S, 5>(simd, start, block, panel),
                    6 if S::ROWS >= 6 => self.rows::<S, 6>(simd, start, block, panel),
                    7 if S::ROWS >= 7 => self.rows::<S, 7>(simd, start, block, panel),
                    8 if S::ROWS >= 8 => self.rows::<S, 8>(simd, start, block, panel),
                    9 if S::ROWS >= 9 => self.rows::<S, 9>(simd, start, block, panel),
                    10 if S::ROWS >= 10 => self.rows::<S, 10>(simd, start, block, panel),
                    11 if S::ROWS >= 11 => self.rows::<S, 11>(simd, start, block, panel),
                    12 if S::ROWS >= 12 => self.rows::<S, 12>(simd, start, block, panel),
                    13 if S::ROWS >= 13 => self.rows::<S, 13>(simd, start, block, panel),
                    14 if S::ROWS >= 14 => self.rows::<S, 14>(simd, start, block, panel),
                    _ => unreachable!("a group has at most ROWS rows"),
                }
            }
        }
    }
}

/// What one group of places uses.
#[derive(Clone, Copy)]
struct Panel<'a> {
    weights: &'a [Lanes],
    /// The part of the next panel to prefetch meanwhile.
    next: &'a [Lanes],
}

impl<C: Cell> Product<'_, C> {
    /// Computes all places by AMX, where there is one. Returns how many places it has computed: all
    /// or none. Where the last tile is not full, it takes the last places, some of which the tile
    /// before has computed as well.
    #[inline(always)]
    fn multiply_in_tiles<S: Simd>(&self, block: usize, weights: &[Lanes]) -> usize {
        #[cfg(target_arch = "x86_64")]
        if S::HAS_TILES
            && let Some(from) = C::as_bf16(self.from)
        {
            let mut start = 0;
            while start < self.places {
                let is_pair = self.places - start > amx::ROWS && self.places >= 2 * amx::ROWS;
                let rows = if is_pair {
                    2 * amx::ROWS
                } else {
                    amx::ROWS.min(self.places)
                };
                let first = start.min(self.places - rows);
                self.multiply_tiles(from, block, weights, first..first + rows);
                start = first + rows;
            }

            return self.places;
        }

        let _ = (block, weights);
        0
    }

    /// Computes 32 places by AMX, or up to 16.
    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    fn multiply_tiles(
        &self,
        from: &[Bf16Pairs],
        block: usize,
        weights: &[Lanes],
        places: Range<usize>,
    ) {
        let blocks = self.inputs / C::CHANNELS;
        let from = &from[places.start..][..(blocks - 1) * self.from_stride + places.len()];
        let weights = &weights[..blocks * 2 * amx::ROWS];
        let at = self.to_start + block * self.to_stride + places.start;
        let product = amx::TileProduct {
            from: from.as_ptr(),
            from_stride: self.from_stride,
            weights: weights.as_ptr(),
            blocks,
            to: self.to.range(at, self.to_stride + places.len()),
            to_stride: self.to_stride,
        };

        // SAFETY: the memory is as large as the product says, as checked above; no other thread
        // touches the outputs of this product; the thread has configured its tiles, as all
        // that run products at such a level have.
        unsafe {
            match places.len() {
                amx::ROWS => amx::multiply_16(&product),
                few if few < amx::ROWS => amx::multiply_few(&product, few),
                _ => amx::multiply_32(&product),
            }
        }
    }

    /// Computes `N` places from `start` on, for the outputs of one panel, whose first block of 16
    /// is `block`.
    #[inline(always)]
    fn rows<S: Simd, const N: usize>(&self, simd: S, start: usize, block: usize, panel: Panel) {
        let sums = self.tile::<S, N>(simd, start, panel);
        for (row, sums) in sums.iter().enumerate() {
            for (half, &sum) in sums.iter().enumerate() {
                let at = self.to_start + (block + half / S::PARTS) * self.to_stride + start + row;
                // SAFETY: within this product's outputs, which no other thread touches.
                simd.store(unsafe { self.to.at(at) }, half % S::PARTS, sum);
            }
        }
    }

    /// The micro-kernel: `N` places by two vectors of outputs, whose sums stay in registers.
    #[inline(always)]
    fn tile<S: Simd, const N: usize>(
        &self,
        simd: S,
        start: usize,
        panel: Panel,
    ) -> [[S::Vector; 2]; N] {
        let mut sums = [[simd.zero(); 2]; N];
        let blocks = self.inputs / C::CHANNELS;
        let ahead = panel.next.len();
        for (block, weights) in panel.weights.chunks_exact(LANES * S::COLUMNS).enumerate() {
            prefetch(&panel.next[block * ahead / blocks..(block + 1) * ahead / blocks]);

            let from: &[C; N] = self.from[block * self.from_stride + start..]
                .first_chunk()
                .expect("N places of every block");

            for (k, weights) in weights.chunks_exact(S::COLUMNS).enumerate() {
                let pair = [simd.load_nth(weights, 0), simd.load_nth(weights, 1)];
                for (sums, place) in sums.iter_mut().zip(from) {
                    let value = simd.splat(place.step(k));
                    sums[0] = C::multiply_add(simd, value, pair[0], sums[0]);
                    sums[1] = C::multiply_add(simd, value, pair[1], sums[1]);
                }
            }
        }

        sums
    }
}

/// The index of the weights from a step's inputs to the 16 outputs of `block`, among `steps`.
#[inline]
pub(super) fn weight_line(columns: usize, steps: usize, step: usize, block: usize) -> usize {
    (block / columns * steps + step) * columns + block % columns
}

/// Lays out a matrix for [`Product`], as `[outputs / 16 / columns][inputs / C::STEP][columns]` of
/// [`Lanes`].
pub(super) struct Pack<'a, C, W> {
    pub(super) to: &'a mut [Lanes],
    pub(super) inputs: usize,
    /// `weight(input, output)` is an entry of the matrix.
    pub(super) weight: W,
    pub(super) cell: PhantomData<C>,
}

impl<C: Cell, W: Fn(usize, usize) -> f32> SimdTask for Pack<'_, C, W> {
    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let steps = self.inputs / C::STEP;
        for (line, lanes) in self.to.iter_mut().enumerate() {
            let group = line / (steps * S::COLUMNS);
            let rest = line % (steps * S::COLUMNS);
            let output = (group * S::COLUMNS + rest % S::COLUMNS) * LANES;
            let input = rest / S::COLUMNS * C::STEP;

            for part in 0..S::PARTS {
                let value = |channel: usize| {
                    let weight = |lane| (self.weight)(input + channel, output + lane);
                    simd.load(&Lanes(std::array::from_fn(weight)), part)
                };
                simd.store(lanes, part, C::interleave(simd, value));
            }
        }
    }
}
