//! How large a picture may be, asked before anything as large as the picture is allocated.

use super::error::PictureError;

/// The shorter side, in pixels, below which a picture is refused and below which nothing is scaled:
/// the network halves its input four times, and what is left must still be more than a dot.
pub const MINIMUM_SIDE: u32 = 32;

/// Bytes of decoding memory granted for each pixel of [`Limits::pixels`], the decoder's own buffers
/// and the result together. What is common needs less (a baseline JPEG 3, a progressive one 9, a
/// PNG with alpha and 16 bits 8); what needs more is refused at a proportionally smaller number of
/// pixels.
const MEMORY_PER_PIXEL: u64 = 10;

/// What a stranger's picture may cost.
///
/// A decode takes at most the file, ten bytes for each of `pixels` and a few megabytes, whatever
/// the file claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: u64,
    /// Width times height.
    pub pixels: u64,
    /// The longer side.
    pub side: u32,
}

impl Default for Limits {
    /// 30 MB (the messengers stop at 20 and 50), 60 megapixels (more than today's phones deliver
    /// unasked) and 20,000 pixels (the longest panoramas of phones are near 16,000).
    fn default() -> Self {
        Self {
            bytes: 30_000_000,
            pixels: 60_000_000,
            side: 20_000,
        }
    }
}

impl Limits {
    pub(super) fn check_bytes(&self, bytes: usize) -> Result<(), PictureError> {
        let bytes = bytes as u64;
        if bytes > self.bytes {
            Err(PictureError::TooManyBytes {
                bytes,
                limit: self.bytes,
            })
        } else {
            Ok(())
        }
    }

    /// Whether a picture of this size may be decoded by a way that needs `memory` bytes a pixel.
    pub(super) fn check_size(
        &self,
        width: u32,
        height: u32,
        memory: u64,
    ) -> Result<(), PictureError> {
        if width.min(height) < MINIMUM_SIDE {
            return Err(PictureError::TooSmall {
                width,
                height,
                minimum: MINIMUM_SIDE,
            });
        }

        if width.max(height) > self.side {
            return Err(PictureError::TooLong {
                width,
                height,
                limit: self.side,
            });
        }

        let limit = self.pixels.min(self.memory() / memory.max(1));
        if u64::from(width) * u64::from(height) > limit {
            return Err(PictureError::TooManyPixels {
                width,
                height,
                limit,
            });
        }

        Ok(())
    }

    /// Bytes a decoder may allocate.
    pub(super) fn memory(&self) -> u64 {
        self.pixels.saturating_mul(MEMORY_PER_PIXEL)
    }
}
