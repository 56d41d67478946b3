//! Limits on the size of pictures, checked before memory for them is allocated.

use super::error::PictureError;

/// The minimum of the shorter side in px, for pictures that are read and for every resize: the
/// network halves its input four times, and something must be left.
pub const MINIMUM_SIDE: u32 = 32;

/// Bytes of memory for decoding per pixel of [`Limits::pixels`], for the decoder's buffers and the
/// result together. Common files need less (a baseline JPEG 3, a progressive one 9, a 16-bit PNG
/// with alpha 8); for files that need more, the maximum number of pixels is proportionally smaller.
const MEMORY_PER_PIXEL: u64 = 10;

/// Limits for a picture from outside.
///
/// Decoding needs at most the file, ten bytes for each of `pixels`, and twenty megabytes, whatever
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
    /// 30 MB (the messengers' limits are 20 and 50), 60 megapixels (more than phones produce by
    /// default) and 20,000 px (the longest phone panoramas are near 16,000).
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

    /// Checks whether a picture may have this size, and may be decoded with `memory` bytes per
    /// pixel.
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

        self.check_memory(width, height, memory)
    }

    /// The same for a part of a picture, which may be small.
    pub(super) fn check_memory(
        &self,
        width: u32,
        height: u32,
        memory: u64,
    ) -> Result<(), PictureError> {
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

    /// Bytes of memory that decoding a picture may take, besides the file.
    #[must_use]
    pub fn memory(&self) -> u64 {
        self.pixels.saturating_mul(MEMORY_PER_PIXEL)
    }
}
