//! The division of a picture into blocks that a network can process one by one.

use std::ops::Range;

use crate::{
    net::Gradient,
    planes::{PlaneSize, Planes, Region},
    vgg::Relu,
};

/// The reach of the receptive field of relu5_1, the deepest layer, in px: 2 x 1 for the
/// convolutions of the first level, 2 x 2 for the second, 4 x 4 for the third, 4 x 8 for the fourth
/// and 16 for the last make 70, rounded up to a multiple of 16.
const MARGIN: usize = 80;

/// A block's window begins at a multiple of this many px. Poolings and the 4 x 4 tiles of
/// Winograd's algorithm, which cover 64 x 64 px at the deepest layer, then lie as in the whole
/// picture, so that rounding is the same and no ReLU decides otherwise.
const GRID: usize = 64;

/// A block: its own pixels, and the window of the picture that they are computed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) inner: Region,
    pub(crate) window: Region,
}

impl Block {
    /// The block's own places in a layer, relative to its window.
    pub(crate) fn places(self, tap: Relu) -> Region {
        self.inner.within(self.window).pooled(tap.poolings())
    }

    /// Whether it has any: nothing of a last row of fewer than 16 px reaches the deepest layer.
    pub(crate) fn has_places(self, tap: Relu) -> bool {
        self.places(tap).area() > 0
    }

    /// The part of an explicit gradient that lies in the window, with zeros outside the block's own
    /// places. `None` for gradients of other kinds.
    pub(crate) fn cut(self, gradient: &Gradient) -> Option<Planes> {
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

/// The blocks of a picture of this size, row by row.
pub(crate) fn blocks(picture: PlaneSize, side: usize) -> Vec<Block> {
    let columns = spans(picture.width, side);
    let mut blocks = Vec::new();

    for rows in spans(picture.height, side) {
        blocks.extend(columns.iter().map(|columns| Block {
            inner: Region::new(rows.inner.clone(), columns.inner.clone()),
            window: Region::new(rows.window.clone(), columns.window.clone()),
        }));
    }

    blocks
}

/// The extent of a block in one dimension.
#[derive(Clone, Debug)]
struct Span {
    inner: Range<usize>,
    window: Range<usize>,
}

/// Divides a length of `size` px into spans of at most about `side`, roughly equal.
fn spans(size: usize, side: usize) -> Vec<Span> {
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
        .map(|inner| Span {
            window: window(&inner),
            inner,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pixel_is_in_one_block_and_windows_lie_on_the_grid() {
        for size in (16..6000).step_by(37) {
            let spans = spans(size, 512);
            let mut end = 0;
            for Span { inner, window } in &spans {
                assert_eq!(inner.start, end, "{size}");
                assert!(
                    !inner.is_empty() && inner.len() <= 512 + GRID,
                    "{size}: {spans:?}"
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
