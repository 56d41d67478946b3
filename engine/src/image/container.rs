//! Decodes every format except JPEG, with the crate `image`.

use std::io::{self, Cursor};

use image::{
    ColorType, ImageDecoder, ImageError, ImageFormat, ImageReader, error::UnsupportedErrorKind,
    metadata::Orientation,
};

use super::{
    Limits, PictureError,
    format::Format,
    raw::{Colour, Depth, Raw},
    tiff, webp,
};

/// Decodes the first picture of the file.
pub(super) fn decode(format: Format, bytes: &[u8], limits: &Limits) -> Result<Raw, PictureError> {
    check_header(format, bytes, limits)?;

    let refuse = |error| refusal(format, bytes, error);
    let mut decoder = open(format, bytes, limits).map_err(refuse)?;
    let (width, height) = decoder.dimensions();
    let SampleType { colour, depth } =
        sample_type(decoder.color_type()).ok_or_else(|| unsupported(format, "its colours"))?;

    let pixel = colour.channels() * depth.bytes();
    limits.check_size(width, height, memory_per_pixel(format, pixel))?;

    // An unreadable profile or orientation is no reason to refuse the picture.
    let profile = decoder.icc_profile().ok().flatten();
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut samples = vec![0; width as usize * height as usize * pixel];
    decoder.read_image(&mut samples).map_err(refuse)?;

    Ok(Raw {
        width,
        height,
        colour,
        depth,
        samples,
        profile,
        orientation,
    })
}

/// Checks what the decoders do not: allocations by header fields, and pictures decoded wrongly.
fn check_header(format: Format, bytes: &[u8], limits: &Limits) -> Result<(), PictureError> {
    match format {
        Format::Png => check_png(bytes, limits),
        Format::WebP => webp::check(bytes, limits),
        Format::Tiff => tiff::check(bytes),
        Format::Jpeg | Format::Gif | Format::Bmp => Ok(()),
    }
}

/// Checks the size in a PNG header, because the decoder allocates rows before it reports the size.
fn check_png(bytes: &[u8], limits: &Limits) -> Result<(), PictureError> {
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

    limits.check_size(width, height, 1)
}

fn open<'a>(
    format: Format,
    bytes: &'a [u8],
    limits: &Limits,
) -> Result<impl ImageDecoder + 'a, ImageError> {
    let mut memory = image::Limits::no_limits();
    memory.max_alloc = Some(limits.memory());
    let mut reader = ImageReader::with_format(Cursor::new(bytes), image_format(format));
    reader.limits(memory);
    reader.into_decoder()
}

fn image_format(format: Format) -> ImageFormat {
    match format {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Png => ImageFormat::Png,
        Format::WebP => ImageFormat::WebP,
        Format::Gif => ImageFormat::Gif,
        Format::Bmp => ImageFormat::Bmp,
        Format::Tiff => ImageFormat::Tiff,
    }
}

/// Bytes per pixel including the decoders' own buffers: TIFF holds the samples twice, an animated
/// WebP its canvas, a frame and the frame's alpha.
fn memory_per_pixel(format: Format, pixel: usize) -> u64 {
    let own = match format {
        Format::Tiff => pixel,
        Format::WebP => 10,
        Format::Jpeg | Format::Png | Format::Gif | Format::Bmp => 0,
    };
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
        ColorType::L16 => (Colour::Grey, Depth::Sixteen),
        ColorType::La16 => (Colour::GreyAlpha, Depth::Sixteen),
        ColorType::Rgb16 => (Colour::Rgb, Depth::Sixteen),
        ColorType::Rgba16 => (Colour::Rgba, Depth::Sixteen),
        ColorType::Rgb32F => (Colour::Rgb, Depth::Float),
        ColorType::Rgba32F => (Colour::Rgba, Depth::Float),
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
