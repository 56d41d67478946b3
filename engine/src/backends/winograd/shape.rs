//! Sizes: of maps, of the 4 x 4 tiles that they are cut into, and of the tiles' spectra.

use super::memory::{LANES, Lanes, Shared};

/// Outputs of a tile in each direction.
pub(super) const TILE: usize = 4;
/// Inputs of a tile in each direction, and so values of its spectrum.
pub(super) const PATCH: usize = 6;
/// Values of a spectrum.
pub(super) const SPECTRUM: usize = PATCH * PATCH;

/// Maps lie in memory as `[C / 16][height][width]` of [`Lanes`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) height: usize,
    pub(super) width: usize,
}

impl Shape {
    pub(super) fn pixels(self) -> usize {
        self.height * self.width
    }

    /// Size in [`Lanes`] of maps of `channels`.
    pub(super) fn lanes(self, channels: usize) -> usize {
        channels / LANES * self.pixels()
    }

    /// After a pooling.
    pub(super) fn halved(self) -> Self {
        Self {
            height: self.height / 2,
            width: self.width / 2,
        }
    }

    pub(super) fn tiles(self) -> usize {
        self.height.div_ceil(TILE) * self.width.div_ceil(TILE)
    }

    /// Row and column of a tile's first output.
    #[inline(always)]
    pub(super) fn corner(self, tile: usize) -> (usize, usize) {
        let across = self.width.div_ceil(TILE);
        (tile / across * TILE, tile % across * TILE)
    }
}

/// Spectra of a block of tiles: 36 planes of `[C / 16][tiles]`.
///
/// The distance between planes is an odd number of cache lines, so that the 36 places that a
/// transform writes to fall into different sets of the cache.
#[derive(Clone, Copy)]
pub(super) struct Spectra<'a> {
    pub(super) data: Shared<'a, Lanes>,
    /// Room for tiles.
    pub(super) tiles: usize,
    plane: usize,
}

impl<'a> Spectra<'a> {
    /// What [`Spectra::new`] needs, in [`Lanes`].
    pub(super) fn size(channels: usize, tiles: usize) -> usize {
        SPECTRUM * Self::plane_size(channels, tiles)
    }

    fn plane_size(channels: usize, tiles: usize) -> usize {
        (channels / LANES * tiles) | 1
    }

    pub(super) fn new(data: &'a mut [Lanes], channels: usize, tiles: usize) -> Self {
        assert!(
            data.len() >= Self::size(channels, tiles),
            "room for the spectra"
        );

        Self {
            data: Shared::new(data),
            tiles,
            plane: Self::plane_size(channels, tiles),
        }
    }

    /// Where plane `p` has the first tile of 16 channels.
    #[inline(always)]
    pub(super) fn at(&self, p: usize, block: usize) -> usize {
        p * self.plane + block * self.tiles
    }
}
