//! Why a picture is refused, or cannot be saved: variants for the caller to act on and to say in
//! other languages.

use std::{error::Error, io, path::PathBuf};

use super::format::{Format, ImageFormatGuess};

/// The formats read, for sentences.
pub const ACCEPTED: &str = "JPEG, PNG, WebP, GIF, BMP or TIFF";

/// Why bytes did not become a picture.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// Not one of the formats read.
    #[error("this is {found}, please send the picture as {ACCEPTED}")]
    OtherFormat {
        /// What it looks like instead.
        found: ImageFormatGuess,
    },
    /// The file is too large, whatever is in it.
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
        /// Pixels in a row, as the file's header says.
        width: u32,
        /// Rows, as the file's header says.
        height: u32,
        /// Pixels accepted of a picture of this kind.
        limit: u64,
    },
    /// The longer side is too long.
    #[error(
        "the picture has {width} x {height} pixels, at most {limit} pixels a side are accepted"
    )]
    TooLong {
        /// Pixels in a row, as the file's header says.
        width: u32,
        /// Rows, as the file's header says.
        height: u32,
        /// [`Limits::side`](super::Limits::side).
        limit: u32,
    },
    /// The shorter side is too short.
    #[error(
        "the picture has {width} x {height} pixels, the shorter side must have at least {minimum}"
    )]
    TooSmall {
        /// Pixels in a row.
        width: u32,
        /// Rows.
        height: u32,
        /// [`MINIMUM_SIDE`](super::MINIMUM_SIDE).
        minimum: u32,
    },
    /// The file ends before its picture does: an upload that broke off.
    #[error("the {format} file is cut short, please send it again")]
    CutShort {
        /// What the file begins as.
        format: Format,
    },
    /// A rare kind of an accepted format.
    #[error("this kind of {format} ({feature}) cannot be read, please send an ordinary {ACCEPTED}")]
    Unsupported {
        /// The format it is a kind of.
        format: Format,
        /// What is rare about it, for the log and for those who know.
        feature: String,
    },
    /// The file contradicts its format.
    #[error("the {format} file is damaged, please send another {ACCEPTED}")]
    Broken {
        /// What the file begins as.
        format: Format,
        /// What the decoder found, for the log.
        source: Box<dyn Error + Send + Sync>,
    },
}

/// Why a picture was not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The ending of the file's name is of no format that is written.
    #[error("a picture is saved as .jpg, .jpeg or .png, not as {path:?}")]
    UnknownEnding {
        /// The file asked for.
        path: PathBuf,
    },
    /// The ending of the file's name is of no format that print shops are given.
    #[error("a print is saved as .tif, .tiff or .png, not as {path:?}")]
    UnknownPrintEnding {
        /// The file asked for.
        path: PathBuf,
    },
    /// The picture does not fit the format: a JPEG has at most 65,535 pixels a side.
    #[error("the picture cannot be encoded")]
    Encode(#[source] Box<dyn Error + Send + Sync>),
    /// The file cannot be written.
    #[error("cannot write {path:?}")]
    Write {
        /// The file asked for.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}
