//! Decodes bytes to an upright sRGB picture.

use std::panic::{UnwindSafe, catch_unwind};

use image::{DynamicImage, ImageFormat, RgbImage, metadata::Orientation};

use super::{
    DecodingWork, Limits, PictureError, colour, container, format::Format, heic, jpeg, png, tiff,
};

/// Decodes any accepted format.
pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<RgbImage, PictureError> {
    limits.check_bytes(bytes.len())?;

    let format = Format::detect(bytes).map_err(|found| PictureError::OtherFormat { found })?;

    unpanicked(format, || decode_as(format, bytes, limits))
}

/// What decoding takes, by the header.
pub(super) fn work(bytes: &[u8], limits: &Limits) -> Result<DecodingWork, PictureError> {
    limits.check_bytes(bytes.len())?;

    let format = Format::detect(bytes).map_err(|found| PictureError::OtherFormat { found })?;
    let work = unpanicked(format, || match format {
        Format::Jpeg => jpeg::work(bytes, limits),
        Format::Png => png::work(bytes, limits),
        Format::Tiff => tiff::work(bytes, limits),
        Format::Heic => heic::work(bytes, limits),
        Format::WebP => container::work(format, ImageFormat::WebP, bytes, limits),
        Format::Gif => container::work(format, ImageFormat::Gif, bytes, limits),
        Format::Bmp => container::work(format, ImageFormat::Bmp, bytes, limits),
    })?;

    Ok(work.within(limits))
}

/// Decoders do panic on malformed input (image-webp 0.2.4, for example, on an animation whose frame
/// header disagrees with its content). Such a panic only means one damaged file; no state of the
/// decoder survives it.
fn unpanicked<T>(
    format: Format,
    read: impl FnOnce() -> Result<T, PictureError> + UnwindSafe,
) -> Result<T, PictureError> {
    catch_unwind(read).unwrap_or_else(|_| {
        Err(PictureError::Broken {
            format,
            source: "the decoder panicked".into(),
        })
    })
}

fn decode_as(format: Format, bytes: &[u8], limits: &Limits) -> Result<RgbImage, PictureError> {
    let raw = match format {
        Format::Jpeg => jpeg::decode(bytes, limits),
        Format::Png => png::decode(bytes, limits),
        Format::Tiff => tiff::decode(bytes, limits),
        Format::Heic => heic::decode(bytes, limits),
        Format::WebP => container::decode(format, ImageFormat::WebP, bytes, limits),
        Format::Gif => container::decode(format, ImageFormat::Gif, bytes, limits),
        Format::Bmp => container::decode(format, ImageFormat::Bmp, bytes, limits),
    }?;

    // A truncated picture may have lost rows, and a part of a picture may be small.
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
