//! Films among what people send: recognised by their bytes, judged by their headers, and made a still
//! of, which is kept as an ordinary picture.

use std::time::Duration;

use bytes::Bytes;

use crate::{
    domain::upload::{FileKind, FilmRefusal, UploadProblem},
    engine::image::{DecodingWork, Picture},
    films::{self, FilmError, FilmHeader, FilmLimits, FilmProblem, FilmReader},
};

/// A frame of a film is decoded from what changed since the last one. This part of its pixels is what
/// a picture of that cost would have.
const PIXELS_OF_A_FRAME: u64 = 4;

/// Bytes that a still takes in memory while it is made ready, for each pixel.
const BYTES_OF_A_PIXEL: u64 = 10;

const MEGABYTE: u64 = 1_000_000;

/// What is done with films.
pub(super) struct FilmUploads {
    /// `None` if nothing is made of films.
    reader: Option<FilmReader>,
    /// How much of a film is looked at.
    longest: Duration,
}

/// What a file is.
pub(super) enum FilmGuess {
    /// It is for those who decode pictures.
    NoFilm,
    /// A film.
    Film(FilmHeader),
    /// A film that is not accepted.
    Refused(UploadProblem),
}

impl FilmUploads {
    /// With a reader, or without one if nothing is made of films.
    pub(super) fn new(reader: Option<FilmReader>, longest: Duration) -> Self {
        Self { reader, longest }
    }

    /// Judges a file, by no more than its header.
    pub(super) async fn judge(&self, file: &Bytes) -> anyhow::Result<FilmGuess> {
        let Some(reader) = self.reader.as_ref().filter(|_| films::may_move(file)) else {
            return Ok(FilmGuess::NoFilm);
        };

        match reader.probe(file).await {
            Ok(header) => Ok(FilmGuess::Film(header)),
            Err(FilmError::Problem(problem)) => Ok(judged(reader, file, &problem)),
            Err(error) => Err(error.into()),
        }
    }

    /// The picture that stands for a film.
    pub(super) async fn still(
        &self,
        film: &Bytes,
    ) -> anyhow::Result<Result<Picture, UploadProblem>> {
        let Some(reader) = &self.reader else {
            return Ok(Err(UploadProblem::OtherKind(FileKind::Video)));
        };

        match reader.still(film, self.longest).await {
            Ok(found) => Ok(Ok(found.still)),
            Err(FilmError::Problem(problem)) => Ok(Err(refused(reader, &problem))),
            Err(error) => Err(error.into()),
        }
    }

    /// How many pixels of a picture cost as much as looking at a film.
    pub(super) fn pixels(&self, header: &FilmHeader) -> u64 {
        header.pixels_until(self.longest) / PIXELS_OF_A_FRAME
    }
}

/// What it takes to make a still ready.
pub(super) fn work(still: &Picture) -> DecodingWork {
    let pixels = still.size().pixels();

    DecodingWork {
        pixels,
        memory: pixels * BYTES_OF_A_PIXEL,
    }
}

fn judged(reader: &FilmReader, file: &[u8], problem: &FilmProblem) -> FilmGuess {
    let is_picture = !films::is_video(file);
    match problem {
        FilmProblem::Still => FilmGuess::NoFilm,
        // A GIF that is damaged may still have a first picture.
        FilmProblem::NotRead { .. }
        | FilmProblem::OtherFormat
        | FilmProblem::NoPicture
        | FilmProblem::CutShort
        | FilmProblem::Broken { .. }
            if is_picture =>
        {
            FilmGuess::NoFilm
        }
        problem => FilmGuess::Refused(refused(reader, problem)),
    }
}

/// Why a film is refused, for the person, and for the log.
fn refused(reader: &FilmReader, problem: &FilmProblem) -> UploadProblem {
    tracing::info!(%problem, "an upload is not usable as a film");
    metrics::counter!("vernissage_uploads_refused_total", "why" => "film").increment(1);

    UploadProblem::Film(match problem {
        FilmProblem::CutShort => return UploadProblem::CutShort,
        FilmProblem::NotRead { .. } | FilmProblem::OtherFormat => {
            if reader.ffmpeg_path().is_some() {
                FilmRefusal::OtherKind
            } else {
                FilmRefusal::NeedsFfmpeg
            }
        }
        FilmProblem::TooManyBytes { .. } => too_heavy(reader.limits()),
        FilmProblem::TooLong { limit, .. } => FilmRefusal::TooLong {
            seconds: u32::try_from(*limit).unwrap_or(u32::MAX),
        },
        FilmProblem::TooManyFrames { .. } | FilmProblem::TooLarge => FilmRefusal::TooLarge,
        FilmProblem::TooSmall => FilmRefusal::TooSmall,
        FilmProblem::NoPicture | FilmProblem::Still => FilmRefusal::NoPicture,
        FilmProblem::Broken { .. } => FilmRefusal::Broken,
        FilmProblem::TooSlow => FilmRefusal::TooSlow,
    })
}

fn too_heavy(limits: &FilmLimits) -> FilmRefusal {
    FilmRefusal::TooHeavy {
        megabytes: u32::try_from(limits.bytes / MEGABYTE).unwrap_or(u32::MAX),
    }
}
