//! Files that lie, that are damaged or that ask for too much. Each has its answer, most of them
//! before anything is decoded.

use std::{
    ops::ControlFlow,
    time::{Duration, Instant},
};

use super::{
    Format, FrameRate, Limits, MovingError, OutputFormat, probe, read, samples::scene, write,
};
use crate::image::MINIMUM_SIDE;

/// What no answer takes longer than, in the slowest build on the slowest machine.
const DEADLINE: Duration = Duration::from_secs(5);

fn film(format: OutputFormat) -> Vec<u8> {
    write(&scene(64, 48, 4), FrameRate::default(), format, u64::MAX).unwrap()
}

/// Puts bytes at the place where a word is found, and so much behind it.
#[track_caller]
fn put(file: &mut [u8], word: &[u8], behind: usize, bytes: &[u8]) {
    let at = place(file, word) + behind;
    file[at..at + bytes.len()].copy_from_slice(bytes);
}

#[track_caller]
fn place(file: &[u8], word: &[u8]) -> usize {
    file.windows(word.len())
        .position(|window| window == word)
        .expect("the file has this word")
}

fn changed(format: OutputFormat, word: &[u8], behind: usize, bytes: &[u8]) -> Vec<u8> {
    let mut file = film(format);
    put(&mut file, word, behind, bytes);

    file
}

fn refusal(file: &[u8], limits: &Limits) -> MovingError {
    let before = Instant::now();
    let refusal = probe(file, limits).expect_err("a refusal");
    assert!(before.elapsed() < DEADLINE);

    refusal
}

/// Reads all of it, whatever comes out.
fn read_all(file: &[u8], limits: &Limits) -> Result<u32, MovingError> {
    let before = Instant::now();
    let mut frames = 0;
    let mut count = |picture: &crate::image::Picture| {
        assert!(picture.size().pixels() <= limits.pixels);
        frames += 1;
        ControlFlow::Continue(())
    };
    let result = read(file, limits, FrameRate::default(), &mut count);
    assert!(before.elapsed() < DEADLINE);

    result.map(|_| frames)
}

macro_rules! assert_refused {
    ($file:expr, $pattern:pat) => {
        let refusal = refusal(&$file[..], &Limits::default());
        assert!(matches!(refusal, $pattern), "{refusal:?}");
    };
}

const MP4: OutputFormat = OutputFormat::Mp4;
const GIF: OutputFormat = OutputFormat::Gif;
const WEBP: OutputFormat = OutputFormat::WebP;

#[test]
fn what_is_no_film_is_named() {
    assert_refused!(b"", MovingError::OtherFormat);
    assert_refused!(b"<html>", MovingError::OtherFormat);
    assert_refused!(b"RIFF\0\0\0\0WAVE", MovingError::OtherFormat);
    assert_refused!(
        b"RIFF\0\0\0\0AVI LIST",
        MovingError::OtherContainer { container: "AVI" }
    );
    assert_refused!(
        b"\x1a\x45\xdf\xa3....webm......V_VP9",
        MovingError::OtherContainer {
            container: "WebM with VP9"
        }
    );
    assert_refused!(b"\0\0\0\x08ftyp", MovingError::Broken { .. });
    assert_refused!(b"GIF89a", MovingError::CutShort { .. });
    assert_refused!(
        b"GIF89a\x40\0\x40\0\0\0\0\x3b",
        MovingError::NoPicture { .. }
    );
}

#[test]
fn limits_are_checked_by_the_header() {
    for format in [GIF, WEBP, MP4] {
        let file = film(format);
        let all = Limits::default();
        let refusal = |limits| refusal(&file, &limits);

        assert!(matches!(
            refusal(Limits { bytes: 100, ..all }),
            MovingError::TooManyBytes { limit: 100, .. }
        ));
        assert!(matches!(
            refusal(Limits { frames: 3, ..all }),
            MovingError::TooManyFrames {
                frames: 4,
                limit: 3
            }
        ));
        assert!(matches!(
            refusal(Limits {
                pixels: 2000,
                ..all
            }),
            MovingError::TooManyPixels { .. }
        ));
        assert!(matches!(
            refusal(Limits {
                all_pixels: 10_000,
                ..all
            }),
            MovingError::TooMuchWork { .. }
        ));

        let length = Duration::from_millis(300);
        assert!(matches!(
            refusal(Limits { length, ..all }),
            MovingError::TooLong { .. }
        ));
    }
}

#[test]
fn small_films_are_refused() {
    let small = scene(MINIMUM_SIDE - 2, 40, 3);
    for format in [GIF, WEBP, MP4] {
        let file = write(&small, FrameRate::default(), format, u64::MAX).unwrap();
        assert_refused!(file, MovingError::TooSmall { .. });
    }
}

