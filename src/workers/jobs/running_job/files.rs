//! The files of a running painting: those that are only useful on the way, and those that the person
//! has ordered.

use std::{
    ops::ControlFlow,
    time::{Duration, Instant},
};

use bytes::Bytes;
use tokio::time::sleep;

use super::{FinishedJob, RunningJob, films::ResultFiles};
use crate::{
    domain::{
        job::{Failure, Rendition},
        picture::{PictureKey, PictureRef},
        picture_size::PictureSize,
        work::Findings,
    },
    engine::{
        image::OutputFormat,
        work::{FilmFrames, Piece},
    },
    pictures::{EncodedFile, NewPicture, StorageError},
    store::{LeaseState, pictures::PictureKind},
    workers::{
        POLL,
        jobs::{
            findings,
            finished_films::{FilmSubject, FinishedFilm, still_file},
            progress_reporter::{Snapshot, encoded},
        },
        leased::{Outcome, count_error},
    },
};

/// How long files that are saved on the way are kept. Checkpoints go with their job, and snapshots
/// are kept for good when it is finished, so this is for those that are left over.
const KEEP_ON_THE_WAY: Duration = Duration::from_hours(24 * 7);

/// How long files that are only useful on the way are left out after the storage has failed: the
/// engine waits for each of them.
const REST: Duration = Duration::from_secs(10);

