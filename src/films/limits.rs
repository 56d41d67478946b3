//! What is accepted as a film, and what reading it may take.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{
    film::FilmHeader,
    problem::{FilmProblem, whole_seconds},
};
use crate::engine::{image::MINIMUM_SIDE, moving};

/// Limits for films from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilmLimits {
    /// Bytes of the file.
    pub bytes: u64,
    /// How long a film may take to watch. Of a longer one nothing is taken.
    pub length: Duration,
    /// Frames in the file.
    pub frames: u32,
    /// Width times height of a frame.
    pub pixels: u64,
    /// Pixels of all frames that are decoded.
    pub all_pixels: u64,
    /// How long reading may take.
    pub deadline: Duration,
    /// How many films are read at the same time.
    pub at_once: usize,
}

impl Default for FilmLimits {
    /// What the engine accepts by default, two at a time, a minute for each.
    fn default() -> Self {
        let engine = moving::Limits::default();

        Self {
            bytes: engine.bytes,
            length: engine.length,
            frames: engine.frames,
            pixels: engine.pixels,
            all_pixels: engine.all_pixels,
            deadline: Duration::from_mins(1),
            at_once: 2,
        }
    }
}

impl FilmLimits {
    /// The engine's limits. What all frames take together depends on how many are wanted.
    pub(super) fn for_engine(&self) -> moving::Limits {
        moving::Limits {
            bytes: self.bytes,
            length: self.length,
            frames: self.frames,
            pixels: self.pixels,
            all_pixels: u64::MAX,
        }
    }

    /// Refuses a film by what is known of it before its frames.
    pub(super) fn check(&self, header: &FilmHeader) -> Result<(), FilmProblem> {
        let pixels = header.size().pixels();
        match header {
            _ if header.frames > self.frames => {
                Err(FilmProblem::TooManyFrames { limit: self.frames })
            }
            _ if pixels > self.pixels => Err(FilmProblem::TooLarge),
            _ if header.width.min(header.height) < MINIMUM_SIDE => Err(FilmProblem::TooSmall),
            _ if header.length() > self.length => Err(FilmProblem::TooLong {
                seconds: whole_seconds(header.length()),
                limit: self.length.as_secs(),
            }),
            _ if header.frames < 2 => Err(FilmProblem::Still),
            _ => Ok(()),
        }
    }

    /// Refuses a film whose first `longest` take too much to be decoded.
    pub(super) fn check_work(
        &self,
        header: &FilmHeader,
        longest: Duration,
    ) -> Result<(), FilmProblem> {
        if header.pixels_until(longest) > self.all_pixels {
            return Err(FilmProblem::TooLarge);
        }

        Ok(())
    }
}
