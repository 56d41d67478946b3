//! Formats of films, and what a header tells.

use std::{fmt, path::Path, time::Duration};

use crate::image::Size;

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// GIF.
    Gif,
    /// Animated WebP.
    WebP,
    /// Animated PNG.
    Apng,
    /// MP4 or QuickTime with H.264.
    Mp4,
}

/// A format that can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputFormat {
    /// One palette for all frames; what did not change is left out.
    Gif,
    /// Lossy.
    WebP,
    /// H.264, 4:2:0, with the index before the frames, so that it plays while it is loaded.
    Mp4,
}

/// How a film lies, as cameras note it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rotation {
    /// As it is shown.
    Upright,
    /// A quarter clockwise makes it upright.
    Right,
    /// It stands on its head.
    Half,
    /// A quarter counterclockwise makes it upright.
    Left,
}

/// What the header of a film tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// The format.
    pub format: Format,
    /// The size of a frame as it is shown, after turning it upright.
    pub size: Size,
    /// Frames in the file.
    pub frames: u32,
    /// From the first frame to the end of the last one, once.
    pub length: Duration,
    /// Whether parts may be transparent.
    pub has_alpha: bool,
    /// How it lies in the file; [`read`](super::read) turns it upright.
    pub rotation: Rotation,
    /// Whether it has sound, which is not read.
    pub has_sound: bool,
}

impl Header {
    /// Frames a second, on average.
    #[must_use]
    pub fn frame_rate(&self) -> f64 {
        let seconds = self.length.as_secs_f64();
        if seconds > 0.0 {
            f64::from(self.frames) / seconds
        } else {
            0.0
        }
    }
}

impl OutputFormat {
    /// The format for the extension of a file name, in upper or lower case; `None` unless it is
    /// `.gif`, `.webp` or `.mp4`.
    #[must_use]
    pub fn from_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?;
        match ending.to_ascii_lowercase().as_str() {
            "gif" => Some(Self::Gif),
            "webp" => Some(Self::WebP),
            "mp4" => Some(Self::Mp4),
            _ => None,
        }
    }

    /// The usual file name extension, without the dot.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Gif => "gif",
            Self::WebP => "webp",
            Self::Mp4 => "mp4",
        }
    }

    /// The content type.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
            Self::Mp4 => "video/mp4",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gif => "GIF",
            Self::WebP => "WebP",
            Self::Apng => "PNG",
            Self::Mp4 => "MP4",
        })
    }
}
