//! Decodes WebP, GIF and BMP with the crate `image`.

use std::io::{self, Cursor};

use image::{
    ColorType, ImageDecoder, ImageError, ImageFormat, ImageReader, error::UnsupportedErrorKind,
    metadata::Orientation,
};

use super::{
    Limits, PictureError,
    colour_space::ColourSpace,
    format::Format,
    partial,
    raw::{Colour, Depth, Raw},
    webp,
};

/// Decodes the first picture of the file.
pub(super) fn decode(
    format: Format,
    decoder: ImageFormat,
    bytes: &[u8],
    limits: &Limits,
) -> Result<Raw, PictureError> {
    check_header(format, bytes, limits)?;

    let refuse = |error| refusal(format, bytes, error);
    let mut decoder = open(decoder, bytes, limits).map_err(refuse)?;
    let (width, height) = decoder.dimensions();
    let SampleType { colour, depth } =
        sample_type(decoder.color_type()).ok_or_else(|| unsupported(format, "its colours"))?;

    let pixel = colour.channels() * depth.bytes();
    limits.check_size(width, height, memory_per_pixel(format, pixel))?;

    // An unreadable profile or orientation is no reason to refuse the picture.
    let profile = decoder.icc_profile().ok().flatten();
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut samples = vec![0; width as usize * height as usize * pixel];
    let result = decoder.read_image(&mut samples);
    let raw = Raw {
        width,
        height,
        colour,
        depth,
        samples,
        space: profile.map_or(ColourSpace::Srgb, ColourSpace::Icc),
        orientation,
    };

    match result {
        Ok(()) => Ok(raw),
        Err(error) if format == Format::WebP => Err(refuse(error)),
        Err(error) => partial::cropped(raw).ok_or_else(|| refuse(error)),
    }
}

/// Checks what the decoders do not: allocations by header fields, and pictures decoded wrongly.
fn check_header(format: Format, bytes: &[u8], limits: &Limits) -> Result<(), PictureError> {
    if format == Format::WebP {
        webp::check(bytes, limits)?;
    }
    Ok(())
}

fn open<'a>(
    format: ImageFormat,
    bytes: &'a [u8],
    limits: &Limits,
) -> Result<impl ImageDecoder + 'a, ImageError> {
    let mut memory = image::Limits::no_limits();
    memory.max_alloc = Some(limits.memory());
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(memory);
    reader.into_decoder()
}

/// Bytes per pixel including the decoders' own buffers: an animated WebP holds its canvas, a frame
/// and the frame's alpha.
fn memory_per_pixel(format: Format, pixel: usize) -> u64 {
    let own = if format == Format::WebP { 10 } else { 0 };
    (pixel + own) as u64
}

/// Colours and depth of samples.
struct SampleType {
    colour: Colour,
    depth: Depth,
}

fn sample_type(colour: ColorType) -> Option<SampleType> {
    let (colour, depth) = match colour {
        ColorType::L8 => (Colour::Grey, Depth::Eight),
        ColorType::La8 => (Colour::GreyAlpha, Depth::Eight),
        ColorType::Rgb8 => (Colour::Rgb, Depth::Eight),
        ColorType::Rgba8 => (Colour::Rgba, Depth::Eight),
        _ => return None,
    };

    Some(SampleType { colour, depth })
}

fn unsupported(format: Format, feature: impl Into<String>) -> PictureError {
    PictureError::Unsupported {
        format,
        feature: feature.into(),
    }
}

/// The last byte of a complete GIF. The decoder does not distinguish truncated from damaged files.
const GIF_TRAILER: u8 = 0x3b;

fn refusal(format: Format, bytes: &[u8], error: ImageError) -> PictureError {
    match error {
        _ if format == Format::Gif && bytes.last() != Some(&GIF_TRAILER) => {
            PictureError::CutShort { format }
        }
        ImageError::IoError(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            PictureError::CutShort { format }
        }
        ImageError::Unsupported(error) => match error.kind() {
            UnsupportedErrorKind::GenericFeature(feature) => unsupported(format, feature),
            _ => unsupported(format, "its colours"),
        },
        // The size is within the limits, so what exceeds the memory limit is another part of the
        // file.
        error => PictureError::Broken {
            format,
            source: error.into(),
        },
    }
}
