//! Decodes JPEG with `zune-jpeg` directly. The crate `image` uses it as well, but copies the file
//! and does not return the CMYK samples that a CMYK profile needs.

use image::metadata::Orientation;
use zune_jpeg::{
    JpegDecoder,
    errors::DecodeErrors,
    zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions},
};

use super::{
    Limits, PictureError,
    format::Format,
    jpeg_outline::{Frame, Outline},
    raw::{Colour, Depth, Raw},
};

/// More scans than any encoder writes. The limit matters because each scan, even an empty one,
/// costs a pass over the picture.
const MOST_SCANS: usize = 64;

/// Rows of the largest decoding unit; the last unit of a truncated file is partly invented.
const UNIT_ROWS: usize = 16;

/// The value that the decoder writes where data is missing.
const NO_DATA: u8 = 128;

/// Decodes a JPEG, or the upper part of a truncated one if that is at least half of it.
pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<Raw, PictureError> {
    let outline = Outline::parse(bytes);
    let frame = outline
        .frame
        .ok_or_else(|| refusal(&outline, "no start of frame".into()))?;

    check_kind(frame)?;

    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options());
    decoder
        .decode_headers()
        .map_err(|error| refusal(&outline, error))?;

    let (width, height) = decoder
        .dimensions()
        .ok_or_else(|| refusal(&outline, "no size".into()))?;
    let width = width as u32;
    let height = height as u32;
    let Output { colour, space } = output(decoder.input_colorspace(), frame)?;
    limits.check_size(width, height, memory_per_pixel(&outline, frame, colour))?;

    decoder.set_options(options().jpeg_set_out_colorspace(space));

    let mut samples = vec![0; width as usize * height as usize * colour.channels()];
    decoder
        .decode_into(&mut samples)
        .map_err(|error| refusal(&outline, error))?;

    if space == ColorSpace::YCCK {
        ycck_to_cmyk(&mut samples);
    }

    let orientation = decoder
        .exif()
        .and_then(|exif| Orientation::from_exif_chunk(exif));
    let orientation = orientation.unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile();
    let raw = Raw {
        width,
        height,
        colour,
        depth: Depth::Eight,
        samples,
        profile,
        orientation,
    };

    if outline.ended {
        Ok(raw)
    } else {
        upper_part(raw)
    }
}

/// Lenient like browsers: a damaged picture is shown as far as possible.
fn options() -> DecoderOptions {
    DecoderOptions::default()
        .set_strict_mode(false)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_max_scans(MOST_SCANS)
}

fn check_kind(frame: Frame) -> Result<(), PictureError> {
    let feature = match frame {
        Frame {
            kind: 3 | 5..=7 | 11..,
            ..
        } => "lossless or hierarchical",
        Frame { kind: 9.., .. } => "arithmetic coding",
        Frame { precision: 9.., .. } => "more than 8 bits",
        _ => return Ok(()),
    };

    Err(PictureError::Unsupported {
        format: Format::Jpeg,
        feature: feature.to_owned(),
    })
}

/// The colours of the decoded samples, and the colour space to request from the decoder.
struct Output {
    colour: Colour,
    space: ColorSpace,
}

/// The output for a JPEG's own colour space. Other combinations have made the decoder panic.
fn output(coded: Option<ColorSpace>, frame: Frame) -> Result<Output, PictureError> {
    match (coded, frame.components) {
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
            Err(PictureError::Unsupported {
                format: Format::Jpeg,
                feature,
            })
        }
    }
}

/// Bytes per pixel: the samples and, for several scans, the coefficients of two bytes each.
fn memory_per_pixel(outline: &Outline, frame: Frame, colour: Colour) -> u64 {
    let coefficients = if outline.is_buffered() {
        2 * u64::from(frame.components)
    } else {
        0
    };
    colour.channels() as u64 + coefficients
}

/// Converts YCCK, which is CMYK whose first three inks, inverted, are coded as YCbCr (JFIF).
fn ycck_to_cmyk(samples: &mut [u8]) {
    for pixel in samples.chunks_exact_mut(4) {
        let [y, cb, cr] = [
            f32::from(pixel[0]),
            f32::from(pixel[1]) - 128.0,
            f32::from(pixel[2]) - 128.0,
        ];

        let rgb = [
            y + 1.402 * cr,
            y - 0.344_136 * cb - 0.714_136 * cr,
            y + 1.772 * cb,
        ];

        for (ink, light) in pixel.iter_mut().zip(rgb) {
            *ink = (255.5 - light) as u8;
        }
    }
}

/// Crops a truncated picture to the rows that it has; refuses it if they are less than half.
fn upper_part(mut raw: Raw) -> Result<Raw, PictureError> {
    let stride = raw.stride();
    let missing = raw
        .samples
        .rchunks_exact(stride)
        .take_while(|row| row.iter().all(|&s| s == NO_DATA))
        .count();

    if missing == 0 {
        return Ok(raw);
    }

    let height = raw.height as usize;
    let rows = height.saturating_sub(missing + UNIT_ROWS);
    if rows * 2 < height {
        return Err(PictureError::CutShort {
            format: Format::Jpeg,
        });
    }

    raw.samples.truncate(rows * stride);
    raw.height = rows as u32;

    Ok(raw)
}

/// The error for a file that was not decoded: without an end marker it is truncated, otherwise
/// damaged.
fn refusal(outline: &Outline, error: DecodeErrors) -> PictureError {
    let format = Format::Jpeg;
    if outline.ended {
        PictureError::Broken {
            format,
            source: error.into(),
        }
    } else {
        PictureError::CutShort { format }
    }
}
