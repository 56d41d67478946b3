//! The third phase: spectra become tiles of 4 x 4 outputs, which are finished before they reach
//! memory.

use std::ops::Range;

use super::{
    memory::{LANES, Lanes, Mask, Shared},
    shape::{PATCH, Shape, Spectra, TILE},
    simd::{Simd, Task},
    transform,
};
use crate::vgg::Pooling;

/// Transforms the first places of `spectra` into `tiles` of `blocks` (of 16 channels).
pub(super) struct OutputTransform<'a, F> {
    pub(super) spectra: Spectra<'a>,
    pub(super) shape: Shape,
    pub(super) tiles: Range<usize>,
    pub(super) blocks: Range<usize>,
    pub(super) finish: &'a F,
}

/// One vector of a tile.
#[derive(Clone, Copy)]
pub(super) struct Place {
    block: usize,
    part: usize,
    y: usize,
    x: usize,
    /// How much of the tile lies within the maps.
    rows: usize,
    columns: usize,
}

impl Place {
    #[inline(always)]
    fn at(self, shape: Shape, row: usize, column: usize) -> usize {
        (self.block * shape.height + self.y + row) * shape.width + self.x + column
    }
}

type Tile<V> = [[V; TILE]; TILE];

/// What becomes of the outputs.
pub(super) trait Finish: Sync {
    /// Must be `#[inline(always)]`.
    fn finish<S: Simd>(&self, simd: S, place: Place, shape: Shape, tile: Tile<S::Vector>);
}

impl<F: Finish> Task for OutputTransform<'_, F> {
    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        for block in self.blocks.clone() {
            for (slot, tile) in self.tiles.clone().enumerate() {
                let (y, x) = self.shape.corner(tile);
                let rows = TILE.min(self.shape.height - y);
                let columns = TILE.min(self.shape.width - x);

                for part in 0..S::PARTS {
                    let tile = self.transform(simd, block, slot, part);
                    self.finish.finish(
                        simd,
                        Place {
                            block,
                            part,
                            y,
                            x,
                            rows,
                            columns,
                        },
                        self.shape,
                        tile,
                    );
                }
            }
        }
    }
}

impl<F: Finish> OutputTransform<'_, F> {
    #[inline(always)]
    fn transform<S: Simd>(
        &self,
        simd: S,
        block: usize,
        slot: usize,
        part: usize,
    ) -> Tile<S::Vector> {
        let mut half = [[simd.zero(); TILE]; PATCH];
        for (row, line) in half.iter_mut().enumerate() {
            let mut values = [simd.zero(); PATCH];
            for (column, value) in values.iter_mut().enumerate() {
                // SAFETY: within the spectra, which no thread writes in this phase.
                let from = unsafe {
                    self.spectra
                        .data
                        .at(self.spectra.at(row * PATCH + column, block) + slot)
                };
                *value = simd.load(from, part);
            }

            *line = transform::output(simd, values);
        }

        let mut tile = [[simd.zero(); TILE]; TILE];
        for column in 0..TILE {
            let mut values = [simd.zero(); PATCH];
            for (value, line) in values.iter_mut().zip(&half) {
                *value = line[column];
            }

            for (row, value) in transform::output(simd, values).into_iter().enumerate() {
                tile[row][column] = value;
            }
        }

        tile
    }
}

/// Adds the bias, cuts at zero, pools, and notes which places a gradient will pass.
pub(super) struct Activate<'a> {
    pub(super) bias: &'a [Lanes],
    /// The activations, if anybody asks for them.
    pub(super) whole: Option<Shared<'a, Lanes>>,
    pub(super) pooled: Option<(Shared<'a, Lanes>, Pooling)>,
    /// Where the activation is positive and, below a max pooling, the largest.
    pub(super) masks: Shared<'a, Mask>,
}

impl Finish for Activate<'_> {
    #[inline(always)]
    fn finish<S: Simd>(&self, simd: S, place: Place, shape: Shape, mut tile: Tile<S::Vector>) {
        let bias = simd.load(&self.bias[place.block], place.part);
        for value in tile.as_flattened_mut() {
            *value = simd.max(simd.add(*value, bias), simd.zero());
        }

        if let Some(whole) = self.whole {
            for (row, line) in tile.iter().enumerate().take(place.rows) {
                for (column, &value) in line.iter().enumerate().take(place.columns) {
                    // SAFETY: within the maps; this tile's places, which no other thread touches.
                    simd.store(
                        unsafe { whole.at(place.at(shape, row, column)) },
                        place.part,
                        value,
                    );
                }
            }
        }

        match self.pooled {
            None | Some((_, Pooling::Average)) => self.mask_positive(simd, place, shape, &tile),
            Some((_, Pooling::Max)) => self.mask_largest(simd, place, shape, &tile),
        }

        if let Some((pooled, pooling)) = self.pooled {
            pool(simd, place, (pooled, shape.halved()), pooling, &tile);
        }
    }
}

