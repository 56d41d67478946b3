//! Films: moving pictures. A film is a picture, its still, whose row has the film's file beside it.

use serde::{Deserialize, Serialize};

use super::picture::PictureKey;

/// A film that is kept beside its still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Film {
    /// The key of its file among the owner's pictures: as it came, or MP4 with H.264 if it was made
    /// here.
    pub file: PictureKey,
    /// How long it is, in milliseconds.
    pub millis: u32,
    /// Its width in px, upright.
    pub width: u32,
    /// Its height in px, upright.
    pub height: u32,
    /// Its frames, as the file has them.
    pub frames: u32,
    /// Whether it is shown in a circle, as a video note is.
    pub is_round: bool,
    /// Whether the file has sound.
    pub has_sound: bool,
}

/// A film and the picture that stands for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptFilm {
    /// The picture that stands for it.
    pub still: PictureKey,
    /// The film.
    pub film: Film,
}

/// The part of a film that something is made of, and how densely it is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FilmPart {
    /// The film.
    pub whole: Film,
    /// How much of it is taken, from its beginning, in milliseconds.
    pub millis: u32,
    /// How many frames of each second are taken.
    pub frames_per_second: u32,
}

/// A second that has just begun is not counted: films of five seconds are often a frame longer.
const TOLERANCE_MILLIS: u32 = 100;

impl Film {
    /// Its longest side in px.
    #[must_use]
    pub fn longest_side(self) -> u32 {
        self.width.max(self.height)
    }

    /// How many frames a second it has, rounded up; at least one.
    #[must_use]
    pub fn frames_per_second(self) -> u32 {
        let frames = u64::from(self.frames) * 1000;
        let rate = frames.div_ceil(u64::from(self.millis.max(1)));
        u32::try_from(rate).unwrap_or(u32::MAX).max(1)
    }

    /// How long it is in seconds, rounded; at least one.
    #[must_use]
    pub fn seconds(self) -> u32 {
        seconds(self.millis)
    }
}

impl FilmPart {
    /// How many frames that are; at least one.
    #[must_use]
    pub fn frames(self) -> u32 {
        let thousandths = u64::from(self.millis) * u64::from(self.frames_per_second);
        let frames = (thousandths + 500) / 1000;
        u32::try_from(frames).unwrap_or(u32::MAX).max(1)
    }

    /// The seconds that it has begun; at least one.
    #[must_use]
    pub fn started_seconds(self) -> u32 {
        let millis = self.millis.saturating_sub(TOLERANCE_MILLIS);
        millis.div_ceil(1000).max(1)
    }

    /// How much of it is taken in seconds, rounded; at least one.
    #[must_use]
    pub fn seconds(self) -> u32 {
        seconds(self.millis)
    }

    /// Whether the film is longer.
    #[must_use]
    pub fn is_cut(self) -> bool {
        self.whole.millis.saturating_sub(self.millis) > TOLERANCE_MILLIS
    }
}

fn seconds(millis: u32) -> u32 {
    (millis.saturating_add(500) / 1000).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(millis: u32, frames_per_second: u32) -> FilmPart {
        FilmPart {
            whole: Film {
                file: PictureKey::from_bytes(b"film"),
                millis: 5_040,
                width: 480,
                height: 270,
                frames: 126,
                is_round: false,
                has_sound: true,
            },
            millis,
            frames_per_second,
        }
    }

    #[test]
    fn a_frame_too_many_begins_no_second() {
        let started = |millis| part(millis, 12).started_seconds();
        assert_eq!(
            [1, 1_000, 1_040, 1_101, 5_040].map(started),
            [1, 1, 1, 2, 5]
        );
        assert!(!part(5_000, 12).is_cut());
        assert!(part(2_000, 12).is_cut());
    }

    #[test]
    fn frames_are_counted_by_length_and_rate() {
        let whole = part(5_040, 12).whole;
        assert_eq!((whole.frames_per_second(), whole.seconds()), (25, 5));
        assert_eq!((part(5_040, 12).frames(), part(10, 12).frames()), (60, 1));
    }
}
