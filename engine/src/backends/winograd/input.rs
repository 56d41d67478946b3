//! The first phase: patches of 6 x 6 inputs become spectra.

use std::ops::Range;

use super::{
    memory::{Lanes, Mask},
    shape::{PATCH, Shape, Spectra},
    simd::{Simd, Task},
    transform,
};

/// What a convolution reads.
#[derive(Clone, Copy)]
pub(super) enum Source<'a> {
    /// Maps as they are.
    Maps(&'a [Lanes]),
    /// The gradient at a pooled layer, made from that of its pooling as it is read.
    Pooled {
        /// As large as the pooling's output.
        gradient: &'a [Lanes],
        /// Which places the gradient reaches.
        masks: &'a [Mask],
        /// To be added.
        own: Option<&'a [Lanes]>,
    },
}

/// Transforms `tiles` of `blocks` (of 16 channels) into the first places of `spectra`.
pub(super) struct InputTransform<'a> {
    pub(super) source: Source<'a>,
    pub(super) shape: Shape,
    pub(super) tiles: Range<usize>,
    pub(super) blocks: Range<usize>,
    pub(super) spectra: Spectra<'a>,
}

type Patch = [[Lanes; PATCH]; PATCH];

impl Task for InputTransform<'_> {
    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let mut patch = [[Lanes::ZERO; PATCH]; PATCH];
        for block in self.blocks.clone() {
            for (slot, tile) in self.tiles.clone().enumerate() {
                let (y, x) = self.shape.corner(tile);
                let rows = if let Some(rows) = self.direct(block, y, x) {
                    rows
                } else {
                    self.gather(simd, block, (y, x), &mut patch);
                    patch.each_ref()
                };

                for part in 0..S::PARTS {
                    self.transform(simd, rows, (block, slot, part));
                }
            }
        }
    }
}

impl InputTransform<'_> {
    /// The patch where it lies, if it lies within the maps.
    #[inline(always)]
    fn direct(&self, block: usize, y: usize, x: usize) -> Option<[&[Lanes; PATCH]; PATCH]> {
        let Source::Maps(maps) = self.source else {
            return None;
        };
        let Shape { height, width } = self.shape;
        if y == 0 || x == 0 || y + PATCH - 1 > height || x + PATCH - 1 > width {
            return None;
        }

        let corner = (block * height + y - 1) * width + x - 1;
        let maps = &maps[corner..][..(PATCH - 1) * width + PATCH];
        let mut rows = [maps.first_chunk()?; PATCH];
        for (row, place) in rows.iter_mut().enumerate() {
            *place = maps[row * width..].first_chunk()?;
        }

        Some(rows)
    }

    /// A copy of the patch around the tile at `corner`, with zeros beyond the maps.
    #[inline(always)]
    fn gather<S: Simd>(&self, simd: S, block: usize, corner: (usize, usize), patch: &mut Patch) {
        for (row, line) in patch.iter_mut().enumerate() {
            let y = (corner.0 + row).wrapping_sub(1);
            for (column, place) in line.iter_mut().enumerate() {
                let x = (corner.1 + column).wrapping_sub(1);
                if y < self.shape.height && x < self.shape.width {
                    self.fetch(simd, (block, y, x), place);
                } else {
                    *place = Lanes::ZERO;
                }
            }
        }
    }

    #[inline(always)]
    fn fetch<S: Simd>(&self, simd: S, (block, y, x): (usize, usize, usize), to: &mut Lanes) {
        let Shape { height, width } = self.shape;
        let at = (block * height + y) * width + x;

        match self.source {
            Source::Maps(maps) => *to = maps[at],
            Source::Pooled {
                gradient,
                masks,
                own,
            } => {
                let pooled = self.shape.halved();
                let from = if y / 2 < pooled.height && x / 2 < pooled.width {
                    gradient[(block * pooled.height + y / 2) * pooled.width + x / 2]
                } else {
                    Lanes::ZERO
                };

                for part in 0..S::PARTS {
                    let mut value = simd.keep(simd.load(&from, part), simd.bits(masks[at], part));
                    if let Some(own) = own {
                        value = simd.add(value, simd.load(&own[at], part));
                    }
                    simd.store(to, part, value);
                }
            }
        }
    }

    #[inline(always)]
    fn transform<S: Simd>(
        &self,
        simd: S,
        rows: [&[Lanes; PATCH]; PATCH],
        place: (usize, usize, usize),
    ) {
        let (block, slot, part) = place;
        let mut half = [[simd.zero(); PATCH]; PATCH];
        for (line, row) in half.iter_mut().zip(rows) {
            let mut values = [simd.zero(); PATCH];
            for (value, lanes) in values.iter_mut().zip(row) {
                *value = simd.load(lanes, part);
            }
            *line = transform::input(simd, values);
        }

        for column in 0..PATCH {
            let mut values = [simd.zero(); PATCH];
            for (value, line) in values.iter_mut().zip(&half) {
                *value = line[column];
            }

            for (row, value) in transform::input(simd, values).into_iter().enumerate() {
                // SAFETY: within the spectra of this block, which no other thread writes.
                let to = unsafe {
                    self.spectra
                        .data
                        .at(self.spectra.at(row * PATCH + column, block) + slot)
                };
                simd.store(to, part, value);
            }
        }
    }
}