impl Activate<'_> {
    #[inline(always)]
    fn mask_positive<S: Simd>(&self, simd: S, place: Place, shape: Shape, tile: &Tile<S::Vector>) {
        for (row, line) in tile.iter().enumerate().take(place.rows) {
            for (column, &value) in line.iter().enumerate().take(place.columns) {
                self.set_mask(
                    simd,
                    place,
                    place.at(shape, row, column),
                    simd.positive(value),
                );
            }
        }
    }

    /// Of equal values, the first in reading order.
    #[inline(always)]
    fn mask_largest<S: Simd>(&self, simd: S, place: Place, shape: Shape, tile: &Tile<S::Vector>) {
        for row in (0..TILE).step_by(2) {
            for column in (0..TILE).step_by(2) {
                let window = [
                    tile[row][column],
                    tile[row][column + 1],
                    tile[row + 1][column],
                    tile[row + 1][column + 1],
                ];
                let largest = largest(simd, window);
                let mut left = simd.positive(largest);

                for (index, value) in window.into_iter().enumerate() {
                    let taken = simd.equal(value, largest) & left;
                    left &= !taken;

                    let row = row + index / 2;
                    let column = column + index % 2;

                    if row < place.rows && column < place.columns {
                        self.set_mask(simd, place, place.at(shape, row, column), taken);
                    }
                }
            }
        }
    }

    #[inline(always)]
    fn set_mask<S: Simd>(&self, simd: S, place: Place, at: usize, bits: u16) {
        // SAFETY: within the masks; this tile's places, which no other thread touches.
        simd.set_bits(unsafe { self.masks.at(at) }, place.part, bits);
    }
}

#[inline(always)]
fn largest<S: Simd>(simd: S, [a, b, c, d]: [S::Vector; 4]) -> S::Vector {
    simd.max(simd.max(a, b), simd.max(c, d))
}

/// Writes those windows of the tile that lie wholly within the maps.
#[inline(always)]
fn pool<S: Simd>(
    simd: S,
    place: Place,
    (to, shape): (Shared<Lanes>, Shape),
    pooling: Pooling,
    tile: &Tile<S::Vector>,
) {
    for row in 0..place.rows / 2 {
        for column in 0..place.columns / 2 {
            let above = &tile[2 * row];
            let below = &tile[2 * row + 1];
            let window = [
                above[2 * column],
                above[2 * column + 1],
                below[2 * column],
                below[2 * column + 1],
            ];

            let value = match pooling {
                Pooling::Max => largest(simd, window),
                Pooling::Average => {
                    let [a, b, c, d] = window;
                    simd.mul(simd.add(simd.add(a, b), simd.add(c, d)), simd.splat(0.25))
                }
            };

            let at = (place.block * shape.height + place.y / 2 + row) * shape.width
                + place.x / 2
                + column;

            // SAFETY: within the pooled maps; this tile's places, which no other thread touches.
            simd.store(unsafe { to.at(at) }, place.part, value);
        }
    }
}

/// Writes a gradient to the layer below.
pub(super) struct Pass<'a> {
    pub(super) to: Shared<'a, Lanes>,
    /// Which places of a ReLU it passes; none below a pooling, which masks when it is read.
    pub(super) masks: Option<&'a [Mask]>,
    /// What becomes of what is there already.
    pub(super) mode: Mode,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Replace,
    Add,
}

impl Finish for Pass<'_> {
    #[inline(always)]
    fn finish<S: Simd>(&self, simd: S, place: Place, shape: Shape, tile: Tile<S::Vector>) {
        for (row, line) in tile.iter().enumerate().take(place.rows) {
            for (column, &value) in line.iter().enumerate().take(place.columns) {
                let at = place.at(shape, row, column);
                let mut value = value;
                if let Some(masks) = self.masks {
                    value = simd.keep(value, simd.bits(masks[at], place.part));
                }

                // SAFETY: within the maps; this tile's places, which no other thread touches.
                let to = unsafe { self.to.at(at) };
                if self.mode == Mode::Add {
                    value = simd.add(value, simd.load(to, place.part));
                }

                simd.store(to, place.part, value);
            }
        }
    }
}

/// `values` in units of 16.
pub(super) fn in_lanes(values: &[f32]) -> Vec<Lanes> {
    values
        .as_chunks::<LANES>()
        .0
        .iter()
        .map(|&chunk| Lanes(chunk))
        .collect()
}
