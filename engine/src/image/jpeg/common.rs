//! Decodes the usual layouts with `zune-jpeg`, which is fast.

use image::metadata::Orientation;
use zune_jpeg::{
    JpegDecoder,
    zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions},
};

use super::{
    MOST_SCANS,
    outline::{Component, Frame, Outline},
    refusal, unsupported, ycck_to_cmyk,
};
use crate::image::{
    Limits, PictureError,
    colour_space::ColourSpace,
    format::Format,
    partial,
    raw::{Colour, Depth, Raw},
};

/// Rows of the largest decoding unit; the last unit of a truncated file is partly invented.
const UNIT_ROWS: usize = 16;

/// The value that the decoder writes where data is missing.
const NO_DATA: u8 = 128;

/// The densest sampling of the first component, across and down, that `zune-jpeg` decodes
/// correctly.
const SAMPLINGS: [[u8; 2]; 9] = [
    [1, 1],
    [1, 2],
    [1, 4],
    [2, 1],
    [2, 2],
    [2, 4],
    [4, 1],
    [4, 2],
    [4, 4],
];

/// Whether `zune-jpeg` 0.5.15 decodes this layout correctly, by the generated set of `samplings`:
/// all components in the first scan or in several passes, and the chroma once a unit. Others it
/// decodes wrongly without an error.
pub(super) fn reads(outline: &Outline, frame: &Frame) -> bool {
    let whole = frame.is_progressive() || outline.is_interleaved(frame);
    let sampling = |component: &Component| [component.across, component.down];

    whole
        && match &frame.components[..] {
            [grey] => SAMPLINGS.contains(&sampling(grey)),
            [luma, chroma @ .., last] => {
                let has_black = frame.components.len() == 4;
                SAMPLINGS.contains(&sampling(luma))
                    && chroma.iter().all(|component| sampling(component) == [1, 1])
                    && (sampling(last) == [1, 1] || has_black && sampling(last) == sampling(luma))
            }
            [] => false,
        }
}

/// Decodes a JPEG, or the upper part of a truncated one if that is enough of it.
pub(super) fn decode(
    bytes: &[u8],
    outline: &Outline,
    frame: &Frame,
    limits: &Limits,
) -> Result<Raw, PictureError> {
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options());
    decoder
        .decode_headers()
        .map_err(|error| refusal(outline, error.into()))?;

    let (width, height) = decoder
        .dimensions()
        .ok_or_else(|| refusal(outline, "no size".into()))?;
    let width = width as u32;
    let height = height as u32;
    let Output { colour, space } = output(decoder.input_colorspace(), frame)?;
    limits.check_memory(width, height, memory_per_pixel(outline, frame, colour))?;

    decoder.set_options(options().jpeg_set_out_colorspace(space));

    let mut samples = vec![0; width as usize * height as usize * colour.channels()];
    decoder
        .decode_into(&mut samples)
        .map_err(|error| refusal(outline, error.into()))?;

    if space == ColorSpace::YCCK {
        ycck_to_cmyk(&mut samples);
    }

    let orientation = decoder
        .exif()
        .and_then(|exif| Orientation::from_exif_chunk(exif));
    let orientation = orientation.unwrap_or(Orientation::NoTransforms);
    let space = decoder
        .icc_profile()
        .map_or(ColourSpace::Srgb, |icc| ColourSpace::icc(&icc));
    let raw = Raw {
        width,
        height,
        colour,
        depth: Depth::Eight,
        samples,
        space,
        orientation,
    };

    let rows = partial::rows_read(&raw, NO_DATA);
    if outline.ended || rows == raw.height as usize {
        return Ok(raw);
    }

    partial::upper(raw, rows.saturating_sub(UNIT_ROWS)).ok_or(PictureError::CutShort {
        format: Format::Jpeg,
    })
}

/// Lenient like browsers: a damaged picture is shown as far as possible.
fn options() -> DecoderOptions {
    DecoderOptions::default()
        .set_strict_mode(false)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_max_scans(MOST_SCANS)
}

/// The colours of the decoded samples, and the colour space to request from the decoder.
struct Output {
    colour: Colour,
    space: ColorSpace,
}

/// The output for a JPEG's own colour space. Other combinations have made the decoder panic.
fn output(coded: Option<ColorSpace>, frame: &Frame) -> Result<Output, PictureError> {
    match (coded, frame.components.len()) {
        (Some(ColorSpace::Luma), 1) => Ok(Output {
            colour: Colour::Grey,
            space: ColorSpace::Luma,
        }),
        // The headers of three components with Adobe's "no transform" read as CMYK; the decoder
        // corrects that when it decodes.
        (Some(ColorSpace::YCbCr | ColorSpace::YCCK | ColorSpace::RGB | ColorSpace::CMYK), 3) => {
            Ok(Output {
                colour: Colour::Rgb,
                space: ColorSpace::RGB,
            })
        }
        (Some(inks @ (ColorSpace::CMYK | ColorSpace::YCCK)), 4) => Ok(Output {
            colour: Colour::Cmyk,
            space: inks,
        }),
        (_, components) => {
            let feature = format!("{components} colour components");
            Err(unsupported(&feature))
        }
    }
}

/// Bytes per pixel, by the header.
pub(super) fn announced_memory(outline: &Outline, frame: &Frame) -> u64 {
    let colour = match frame.components.len() {
        1 => Colour::Grey,
        4 => Colour::Cmyk,
        _ => Colour::Rgb,
    };
    memory_per_pixel(outline, frame, colour)
}

/// Bytes per pixel: the samples and, for several scans, the coefficients of two bytes each.
fn memory_per_pixel(outline: &Outline, frame: &Frame, colour: Colour) -> u64 {
    let coefficients = if outline.is_buffered() {
        2 * frame.components.len() as u64
    } else {
        0
    };
    colour.channels() as u64 + coefficients
}
