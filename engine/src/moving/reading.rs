//! One way in for all formats.

use std::ops::ControlFlow;

use super::{
    apng,
    detection::detect,
    error::MovingError,
    format::{Format, Header},
    gif,
    limits::Limits,
    mp4,
    rate::{FrameRate, Frames},
    webp,
};
use crate::image::Picture;

/// See [`probe`](super::probe).
pub(super) fn probe(bytes: &[u8], limits: &Limits) -> Result<Header, MovingError> {
    limits.check_bytes(bytes.len())?;

    match detect(bytes)? {
        Format::Gif => gif::probe(bytes, limits),
        Format::WebP => webp::probe(bytes, limits),
        Format::Apng => apng::probe(bytes, limits),
        Format::Mp4 => mp4::probe(bytes, limits),
    }
}

/// See [`read`](super::read).
pub(super) fn read(
    bytes: &[u8],
    limits: &Limits,
    rate: FrameRate,
    frame: &mut dyn FnMut(&Picture) -> ControlFlow<()>,
) -> Result<Header, MovingError> {
    let header = probe(bytes, limits)?;
    let mut frames = Frames::new(rate, header.length, frame);

    let flow = match header.format {
        Format::Gif => gif::read(bytes, &header, &mut frames),
        Format::WebP => webp::read(bytes, &header, limits, &mut frames),
        Format::Apng => apng::read(bytes, &header, limits, &mut frames),
        Format::Mp4 => mp4::read(bytes, limits, &mut frames),
    }?;

    if flow.is_continue() {
        // Nothing comes after it that could be stopped.
        let _ = frames.finish();
    }

    Ok(header)
}
