//! Films that the tests make themselves, and readers of them.

use std::time::Duration;

use bytes::Bytes;
use vernissage::{
    engine::{
        image::Picture,
        moving::{FrameRate, OutputFormat, write},
    },
    films::{Ffmpeg, FilmError, FilmLimits, FilmProblem, FilmReader, FrameRequest},
};

/// A reader without ffmpeg.
pub(crate) fn reader() -> FilmReader {
    reader_with(None)
}

/// A reader with this ffmpeg.
pub(crate) fn reader_with(ffmpeg: Option<Ffmpeg>) -> FilmReader {
    let program = env!("CARGO_BIN_EXE_vernissage").into();

    FilmReader::new(program, ffmpeg, FilmLimits::default())
}

/// Twelve frames a second of the first six seconds, at their own size.
pub(crate) fn request() -> FrameRequest {
    FrameRequest {
        rate: FrameRate::default(),
        longest_side: 4000,
        longest: Duration::from_secs(6),
    }
}

/// A film of a scene.
pub(crate) fn film(format: OutputFormat, width: u32, height: u32, frames: u32) -> Vec<u8> {
    film_of(format, &scene(width, height, frames))
}

/// A film of these frames, twelve of them a second.
pub(crate) fn film_of(format: OutputFormat, frames: &[Picture]) -> Vec<u8> {
    write(frames, FrameRate::default(), format, u64::MAX).unwrap()
}

/// Frames in which a disc crosses a gradient.
pub(crate) fn scene(width: u32, height: u32, frames: u32) -> Vec<Picture> {
    (0..frames)
        .map(|index| scene_frame(width, height, index))
        .collect()
}

fn scene_frame(width: u32, height: u32, index: u32) -> Picture {
    let centre_x = f64::from(width) * 0.2 + f64::from(index) * 2.0;
    let centre_y = f64::from(height) * 0.5;
    let radius = f64::from(height) * 0.25;

    let mut rgb = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let distance = (f64::from(x) - centre_x).hypot(f64::from(y) - centre_y);
            if distance < radius {
                rgb.extend([210, 60, 40]);
            } else {
                let across = 60 + x * 140 / width;
                let down = 200 - y * 120 / height;
                rgb.extend([across as u8, down as u8, 150]);
            }
        }
    }

    Picture::from_rgb(width, height, rgb).unwrap()
}

/// Frames of one colour.
pub(crate) fn blank(width: u32, height: u32, frames: u32) -> Vec<Picture> {
    let rgb = [9, 9, 12].repeat((width * height) as usize);
    let frame = Picture::from_rgb(width, height, rgb).unwrap();

    vec![frame; frames as usize]
}

/// The mean difference of two pictures of one size, of 255.
#[track_caller]
pub(crate) fn difference(one: &Picture, other: &Picture) -> f64 {
    assert_eq!(one.size(), other.size());
    let pairs = one.as_rgb().iter().zip(other.as_rgb());
    let sum: f64 = pairs.map(|(a, b)| f64::from(a.abs_diff(*b))).sum();

    sum / one.as_rgb().len() as f64
}

/// Why a film is not read. Every other outcome fails the test.
#[track_caller]
pub(crate) fn problem<T: std::fmt::Debug>(result: Result<T, FilmError>) -> FilmProblem {
    match result {
        Err(FilmError::Problem(problem)) => problem,
        other => panic!("no answer of its own: {other:?}"),
    }
}

/// The film as it is read.
pub(crate) fn bytes(film: impl Into<Bytes>) -> Bytes {
    film.into()
}
