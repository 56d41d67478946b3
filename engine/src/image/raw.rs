//! The result of a decoder: samples as in the file, with the information to convert them to sRGB.

use image::metadata::Orientation;

use super::colour_space::ColourSpace;

/// Decoded samples, row by row, not yet interpreted.
pub(super) struct Raw {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) colour: Colour,
    pub(super) depth: Depth,
    /// `width * height` pixels of `colour` in `depth`, in native byte order.
    pub(super) samples: Vec<u8>,
    /// What the samples mean.
    pub(super) space: ColourSpace,
    /// The rotation that turns the picture upright.
    pub(super) orientation: Orientation,
}

/// The samples of a pixel, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Colour {
    Grey,
    GreyAlpha,
    Rgb,
    Rgba,
    /// Cyan, magenta, yellow and black as in Adobe's files: 0 is full ink, the largest value is
    /// none.
    Cmyk,
}

/// The type of a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    /// `u8`
    Eight,
    /// `u16`
    Sixteen,
    /// `f32`, 0 to 1
    Float,
}

impl Colour {
    pub(super) fn channels(self) -> usize {
        match self {
            Self::Grey => 1,
            Self::GreyAlpha => 2,
            Self::Rgb => 3,
            Self::Rgba | Self::Cmyk => 4,
        }
    }

    pub(super) fn has_alpha(self) -> bool {
        matches!(self, Self::GreyAlpha | Self::Rgba)
    }

    pub(super) fn is_grey(self) -> bool {
        matches!(self, Self::Grey | Self::GreyAlpha)
    }
}

impl Depth {
    pub(super) fn bytes(self) -> usize {
        match self {
            Self::Eight => 1,
            Self::Sixteen => 2,
            Self::Float => 4,
        }
    }
}

impl Raw {
    /// Bytes per row of samples.
    pub(super) fn stride(&self) -> usize {
        self.width as usize * self.colour.channels() * self.depth.bytes()
    }
}
