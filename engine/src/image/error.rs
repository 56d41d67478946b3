//! Why a picture is refused or cannot be saved. The caller acts on the variants and translates
//! them.

use std::{error::Error, io, path::PathBuf};

use super::format::{Format, ImageFormatGuess};

/// The accepted formats, for messages.
pub const ACCEPTED: &str = "JPEG, PNG, WebP, HEIC, GIF, BMP or TIFF";

/// Why bytes cannot be decoded.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The file is in none of the accepted formats.
    #[error("this is {found}, please send the picture as {ACCEPTED}")]
    OtherFormat {
        /// What it seems to be.
        found: ImageFormatGuess,
    },
    /// The file is too large.
    #[error("the file has {bytes} bytes, at most {limit} are accepted")]
    TooManyBytes {
        /// Bytes of the file.
        bytes: u64,
        /// [`Limits::bytes`](super::Limits::bytes).
        limit: u64,
    },
    /// Width times height is too large.
    #[error(
        "the picture has {width} x {height} pixels, at most {limit} pixels in all are accepted"
    )]
    TooManyPixels {
        /// Width according to the file's header.
        width: u32,
        /// Height according to the file's header.
        height: u32,
        /// The limit for this kind of picture.
        limit: u64,
    },
    /// The longer side is too long.
    #[error(
        "the picture has {width} x {height} pixels, at most {limit} pixels a side are accepted"
    )]
    TooLong {
        /// Width according to the file's header.
        width: u32,
        /// Height according to the file's header.
        height: u32,
        /// [`Limits::side`](super::Limits::side).
        limit: u32,
    },
    /// The shorter side is too short.
    #[error(
        "the picture has {width} x {height} pixels, the shorter side must have at least {minimum}"
    )]
    TooSmall {
        /// Width in px.
        width: u32,
        /// Height in px.
        height: u32,
        /// [`MINIMUM_SIDE`](super::MINIMUM_SIDE).
        minimum: u32,
    },
    /// The file is truncated, as after an interrupted upload.
    #[error("the {format} file is cut short, please send it again")]
    CutShort {
        /// The format of its beginning.
        format: Format,
    },
    /// A rare variant of an accepted format.
    #[error("this kind of {format} ({feature}) cannot be read, please send an ordinary {ACCEPTED}")]
    Unsupported {
        /// The format.
        format: Format,
        /// What is unusual about it.
        feature: String,
    },
    /// The file violates its format.
    #[error("the {format} file is damaged, please send another {ACCEPTED}")]
    Broken {
        /// The format of its beginning.
        format: Format,
        /// The error of the decoder, for the log.
        source: Box<dyn Error + Send + Sync>,
    },
}

/// Why a picture was not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The file name has an extension of no supported output format.
    #[error("a picture is saved as .jpg, .jpeg or .png, not as {}", path.display())]
    UnknownEnding {
        /// The requested file.
        path: PathBuf,
    },
    /// The file name has an extension of no supported print format.
    #[error("a print is saved as .tif, .tiff or .png, not as {}", path.display())]
    UnknownPrintEnding {
        /// The requested file.
        path: PathBuf,
    },
    /// The picture does not fit the format: a JPEG has at most 65,535 pixels a side.
    #[error("the picture cannot be encoded")]
    Encode(#[source] Box<dyn Error + Send + Sync>),
    /// The file cannot be written.
    #[error("{} cannot be written", path.display())]
    Write {
        /// The requested file.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
}
