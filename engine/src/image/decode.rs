//! Decodes bytes to an upright sRGB picture.

use std::panic::catch_unwind;

use image::{DynamicImage, RgbImage, metadata::Orientation};

use super::{
    Limits, PictureError,
    format::Format,
    {colour, container, jpeg},
};

/// Decodes any accepted format.
pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<RgbImage, PictureError> {
    limits.check_bytes(bytes.len())?;

    let format = Format::detect(bytes).map_err(|found| PictureError::OtherFormat { found })?;

    // Decoders do panic on malformed input (image-webp 0.2.4, for example, on an animation whose
    // frame header disagrees with its content). Such a panic only means one damaged file; no state
    // of the decoder survives it.
    catch_unwind(|| decode_as(format, bytes, limits)).unwrap_or_else(|_| {
        Err(PictureError::Broken {
            format,
            source: "the decoder panicked".into(),
        })
    })
}

fn decode_as(format: Format, bytes: &[u8], limits: &Limits) -> Result<RgbImage, PictureError> {
    let raw = match format {
        Format::Jpeg => jpeg::decode(bytes, limits),
        Format::Png | Format::WebP | Format::Gif | Format::Bmp | Format::Tiff => {
            container::decode(format, bytes, limits)
        }
    }?;

    // A truncated picture may have lost rows.
    limits.check_size(raw.width, raw.height, 1)?;

    let width = raw.width;
    let height = raw.height;
    let orientation = raw.orientation;

    RgbImage::from_raw(width, height, colour::to_srgb(raw))
        .map(|picture| upright(picture, orientation))
        .ok_or_else(|| PictureError::Broken {
            format,
            source: "fewer pixels than promised".into(),
        })
}

fn upright(picture: RgbImage, orientation: Orientation) -> RgbImage {
    let mut picture = DynamicImage::ImageRgb8(picture);
    picture.apply_orientation(orientation);
    picture.into_rgb8()
}
