//! Decodes JPEG. `common` reads the layouts that cameras and programs write, `general` the others;
//! `outline` tells which is which. The crate `image` copies the file and does not return the CMYK
//! samples that a CMYK profile needs.

mod common;
mod general;
mod outline;
#[cfg(test)]
mod samplings;
mod standard_tables;
#[cfg(test)]
mod test_writer;

use super::{DecodingWork, Limits, PictureError, Size, format::Format, raw::Raw};

use self::outline::{Frame, Outline};

/// More scans than any encoder writes. The limit matters because each scan, even an empty one,
/// costs a pass over the picture.
const MOST_SCANS: usize = 64;
/// Scans of an ordinary progressive JPEG, which count as one pass over the picture.
const SCANS_OF_A_PASS: usize = 12;

/// Decodes a JPEG, or the upper part of a truncated one if that is enough of it.
pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<Raw, PictureError> {
    let outline = Outline::parse(bytes);
    let frame = checked_frame(&outline)?;

    let bytes = standard_tables::added(bytes, &outline, frame);
    if common::reads(&outline, frame) {
        common::decode(&bytes, &outline, frame, limits)
    } else {
        general::decode(&bytes, &outline, frame, limits)
    }
}

/// What decoding takes, by the header.
pub(super) fn work(bytes: &[u8], limits: &Limits) -> Result<DecodingWork, PictureError> {
    let outline = Outline::parse(bytes);
    let frame = checked_frame(&outline)?;

    let memory = if common::reads(&outline, frame) {
        common::announced_memory(&outline, frame)
    } else {
        general::announced_memory(frame)
    };
    let width = u32::from(frame.width);
    let height = u32::from(frame.height);
    limits.check_memory(width, height, memory)?;

    let passes = outline.scans.div_ceil(SCANS_OF_A_PASS) as u64;
    Ok(DecodingWork::new(width, height, memory).times(passes))
}

/// The frame, if it is one that a decoder reads.
fn checked_frame(outline: &Outline) -> Result<&Frame, PictureError> {
    let frame = outline
        .frame
        .as_ref()
        .ok_or_else(|| refusal(outline, "no start of frame".into()))?;

    check_kind(frame)?;
    check_sampling(frame)?;
    if outline.scans > MOST_SCANS {
        return Err(unsupported("more than 64 scans"));
    }

    Ok(frame)
}

/// The size in the header.
pub(super) fn size(bytes: &[u8]) -> Option<Size> {
    let frame = Outline::parse(bytes).frame?;
    Some(Size::new(frame.width.into(), frame.height.into()))
}

fn check_kind(frame: &Frame) -> Result<(), PictureError> {
    let feature = match frame {
        Frame {
            kind: 3 | 5..=7 | 11..,
            ..
        } => "lossless or hierarchical",
        Frame { kind: 9.., .. } => "arithmetic coding",
        Frame { precision: 9.., .. } => "more than 8 bits",
        _ => return Ok(()),
    };

    Err(unsupported(feature))
}

/// Refuses components that are not sampled at a whole fraction of the densest one, as libjpeg does.
fn check_sampling(frame: &Frame) -> Result<(), PictureError> {
    let most_across = frame.most(|component| component.across);
    let most_down = frame.most(|component| component.down);
    let is_whole = frame.components.iter().all(|component| {
        component.across > 0
            && component.down > 0
            && most_across.is_multiple_of(component.across)
            && most_down.is_multiple_of(component.down)
    });

    if is_whole {
        Ok(())
    } else {
        Err(unsupported("colours sampled at a broken fraction"))
    }
}

fn unsupported(feature: &str) -> PictureError {
    PictureError::Unsupported {
        format: Format::Jpeg,
        feature: feature.to_owned(),
    }
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

/// The error of a decoder.
type Cause = Box<dyn std::error::Error + Send + Sync>;

/// The error for a file that was not decoded: without an end marker it is truncated, otherwise
/// damaged.
fn refusal(outline: &Outline, error: Cause) -> PictureError {
    let format = Format::Jpeg;
    if outline.ended {
        PictureError::Broken {
            format,
            source: error,
        }
    } else {
        PictureError::CutShort { format }
    }
}