impl RunningJob<'_> {
    /// Keeps a file that is only useful on the way: a storage that is full or out of order costs the
    /// file and not the painting.
    pub(super) async fn try_to_keep(
        &mut self,
        kind: PictureKind,
        file: EncodedFile,
    ) -> Option<PictureKey> {
        if self
            .files_rest_until
            .is_some_and(|until| Instant::now() < until)
        {
            return None;
        }

        match self.keep(kind, file, Some(KEEP_ON_THE_WAY)).await {
            Ok(key) => key,
            Err(error) => {
                count_error("jobs");
                tracing::warn!(?error, ?kind, "a file could not be kept");
                self.files_rest_until = Some(Instant::now() + REST);
                None
            }
        }
    }

    /// Keeps a stage of the painting, here if nowhere else.
    pub(super) async fn keep_snapshot(&mut self, snapshot: Snapshot<EncodedFile>) {
        let Snapshot { iteration, picture } = snapshot;
        let kept = self.try_to_keep(PictureKind::Painting, picture.clone());

        match kept.await {
            Some(picture) => self.pictures.push(Rendition { picture, iteration }),
            None => self.unkept.push(Snapshot { iteration, picture }),
        }
    }

    /// Keeps a file that was ordered. Tries until the storage takes it, for as long as the job is
    /// this worker's.
    async fn keep_for_good(&mut self, file: EncodedFile) -> anyhow::Result<Option<PictureKey>> {
        let until = self.patient_until();
        loop {
            match self.keep(PictureKind::Painting, file.clone(), None).await {
                Err(error) if self.is_patient(until) => {
                    tracing::warn!(?error, "the painting could not be kept; trying again");
                    if self.wait_for_storage().await?.is_break() {
                        return Ok(None);
                    }
                }
                kept => return kept,
            }
        }
    }

    /// Reads a file that was written on the way, as patiently as it is kept for good.
    async fn read_patiently(&mut self, picture: PictureKey) -> anyhow::Result<Option<Bytes>> {
        let until = self.patient_until();
        let worker = self.worker;
        loop {
            let pictures = &worker.context.pictures;
            let read = pictures.bytes(self.job.person, PictureRef::Own(picture));
            match read.await {
                Err(error) if StorageError::passes(&error) && self.is_patient(until) => {
                    tracing::warn!(?error, "a stage could not be read; trying again");
                    if self.wait_for_storage().await?.is_break() {
                        return Ok(None);
                    }
                }
                read => return read,
            }
        }
    }

    pub(super) fn patient_until(&self) -> Instant {
        Instant::now() + self.worker.pace.leased.limit
    }

    pub(super) fn is_patient(&self, until: Instant) -> bool {
        Instant::now() < until && !self.worker.context.stop.is_cancelled()
    }

    /// Waits a moment and renews the lease; `Break` if the job is no longer this worker's.
    pub(super) async fn wait_for_storage(&mut self) -> anyhow::Result<ControlFlow<()>> {
        sleep(POLL).await;
        self.touch(None, None).await?;

        Ok(match self.halt {
            Some(_) => ControlFlow::Break(()),
            None => ControlFlow::Continue(()),
        })
    }

    /// Keeps a file; `None` if its owner is gone, whose jobs are gone as well, or if the job is
    /// cancelled meanwhile. The lease is renewed for as long as the storage takes.
    async fn keep(
        &mut self,
        kind: PictureKind,
        file: EncodedFile,
        keep_for: Option<Duration>,
    ) -> anyhow::Result<Option<PictureKey>> {
        let worker = self.worker;
        let keeping = worker.context.pictures.keep(NewPicture {
            owner: self.job.person,
            kind,
            file,
            is_grey: false,
            keep_for,
        });
        let Some(kept) = self.while_leased(keeping).await? else {
            return Ok(None);
        };

        let key = kept?;
        if key.is_none() {
            self.halt(Outcome::Lost);
        }

        Ok(key)
    }

    /// Waits for something and renews the lease meanwhile; `None` if the job is no longer this
    /// worker's.
    pub(super) async fn while_leased<T>(
        &mut self,
        work: impl Future<Output = T>,
    ) -> anyhow::Result<Option<T>> {
        tokio::pin!(work);
        loop {
            tokio::select! {
                done = &mut work => return Ok(Some(done)),
                () = sleep(self.worker.pace.leased.lease / 3) => self.touch(None, None).await?,
            }
            if matches!(&self.halt, Some(halt) if matches!(halt.outcome, Outcome::Lost)) {
                return Ok(None);
            }
        }
    }

    pub(super) async fn keep_result(mut self, made: Piece) -> anyhow::Result<Outcome<FinishedJob>> {
        let share = (1.0 - self.first_fraction.unwrap_or(0.0)).max(0.01);
        let worked = self.began.elapsed().div_f64(share);

        if let Some(about) = self.about.take() {
            return self.keep_film(about, made.film, worked).await;
        }

        let iteration = u32::try_from(made.iterations).unwrap_or(u32::MAX);
        let found = findings(&made);

        let format = if self.job.request.is_lossless() {
            OutputFormat::Png
        } else {
            OutputFormat::Jpeg
        };
        let file = tokio::task::spawn_blocking(move || encoded(&made.picture, format)).await?;
        let Some(file) = file else {
            return Ok(Outcome::Failed(Failure::TooLarge));
        };

        self.keep_snapshots(file.size).await?;
        self.keep_way().await?;

        let kept = match made.film {
            None => self.keep_for_good(file).await?.map(ResultFiles::picture),
            Some(film) => match self.keep_film_for_good(self.job.person, file, film).await? {
                Ok(kept) => kept.map(ResultFiles::from),
                Err(why) => return Ok(Outcome::Failed(why)),
            },
        };
        let Some(ResultFiles { picture, film }) = kept else {
            return Ok(Outcome::Lost);
        };
        self.pictures.push(Rendition { picture, iteration });

        Ok(Outcome::Done(FinishedJob {
            pictures: self.pictures,
            found,
            worked,
            film,
            preview: self.preview,
            about: None,
        }))
    }

    /// Keeps a film about a finished piece beside its picture, as patiently as any result.
    async fn keep_film(
        mut self,
        about: FilmSubject,
        film: Option<FilmFrames>,
        worked: Duration,
    ) -> anyhow::Result<Outcome<FinishedJob>> {
        let decoding = tokio::task::spawn_blocking(move || (still_file(&about), about));
        let (Some(still), about) = decoding.await? else {
            return Ok(Outcome::Failed(Failure::Broken));
        };
        let Some(film) = film else {
            return Ok(Outcome::Failed(Failure::Broken));
        };

        let owner = about.piece.owner;
        let kept = match self.keep_film_for_good(owner, still, film).await? {
            Ok(Some(kept)) => kept,
            Ok(None) => return Ok(Outcome::Lost),
            Err(why) => return Ok(Outcome::Failed(why)),
        };

        Ok(Outcome::Done(FinishedJob {
            pictures: Vec::new(),
            found: Findings::default(),
            worked,
            preview: None,
            film: None,
            about: Some(FinishedFilm {
                piece: about.piece,
                kept,
            }),
        }))
    }

    /// Keeps what the painting looked like on the way, for the film of how it was painted. The
    /// painting is worth delivering without it, too.
    async fn keep_way(&mut self) -> anyhow::Result<()> {
        let way = std::mem::take(&mut self.way);
        let film = tokio::task::spawn_blocking(move || way.to_film()).await?;
        let Some(film) = film else {
            return Ok(());
        };

        let file = EncodedFile::without_size(film);
        let kept = match self.keep(PictureKind::Preview, file, None).await {
            Ok(Some(key)) => {
                let jobs = &self.worker.context.stores.jobs;
                jobs.keep_snapshots(&self.job.lease, key).await
            }
            Ok(None) => return Ok(()),
            Err(error) => {
                tracing::warn!(
                    ?error,
                    "what a painting looked like on the way was not kept"
                );
                return Ok(());
            }
        };
        if kept? == LeaseState::Lost {
            self.halt(Outcome::Lost);
        }

        Ok(())
    }

    /// Keeps the snapshots for good: they are the person's from now on, like the finished painting.
    async fn keep_snapshots(&mut self, size: PictureSize) -> anyhow::Result<()> {
        for snapshot in std::mem::take(&mut self.pictures) {
            let Some(bytes) = self.read_patiently(snapshot.picture).await? else {
                continue;
            };

            let key = self.keep_for_good(EncodedFile { bytes, size }).await?;
            self.pictures.extend(key.map(|picture| Rendition {
                picture,
                ..snapshot
            }));
        }

        for Snapshot { iteration, picture } in std::mem::take(&mut self.unkept) {
            let key = self.keep_for_good(picture).await?;
            let rendition = key.map(|picture| Rendition { picture, iteration });
            self.pictures.extend(rendition);
        }
        self.pictures.sort_by_key(|rendition| rendition.iteration);

        Ok(())
    }
}
