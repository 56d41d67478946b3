//! What is read of good films.

use std::time::Duration;

use vernissage::{
    engine::moving::{FrameRate, OutputFormat},
    films::{FilmLimits, FilmProblem, FilmReader, FrameRequest},
};

use super::samples::{blank, bytes, difference, film, film_of, problem, reader, request, scene};

#[tokio::test]
async fn films_of_every_format_come_out_of_their_process_as_they_went_in() {
    let reader = reader();
    let frames = scene(96, 64, 24);
    for format in [OutputFormat::Gif, OutputFormat::WebP, OutputFormat::Mp4] {
        let film = bytes(film_of(format, &frames));
        let header = reader.probe(&film).await.unwrap();
        assert_eq!([header.width, header.height], [96, 64], "{format:?}");
        assert_eq!(header.frames, 24, "{format:?}");
        // Hundredths of seconds, in a GIF.
        assert!((1950..=2050).contains(&header.millis), "{header:?}");
        assert!(!header.has_sound);

        let read = reader.read(&film, request()).await.unwrap();
        assert_eq!(read.header, header);
        assert_eq!(read.frames.len(), 24, "{format:?}");
        for (found, expected) in read.frames.iter().zip(&frames) {
            let difference = difference(found, expected);
            assert!(difference < 6.0, "{format:?}: {difference:.1}");
        }
    }
}

#[tokio::test]
async fn the_beginning_is_taken_at_the_rate_and_size_that_are_asked_for() {
    let reader = reader();
    let film = bytes(film(OutputFormat::Mp4, 160, 90, 60));
    let request = FrameRequest {
        rate: FrameRate::new(6).unwrap(),
        longest_side: 80,
        longest: Duration::from_secs(2),
    };

    let read = reader.read(&film, request).await.unwrap();
    assert_eq!(read.header.millis, 5000, "the header tells all of it");
    assert_eq!([read.header.width, read.header.height], [160, 90]);
    assert_eq!(read.frames.len(), 12);
    for frame in &read.frames {
        assert_eq!([frame.width(), frame.height()], [80, 45]);
    }
}

#[tokio::test]
async fn the_still_is_the_first_frame_on_which_there_is_something() {
    let reader = reader();
    let longest = Duration::from_secs(6);
    let scene = scene(96, 64, 12);
    let mut frames = blank(96, 64, 12);
    frames.extend(scene.clone());

    let film = bytes(film_of(OutputFormat::Mp4, &frames));
    let found = reader.still(&film, longest).await.unwrap();
    assert_eq!(found.header.frames, 24);
    assert!(difference(&found.still, &scene[0]) < 12.0);

    let dark = bytes(film_of(OutputFormat::Mp4, &blank(96, 64, 12)));
    let found = reader.still(&dark, longest).await.unwrap();
    assert!(difference(&found.still, &blank(96, 64, 1)[0]) < 3.0);
}

/// A film of 24 frames, of which this one cannot be decoded.
fn damaged_at(frame: usize) -> Vec<u8> {
    const START_CODE: [u8; 3] = [0x9d, 0x01, 0x2a];

    let mut film = film_of(OutputFormat::WebP, &scene(96, 64, 24));
    let starts = film.windows(START_CODE.len()).enumerate();
    let places: Vec<usize> = starts
        .filter(|(_, window)| *window == START_CODE)
        .map(|(place, _)| place)
        .collect();
    assert_eq!(places.len(), 24);
    film[places[frame]] = 0;

    film
}

#[tokio::test]
async fn a_film_that_breaks_near_its_end_is_taken_without_that() {
    let reader = reader();
    let read = reader.read(&bytes(damaged_at(22)), request()).await;
    assert_eq!(read.unwrap().frames.len(), 22);

    let early = reader.read(&bytes(damaged_at(20)), request()).await;
    assert!(matches!(problem(early), FilmProblem::Broken { .. }));
}

#[tokio::test]
async fn a_picture_that_does_not_move_is_no_film() {
    let reader = reader();
    let one = bytes(film(OutputFormat::Gif, 96, 64, 1));
    assert_eq!(problem(reader.probe(&one).await), FilmProblem::Still);

    let still = reader.still(&one, Duration::from_secs(6)).await;
    assert_eq!(problem(still), FilmProblem::Still);
}

#[tokio::test]
async fn limits_are_answered_by_the_header() {
    let film = bytes(film(OutputFormat::Mp4, 96, 64, 24));
    let all = FilmLimits::default();
    let program = || env!("CARGO_BIN_EXE_vernissage").into();
    let refusal = |limits| {
        let reader = FilmReader::new(program(), None, limits);
        let film = film.clone();
        async move { problem(reader.read(&film, request()).await) }
    };

    let bytes = film.len() as u64;
    assert_eq!(
        refusal(FilmLimits { bytes: 100, ..all }).await,
        FilmProblem::TooManyBytes {
            bytes: 101,
            limit: 100
        },
        "no more is read of {bytes} bytes than shows it"
    );
    assert_eq!(
        refusal(FilmLimits { frames: 9, ..all }).await,
        FilmProblem::TooManyFrames { limit: 9 }
    );
    assert_eq!(
        refusal(FilmLimits {
            pixels: 5000,
            ..all
        })
        .await,
        FilmProblem::TooLarge
    );
    assert_eq!(
        refusal(FilmLimits {
            all_pixels: 96 * 64 * 20,
            ..all
        })
        .await,
        FilmProblem::TooLarge
    );
    assert_eq!(
        refusal(FilmLimits {
            length: Duration::from_secs(1),
            ..all
        })
        .await,
        FilmProblem::TooLong {
            seconds: 2,
            limit: 1
        }
    );
}

#[tokio::test]
async fn what_is_not_taken_does_not_count_as_work() {
    let film = bytes(film(OutputFormat::Mp4, 96, 64, 60));
    let limits = FilmLimits {
        all_pixels: 96 * 64 * 30,
        ..FilmLimits::default()
    };
    let reader = FilmReader::new(env!("CARGO_BIN_EXE_vernissage").into(), None, limits);
    let beginning = FrameRequest {
        longest: Duration::from_secs(2),
        ..request()
    };

    assert_eq!(
        problem(reader.read(&film, request()).await),
        FilmProblem::TooLarge
    );
    let read = reader.read(&film, beginning).await.unwrap();
    assert_eq!(read.frames.len(), 24);
}
