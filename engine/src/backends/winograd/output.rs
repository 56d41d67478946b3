//! The third phase of a convolution: spectra become tiles of 4 x 4 outputs, to which an epilogue
//! applies bias, ReLU, pooling or masks before they reach memory.

use std::ops::Range;

use super::{
    cell::Cell,
    memory::{LANES, Lanes, Shared},
    shape::{Corner, PATCH, Shape, Spectra, TILE},
    simd::{Simd, SimdTask},
    transform,
};
use crate::vgg::Pooling;

/// Transforms the first of `spectra` into `tiles`, in `blocks` of a cell's channels.
pub(super) struct OutputTransform<'a, E> {
    pub(super) spectra: Spectra<'a, Lanes>,
    pub(super) shape: Shape,
    pub(super) tiles: Range<usize>,
    pub(super) blocks: Range<usize>,
    pub(super) epilogue: &'a E,
}

/// Which tile of the maps, and which of its channels.
#[derive(Clone, Copy)]
pub(super) struct TilePosition {
    /// Block of a cell's channels.
    block: usize,
    /// Which vector of the block.
    part: usize,
    corner: Corner,
    /// How much of the tile lies within the maps.
    rows: usize,
    columns: usize,
}

impl TilePosition {
    /// The index of one of the tile's pixels in maps of this shape.
    #[inline(always)]
    fn at(self, shape: Shape, row: usize, column: usize) -> usize {
        let Corner { y, x } = self.corner;
        (self.block * shape.height + y + row) * shape.width + x + column
    }
}

type Tile<V> = [[V; TILE]; TILE];

/// What happens to the outputs before they reach memory.
pub(super) trait Epilogue: Sync {
    /// How the maps are stored.
    type Cell: Cell;

    /// Implementations must be `#[inline(always)]`; see [`Simd`].
    fn apply<S: Simd>(&self, simd: S, position: TilePosition, shape: Shape, tile: Tile<S::Vector>);
}

impl<E: Epilogue> SimdTask for OutputTransform<'_, E> {
    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        for block in self.blocks.clone() {
            for (slot, tile) in self.tiles.clone().enumerate() {
                let corner = self.shape.corner(tile);
                let rows = TILE.min(self.shape.height - corner.y);
                let columns = TILE.min(self.shape.width - corner.x);

                for part in 0..E::Cell::parts::<S>() {
                    let vector = block * E::Cell::parts::<S>() + part;
                    let tile = self.transform(simd, vector / S::PARTS, slot, vector % S::PARTS);
                    let position = TilePosition {
                        block,
                        part,
                        corner,
                        rows,
                        columns,
                    };
                    self.epilogue.apply(simd, position, self.shape, tile);
                }
            }
        }
    }
}

impl<E: Epilogue> OutputTransform<'_, E> {
    /// Aᵀ m A of one vector of a block of 16 channels.
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
                // SAFETY: within the spectra, which are only read in this phase.
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

/// Forward: adds the bias, applies the ReLU, pools, and records which activations a gradient will
/// pass.
pub(super) struct ActivationEpilogue<'a, C: Cell> {
    pub(super) bias: &'a [Lanes],
    /// Where to write the activations themselves, if they are needed.
    pub(super) whole: Option<Shared<'a, C>>,
    /// Where to write the pooled activations, if a pooling follows.
    pub(super) pooled: Option<PooledOutput<'a, C>>,
    /// Set where the activation is positive and, before a max pooling, the largest of its window.
    pub(super) masks: Shared<'a, C::Mask>,
}

pub(super) struct PooledOutput<'a, C> {
    pub(super) maps: Shared<'a, C>,
    pub(super) pooling: Pooling,
}

impl<C> Clone for PooledOutput<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for PooledOutput<'_, C> {}

impl<C: Cell> Epilogue for ActivationEpilogue<'_, C> {
    type Cell = C;

    #[inline(always)]
    fn apply<S: Simd>(
        &self,
        simd: S,
        position: TilePosition,
        shape: Shape,
        mut tile: Tile<S::Vector>,
    ) {
        let vector = position.block * C::parts::<S>() + position.part;
        let bias = simd.load_nth(self.bias, vector);
        for value in tile.as_flattened_mut() {
            *value = simd.max(simd.add(*value, bias), simd.zero());
        }

        if let Some(whole) = self.whole {
            for (row, line) in tile.iter().enumerate().take(position.rows) {
                for (column, &value) in line.iter().enumerate().take(position.columns) {
                    // SAFETY: within the maps and this tile, which no other thread touches.
                    let to = unsafe { whole.at(position.at(shape, row, column)) };
                    to.store(simd, position.part, value);
                }
            }
        }

        match self.pooled.map(|pooled| pooled.pooling) {
            None | Some(Pooling::Average) => self.mask_positive(simd, position, shape, &tile),
            Some(Pooling::Max) => self.mask_largest(simd, position, shape, &tile),
        }

        if let Some(pooled) = self.pooled {
            pool(simd, position, shape.halved(), pooled, &tile);
        }
    }
}

