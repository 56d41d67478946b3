//! Decodes the layouts that `common` does not read, with the crate `jpeg-decoder`: slower, and right
//! on every sampling and every order of scans.

use image::metadata::Orientation;
use jpeg_decoder::{ColorTransform, Decoder, Error};

use super::{
    outline::{Coding, Frame, Outline},
    refusal, unsupported, ycck_to_cmyk,
};
use crate::image::{
    Limits, PictureError,
    colour_space::ColourSpace,
    raw::{Colour, Depth, Raw},
};

/// Decodes a complete JPEG. Where a truncated one ends is not known, so it is refused.
pub(super) fn decode(
    bytes: &[u8],
    outline: &Outline,
    frame: &Frame,
    limits: &Limits,
) -> Result<Raw, PictureError> {
    let (colour, transform) = match frame.components.len() {
        1 => (Colour::Grey, ColorTransform::Grayscale),
        3 if outline.coding() == Coding::Plain => (Colour::Rgb, ColorTransform::RGB),
        3 => (Colour::Rgb, ColorTransform::YCbCr),
        // Only inverts the samples.
        4 => (Colour::Cmyk, ColorTransform::CMYK),
        components => return Err(unsupported(&format!("{components} colour components"))),
    };
    let width = u32::from(frame.width);
    let height = u32::from(frame.height);
    if height == 0 {
        return Err(unsupported("the height after the picture"));
    }
    limits.check_memory(width, height, memory_per_pixel(frame, colour))?;

    let mut decoder = Decoder::new(bytes);
    decoder.set_color_transform(transform);
    let mut samples = decoder.decode().map_err(|error| match error {
        Error::Unsupported(feature) => unsupported(&format!("{feature:?}")),
        error => refusal(outline, error.into()),
    })?;

    if colour == Colour::Cmyk {
        samples.iter_mut().for_each(|ink| *ink = u8::MAX - *ink);
        if outline.coding() == Coding::LumaAndChroma {
            ycck_to_cmyk(&mut samples);
        }
    }

    let orientation = decoder.exif_data().and_then(Orientation::from_exif_chunk);

    Ok(Raw {
        width,
        height,
        colour,
        depth: Depth::Eight,
        samples,
        space: decoder
            .icc_profile()
            .map_or(ColourSpace::Srgb, ColourSpace::Icc),
        orientation: orientation.unwrap_or(Orientation::NoTransforms),
    })
}

/// Bytes per pixel: the samples, and for each component its plane and its coefficients of two bytes.
fn memory_per_pixel(frame: &Frame, colour: Colour) -> u64 {
    (colour.channels() + 3 * frame.components.len()) as u64
}
