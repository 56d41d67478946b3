//! Matrix products over channels: each output is a weighted sum over the inputs of the same place,
//! which is a pixel or a tile's point of the spectrum.

use super::{
    memory::{LANES, Lanes, Shared},
    simd::{Simd, SimdTask, prefetch},
};

/// For each place and every output, computes the sum over inputs of `from` times `weights`.
///
/// The order of summation depends only on the number of inputs.
pub(super) struct Product<'a> {
    /// `[inputs / 16][from_stride]`, of which the first `places` are read.
    pub(super) from: &'a [Lanes],
    pub(super) from_stride: usize,
    /// `[outputs / 16 / columns][inputs][columns]`; see [`pack`].
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

impl SimdTask for Product<'_> {
    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let groups = self.places.div_ceil(S::ROWS);
        let size = self.inputs * S::COLUMNS;
        let panels = self
            .weights
            .chunks_exact(size)
            .take(self.outputs / (LANES * S::COLUMNS));

        // A panel of weights stays in the core's nearest caches while all places use it, and the
        // next one is prefetched meanwhile.
        for (number, weights) in panels.enumerate() {
            let block = number * S::COLUMNS;
            let next = self
                .weights
                .get((number + 1) * size..(number + 2) * size)
                .unwrap_or_default();

            for group in 0..groups {
                let next = &next[group * next.len() / groups..(group + 1) * next.len() / groups];
                let panel = Panel { weights, next };

                // Groups of about equal size: in one of a single row or two, each addition would
                // wait for the one before.
                let start = group * self.places / groups;
                match (group + 1) * self.places / groups - start {
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

impl Product<'_> {
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
        let blocks = self.inputs / LANES;
        let ahead = panel.next.len();
        for (block, weights) in panel.weights.chunks_exact(LANES * S::COLUMNS).enumerate() {
            prefetch(&panel.next[block * ahead / blocks..(block + 1) * ahead / blocks]);

            let from: &[Lanes; N] = self.from[block * self.from_stride + start..]
                .first_chunk()
                .expect("N places of every block");

            for (k, weights) in weights.chunks_exact(S::COLUMNS).enumerate() {
                let pair = [simd.load_nth(weights, 0), simd.load_nth(weights, 1)];
                for (sums, place) in sums.iter_mut().zip(from) {
                    let value = simd.splat(place.0[k]);
                    sums[0] = simd.fma(value, pair[0], sums[0]);
                    sums[1] = simd.fma(value, pair[1], sums[1]);
                }
            }
        }

        sums
    }
}

/// The index of the weights from `input` to the 16 outputs of `block`.
#[inline]
pub(super) fn weight_line(columns: usize, inputs: usize, input: usize, block: usize) -> usize {
    (block / columns * inputs + input) * columns + block % columns
}

/// Lays out a matrix for [`Product`], as `[outputs / 16 / columns][inputs][columns]` of [`Lanes`].
/// `weight(input, output)` is an entry of the matrix.
pub(super) fn pack(
    to: &mut [Lanes],
    columns: usize,
    inputs: usize,
    weight: impl Fn(usize, usize) -> f32,
) {
    for (line, lanes) in to.iter_mut().enumerate() {
        let group = line / (inputs * columns);
        let rest = line % (inputs * columns);
        let output = (group * columns + rest % columns) * LANES;

        for (lane, value) in lanes.0.iter_mut().enumerate() {
            *value = weight(rest / columns, output + lane);
        }
    }
}
