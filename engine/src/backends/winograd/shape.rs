//! Sizes and layouts: of maps, of the 4 x 4 tiles that they are cut into, and of the tiles'
//! spectra.

use super::{cell::Cell, memory::Shared};

/// Width and height of a tile of outputs.
pub(super) const TILE: usize = 4;
/// Width and height of the patch of inputs that a tile depends on, and of its spectrum.
pub(super) const PATCH: usize = 6;
/// Points of a spectrum.
pub(super) const SPECTRUM: usize = PATCH * PATCH;

/// Height and width of maps, which are `[channels / C::CHANNELS][height][width]` of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) height: usize,
    pub(super) width: usize,
}

impl Shape {
    pub(super) fn pixels(self) -> usize {
        self.height * self.width
    }

    /// Size of maps with this many channels, in cells.
    pub(super) fn cells<C: Cell>(self, channels: usize) -> usize {
        channels / C::CHANNELS * self.pixels()
    }

    /// The shape after a 2 x 2 pooling, which drops an odd last row or column.
    pub(super) fn halved(self) -> Self {
        Self {
            height: self.height / 2,
            width: self.width / 2,
        }
    }

    /// Number of tiles; those at the right and lower edge may be cut off.
    pub(super) fn tiles(self) -> usize {
        self.height.div_ceil(TILE) * self.width.div_ceil(TILE)
    }

    /// The first output of a tile.
    #[inline(always)]
    pub(super) fn corner(self, tile: usize) -> Corner {
        let across = self.width.div_ceil(TILE);
        Corner {
            y: tile / across * TILE,
            x: tile % across * TILE,
        }
    }
}

/// The upper left output of a tile.
#[derive(Clone, Copy)]
pub(super) struct Corner {
    pub(super) y: usize,
    pub(super) x: usize,
}

/// The spectra of a block of tiles: 36 planes of `[channels / C::CHANNELS][tiles]`.
///
/// Planes are an odd number of cache lines apart, so that the 36 points that a transform writes
/// fall into different sets of the cache.
pub(super) struct Spectra<'a, C> {
    pub(super) data: Shared<'a, C>,
    /// The most tiles that it holds.
    pub(super) tiles: usize,
    /// From one plane to the next, in cells.
    plane: usize,
}

impl<C> Clone for Spectra<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for Spectra<'_, C> {}

impl<'a, C: Cell> Spectra<'a, C> {
    /// How much memory [`Spectra::new`] needs, in cells.
    pub(super) fn size(channels: usize, tiles: usize) -> usize {
        SPECTRUM * Self::plane_size(channels, tiles)
    }

    fn plane_size(channels: usize, tiles: usize) -> usize {
        (channels / C::CHANNELS * tiles) | 1
    }

    pub(super) fn new(data: &'a mut [C], channels: usize, tiles: usize) -> Self {
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

    /// The index of a point of the spectrum, for the first tile of a block of channels.
    #[inline(always)]
    pub(super) fn at(&self, point: usize, block: usize) -> usize {
        point * self.plane + block * self.tiles
    }
}