impl<C: Cell> ActivationEpilogue<'_, C> {
    #[inline(always)]
    fn mask_positive<S: Simd>(
        &self,
        simd: S,
        position: TilePosition,
        shape: Shape,
        tile: &Tile<S::Vector>,
    ) {
        for (row, line) in tile.iter().enumerate().take(position.rows) {
            for (column, &value) in line.iter().enumerate().take(position.columns) {
                self.set_mask(
                    simd,
                    position,
                    position.at(shape, row, column),
                    simd.positive(value),
                );
            }
        }
    }

    /// Sets one place of each window: the largest value, the first in reading order of equal ones.
    #[inline(always)]
    fn mask_largest<S: Simd>(
        &self,
        simd: S,
        position: TilePosition,
        shape: Shape,
        tile: &Tile<S::Vector>,
    ) {
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

                    if row < position.rows && column < position.columns {
                        self.set_mask(simd, position, position.at(shape, row, column), taken);
                    }
                }
            }
        }
    }

    #[inline(always)]
    fn set_mask<S: Simd>(&self, simd: S, position: TilePosition, at: usize, bits: u16) {
        // SAFETY: within the masks and this tile, which no other thread touches.
        let mask = unsafe { self.masks.at(at) };
        simd.set_bits(mask.as_mut(), position.part, bits);
    }
}

#[inline(always)]
fn largest<S: Simd>(simd: S, [a, b, c, d]: [S::Vector; 4]) -> S::Vector {
    simd.max(simd.max(a, b), simd.max(c, d))
}

/// Writes the windows of the tile that lie wholly within the maps. `shape` is that of the pooled
/// maps.
#[inline(always)]
fn pool<S: Simd, C: Cell>(
    simd: S,
    position: TilePosition,
    shape: Shape,
    to: PooledOutput<C>,
    tile: &Tile<S::Vector>,
) {
    for row in 0..position.rows / 2 {
        for column in 0..position.columns / 2 {
            let above = &tile[2 * row];
            let below = &tile[2 * row + 1];
            let window = [
                above[2 * column],
                above[2 * column + 1],
                below[2 * column],
                below[2 * column + 1],
            ];

            let value = match to.pooling {
                Pooling::Max => largest(simd, window),
                Pooling::Average => {
                    let [a, b, c, d] = window;
                    simd.mul(simd.add(simd.add(a, b), simd.add(c, d)), simd.splat(0.25))
                }
            };

            let y = position.corner.y / 2 + row;
            let x = position.corner.x / 2 + column;
            let at = (position.block * shape.height + y) * shape.width + x;

            // SAFETY: within the pooled maps and this tile, which no other thread touches.
            let to = unsafe { to.maps.at(at) };
            to.store(simd, position.part, value);
        }
    }
}

/// Backward: writes the gradient at the input of the convolution.
pub(super) struct GradientEpilogue<'a, C: Cell> {
    pub(super) to: Shared<'a, C>,
    /// Which activations of the ReLU below pass it. `None` if a pooling lies between, whose
    /// gradient is masked when it is read.
    pub(super) masks: Option<&'a [C::Mask]>,
    pub(super) mode: WriteMode,
}

/// What happens to the values that are there already.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum WriteMode {
    Replace,
    Add,
}

impl<C: Cell> Epilogue for GradientEpilogue<'_, C> {
    type Cell = C;

    #[inline(always)]
    fn apply<S: Simd>(&self, simd: S, position: TilePosition, shape: Shape, tile: Tile<S::Vector>) {
        for (row, line) in tile.iter().enumerate().take(position.rows) {
            for (column, &value) in line.iter().enumerate().take(position.columns) {
                let at = position.at(shape, row, column);
                let mut value = value;
                if let Some(masks) = self.masks {
                    value = simd.keep(value, simd.bits(masks[at].as_ref(), position.part));
                }

                // SAFETY: within the maps and this tile, which no other thread touches.
                let to = unsafe { self.to.at(at) };
                if self.mode == WriteMode::Add {
                    value = simd.add(value, to.load(simd, position.part));
                }

                to.store(simd, position.part, value);
            }
        }
    }
}

/// A value for each channel, in blocks of 16.
pub(super) fn in_lanes(values: &[f32]) -> Vec<Lanes> {
    values
        .as_chunks::<LANES>()
        .0
        .iter()
        .map(|&chunk| Lanes(chunk))
        .collect()
}
