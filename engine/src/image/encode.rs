//! Encodes pictures as JPEG or PNG, tagged as sRGB, without other metadata.

use std::path::Path;

use image::{
    ExtendedColorType, ImageEncoder, RgbImage,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType, PngEncoder},
    },
};

use super::{error::SaveError, srgb::srgb_profile};

/// High enough that recompression by a messenger does more damage than this.
const JPEG_QUALITY: u8 = 95;

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputFormat {
    /// Quality 95 without chroma subsampling (4:4:4), which would blur strokes of saturated paint.
    Jpeg,
    /// Lossless, for the print shop.
    Png,
}

impl OutputFormat {
    /// The format for the extension of a file name, in upper or lower case.
    ///
    /// # Errors
    /// [`SaveError::UnknownEnding`] unless it is `.jpg`, `.jpeg` or `.png`.
    pub fn from_path(path: &Path) -> Result<Self, SaveError> {
        let ending = path
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or_default();

        match ending.to_ascii_lowercase().as_str() {
            "jpg" | "jpeg" => Ok(Self::Jpeg),
            "png" => Ok(Self::Png),
            _ => Err(SaveError::UnknownEnding {
                path: path.to_owned(),
            }),
        }
    }

    /// The usual file name extension, without the dot.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }

    /// The content type.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

pub(super) fn encode(picture: &RgbImage, format: OutputFormat) -> Result<Vec<u8>, SaveError> {
    let mut file = Vec::new();
    match format {
        // This encoder only supports 4:4:4.
        OutputFormat::Jpeg => write(
            picture,
            JpegEncoder::new_with_quality(&mut file, JPEG_QUALITY),
        ),
        OutputFormat::Png => write(
            picture,
            PngEncoder::new_with_quality(&mut file, CompressionType::Default, FilterType::Adaptive),
        ),
    }?;

    Ok(file)
}

fn write(picture: &RgbImage, mut encoder: impl ImageEncoder) -> Result<(), SaveError> {
    encoder
        .set_icc_profile(srgb_profile())
        .map_err(|error| SaveError::Encode(error.into()))?;

    let (width, height) = picture.dimensions();
    encoder
        .write_image(picture.as_raw(), width, height, ExtendedColorType::Rgb8)
        .map_err(|error| SaveError::Encode(error.into()))
}
