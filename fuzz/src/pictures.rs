//! Pictures: whatever the bytes are, decoding ends soon, with a picture within the limits or a
//! refusal, and takes no more memory than it promises.

use vernissage_engine::image::{Limits, MINIMUM_SIDE, Picture};

/// Small, so that most of the time goes into many files and not into large ones.
const LIMITS: Limits = Limits {
    bytes: 64 << 10,
    pixels: 24 << 10,
    side: 1024,
};

/// What decoding may take whatever the size of the picture: a decoder of WebP allocates a part by a
/// length of 24 bits before it sees that the part is missing.
const CONSTANT: u64 = 20_000_000;

/// Decodes a file.
pub fn check(file: &[u8]) {
    let work = Picture::decoding_work(file, &LIMITS);
    let Ok(picture) = Picture::decode(file, &LIMITS) else {
        return;
    };

    let width = u64::from(picture.width());
    let height = u64::from(picture.height());

    assert!(width * height <= LIMITS.pixels);
    assert!(width.max(height) <= u64::from(LIMITS.side));
    assert!(width.min(height) >= 1 && width.max(height) >= u64::from(MINIMUM_SIDE));
    assert_eq!(picture.as_rgb().len() as u64, width * height * 3);

    let work = work.expect("the header of a picture that is decoded tells its work");
    assert!(work.pixels >= width * height, "{work:?}");
}

/// Bytes of memory that decoding this file may take, besides the file.
#[must_use]
pub fn most_memory(file: &[u8]) -> usize {
    (file.len() as u64 + 10 * LIMITS.pixels + CONSTANT) as usize
}
