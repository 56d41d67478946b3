//! Decodes the layouts that `common` does not read, with the crate `jpeg-decoder`: slower, and right
//! on nearly every sampling and order of scans.

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
    if outline.is_buffered() && !counts_blocks_rightly(frame) {
        return Err(unsupported("this sampling in several scans"));
    }

    let mut decoder = Decoder::new(bytes);
    decoder.set_color_transform(transform);
    let mut samples = decoder.decode().map_err(|error| match error {
        Error::Unsupported(feature) => unsupported(&format!("{feature:?}")),
        error => refusal(outline, error.into()),
    })?;

    if colour == Colour::Cmyk {
        for ink in &mut samples {
            *ink = u8::MAX - *ink;
        }
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
            .map_or(ColourSpace::Srgb, |icc| ColourSpace::icc(&icc)),
        orientation: orientation.unwrap_or(Orientation::NoTransforms),
    })
}

/// Whether `jpeg-decoder` 0.3.2 goes through the right number of blocks in a scan of one component.
/// It takes those of whole units, up to the side of the picture, which is too many where a
/// component is neither the densest nor the coarsest.
fn counts_blocks_rightly(frame: &Frame) -> bool {
    let is_right = |side: u16, factor: u8, most: u8| {
        let side = usize::from(side);
        let factor = usize::from(factor);
        let most = usize::from(most);
        let whole_units = side.div_ceil(8 * most) * factor;

        whole_units.min(side.div_ceil(8)) == (side * factor).div_ceil(8 * most)
    };
    let most_across = frame.most(|component| component.across);
    let most_down = frame.most(|component| component.down);

    frame.components.iter().all(|component| {
        is_right(frame.width, component.across, most_across)
            && is_right(frame.height, component.down, most_down)
    })
}

/// Bytes per pixel, by the header.
pub(super) fn announced_memory(frame: &Frame) -> u64 {
    let colour = match frame.components.len() {
        1 => Colour::Grey,
        4 => Colour::Cmyk,
        _ => Colour::Rgb,
    };
    memory_per_pixel(frame, colour)
}

/// Bytes per pixel: the samples, and for each component its plane and its coefficients of two bytes.
fn memory_per_pixel(frame: &Frame, colour: Colour) -> u64 {
    (colour.channels() + 3 * frame.components.len()) as u64
}
