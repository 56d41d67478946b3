//! How a picture is cut into blocks.

use std::ops::Range;

use crate::{
    net::Gradient,
    planes::{Planes, Region},
    vgg::Relu,
};

/// How far from its own pixels a place of the deepest layer, relu5_1, sees: 1 + 1 px by the
/// convolutions of the first level, 2 + 2 by those of the second, four times 4, four times 8 and
/// once 16 make 70; rounded up to a multiple of 16.
const MARGIN: usize = 80;

/// A block's window begins at a multiple of this: then no pooling and none of the 4 x 4 tiles of
/// Winograd's method (of 64 x 64 pixels at the deepest layer) lies differently than in the whole
/// picture, and no ReLU is decided otherwise by rounding.
const GRID: usize = 64;

/// A block's own pixels, and what is seen of the picture to compute them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) inner: Region,
    pub(super) window: Region,
}

impl Block {
    /// The block's own places in a layer of its window.
    pub(super) fn places(self, tap: Relu) -> Region {
        self.inner.within(self.window).pooled(tap.poolings())
    }

    /// Whether there are any: of a last row of fewer than 16 pixels nothing reaches the deepest
    /// layer.
    pub(super) fn has_places(self, tap: Relu) -> bool {
        self.places(tap).area() > 0
    }

    /// What of a gradient that is given value by value lies in the window, with zeros where it is
    /// not the block's own.
    pub(super) fn cut(self, gradient: &Gradient) -> Option<Planes> {
        let Gradient::Explicit { tap, gradient } = gradient else {
            return None;
        };
        let window = self.window.pooled(tap.poolings());
        let mut cut = Planes::zeros(gradient.channels(), window.height, window.width);
        cut.add_part(
            self.places(*tap),
            &gradient.part(self.inner.pooled(tap.poolings())),
        );

        Some(cut)
    }
}

/// The blocks of a picture of this height and width, row by row.
pub(super) fn blocks((height, width): (usize, usize), side: usize) -> Vec<Block> {
    let columns = cuts(width, side);
    let block = |(inner_rows, rows): &(Range<usize>, Range<usize>)| {
        let of_row = |(inner_columns, columns): &(Range<usize>, Range<usize>)| Block {
            inner: Region::new(inner_rows.clone(), inner_columns.clone()),
            window: Region::new(rows.clone(), columns.clone()),
        };
        columns.iter().map(of_row).collect::<Vec<_>>()
    };

    cuts(height, side).iter().flat_map(block).collect()
}

/// Stretches of a side, about equally long, each with its window.
fn cuts(size: usize, side: usize) -> Vec<(Range<usize>, Range<usize>)> {
    let count = size.div_ceil(side).max(1);
    let cut = |number: usize| match number {
        0 => 0,
        _ if number == count => size,
        _ => ((number * size / count).saturating_sub(MARGIN) + GRID / 2) / GRID * GRID + MARGIN,
    };

    let window =
        |inner: &Range<usize>| inner.start.saturating_sub(MARGIN)..(inner.end + MARGIN).min(size);
    (0..count)
        .map(|number| cut(number)..cut(number + 1))
        .map(|inner| (inner.clone(), window(&inner)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pixel_is_in_one_block_and_windows_lie_on_the_grid() {
        for size in (16..6000).step_by(37) {
            let cuts = cuts(size, 512);
            let mut end = 0;
            for (inner, window) in &cuts {
                assert_eq!(inner.start, end, "{size}");
                assert!(
                    !inner.is_empty() && inner.len() <= 512 + GRID,
                    "{size}: {cuts:?}"
                );

                assert!(window.start % GRID == 0 && inner.start % 16 == 0);
                assert!(window.start == 0 || inner.start - window.start >= MARGIN);
                assert!(window.end == size || window.end - inner.end >= MARGIN);
                end = inner.end;
            }

            assert_eq!(end, size);
        }
    }
}
