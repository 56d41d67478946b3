//! What is known and wanted of a film.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::engine::{
    image::{Picture, Size, fitted_size},
    moving::{FrameRate, Header},
};

/// What the header of a film tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilmHeader {
    /// Its width in px, upright.
    pub width: u32,
    /// Its height in px, upright.
    pub height: u32,
    /// How long all of it is, in milliseconds.
    pub millis: u32,
    /// Its frames, as the file has them.
    pub frames: u32,
    /// Whether it has sound.
    pub has_sound: bool,
    /// Its format, for the log.
    pub format: String,
}

impl FilmHeader {
    /// Its size, upright.
    #[must_use]
    pub fn size(&self) -> Size {
        Size::new(self.width, self.height)
    }

    /// How long all of it is.
    #[must_use]
    pub fn length(&self) -> Duration {
        Duration::from_millis(self.millis.into())
    }

    /// Pixels of the frames that are decoded to get the first `longest`.
    #[must_use]
    pub fn pixels_until(&self, longest: Duration) -> u64 {
        let millis = u64::from(self.millis.max(1));
        let taken = u64::try_from(longest.as_millis()).unwrap_or(u64::MAX);
        let frames = u64::from(self.frames);
        let frames = if taken < millis {
            (frames * taken).div_ceil(millis)
        } else {
            frames
        };

        self.size().pixels().saturating_mul(frames.max(1))
    }
}

impl From<&Header> for FilmHeader {
    fn from(header: &Header) -> Self {
        Self {
            width: header.size.width,
            height: header.size.height,
            millis: u32::try_from((header.length.as_micros() + 500) / 1000).unwrap_or(u32::MAX),
            frames: header.frames,
            has_sound: header.has_sound,
            format: header.format.to_string(),
        }
    }
}

/// Which frames are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameRequest {
    /// How many of a second.
    pub rate: FrameRate,
    /// Larger frames are scaled down to this longest side, in px.
    pub longest_side: u32,
    /// How much of the beginning is taken.
    pub longest: Duration,
}

impl FrameRequest {
    /// The size of the frames of a film of this size.
    pub(super) fn size(&self, film: Size) -> Size {
        if film.width.max(film.height) <= self.longest_side {
            return film;
        }

        fitted_size(film.width, film.height, self.longest_side)
    }

    /// How many frames of a film are taken.
    pub(super) fn frames(&self, length: Duration) -> u32 {
        self.rate.frames(length.min(self.longest))
    }
}

/// The frames of a film.
#[derive(Clone, Debug)]
pub struct ReadFilm {
    /// What the header told.
    pub header: FilmHeader,
    /// Upright, of one size, at the rate that was asked for; there is at least one.
    pub frames: Vec<Picture>,
}

/// A frame that stands for a film.
#[derive(Clone, Debug)]
pub struct StillOfFilm {
    /// What the header told.
    pub header: FilmHeader,
    /// The first frame that is not nearly blank, or the first one.
    pub still: Picture,
}
