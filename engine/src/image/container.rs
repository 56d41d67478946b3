//! Decodes WebP, GIF and BMP with the crate `image`.

use std::io::{self, Cursor};

use image::{
    ColorType, ImageDecoder, ImageError, ImageFormat, ImageReader, error::UnsupportedErrorKind,
    metadata::Orientation,
};

use super::{
    DecodingWork, Limits, PictureError,
    colour_space::ColourSpace,
    format::Format,
    gif, partial,
    raw::{Colour, Depth, Raw},
    webp,
};

/// Bytes per pixel of the frame of a GIF that has another size than the picture.
const GIF_FRAME: u64 = 4;

/// What decoding takes, by the header.
pub(super) fn work(
    format: Format,
    decoder: ImageFormat,
    bytes: &[u8],
    limits: &Limits,
) -> Result<DecodingWork, PictureError> {
    let tables = check_header(format, bytes, limits)?;

    let decoder = open(decoder, bytes, limits).map_err(|error| refusal(format, bytes, error))?;
    let header = Header::new(format, &decoder, limits)?;
    let work = DecodingWork::new(header.width, header.height, header.memory).with_memory(tables);

    let frame = match format {
        Format::Gif => gif::first_frame(bytes),
        _ => None,
    };
    let frame = frame.map(|frame| DecodingWork::new(frame.width, frame.height, GIF_FRAME));

    Ok(frame.map_or(work, |frame| work.and(frame)))
}

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
    let Header {
        width,
        height,
        colour,
        depth,
        ..
    } = Header::new(format, &decoder, limits)?;

    // An unreadable profile or orientation is no reason to refuse the picture.
    let profile = decoder.icc_profile().ok().flatten();
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let pixel = colour.channels() * depth.bytes();
    let mut samples = vec![0; width as usize * height as usize * pixel];
    let result = decoder.read_image(&mut samples);
    let raw = Raw {
        width,
        height,
        colour,
        depth,
        samples,
        space: profile.map_or(ColourSpace::Srgb, |icc| ColourSpace::icc(&icc)),
        orientation,
    };

    match result {
        Ok(()) => Ok(raw),
        Err(error) if format == Format::WebP => Err(refuse(error)),
        Err(error) => partial::cropped(raw).ok_or_else(|| refuse(error)),
    }
}

/// Checks what the decoders do not: allocations by header fields. Returns the bytes of memory that
/// do not depend on the size of the picture.
fn check_header(format: Format, bytes: &[u8], limits: &Limits) -> Result<u64, PictureError> {
    match format {
        Format::WebP => webp::check(bytes, limits),
        Format::Gif => match gif::first_frame(bytes) {
            // The picture itself takes as much.
            Some(frame) => limits
                .check_memory(frame.width, frame.height, 2 * GIF_FRAME)
                .map(|()| 0),
            None => Ok(0),
        },
        _ => Ok(0),
    }
}

/// What the decoder has read of the header.
struct Header {
    width: u32,
    height: u32,
    colour: Colour,
    depth: Depth,
    /// Bytes per pixel.
    memory: u64,
}

impl Header {
    /// The header, if the picture is within the limits.
    fn new(
        format: Format,
        decoder: &impl ImageDecoder,
        limits: &Limits,
    ) -> Result<Self, PictureError> {
        let (width, height) = decoder.dimensions();
        let SampleType { colour, depth } =
            sample_type(decoder.color_type()).ok_or_else(|| unsupported(format, "its colours"))?;

        let memory = memory_per_pixel(format, colour.channels() * depth.bytes());
        limits.check_size(width, height, memory)?;

        Ok(Self {
            width,
            height,
            colour,
            depth,
            memory,
        })
    }
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
