//! Limits on films from outside, checked by the header before anything is decoded.

use std::time::Duration;

use super::{error::MovingError, format::Header};
use crate::image::{MINIMUM_SIDE, Size};

/// Limits for a film from outside.
///
/// Reading takes the file, about a hundred bytes for each of `pixels` (H.264 refers to up to sixteen
/// earlier frames; the other formats take a sixth of that) and ten megabytes, whatever the file
/// claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: u64,
    /// How long the film takes to watch.
    pub length: Duration,
    /// Frames in the file.
    pub frames: u32,
    /// Width times height of a frame.
    pub pixels: u64,
    /// Pixels of all frames together: what decoding costs.
    pub all_pixels: u64,
}

impl Default for Limits {
    /// 20 MB (what Telegram gives to bots), a minute (the longest video note), 3,600 frames, a little
    /// more than 1920 x 1080 px, and a gigapixel in all: some seconds of a core.
    fn default() -> Self {
        Self {
            bytes: 20_000_000,
            length: Duration::from_mins(1),
            frames: 3_600,
            pixels: 2_228_224,
            all_pixels: 1_000_000_000,
        }
    }
}

impl Limits {
    pub(super) fn check_bytes(&self, bytes: usize) -> Result<(), MovingError> {
        let bytes = bytes as u64;
        let limit = self.bytes;
        if bytes > limit {
            return Err(MovingError::TooManyBytes { bytes, limit });
        }

        Ok(())
    }

    /// Checks the number of frames, also while they are counted.
    pub(super) fn check_frames(&self, frames: u32) -> Result<(), MovingError> {
        let limit = self.frames;
        if frames > limit {
            return Err(MovingError::TooManyFrames { frames, limit });
        }

        Ok(())
    }

    pub(super) fn check_pixels(&self, size: Size) -> Result<(), MovingError> {
        let limit = self.pixels;
        if size.pixels() > limit {
            return Err(MovingError::TooManyPixels {
                width: size.width,
                height: size.height,
                limit,
            });
        }

        Ok(())
    }

    /// Checks what is left to check when the whole header was read. `work` is the pixels that are
    /// decoded and put together.
    pub(super) fn check_header(&self, header: &Header, work: u64) -> Result<(), MovingError> {
        self.check_frames(header.frames)?;
        self.check_pixels(header.size)?;

        let Size { width, height } = header.size;
        if width.min(height) < MINIMUM_SIDE {
            return Err(MovingError::TooSmall {
                width,
                height,
                minimum: MINIMUM_SIDE,
            });
        }

        if header.length > self.length {
            return Err(MovingError::TooLong {
                length: header.length,
                limit: self.length,
            });
        }

        if work > self.all_pixels {
            return Err(MovingError::TooMuchWork {
                pixels: work,
                limit: self.all_pixels,
            });
        }

        Ok(())
    }
}
