//! The files of a running painting: those that are only useful on the way, and those that the person
//! has ordered.

use std::time::{Duration, Instant};

use tokio::time::sleep;

use super::{FinishedJob, RunningJob};
use crate::{
    domain::{
        job::{Failure, Rendition},
        picture::{PictureKey, PictureRef},
        picture_size::PictureSize,
    },
    engine::work::Piece,
    pictures::{EncodedFile, NewPicture},
    store::pictures::PictureKind,
    workers::{
        POLL,
        jobs::{findings, progress_reporter::jpeg},
        leased::{Outcome, count_error},
    },
};

/// How long files that are saved on the way are kept. Checkpoints go with their job, and snapshots
/// are kept for good when it is finished, so this is for those that are left over.
const KEEP_ON_THE_WAY: Duration = Duration::from_hours(24 * 7);

impl RunningJob<'_> {
    /// Keeps a file that is only useful on the way: a full disk costs the file and not the
    /// painting.
    pub(super) async fn try_to_keep(
        &mut self,
        kind: PictureKind,
        file: EncodedFile,
    ) -> Option<PictureKey> {
        match self.keep(kind, file, Some(KEEP_ON_THE_WAY)).await {
            Ok(key) => key,
            Err(error) => {
                count_error("jobs");
                tracing::warn!(?error, ?kind, "a file could not be kept");
                None
            }
        }
    }

    /// Keeps a file that was ordered. Tries until the disk takes it, for as long as the job is this
    /// worker's.
    async fn keep_for_good(&mut self, file: EncodedFile) -> anyhow::Result<Option<PictureKey>> {
        let until = Instant::now() + self.worker.pace.leased.limit;
        loop {
            match self.keep(PictureKind::Painting, file.clone(), None).await {
                Err(error)
                    if Instant::now() < until && !self.worker.context.stop.is_cancelled() =>
                {
                    tracing::warn!(?error, "the painting could not be kept; trying again");
                    sleep(POLL).await;
                    self.touch(None, None).await?;

                    if self.halt.is_some() {
                        return Ok(None);
                    }
                }
                kept => return kept,
            }
        }
    }

    /// Keeps a file; `None` if its owner is gone, whose jobs are gone as well.
    async fn keep(
        &mut self,
        kind: PictureKind,
        file: EncodedFile,
        keep_for: Option<Duration>,
    ) -> anyhow::Result<Option<PictureKey>> {
        let picture = NewPicture {
            owner: self.job.person,
            kind,
            file,
            keep_for,
        };

        let key = self.worker.context.pictures.keep(picture).await?;
        if key.is_none() {
            self.halt(Outcome::Lost);
        }

        Ok(key)
    }

    pub(super) async fn keep_result(mut self, made: Piece) -> anyhow::Result<Outcome<FinishedJob>> {
        let share = (1.0 - self.first_fraction.unwrap_or(0.0)).max(0.01);
        let worked = self.began.elapsed().div_f64(share);

        let iteration = u32::try_from(made.iterations).unwrap_or(u32::MAX);
        let found = findings(&made);

        let file = tokio::task::spawn_blocking(move || jpeg(&made.picture)).await?;
        let Some(file) = file else {
            return Ok(Outcome::Failed(Failure::TooLarge));
        };

        self.keep_snapshots(file.size).await?;

        let Some(picture) = self.keep_for_good(file).await? else {
            return Ok(Outcome::Lost);
        };
        self.pictures.push(Rendition { picture, iteration });

        Ok(Outcome::Done(FinishedJob {
            pictures: self.pictures,
            found,
            worked,
            preview: self.preview,
        }))
    }

    /// Keeps the snapshots for good: they are the person's from now on, like the finished painting.
    async fn keep_snapshots(&mut self, size: PictureSize) -> anyhow::Result<()> {
        for snapshot in std::mem::take(&mut self.pictures) {
            let bytes = self
                .worker
                .context
                .pictures
                .bytes(self.job.person, PictureRef::Own(snapshot.picture))
                .await?;
            let Some(bytes) = bytes else { continue };

            let key = self.keep_for_good(EncodedFile { bytes, size }).await?;
            self.pictures.extend(key.map(|picture| Rendition {
                picture,
                ..snapshot
            }));
        }

        Ok(())
    }
}
