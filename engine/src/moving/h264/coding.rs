//! How the colours of a film are coded (ITU-R BT.601 and BT.709).

use crate::image::Size;

/// Films up to this height are taken for BT.601 where they do not say it, as players do.
const LARGEST_STANDARD: u32 = 576;

/// How luma is made of red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::moving) enum Matrix {
    /// BT.601, of standard television.
    Standard,
    /// BT.709, of high definition.
    High,
}

/// How the colours of a film are coded, as far as it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::moving) struct ColourCoding {
    pub(in crate::moving) matrix: Option<Matrix>,
    /// Whether black is 0 and white 255, and not 16 and 235.
    pub(in crate::moving) is_full_range: bool,
}

impl Matrix {
    /// The matrix with a number of H.264 and MP4; `None` if it is another, or unspecified.
    pub(in crate::moving) fn from_code(code: u32) -> Option<Self> {
        match code {
            1 => Some(Self::High),
            4..=6 => Some(Self::Standard),
            _ => None,
        }
    }

    /// The number in H.264 and MP4.
    pub(in crate::moving) fn code(self) -> u8 {
        match self {
            Self::Standard => 6,
            Self::High => 1,
        }
    }

    /// The usual one for a size.
    pub(in crate::moving) fn for_size(size: Size) -> Self {
        if size.width.min(size.height) > LARGEST_STANDARD {
            Self::High
        } else {
            Self::Standard
        }
    }

    /// The shares of red and blue in luma.
    pub(super) fn shares(self) -> [f64; 2] {
        match self {
            Self::Standard => [0.299, 0.114],
            Self::High => [0.2126, 0.0722],
        }
    }
}
