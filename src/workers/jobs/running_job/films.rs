//! The film that a job is made of, and the one that it makes.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;

use super::{FinishedJob, RunningJob};
use crate::{
    domain::{
        film::{Film, FilmPart, KeptFilm},
        ids::PersonId,
        job::Failure,
        picture::PictureKey,
        picture_size::PictureSize,
    },
    engine::{
        moving::{self, FrameRate, OutputFormat},
        work::FilmFrames,
    },
    films::{FilmError, FilmReader, FrameRequest},
    pictures::{EncodedFile, NewFilm, NewPicture},
    store::pictures::PictureKind,
    workers::{jobs::finished_films::is_about_finished, leased::Outcome},
};

/// The largest file of a film that is made. Telegram hands it out again.
const FILM_BYTES: u64 = 18_000_000;
/// The largest film about a finished piece: it is for being sent around.
const SENT_AROUND_BYTES: u64 = 2_000_000;

/// What is kept of a finished job.
pub(super) struct ResultFiles {
    pub(super) picture: PictureKey,
    /// The film that the picture is the still of.
    pub(super) film: Option<Film>,
}

impl ResultFiles {
    pub(super) const fn picture(picture: PictureKey) -> Self {
        Self {
            picture,
            film: None,
        }
    }
}

impl From<KeptFilm> for ResultFiles {
    fn from(kept: KeptFilm) -> Self {
        Self {
            picture: kept.still,
            film: Some(kept.film),
        }
    }
}

impl RunningJob<'_> {
    /// The frames of the film that the job is made of; `None` if it is made of none. The inner error
    /// is how the attempt ends without them.
    pub(super) async fn read_film(
        &mut self,
    ) -> anyhow::Result<Result<Option<FilmFrames>, Outcome<FinishedJob>>> {
        let (Some(part), Some(file)) = (self.job.request.film, self.source.clone()) else {
            return Ok(Ok(None));
        };

        let reader = &self.worker.context.films;
        let reading = frames(reader, part, &file, self.job.request.plan.size);
        Ok(match self.while_leased(reading).await? {
            None => Err(Outcome::Lost),
            Some(Ok(frames)) => Ok(Some(frames)),
            Some(Err(FilmError::Problem(problem))) => {
                tracing::warn!(%problem, "the film of a job cannot be read");
                Err(Outcome::Failed(Failure::BadPicture))
            }
            Some(Err(error @ FilmError::Unavailable(_))) => Err(Outcome::Retry(error.to_string())),
        })
    }

    /// Keeps the film that was made, as patiently as a painting; `None` if the job is no longer this
    /// worker's.
    pub(super) async fn keep_film_for_good(
        &mut self,
        owner: PersonId,
        still: EncodedFile,
        made: FilmFrames,
    ) -> anyhow::Result<Result<Option<KeptFilm>, Failure>> {
        let rate = made.rate;
        let frames = u32::try_from(made.frames.len()).unwrap_or(u32::MAX);
        let size = made.frames.first().map_or(PictureSize::new(0, 0), |frame| {
            PictureSize::new(frame.width(), frame.height())
        });
        let Some(file) = self.encoded_film(made).await? else {
            return Ok(Err(Failure::Broken));
        };
        let Some(sounding) = self.with_sound(file.clone()).await? else {
            return Ok(Ok(None));
        };

        let until = self.patient_until();
        let is_round = self
            .job
            .request
            .film
            .is_some_and(|part| part.whole.is_round);
        loop {
            let new = NewFilm {
                still: NewPicture {
                    owner,
                    kind: PictureKind::Painting,
                    file: still.clone(),
                    is_grey: false,
                    keep_for: None,
                },
                file: sounding.clone(),
                millis: millis(frames, rate),
                size,
                frames,
                is_round,
                has_sound: sounding != file,
            };

            let keeping = self.worker.context.pictures.keep_film(new);
            match self.while_leased(keeping).await? {
                None => return Ok(Ok(None)),
                Some(Err(error)) if self.is_patient(until) => {
                    tracing::warn!(?error, "the film could not be kept; trying again");
                    if self.wait_for_storage().await?.is_break() {
                        return Ok(Ok(None));
                    }
                }
                Some(kept) => return Ok(Ok(kept?)),
            }
        }
    }

    /// The frames as a file; `None` if they cannot be one, or the job is no longer this worker's.
    async fn encoded_film(&mut self, made: FilmFrames) -> anyhow::Result<Option<Bytes>> {
        let most_bytes = if is_about_finished(&self.job.request) {
            SENT_AROUND_BYTES
        } else {
            FILM_BYTES
        };
        let encoding = tokio::task::spawn_blocking(move || {
            moving::write(&made.frames, made.rate, OutputFormat::Mp4, most_bytes)
        });

        match self.while_leased(encoding).await? {
            None => Ok(None),
            Some(Ok(Ok(file))) => Ok(Some(file.into())),
            Some(Ok(Err(error))) => {
                tracing::error!(%error, "the film cannot be encoded");
                Ok(None)
            }
            Some(Err(error)) => {
                tracing::error!(%error, "encoding the film failed");
                Ok(None)
            }
        }
    }

    /// The film with the sound of the one that it is made of, if it has any.
    async fn with_sound(&mut self, film: Bytes) -> anyhow::Result<Option<Bytes>> {
        let has_sound = self
            .job
            .request
            .film
            .is_some_and(|part| part.whole.has_sound);
        match self.source.clone().filter(|_| has_sound) {
            Some(source) => {
                let adding = self.worker.context.films.with_sound(film, &source);
                self.while_leased(adding).await
            }
            None => Ok(Some(film)),
        }
    }
}

/// The frames of a part of a film.
async fn frames(
    reader: &FilmReader,
    part: FilmPart,
    file: &Bytes,
    longest_side: u32,
) -> Result<FilmFrames, FilmError> {
    let rate = FrameRate::new(part.frames_per_second).unwrap_or_default();
    let wanted = FrameRequest {
        rate,
        longest_side,
        longest: Duration::from_millis(part.millis.into()),
    };
    let read = reader.read(file, wanted).await?;

    Ok(FilmFrames {
        frames: Arc::new(read.frames),
        rate,
    })
}

fn millis(frames: u32, rate: FrameRate) -> u32 {
    frames.saturating_mul(1000) / rate.hertz()
}
