//! Reads GIFs with the crate `gif`.

use std::{ops::ControlFlow, time::Duration};

use gif::{ColorOutput, DecodeOptions, DisposalMethod, Frame, MemoryLimit};

use super::blocks::Blocks;
use crate::{
    image::Size,
    moving::{
        compositor::{Blending, Compositor, Disposal, Patch, Place},
        error::{MovingError, unpanicked},
        format::{Format, Header, Rotation},
        limits::Limits,
        rate::{Frames, shown_for},
    },
};

const PIXEL: usize = 4;

/// What the blocks tell.
pub(in crate::moving) fn probe(bytes: &[u8], limits: &Limits) -> Result<Header, MovingError> {
    let format = Format::Gif;
    let blocks = Blocks::read(bytes, limits)?;
    match blocks.frames {
        0 => return Err(MovingError::NoPicture { format }),
        1 => return Err(MovingError::Still { format }),
        _ => {}
    }

    let header = Header {
        format,
        size: blocks.screen,
        frames: blocks.frames,
        length: blocks.length,
        has_alpha: blocks.has_alpha,
        rotation: Rotation::Upright,
        has_sound: false,
    };
    let screens = u64::from(blocks.frames) * blocks.screen.pixels();
    limits.check_header(&header, blocks.pixels.max(screens))?;

    Ok(header)
}

/// Decodes the frames.
pub(in crate::moving) fn read(
    bytes: &[u8],
    header: &Header,
    frames: &mut Frames,
) -> Result<ControlFlow<()>, MovingError> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::RGBA);
    // The sides of frames were checked by their headers.
    options.set_memory_limit(MemoryLimit::Unlimited);
    options.allow_unknown_blocks(true);

    let mut decoder = unpanicked(Format::Gif, || options.read_info(bytes).map_err(broken))?;
    let mut picture = Compositor::new(header.size);
    for _ in 0..header.frames {
        let frame = unpanicked(Format::Gif, || decoder.read_next_frame().map_err(broken))?;
        let Some(frame) = frame else {
            return Err(broken("a frame is missing"));
        };

        lay(&mut picture, frame)?;

        let delay = Duration::from_millis(10 * u64::from(frame.delay));
        if frames
            .push(shown_for(delay), || picture.flattened())
            .is_break()
        {
            return Ok(ControlFlow::Break(()));
        }
    }

    Ok(ControlFlow::Continue(()))
}

fn lay(picture: &mut Compositor, frame: &Frame) -> Result<(), MovingError> {
    let size = Size::new(u32::from(frame.width), u32::from(frame.height));
    if frame.buffer.len() < size.pixels() as usize * PIXEL {
        return Err(broken("a frame has fewer pixels than it says"));
    }

    picture.lay(&Patch {
        place: Place {
            left: u32::from(frame.left),
            top: u32::from(frame.top),
            size,
        },
        rgba: &frame.buffer,
        blending: Blending::Over,
        disposal: match frame.dispose {
            DisposalMethod::Any | DisposalMethod::Keep => Disposal::Keep,
            DisposalMethod::Background => Disposal::Clear,
            DisposalMethod::Previous => Disposal::Restore,
        },
    });

    Ok(())
}

fn broken(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> MovingError {
    MovingError::broken(Format::Gif, source)
}
