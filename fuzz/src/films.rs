//! Films: whatever the bytes are, reading ends soon, with frames within the limits or a refusal, and
//! what the header tells is true of the frames.

use std::{ops::ControlFlow, time::Duration};

use vernissage_engine::moving::{FrameRate, Limits, probe, read};

/// Small, so that most of the time goes into many files and not into large ones.
const LIMITS: Limits = Limits {
    bytes: 64 << 10,
    length: Duration::from_secs(10),
    frames: 60,
    pixels: 24 << 10,
    all_pixels: 512 << 10,
};

/// Reads a file.
pub fn check(file: &[u8]) {
    let header = probe(file, &LIMITS);
    let rate = FrameRate::default();
    let mut frames = 0;
    let mut size = None;
    let mut count = |picture: &vernissage_engine::image::Picture| {
        frames += 1;
        size = Some(picture.size());
        ControlFlow::Continue(())
    };

    let result = read(file, &LIMITS, rate, &mut count);
    let Ok(header) = header else {
        assert!(result.is_err() && frames == 0);
        return;
    };

    assert!(header.size.pixels() <= LIMITS.pixels);
    assert!(header.frames <= LIMITS.frames && header.length <= LIMITS.length);
    assert!(frames <= rate.frames(header.length));
    assert!(size.is_none_or(|size| size == header.size));
}

/// Bytes of memory that reading this file may take, besides the file.
#[must_use]
pub fn most_memory(file: &[u8]) -> usize {
    (file.len() as u64 + 150 * LIMITS.pixels + 20_000_000) as usize
}
