//! The first phase of a convolution: patches of 6 x 6 inputs become spectra.

use std::ops::Range;

use super::{
    cell::Cell,
    shape::{Corner, PATCH, Shape, Spectra},
    simd::{Simd, SimdTask},
    transform,
};

/// What a convolution reads.
#[derive(Clone, Copy)]
pub(super) enum ConvolutionInput<'a, C: Cell> {
    /// Maps as they are.
    Maps(&'a [C]),
    /// The gradient at the ReLU before a pooling, computed while it is read.
    Unpooled {
        /// The gradient at the pooling's output, in its size.
        gradient: &'a [C],
        /// Which activations the pooling passes it to.
        masks: &'a [C::Mask],
        /// The ReLU's own gradient, to be added.
        own: Option<&'a [C]>,
    },
}

/// Transforms the patches of `tiles`, in `blocks` of a cell's channels, into the first of
/// `spectra`.
pub(super) struct InputTransform<'a, C: Cell> {
    pub(super) input: ConvolutionInput<'a, C>,
    pub(super) shape: Shape,
    pub(super) tiles: Range<usize>,
    pub(super) blocks: Range<usize>,
    pub(super) spectra: Spectra<'a, C>,
}

type Patch<C> = [[C; PATCH]; PATCH];

/// A cell of a pixel.
#[derive(Clone, Copy)]
struct MapsPlace {
    block: usize,
    y: usize,
    x: usize,
}

/// A vector of channels of one of the spectra.
#[derive(Clone, Copy)]
struct SpectrumPart {
    block: usize,
    /// Which of the spectra.
    slot: usize,
    /// Which vector of the block's channels.
    part: usize,
}

impl<C: Cell> SimdTask for InputTransform<'_, C> {
    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let mut patch = [[C::ZERO; PATCH]; PATCH];
        for block in self.blocks.clone() {
            for (slot, tile) in self.tiles.clone().enumerate() {
                let corner = self.shape.corner(tile);
                let rows = if let Some(rows) = self.direct(block, corner) {
                    rows
                } else {
                    self.gather(simd, block, corner, &mut patch);
                    patch.each_ref()
                };

                for part in 0..C::parts::<S>() {
                    self.transform(simd, rows, SpectrumPart { block, slot, part });
                }
            }
        }
    }
}

impl<C: Cell> InputTransform<'_, C> {
    /// The rows of the patch in the maps themselves, if all of it lies within the maps.
    #[inline(always)]
    fn direct(&self, block: usize, corner: Corner) -> Option<[&[C; PATCH]; PATCH]> {
        let ConvolutionInput::Maps(maps) = self.input else {
            return None;
        };
        let Corner { y, x } = corner;
        let Shape { height, width } = self.shape;
        if y == 0 || x == 0 || y + PATCH - 1 > height || x + PATCH - 1 > width {
            return None;
        }

        let start = (block * height + y - 1) * width + x - 1;
        let maps = &maps[start..][..(PATCH - 1) * width + PATCH];
        let mut rows = [maps.first_chunk()?; PATCH];
        for (row, place) in rows.iter_mut().enumerate() {
            *place = maps[row * width..].first_chunk()?;
        }

        Some(rows)
    }

    /// Copies the patch around the tile at `corner`, with zeros beyond the maps.
    #[inline(always)]
    fn gather<S: Simd>(&self, simd: S, block: usize, corner: Corner, patch: &mut Patch<C>) {
        for (row, line) in patch.iter_mut().enumerate() {
            let y = (corner.y + row).wrapping_sub(1);
            for (column, place) in line.iter_mut().enumerate() {
                let x = (corner.x + column).wrapping_sub(1);
                if y < self.shape.height && x < self.shape.width {
                    self.read(simd, MapsPlace { block, y, x }, place);
                } else {
                    *place = C::ZERO;
                }
            }
        }
    }

    /// Reads a cell of a pixel.
    #[inline(always)]
    fn read<S: Simd>(&self, simd: S, place: MapsPlace, to: &mut C) {
        let MapsPlace { block, y, x } = place;
        let Shape { height, width } = self.shape;
        let at = (block * height + y) * width + x;

        match self.input {
            ConvolutionInput::Maps(maps) => *to = maps[at],
            ConvolutionInput::Unpooled {
                gradient,
                masks,
                own,
            } => {
                let pooled = self.shape.halved();
                let from = if y / 2 < pooled.height && x / 2 < pooled.width {
                    gradient[(block * pooled.height + y / 2) * pooled.width + x / 2]
                } else {
                    C::ZERO
                };
                let mask = masks[at].as_ref();

                for part in 0..C::parts::<S>() {
                    let mut value = simd.keep(from.load(simd, part), simd.bits(mask, part));
                    if let Some(own) = own {
                        value = simd.add(value, own[at].load(simd, part));
                    }
                    to.store(simd, part, value);
                }
            }
        }
    }

    /// Bᵀ d B of one vector of channels.
    #[inline(always)]
    fn transform<S: Simd>(&self, simd: S, rows: [&[C; PATCH]; PATCH], to: SpectrumPart) {
        let SpectrumPart { block, slot, part } = to;
        let mut half = [[simd.zero(); PATCH]; PATCH];
        for (line, row) in half.iter_mut().zip(rows) {
            let mut values = [simd.zero(); PATCH];
            for (value, cell) in values.iter_mut().zip(row) {
                *value = cell.load(simd, part);
            }
            *line = transform::input(simd, values);
        }

        for column in 0..PATCH {
            let mut values = [simd.zero(); PATCH];
            for (value, line) in values.iter_mut().zip(&half) {
                *value = line[column];
            }

            for (row, value) in transform::input(simd, values).into_iter().enumerate() {
                // SAFETY: within the spectra, in this task's block and tiles, which no other thread
                // touches in this phase.
                let to = unsafe {
                    self.spectra
                        .data
                        .at(self.spectra.at(row * PATCH + column, block) + slot)
                };
                to.store(simd, part, value);
            }
        }
    }
}
