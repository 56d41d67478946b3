//! Files that lie, that are damaged or that ask for too much: each has its answer within a time and a
//! memory that are known, and the next film is read as if nothing had been.

use std::time::{Duration, Instant};

use vernissage::{
    engine::moving::OutputFormat,
    films::{FilmError, FilmProblem},
};

use super::samples::{bytes, film, reader, request};

const GIF: OutputFormat = OutputFormat::Gif;
const WEBP: OutputFormat = OutputFormat::WebP;
const MP4: OutputFormat = OutputFormat::Mp4;

/// What no answer takes longer than, on the slowest machine.
pub(super) const LONGEST: Duration = Duration::from_secs(30);

/// A hostile file, and what its answer is like; any answer will do for files that may be readable.
pub(super) struct Hostile {
    pub(super) name: String,
    pub(super) film: Vec<u8>,
    is_expected: fn(&FilmProblem) -> bool,
}

macro_rules! refused {
    ($list:ident, $name:expr, $film:expr, $pattern:pat) => {
        $list.extend([Hostile {
            name: $name.to_string(),
            film: $film.to_vec(),
            is_expected: |problem| matches!(problem, $pattern),
        }])
    };
}

#[track_caller]
fn place(file: &[u8], word: &[u8]) -> usize {
    file.windows(word.len())
        .position(|window| window == word)
        .expect("the file has this word")
}

/// A film with these bytes so much behind a word.
#[track_caller]
fn changed(format: OutputFormat, word: &[u8], behind: usize, put: &[u8]) -> Vec<u8> {
    let mut file = film(format, 64, 48, 4);
    let at = place(&file, word) + behind;
    file[at..at + put.len()].copy_from_slice(put);

    file
}

fn with_codec(letters: [u8; 4]) -> Vec<u8> {
    changed(MP4, b"stsd", 16, &letters)
}

/// A GIF whose frames are shown for so many hundredths of a second, and so often.
pub(super) fn slow_gif(hundredths: u16, frames: usize) -> Vec<u8> {
    let one = film(GIF, 64, 48, 2);
    let first = place(&one, &[0x21, 0xf9, 4]);
    let second = first + 8 + place(&one[first + 8..], &[0x21, 0xf9, 4]);
    let mut frame = one[first..second].to_vec();
    frame[4..6].copy_from_slice(&hundredths.to_le_bytes());

    let mut file = one[..first].to_vec();
    for _ in 0..frames {
        file.extend(&frame);
    }
    file.push(0x3b);

    file
}

/// Boxes within boxes, as deep as there is room.
fn nested_boxes(depth: u32) -> Vec<u8> {
    let mut file = b"\0\0\0\x10ftypisom\0\0\0\0".to_vec();
    for level in 0..depth {
        file.extend(((depth - level) * 8).to_be_bytes());
        file.extend(b"moov");
    }

    file
}

/// Bytes without a pattern, and always the same.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    (0..length)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32) as u8
        })
        .collect()
}