#[test]
fn codecs_are_named() {
    for (letters, name) in [
        (b"hvc1", "HEVC (H.265)"),
        (b"av01", "AV1"),
        (b"vp09", "VP9"),
        (b"mp4v", "MPEG-4 Part 2"),
        (b"a\0\n?", "a\\0\\n?"),
    ] {
        // The first place is the brand in the head of the file.
        let mut file = film(MP4);
        let at = place(&file, b"stsd") + 16;
        file[at..at + 4].copy_from_slice(letters);

        let refusal = refusal(&file, &Limits::default());
        assert!(
            matches!(&refusal, MovingError::OtherCodec { codec } if codec == name),
            "{refusal:?}"
        );
    }
}

#[test]
fn an_mp4_that_lies_is_refused_before_it_is_decoded() {
    // Two billion frames in a table of some bytes.
    let file = changed(MP4, b"stsz", 12, &u32::MAX.to_be_bytes());
    assert_refused!(file, MovingError::TooManyFrames { .. });

    // A frame of four gigabytes, and one beyond the end.
    let file = changed(MP4, b"stsz", 16, &u32::MAX.to_be_bytes());
    assert_refused!(file, MovingError::CutShort { .. });
    let file = changed(MP4, b"stco", 12, &0xffff_fff0_u32.to_be_bytes());
    assert_refused!(file, MovingError::CutShort { .. });

    // Equal sizes for all.
    let file = changed(MP4, b"stsz", 8, &50_000_u32.to_be_bytes());
    assert_refused!(file, MovingError::CutShort { .. });

    // Hours.
    let file = changed(MP4, b"stts", 16, &u32::MAX.to_be_bytes());
    assert_refused!(file, MovingError::TooLong { .. });

    // No seconds at all.
    let file = changed(MP4, b"mdhd", 16, &[0; 4]);
    assert_refused!(file, MovingError::Broken { .. });

    // Chunks that hold nothing, and none.
    let file = changed(MP4, b"stsc", 16, &[0; 4]);
    assert_refused!(file, MovingError::Broken { .. });
    let file = changed(MP4, b"stco", 8, &[0; 4]);
    assert_refused!(file, MovingError::Broken { .. });

    // Boxes that contain themselves or the world.
    let mut file = film(MP4);
    let at = place(&file, b"moov") - 4;
    file[at..at + 4].copy_from_slice(&u32::MAX.to_be_bytes());
    assert_refused!(file, MovingError::CutShort { .. });
    let mut file = film(MP4);
    let at = place(&file, b"trak") - 4;
    file[at..at + 4].copy_from_slice(&[0, 0, 0, 2]);
    assert_refused!(file, MovingError::NoPicture { .. });

    // Only sound.
    let file = changed(MP4, b"vide", 0, b"soun");
    assert_refused!(
        file,
        MovingError::NoPicture {
            format: Format::Mp4
        }
    );

    // Lengths of three bytes, no parameters, damaged ones.
    let file = changed(MP4, b"avcC", 8, &[0xfe]);
    assert_refused!(file, MovingError::Broken { .. });
    let file = changed(MP4, b"avcC", 9, &[0xe0]);
    assert_refused!(file, MovingError::Broken { .. });
    let file = changed(MP4, b"avcC", 13, &[0; 12]);
    assert_refused!(file, MovingError::Broken { .. });

    // A film of fragments has no frames in its index.
    let mut file = film(MP4);
    let at = place(&file, b"moov");
    file[at..at + 4].copy_from_slice(b"moof");
    assert_refused!(file, MovingError::Unsupported { .. });
}

#[test]
fn an_mp4_with_damaged_frames_is_refused_while_it_is_read() {
    let limits = Limits::default();
    let start = place(&film(MP4), b"mdat") + 4;

    // Lengths of units beyond the frame, frames of noise, and of zeros.
    let file = changed(MP4, b"mdat", 4, &[0xff; 4]);
    assert!(read_all(&file, &limits).is_err());
    let mut file = film(MP4);
    let end = file.len();
    for (index, byte) in file[start + 6..end].iter_mut().enumerate() {
        *byte = (index * 37 + index / 7) as u8;
    }
    assert!(read_all(&file, &limits).is_err());
    file[start..].fill(0);
    assert!(read_all(&file, &limits).is_err());
}

