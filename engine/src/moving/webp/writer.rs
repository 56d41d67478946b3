//! Writes animated WebPs with libwebp, which itself finds what changed.

use webp::{AnimEncodeError, AnimEncoder, AnimFrame, WebPConfig};

use crate::{
    image::Picture,
    moving::{error::WriteError, rate::FrameRate},
};

/// Milliseconds, in which WebP measures time.
const UNITS: u64 = 1000;

/// The longest side that the format has.
const LONGEST_SIDE: u32 = 16_383;

/// A WebP of these frames, which are equally large, that repeats for ever. `quality` is up to 100.
pub(in crate::moving) fn write(
    frames: &[Picture],
    rate: FrameRate,
    quality: f32,
) -> Result<Vec<u8>, WriteError> {
    let size = frames.first().ok_or(WriteError::NoFrames)?.size();
    if size.width.max(size.height) > LONGEST_SIDE {
        return Err(WriteError::encode("a side is too long for WebP"));
    }

    let mut config =
        WebPConfig::new().map_err(|()| WriteError::encode("libwebp is of another version"))?;
    config.quality = quality;

    let mut encoder = AnimEncoder::new(size.width, size.height, &config);
    encoder.set_bgcolor([u8::MAX; 4]);
    for (index, frame) in frames.iter().enumerate() {
        let start = rate.start(index, UNITS) as i32;
        let frame = AnimFrame::from_rgb(frame.as_rgb(), size.width, size.height, start);
        encoder.add_frame(frame);
    }

    let file = encoder.try_encode().map_err(|error| failure(&error))?;

    Ok(file.to_vec())
}

fn failure(error: &AnimEncodeError) -> WriteError {
    WriteError::encode(format!("libwebp: {error:?}"))
}
