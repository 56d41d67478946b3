//! Films: moving pictures. A film is a picture, its still, whose row has the film's file beside it.

use serde::{Deserialize, Serialize};

use super::picture::PictureKey;

/// A film that is kept beside its still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
