//! Encodes films, and tries qualities and then sizes until a file is small enough.

use super::{error::WriteError, format::OutputFormat, gif, mp4, rate::FrameRate, webp};
use crate::image::{Picture, Size};

/// GIFs from good to small. With more tolerance, or with fewer colours, flat parts show traces of what
/// was there before, and a smaller picture is the better one.
const GIF: [gif::Quality; 3] = [
    gif::Quality {
        colours: 255,
        tolerance: 2,
    },
    gif::Quality {
        colours: 255,
        tolerance: 5,
    },
    gif::Quality {
        colours: 160,
        tolerance: 8,
    },
];

/// Qualities of WebP, of a hundred.
const WEBP: [f32; 4] = [82.0, 70.0, 55.0, 40.0];

/// Quantisers of H.264, from 0 (exact) to 51.
const H264: [u8; 5] = [21, 25, 29, 33, 37];

/// What the sides are multiplied by, one after the other.
const SCALES: [f64; 6] = [1.0, 0.82, 0.67, 0.55, 0.45, 0.35];

/// No film gets smaller than this.
const SHORTEST_SIDE: u32 = 32;

/// A file that is this many times too large needs more than one step.
const FAR: u64 = 2;

/// A file of these frames with at most `limit` bytes (`u64::MAX` for any number): as good as it
/// goes, smaller in px if it must be. All frames are equally large. GIF and WebP repeat for ever.
/// MP4 loses the last row or column of odd sides.
///
/// # Errors
/// [`WriteError`], if there are no frames, they differ in size or do not fit the format, or no
/// version is small enough.
pub fn write(
    frames: &[Picture],
    rate: FrameRate,
    format: OutputFormat,
    limit: u64,
) -> Result<Vec<u8>, WriteError> {
    let size = frames.first().ok_or(WriteError::NoFrames)?.size();
    if frames.iter().any(|frame| frame.size() != size) {
        return Err(WriteError::UnequalFrames);
    }

    let mut smallest = u64::MAX;
    for scale in SCALES {
        let Some(scaled) = scaled(frames, scale) else {
            break;
        };

        let frames = scaled.as_deref().unwrap_or(frames);
        let mut step = 0;
        while step < steps(format) {
            let file = encode(frames, rate, format, step)?;
            let bytes = file.len() as u64;
            if bytes <= limit {
                return Ok(file);
            }

            smallest = smallest.min(bytes);
            step += if bytes / FAR > limit { 2 } else { 1 };
        }
    }

    Err(WriteError::TooLarge { smallest, limit })
}

fn steps(format: OutputFormat) -> usize {
    match format {
        OutputFormat::Gif => GIF.len(),
        OutputFormat::WebP => WEBP.len(),
        OutputFormat::Mp4 => H264.len(),
    }
}

fn encode(
    frames: &[Picture],
    rate: FrameRate,
    format: OutputFormat,
    step: usize,
) -> Result<Vec<u8>, WriteError> {
    match format {
        OutputFormat::Gif => gif::write(frames, rate, GIF[step]),
        OutputFormat::WebP => webp::write(frames, rate, WEBP[step]),
        OutputFormat::Mp4 => mp4::write(frames, rate, H264[step]),
    }
}

/// Smaller frames, `Some(None)` for the same ones, and `None` if they would be too small.
#[expect(
    clippy::option_option,
    reason = "an own type would be longer than its use"
)]
fn scaled(frames: &[Picture], scale: f64) -> Option<Option<Vec<Picture>>> {
    if scale >= 1.0 {
        return Some(None);
    }

    let size = frames.first()?.size();
    let side = |side: u32| (f64::from(side) * scale).round() as u32;
    let size = Size::new(side(size.width), side(size.height));
    if size.width.min(size.height) < SHORTEST_SIDE {
        return None;
    }

    let frames = frames.iter();
    Some(Some(
        frames
            .map(|frame| frame.resized(size.width, size.height))
            .collect(),
    ))
}