/// What is refused by its header.
pub(super) fn refused_by_the_header() -> Vec<Hostile> {
    use FilmProblem::{
        Broken, CutShort, NoPicture, NotRead, OtherFormat, Still, TooLarge, TooLong, TooManyBytes,
        TooManyFrames, TooSmall,
    };

    let mut list = Vec::new();
    refused!(list, "nothing", b"", OtherFormat);
    refused!(list, "a page", b"<html><video src=x>", OtherFormat);
    refused!(
        list,
        "a playlist",
        b"#EXTM3U\n#EXTINF:3,\nfile:///etc/passwd\n",
        OtherFormat
    );
    refused!(list, "a sound", b"RIFF\0\0\0\0WAVE", OtherFormat);
    refused!(list, "noise", noise(100_000), OtherFormat);
    refused!(list, "AVI", b"RIFF\0\0\0\0AVI LIST", NotRead { .. });
    refused!(
        list,
        "WebM",
        b"\x1a\x45\xdf\xa3....webm...V_VP9",
        NotRead { .. }
    );
    refused!(list, "HEVC", with_codec(*b"hvc1"), NotRead { .. });
    refused!(
        list,
        "an unknown codec",
        with_codec(*b"\x1b[2J"),
        NotRead { .. }
    );
    refused!(list, "a head of an MP4", b"\0\0\0\x08ftyp", Broken { .. });
    refused!(list, "a head of a GIF", b"GIF89a", CutShort);
    refused!(
        list,
        "a GIF of no frames",
        b"GIF89a\x40\0\x40\0\0\0\0\x3b",
        NoPicture
    );
    refused!(list, "one frame", film(GIF, 64, 48, 1), Still);
    refused!(list, "small frames", film(WEBP, 30, 40, 3), TooSmall);
    refused!(
        list,
        "boxes in boxes",
        nested_boxes(200_000),
        Broken { .. } | NoPicture
    );

    let most = u32::MAX.to_be_bytes();
    let lie = |word: &[u8; 4], behind, put: &[u8]| changed(MP4, word, behind, put);
    refused!(
        list,
        "billions of frames",
        lie(b"stsz", 12, &most),
        TooManyFrames { .. }
    );
    refused!(
        list,
        "a frame of gigabytes",
        lie(b"stsz", 16, &most),
        CutShort
    );
    refused!(
        list,
        "a place behind the end",
        lie(b"stco", 12, &most),
        CutShort | Broken { .. }
    );
    refused!(list, "hours", lie(b"stts", 16, &most), TooLong { .. });
    refused!(list, "no seconds", lie(b"mdhd", 16, &[0; 4]), Broken { .. });
    refused!(
        list,
        "empty chunks",
        lie(b"stsc", 16, &[0; 4]),
        Broken { .. }
    );
    refused!(list, "no chunks", lie(b"stco", 8, &[0; 4]), Broken { .. });

    refused!(
        list,
        "a GIF of four gigapixels",
        changed(GIF, b"GIF89a", 6, &[255; 4]),
        TooLarge
    );
    refused!(
        list,
        "a WebP of 281 terapixels",
        changed(WEBP, b"VP8X", 12, &[255; 6]),
        TooLarge | Broken { .. }
    );
    refused!(
        list,
        "a GIF of an hour",
        slow_gif(65_535, 6),
        TooLong { .. }
    );
    refused!(
        list,
        "a GIF of 4,000 frames",
        slow_gif(1, 4000),
        TooManyFrames { .. }
    );
    refused!(
        list,
        "21 MB",
        vec![b'G'; 21_000_000],
        TooManyBytes { .. } | OtherFormat
    );

    list
}

/// What may be read in part, or turns out to be damaged on the way.
pub(super) fn damaged() -> Vec<Hostile> {
    let mut list = Vec::new();
    for (name, format) in [("GIF", GIF), ("WebP", WEBP), ("MP4", MP4)] {
        let whole = film(format, 64, 48, 6);
        for quarters in 1..4 {
            refused!(
                list,
                format!("{quarters} quarters of a {name}"),
                whole[..whole.len() * quarters / 4],
                _
            );
        }

        for offset in [40, 300, 900] {
            let mut file = whole.clone();
            let from = offset.min(file.len() / 2);
            let to = (from + 200).min(file.len());
            file[from..to].copy_from_slice(&noise(to - from));
            refused!(list, format!("a {name} with noise at {offset}"), file, _);
        }
    }

    list
}

#[tokio::test]
async fn hostile_films_have_their_answers_and_the_next_film_is_read() {
    let reader = reader();
    let good = bytes(film(MP4, 64, 48, 4));
    let headers = refused_by_the_header();
    let refused = headers.len();

    let mut count = 0;
    for (index, hostile) in headers.into_iter().chain(damaged()).enumerate() {
        let before = Instant::now();
        let answer = reader.read(&bytes(hostile.film), request()).await;
        let name = hostile.name;
        assert!(before.elapsed() < LONGEST, "{name}");

        match answer {
            Ok(_) => assert!(index >= refused, "{name} was read"),
            Err(FilmError::Problem(problem)) => {
                assert!((hostile.is_expected)(&problem), "{name}: {problem:?}");
            }
            Err(error) => panic!("{name}: {error:?}"),
        }
        count += 1;
    }

    assert!(count >= 40, "{count} files");
    assert_eq!(reader.read(&good, request()).await.unwrap().frames.len(), 4);
}
