//! Why a film is refused or cannot be written. The caller acts on the variants and translates them.

use std::{
    error::Error,
    panic::{AssertUnwindSafe, catch_unwind},
    time::Duration,
};

use super::format::Format;

/// Why a film cannot or may not be read.
#[derive(Debug, thiserror::Error)]
pub enum MovingError {
    /// The file is in none of the formats.
    #[error("this is no GIF, animated WebP or PNG, and no MP4 with H.264")]
    OtherFormat,
    /// A film in a container that is known by name only.
    #[error("films in {container} cannot be read, please send an MP4 with H.264 or a GIF")]
    OtherContainer {
        /// The container and, if it tells, the codec.
        container: &'static str,
    },
    /// The film is in another codec than H.264.
    #[error("a film in {codec} cannot be read, please send an MP4 with H.264 or a GIF")]
    OtherCodec {
        /// Its usual name, or its four letters.
        codec: String,
    },
    /// A picture of one frame.
    #[error("this {format} does not move")]
    Still {
        /// The format, in which [`Picture::decode`](crate::image::Picture::decode) reads it.
        format: Format,
    },
    /// A file without a picture: only sound, or no frame at all.
    #[error("the {format} has no moving picture")]
    NoPicture {
        /// The format of its beginning.
        format: Format,
    },
    /// The file is too large.
    #[error("the file has {bytes} bytes, at most {limit} are accepted")]
    TooManyBytes {
        /// Bytes of the file.
        bytes: u64,
        /// [`Limits::bytes`](super::Limits::bytes).
        limit: u64,
    },
    /// The film takes too long to watch.
    #[error("the film is {} s long, at most {} s are accepted", length.as_secs(), limit.as_secs())]
    TooLong {
        /// Its length by its header.
        length: Duration,
        /// [`Limits::length`](super::Limits::length).
        limit: Duration,
    },
    /// The film has too many frames.
    #[error("the film has {frames} frames, at most {limit} are accepted")]
    TooManyFrames {
        /// Frames, as far as they were counted.
        frames: u32,
        /// [`Limits::frames`](super::Limits::frames).
        limit: u32,
    },
    /// A frame has too many pixels.
    #[error("a frame has {width} x {height} pixels, at most {limit} pixels are accepted")]
    TooManyPixels {
        /// Width in px.
        width: u32,
        /// Height in px.
        height: u32,
        /// [`Limits::pixels`](super::Limits::pixels).
        limit: u64,
    },
    /// All frames together have too many pixels.
    #[error("all frames have {pixels} pixels together, at most {limit} are accepted")]
    TooMuchWork {
        /// Pixels of all frames that have to be decoded.
        pixels: u64,
        /// [`Limits::all_pixels`](super::Limits::all_pixels).
        limit: u64,
    },
    /// The shorter side is too short.
    #[error("a frame has {width} x {height} pixels, the shorter side needs at least {minimum}")]
    TooSmall {
        /// Width in px.
        width: u32,
        /// Height in px.
        height: u32,
        /// [`MINIMUM_SIDE`](crate::image::MINIMUM_SIDE).
        minimum: u32,
    },
    /// The file is truncated, as after an interrupted upload.
    #[error("the {format} file is cut short, please send it again")]
    CutShort {
        /// The format of its beginning.
        format: Format,
    },
    /// A rare variant of an accepted format.
    #[error("this kind of {format} ({feature}) cannot be read")]
    Unsupported {
        /// The format.
        format: Format,
        /// What is unusual about it.
        feature: String,
    },
    /// The file violates its format.
    #[error("the {format} file is damaged")]
    Broken {
        /// The format of its beginning.
        format: Format,
        /// The error of the decoder, for the log.
        source: Box<dyn Error + Send + Sync>,
    },
}

impl MovingError {
    /// A violation of the format.
    pub(super) fn broken(format: Format, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Broken {
            format,
            source: source.into(),
        }
    }

    /// A variant that is not read.
    pub(super) fn unsupported(format: Format, feature: impl Into<String>) -> Self {
        Self::Unsupported {
            format,
            feature: feature.into(),
        }
    }
}

/// Decoders do panic on malformed input. Such a panic only means one damaged file; no state of the
/// decoder is used after it. The caller's own code does not run within.
pub(super) fn unpanicked<T>(
    format: Format,
    decode: impl FnOnce() -> Result<T, MovingError>,
) -> Result<T, MovingError> {
    catch_unwind(AssertUnwindSafe(decode))
        .unwrap_or_else(|_| Err(MovingError::broken(format, "the decoder panicked")))
}

/// Why a film was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// There are no frames.
    #[error("a film has at least one frame")]
    NoFrames,
    /// The frames differ in size.
    #[error("all frames of a film have one size")]
    UnequalFrames,
    /// Even the smallest version is larger than the limit.
    #[error("the film takes at least {smallest} bytes, at most {limit} are wanted")]
    TooLarge {
        /// Bytes of the smallest version that was tried.
        smallest: u64,
        /// The limit.
        limit: u64,
    },
    /// The frames do not fit the format.
    #[error("the film cannot be encoded")]
    Encode(#[source] Box<dyn Error + Send + Sync>),
}

impl WriteError {
    /// A failure of an encoder.
    pub(super) fn encode(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Encode(source.into())
    }
}