#[test]
fn a_gif_that_lies_is_refused() {
    let limits = Limits::default();

    // A screen and a frame of four gigapixels.
    let file = changed(GIF, b"GIF89a", 6, &[0xff; 4]);
    assert_refused!(file, MovingError::TooManyPixels { .. });
    let mut file = film(GIF);
    let frame = place(&file, &[0x2c, 0, 0, 0, 0]);
    file[frame + 5..frame + 9].fill(0xff);
    assert_refused!(file, MovingError::TooManyPixels { .. });

    // A frame outside of the screen is nothing.
    let mut file = film(GIF);
    file[frame + 1..frame + 5].fill(0xff);
    assert!(read_all(&file, &limits).is_ok());

    // Frames of hours.
    let mut file = film(GIF);
    let at = place(&file, &[0x21, 0xf9, 4]);
    file[at + 4..at + 6].fill(0xff);
    assert_refused!(file, MovingError::TooLong { .. });

    // Blocks of an unknown kind, and an index of pixels that has no meaning.
    let mut file = film(GIF);
    file[at] = 0x77;
    assert_refused!(file, MovingError::Broken { .. });
    let mut file = film(GIF);
    file[frame + 10] = 14;
    assert!(read_all(&file, &limits).is_err());
}

#[test]
fn a_gif_of_many_frames_is_refused_while_they_are_counted() {
    let file = film(GIF);
    let mut many = file[..file.len() - 1].to_vec();
    let frame = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
    for _ in 0..100_000 {
        many.extend(frame);
    }

    assert_refused!(many, MovingError::TooManyFrames { frames: 3601, .. });
}

#[test]
fn a_webp_that_lies_is_refused() {
    let limits = Limits::default();

    // A screen and a frame of gigapixels, and a frame that is not as large as it says.
    let file = changed(WEBP, b"VP8X", 12, &[0xff; 6]);
    assert_refused!(file, MovingError::TooManyPixels { .. });
    let file = changed(WEBP, b"ANMF", 14, &[0xff; 6]);
    assert_refused!(file, MovingError::TooManyPixels { .. });
    let file = changed(WEBP, b"ANMF", 14, &[63, 0, 0, 40, 0, 0]);
    assert!(read_all(&file, &limits).is_err());

    // Hours, a part longer than the file, and a part of nothing.
    let file = changed(WEBP, b"ANMF", 20, &[0xff; 3]);
    assert_refused!(file, MovingError::TooLong { .. });
    let file = changed(WEBP, b"ANMF", 4, &[0xff; 4]);
    assert_refused!(file, MovingError::CutShort { .. });
    let file = changed(WEBP, b"VP8 ", 4, &[0; 4]);
    assert!(read_all(&file, &limits).is_err());

    // An animation without frames.
    let file = film(WEBP);
    let end = place(&file, b"ANMF");
    assert_refused!(file[..end], MovingError::NoPicture { .. });
}

#[test]
fn an_animated_png_that_lies_is_refused() {
    let limits = Limits::default();
    let film = super::samples::animated_png(64, 48, 4);
    let changed = |word: &[u8], behind: usize, bytes: &[u8]| {
        let mut file = film.clone();
        put(&mut file, word, behind, bytes);
        file
    };

    assert_eq!(read_all(&film, &limits).unwrap(), 5);
    assert_refused!(
        changed(b"IHDR", 4, &[0x7f; 8]),
        MovingError::TooManyPixels { .. }
    );
    assert_refused!(
        changed(b"fcTL", 8, &[0x7f; 8]),
        MovingError::TooManyPixels { .. }
    );
    assert_refused!(changed(b"acTL", 4, &[0xff; 4]), MovingError::Broken { .. });
    assert_refused!(
        changed(b"acTL", 4, &[0, 0, 0, 1]),
        MovingError::Still { .. }
    );
    assert_refused!(
        changed(b"fcTL", 24, &[0xff, 0xff, 0, 1]),
        MovingError::TooLong { .. }
    );
    assert_refused!(film[..film.len() - 20], MovingError::CutShort { .. });
    assert!(read_all(&changed(b"IDAT", 4, &[0x33; 20]), &limits).is_err());
}

/// Nothing panics and nothing takes long, wherever a file ends and whichever byte is another.
#[test]
fn files_may_end_or_be_damaged_anywhere() {
    let limits = Limits {
        pixels: 64 * 48,
        all_pixels: 4 * 64 * 48,
        ..Limits::default()
    };
    let mut films: Vec<Vec<u8>> = [GIF, WEBP, MP4].map(film).to_vec();
    films.push(super::samples::animated_png(64, 48, 3));

    for film in films {
        let step = film.len() / 150 + 1;
        for end in (0..film.len()).step_by(step) {
            let _ = read_all(&film[..end], &limits);
        }

        // Headers are at the front, and an index of an MP4 is short.
        for at in (0..film.len().min(900)).chain((900..film.len()).step_by(4 * step)) {
            for change in [0xff, 0x01, 0x80] {
                let mut file = film.clone();
                file[at] ^= change;
                let _ = read_all(&file, &limits);
            }
        }
    }
}
