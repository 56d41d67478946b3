//! Reads animated PNGs with the crate `png`.

use std::{io::Cursor, ops::ControlFlow};

use png::{
    BlendOp, ColorType, Decoder, DisposeOp, FrameControl, OutputInfo, Reader, Transformations,
};

use super::chunks::{Chunks, delay};
use crate::{
    image::Size,
    moving::{
        compositor::{Blending, Compositor, Disposal, Patch, Place},
        error::{MovingError, unpanicked},
        format::{Format, Header, Rotation},
        limits::Limits,
        rate::Frames,
    },
};

/// Bytes that the decoder may take per pixel, and in any case: rows of sixteen bits with their
/// neighbours, tables and texts.
const MEMORY_PER_PIXEL: u64 = 8;
const MEMORY: u64 = 4_000_000;

/// What the chunks tell.
pub(in crate::moving) fn probe(bytes: &[u8], limits: &Limits) -> Result<Header, MovingError> {
    let format = Format::Apng;
    let chunks = Chunks::read(bytes, limits)?;
    let frames = chunks.frames.min(chunks.announced);
    if frames < 2 {
        return Err(MovingError::Still { format });
    }

    if chunks.frames != chunks.announced {
        return Err(MovingError::broken(
            format,
            "it has another number of frames than it says",
        ));
    }

    let header = Header {
        format,
        size: chunks.size,
        frames,
        length: chunks.length,
        has_alpha: chunks.has_alpha,
        rotation: Rotation::Upright,
        has_sound: false,
    };
    let screens = u64::from(frames) * chunks.size.pixels();
    limits.check_header(&header, chunks.pixels.max(screens))?;

    Ok(header)
}

/// Decodes the frames.
pub(in crate::moving) fn read(
    bytes: &[u8],
    header: &Header,
    limits: &Limits,
    frames: &mut Frames,
) -> Result<ControlFlow<()>, MovingError> {
    let memory = MEMORY + limits.pixels * MEMORY_PER_PIXEL;
    let mut reader = unpanicked(Format::Apng, || open(bytes, memory))?;
    let mut buffer = vec![0; reader.output_buffer_size().ok_or_else(too_large)?];
    let mut picture = Compositor::new(header.size);

    let mut left = header.frames;
    while left > 0 {
        let info = unpanicked(Format::Apng, || {
            reader.next_frame(&mut buffer).map_err(broken)
        })?;

        // A picture before the first frame is for programs that do not know animations.
        let Some(control) = reader.info().frame_control else {
            continue;
        };

        lay(&mut picture, &control, &info, &buffer)?;
        left -= 1;

        let delay = delay(control.delay_num, control.delay_den);
        if frames.push(delay, || picture.flattened()).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }

    Ok(ControlFlow::Continue(()))
}

fn open(bytes: &[u8], memory: u64) -> Result<Reader<Cursor<&[u8]>>, MovingError> {
    let limits = png::Limits {
        bytes: memory as usize,
    };
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), limits);
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);

    decoder.read_info().map_err(broken)
}

fn lay(
    picture: &mut Compositor,
    control: &FrameControl,
    info: &OutputInfo,
    samples: &[u8],
) -> Result<(), MovingError> {
    let size = Size::new(control.width, control.height);
    if (info.width, info.height) != (size.width, size.height) {
        return Err(broken("a frame is not as large as it says"));
    }

    let samples = &samples[..info.buffer_size()];
    picture.lay(&Patch {
        place: Place {
            left: control.x_offset,
            top: control.y_offset,
            size,
        },
        rgba: &rgba(samples, info.color_type)?,
        blending: match control.blend_op {
            BlendOp::Source => Blending::Replace,
            BlendOp::Over => Blending::Over,
        },
        disposal: match control.dispose_op {
            DisposeOp::None => Disposal::Keep,
            DisposeOp::Background => Disposal::Clear,
            DisposeOp::Previous => Disposal::Restore,
        },
    });

    Ok(())
}

fn rgba(samples: &[u8], colours: ColorType) -> Result<Vec<u8>, MovingError> {
    let pixels = match colours {
        ColorType::Grayscale => samples
            .iter()
            .flat_map(|&grey| [grey, grey, grey, u8::MAX])
            .collect(),
        ColorType::GrayscaleAlpha => samples
            .chunks_exact(2)
            .flat_map(|pixel| [pixel[0], pixel[0], pixel[0], pixel[1]])
            .collect(),
        ColorType::Rgb => samples
            .chunks_exact(3)
            .flat_map(|pixel| [pixel[0], pixel[1], pixel[2], u8::MAX])
            .collect(),
        ColorType::Rgba => samples.to_vec(),
        ColorType::Indexed => return Err(broken("a palette was not resolved")),
    };

    Ok(pixels)
}

fn broken(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> MovingError {
    MovingError::broken(Format::Apng, source)
}

fn too_large() -> MovingError {
    broken("a frame is too large for this machine")
}
