//! Decodes PNG with the crate `png`. The crate `image` uses it as well, but gives neither the
//! colour chunks nor the rows before an error.

use std::io::{self, Cursor};

use image::metadata::Orientation;
use png::{
    BitDepth, ColorType, Decoder, DecodingError, Info, InterlaceInfo, Reader, Transformations,
};

use super::{
    DecodingWork, Limits, PictureError, Size,
    colour_space::{Chromaticities, CodePoints, ColourSpace, MOST_PROFILE, Measures},
    format::Format,
    partial,
    raw::{Colour, Depth, Raw},
};

/// Bytes of metadata that are kept, a packed profile and what it unpacks to together. A profile
/// beyond them is ignored, since a few kilobytes may unpack to any size.
const MOST_METADATA: usize = 2 * MOST_PROFILE;

/// What the header says of the samples, at these offsets.
const DEPTH: usize = 24;
const COLOUR: usize = 25;

/// Decodes a PNG, or the upper part of a truncated one if that is enough of it.
pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<Raw, PictureError> {
    announced_size(bytes, limits)?;

    let mut decoder = Decoder::new_with_limits(
        Cursor::new(bytes),
        png::Limits {
            bytes: MOST_METADATA,
        },
    );
    decoder.set_ignore_text_chunk(true);
    decoder.ignore_checksums(true);
    decoder.set_transformations(Transformations::EXPAND);
    let mut reader = decoder.read_info().map_err(refusal)?;

    let (colour, depth) = sample_type(&reader)?;
    let info = reader.info();
    let width = info.width;
    let height = info.height;
    let pixel = colour.channels() * depth.bytes();
    limits.check_size(width, height, pixel as u64)?;

    let orientation = info
        .exif_metadata
        .as_deref()
        .and_then(Orientation::from_exif_chunk);
    let mut raw = Raw {
        width,
        height,
        colour,
        depth,
        samples: vec![0; width as usize * height as usize * pixel],
        space: colour_space(info),
        orientation: orientation.unwrap_or(Orientation::NoTransforms),
    };

    let rows = if info.interlaced {
        read_passes(&mut reader, &mut raw, pixel)
    } else {
        read_rows(&mut reader, &mut raw)
    };

    if depth == Depth::Sixteen {
        for sample in raw.samples.as_chunks_mut().0 {
            *sample = u16::from_be_bytes(*sample).to_ne_bytes();
        }
    }

    match rows {
        Rows::All => Ok(raw),
        Rows::Upper { rows, error } => partial::upper(raw, rows).ok_or_else(|| refusal(error)),
    }
}

/// What decoding takes, by the header.
pub(super) fn work(bytes: &[u8], limits: &Limits) -> Result<DecodingWork, PictureError> {
    let Size { width, height } = announced_size(bytes, limits)?;
    // A palette may have transparency, and so may one colour of those without.
    let channels = match bytes.get(COLOUR) {
        Some(0 | 4) => 2,
        _ => 4,
    };
    let depth = match bytes.get(DEPTH) {
        Some(16) => 2,
        _ => 1,
    };

    Ok(DecodingWork::new(width, height, channels * depth))
}

/// The size in the header, checked, because the decoder allocates rows before it reports the size.
fn announced_size(bytes: &[u8], limits: &Limits) -> Result<Size, PictureError> {
    let side = |at: usize| {
        bytes
            .get(at..at + 4)
            .and_then(|b| b.try_into().ok())
            .map(u32::from_be_bytes)
    };

    let (Some(width), Some(height)) = (side(16), side(20)) else {
        return Err(PictureError::CutShort {
            format: Format::Png,
        });
    };

    limits.check_size(width, height, 1)?;

    Ok(Size::new(width, height))
}

fn sample_type(reader: &Reader<Cursor<&[u8]>>) -> Result<(Colour, Depth), PictureError> {
    let (colour, depth) = reader.output_color_type();
    let colour = match colour {
        ColorType::Grayscale => Colour::Grey,
        ColorType::GrayscaleAlpha => Colour::GreyAlpha,
        ColorType::Rgb => Colour::Rgb,
        ColorType::Rgba => Colour::Rgba,
        // A palette is expanded unless it is missing.
        ColorType::Indexed => return Err(broken("no palette".into())),
    };
    let depth = match depth {
        BitDepth::Sixteen => Depth::Sixteen,
        _ => Depth::Eight,
    };

    Ok((colour, depth))
}

/// What the colour chunks say: one of them counts, in the order of the PNG specification.
fn colour_space(info: &Info) -> ColourSpace {
    if let Some(points) = info.coding_independent_code_points {
        return ColourSpace::CodePoints(CodePoints {
            primaries: points.color_primaries,
            transfer: points.transfer_function,
            full_range: points.is_video_full_range_image,
        });
    }

    if let Some(icc) = &info.icc_profile {
        return ColourSpace::icc(icc);
    }

    if info.srgb.is_some() {
        return ColourSpace::Srgb;
    }

    let chromaticities = info.chrm_chunk.map(|found| {
        let xy = |point: (png::ScaledFloat, png::ScaledFloat)| {
            [point.0.into_value(), point.1.into_value()]
        };
        Chromaticities {
            white: xy(found.white),
            red: xy(found.red),
            green: xy(found.green),
            blue: xy(found.blue),
        }
    });

    ColourSpace::Measures(Measures {
        exponent: info.gama_chunk.map(|gamma| 1.0 / gamma.into_value()),
        chromaticities,
    })
}

/// How much of a picture was read.
enum Rows {
    All,
    Upper { rows: usize, error: DecodingError },
}

fn read_rows(reader: &mut Reader<Cursor<&[u8]>>, raw: &mut Raw) -> Rows {
    let stride = raw.stride();
    for (rows, row) in raw.samples.chunks_exact_mut(stride).enumerate() {
        if let Err(error) = reader.read_row(row) {
            return Rows::Upper { rows, error };
        }
    }
    Rows::All
}

/// Reads an interlaced picture. Without its last pass it is complete, but coarser: each pixel is
/// spread over the place of those that are missing.
fn read_passes(reader: &mut Reader<Cursor<&[u8]>>, raw: &mut Raw, pixel: usize) -> Rows {
    let stride = raw.stride();
    let bits = pixel as u8 * 8;
    let mut is_last_pass = false;
    loop {
        match reader.next_interlaced_row() {
            Ok(Some(row)) => {
                // Only the last pass has whole rows.
                is_last_pass = row.data().len() == stride;
                if let InterlaceInfo::Adam7(place) = row.interlace() {
                    let samples = &mut raw.samples;
                    png::splat_interlaced_row(samples, stride, row.data(), place, bits);
                }
            }
            Ok(None) => return Rows::All,
            Err(_) if is_last_pass => return Rows::All,
            Err(error) => return Rows::Upper { rows: 0, error },
        }
    }
}

fn refusal(error: DecodingError) -> PictureError {
    match error {
        DecodingError::IoError(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            PictureError::CutShort {
                format: Format::Png,
            }
        }
        error => broken(error.into()),
    }
}

fn broken(source: Box<dyn std::error::Error + Send + Sync>) -> PictureError {
    PictureError::Broken {
        format: Format::Png,
        source,
    }
}
