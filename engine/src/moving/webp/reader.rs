//! Reads animated WebPs: the crate `image` decodes each frame as a picture of its own. Its own
//! decoder of animations allocates by headers that may lie.

use std::{io::Cursor, ops::ControlFlow};

use image::{DynamicImage, ImageDecoder, codecs::webp::WebPDecoder};

use super::chunks::{Chunks, WebPFrame};
use crate::{
    image::{PictureError, check_webp},
    moving::{
        compositor::{Compositor, Patch},
        error::{MovingError, unpanicked},
        format::{Format, Header, Rotation},
        limits::Limits,
        rate::Frames,
    },
};

/// What the chunks tell.
pub(in crate::moving) fn probe(bytes: &[u8], limits: &Limits) -> Result<Header, MovingError> {
    let format = Format::WebP;
    let chunks = Chunks::read(bytes, limits)?;
    if !chunks.is_animated || chunks.frames.len() == 1 {
        return Err(MovingError::Still { format });
    }

    if chunks.frames.is_empty() {
        return Err(MovingError::NoPicture { format });
    }

    let header = Header {
        format,
        size: chunks.size,
        frames: chunks.frames.len() as u32,
        length: chunks.frames.iter().map(|frame| frame.delay).sum(),
        has_alpha: chunks.has_alpha,
        rotation: Rotation::Upright,
        has_sound: false,
    };
    let pixels: u64 = chunks
        .frames
        .iter()
        .map(|frame| frame.place.size.pixels())
        .sum();
    let screens = u64::from(header.frames) * header.size.pixels();
    limits.check_header(&header, pixels.max(screens))?;

    Ok(header)
}

/// Decodes the frames.
pub(in crate::moving) fn read(
    bytes: &[u8],
    header: &Header,
    limits: &Limits,
    frames: &mut Frames,
) -> Result<ControlFlow<()>, MovingError> {
    let chunks = Chunks::read(bytes, limits)?;
    let mut picture = Compositor::new(header.size);
    for frame in &chunks.frames {
        let rgba = unpanicked(Format::WebP, || decode(frame, limits))?;
        picture.lay(&Patch {
            place: frame.place,
            rgba: &rgba,
            blending: frame.blending,
            disposal: frame.disposal,
        });

        if frames.push(frame.delay, || picture.flattened()).is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }

    Ok(ControlFlow::Continue(()))
}

fn decode(frame: &WebPFrame, limits: &Limits) -> Result<Vec<u8>, MovingError> {
    let broken = |source| MovingError::broken(Format::WebP, source);
    let still = frame.as_still();
    check_webp(&still, limits.pixels).map_err(refused)?;

    let decoder = WebPDecoder::new(Cursor::new(still)).map_err(broken)?;
    let size = frame.place.size;
    if decoder.dimensions() != (size.width, size.height) {
        return Err(MovingError::broken(
            Format::WebP,
            "a frame is not as large as it says",
        ));
    }

    let picture = DynamicImage::from_decoder(decoder).map_err(broken)?;

    Ok(picture.into_rgba8().into_raw())
}

fn refused(refusal: PictureError) -> MovingError {
    match refusal {
        PictureError::CutShort { .. } => MovingError::CutShort {
            format: Format::WebP,
        },
        refusal => MovingError::broken(Format::WebP, refusal),
    }
}
