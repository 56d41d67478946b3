//! What became of the pictures that a person sent, after the inbox worker has fetched and decoded
//! them.

use super::picture::PictureKey;

/// One uploaded file after it was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckedUpload {
    /// Fetched, decoded and kept under this key.
    Picture(PictureKey),
    /// It cannot be used.
    Unusable(UploadProblem),
}

/// Why an uploaded file cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UploadProblem {
    /// It is not a picture, or its format is not supported.
    NotAPicture,
    /// The picture is damaged.
    Broken,
    /// The file has too many bytes.
    TooHeavy,
    /// The picture has too many pixels, or one side is too long.
    TooLarge,
    /// The picture has too few pixels.
    TooSmall,
    /// The picture has only one colour. As a style it would leave nothing of the photo.
    Flat,
    /// The messenger does not hand the file out, or no longer does.
    NotFetched,
}
