//! One job from its claim to its outcome.

mod files;
mod films;

use std::{
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use async_trait::async_trait;
use bytes::Bytes;
use tokio::sync::mpsc;

use super::{
    JobWorker, Task,
    finished_films::{FilmSubject, FinishedFilm, is_about_finished, keeps_snapshots},
    progress_reporter::{ProgressReport, ProgressReporter, ReportFiles, Snapshot},
    request,
    snapshots::{SavedCheckpoint, Snapshots},
    subject,
};
use crate::{
    domain::{
        film::Film,
        job::{Failure, ProgressPicture, Rendition},
        message::Message,
        picture::{PictureKey, PictureRef},
        replies::progress,
        work::Findings,
    },
    engine::work::{MakeError, Order, Piece},
    pictures::EncodedFile,
    store::{ClaimedJob, JobProgress, LeaseState, StoreError, pictures::PictureKind},
    workers::leased::{
        EngineGone, EngineRun, LeaseTimes, Next, Outcome, RunningWork, StopReason, follow,
    },
};

/// The time between two checks whether another process has cancelled the job; in this process a
/// bell rings.
const LOOK: Duration = Duration::from_millis(300);
/// The time left is estimated once this part of the work is done.
const MEASURED: f64 = 0.03;

/// A finished job whose files are kept.
pub(in crate::workers) struct FinishedJob {
    /// What was made, at its stages; the last one is finished.
    pub(super) pictures: Vec<Rendition>,
    /// What was found in the photo.
    pub(super) found: Findings,
    /// How long the engine worked, all attempts together.
    pub(super) worked: Duration,
    /// The film that the last picture is the still of, if a film was made.
    pub(super) film: Option<Film>,
    /// The latest preview that the person has seen.
    pub(super) preview: Option<PictureKey>,
    /// The film, if it is one about a finished piece.
    pub(super) about: Option<FinishedFilm>,
}

/// A job in progress.
struct RunningJob<'a> {
    worker: &'a JobWorker,
    job: &'a ClaimedJob,
    stop: Arc<AtomicBool>,
    halt: Option<Halt>,
    began: Instant,
    /// The fraction at which this attempt began.
    first_fraction: Option<f64>,
    fraction: f64,
    preview: Option<PictureKey>,
    pictures: Vec<Rendition>,
    /// The file of the film that the job is made of.
    source: Option<Bytes>,
    /// What it looked like on the way.
    way: Snapshots,
    /// The finished piece that the film is about, if it is such a film.
    about: Option<FilmSubject>,
    /// Stages that the storage did not take. It is asked again when the painting is finished.
    unkept: Vec<Snapshot<EncodedFile>>,
    /// Files that are only useful on the way are not written before: the storage is out of order.
    files_rest_until: Option<Instant>,
}

/// The engine was told to stop.
struct Halt {
    outcome: Outcome<FinishedJob>,
    at: Instant,
}

impl JobWorker {
    /// Makes one attempt at a job.
    pub(super) async fn paint(&self, job: &ClaimedJob) -> anyhow::Result<Outcome<FinishedJob>> {
        let stop = Arc::new(AtomicBool::new(false));
        let mut running = RunningJob::new(self, job, Arc::clone(&stop));

        // Read before anything is said: with the storage out of order nothing begins.
        let pictures = &self.context.pictures;
        let files = request::files(pictures, job.person, &job.request).await?;
        let saved = self.checkpoint(job).await?.map(SavedCheckpoint::from_file);
        let Some(files) = files else {
            return Ok(Outcome::Failed(Failure::PictureGone));
        };
        if is_about_finished(&job.request) {
            running.about = self.film_subject(job, files.pictures.first()).await?;
            if running.about.is_none() {
                return Ok(Outcome::Failed(Failure::PictureGone));
            }
        }

        if job.checkpoint.is_none() {
            let message = running.message(0);
            running.touch(None, Some(message)).await?;
        }

        running.source.clone_from(&files.film);
        let film = match running.read_film().await? {
            Ok(film) => film,
            Err(outcome) => return Ok(outcome),
        };
        let mut order = match request::decoded(job.request, files, job.language).await {
            Ok(order) => Order { film, ..order },
            Err(why) => return Ok(Outcome::Failed(why)),
        };
        if let Some(about) = &running.about {
            order.film = self.way_of(&about.piece).await?;
        }

        let (reports, progress) = mpsc::channel(4);
        let tier = job.request.plan.tier;
        let mut reporter = ProgressReporter::new(reports, stop, tier, self.pace);
        if keeps_snapshots(&job.request, &self.context.rules) {
            reporter = reporter.with_way();
        }
        let resume = saved.map(|saved| {
            running.way = saved.snapshots;
            saved.checkpoint
        });

        let reply = self.engine_thread.begin(Task {
            kind: job.request.kind,
            order,
            resume,
            progress: reporter,
        })?;

        running.follow(EngineRun { progress, reply }).await
    }

    /// The checkpoint of an earlier attempt. One that cannot be read, or that another version
    /// wrote, costs time but not the job.
    async fn checkpoint(&self, job: &ClaimedJob) -> anyhow::Result<Option<Bytes>> {
        match job.checkpoint {
            None => Ok(None),
            Some(key) => {
                let key = PictureRef::Own(key);
                self.context.pictures.bytes(job.person, key).await
            }
        }
    }
}

impl<'a> RunningJob<'a> {
    fn new(worker: &'a JobWorker, job: &'a ClaimedJob, stop: Arc<AtomicBool>) -> Self {
        Self {
            worker,
            job,
            stop,
            halt: None,
            began: Instant::now(),
            first_fraction: None,
            fraction: 0.0,
            preview: None,
            pictures: Vec::new(),
            source: None,
            way: Snapshots::default(),
            about: None,
            unkept: Vec::new(),
            files_rest_until: None,
        }
    }
}

impl RunningJob<'_> {
    async fn follow(
        mut self,
        run: EngineRun<ProgressReport, Result<Piece, MakeError>>,
    ) -> anyhow::Result<Outcome<FinishedJob>> {
        let pace = self.worker.pace.leased;
        let times = LeaseTimes {
            renew_every: pace.lease / 3,
            check_every: LOOK,
            limit: pace.limit,
        };

        let stop = &self.worker.context.stop;
        let reply = match follow(&mut self, run, times, stop).await? {
            ControlFlow::Continue(reply) => reply,
            ControlFlow::Break(outcome) => return Ok(outcome),
        };

        if let Some(halt) = self.halt.take() {
            return Ok(halt.outcome);
        }

        match reply {
            Ok(Ok(made)) => self.keep_result(made).await,
            Ok(Err(error)) => Ok(outcome_of_error(&error)),
            Err(EngineGone::Panicked) => Ok(Outcome::Failed(Failure::Broken)),
            Err(gone @ EngineGone::Ended) => Ok(Outcome::Retry(gone.to_string())),
        }
    }

    /// Tells the engine to stop after the current iteration. The first outcome counts.
    fn halt(&mut self, outcome: Outcome<FinishedJob>) {
        self.stop.store(true, Ordering::Relaxed);
        self.halt.get_or_insert_with(|| Halt {
            outcome,
            at: Instant::now(),
        });
    }

    /// Whether the engine was told to stop long ago and has not stopped.
    fn is_engine_stuck(&self) -> bool {
        let pace = self.worker.pace.leased;
        let patience = pace.lease.max(pace.limit / 10);

        self.halt
            .as_ref()
            .is_some_and(|halt| halt.at.elapsed() > patience)
    }

    /// Renews the lease and sends the person a message, if there is one.
    async fn touch(
        &mut self,
        checkpoint: Option<PictureKey>,
        message: Option<Message>,
    ) -> anyhow::Result<()> {
        let context = &self.worker.context;
        let now = context.clock.now();
        let has_message = message.is_some();

        let touch = JobProgress {
            lease_until: now.plus(self.worker.pace.leased.lease),
            percent: self.percent(),
            checkpoint,
            message,
            shown: self.shown(),
            now,
        };

        match context.stores.jobs.renew_job(&self.job.lease, touch).await {
            Ok(LeaseState::Held) if has_message => context.bells.outbox.ring(),
            Ok(LeaseState::Held) => {}
            Ok(LeaseState::Lost) => self.halt(Outcome::Lost),
            // The work is worth going on with for as long as the lease lasts.
            Err(StoreError::Busy(error)) => {
                tracing::warn!(?error, "the lease could not be renewed");
            }
            Err(error) => return Err(error.into()),
        }

        Ok(())
    }

    fn percent(&self) -> u8 {
        (self.fraction * 100.0) as u8
    }

    fn message(&self, percent: u8) -> Message {
        progress::running(&subject(self.job), percent, self.time_left(), self.shown())
    }

    /// What the person sees: the latest preview, or what was there when the attempt began.
    fn shown(&self) -> ProgressPicture {
        self.preview
            .map_or(self.job.shown, ProgressPicture::Preview)
    }

    /// An estimate from what this attempt has done so far.
    fn time_left(&self) -> Option<Duration> {
        let done = self.fraction - self.first_fraction?;
        (done > MEASURED).then(|| self.began.elapsed().mul_f64((1.0 - self.fraction) / done))
    }
}

impl RunningJob<'_> {
    /// Makes files from a report, and keeps what it shows of the way.
    async fn encode(&mut self, mut report: ProgressReport) -> anyhow::Result<ReportFiles> {
        let mut way = std::mem::take(&mut self.way);
        let (way, files) = tokio::task::spawn_blocking(move || {
            if let Some(moment) = report.moment.take() {
                way.push(&moment);
            }
            let files = report.encode(&way);
            (way, files)
        })
        .await?;

        self.way = way;
        Ok(files)
    }
}

#[async_trait]
impl RunningWork for RunningJob<'_> {
    type Progress = ProgressReport;
    type Done = FinishedJob;

    async fn save(&mut self, report: ProgressReport) -> anyhow::Result<Next<FinishedJob>> {
        let outcome = self.halt.as_ref().map(|halt| &halt.outcome);
        if matches!(outcome, Some(Outcome::Lost | Outcome::Failed(_))) {
            return Ok(Next::Continue(()));
        }

        self.fraction = report.fraction;
        self.first_fraction.get_or_insert(report.fraction);

        let ReportFiles {
            preview,
            checkpoint,
            snapshot,
        } = self.encode(report).await?;

        if let Some(snapshot) = snapshot {
            self.keep_snapshot(snapshot).await;
        }

        let new_preview = match preview {
            Some(file) => self.try_to_keep(PictureKind::Preview, file).await,
            None => None,
        };
        self.preview = new_preview.or(self.preview);

        let new_checkpoint = match checkpoint {
            Some(file) => self.try_to_keep(PictureKind::Checkpoint, file).await,
            None => None,
        };

        let message = new_preview.map(|_| self.message(self.percent()));
        self.touch(new_checkpoint, message).await?;

        Ok(Next::Continue(()))
    }

    async fn renew(&mut self) -> anyhow::Result<Next<FinishedJob>> {
        self.touch(None, None).await?;
        Ok(Next::Continue(()))
    }

    /// The person may have cancelled the job, perhaps through another process.
    async fn check(&mut self) -> Next<FinishedJob> {
        // A database that cannot be read at the moment is no reason to stop.
        if matches!(
            self.worker
                .context
                .stores
                .jobs
                .holds_job(&self.job.lease)
                .await,
            Ok(LeaseState::Lost)
        ) {
            self.halt(Outcome::Lost);
        }

        if self.is_engine_stuck() {
            self.worker.engine_thread.abandon();
            let outcome = self.halt.take().map(|halt| halt.outcome);
            return Next::Break(outcome.unwrap_or(Outcome::Lost));
        }

        Next::Continue(())
    }

    fn stop(&mut self, reason: StopReason) -> Next<FinishedJob> {
        self.halt(match reason {
            StopReason::Service => Outcome::Interrupted,
            StopReason::TooLong => Outcome::Failed(Failure::TooSlow),
        });

        Next::Continue(())
    }

    async fn disturbed(&self) {
        self.worker.context.bells.ended.rung().await;
    }
}

fn outcome_of_error(error: &MakeError) -> Outcome<FinishedJob> {
    match error {
        MakeError::TooLarge => Outcome::Failed(Failure::TooLarge),
        MakeError::BadPicture(_) => Outcome::Failed(Failure::BadPicture),
        MakeError::Device(_) => Outcome::Retry(error.to_string()),
        MakeError::Broken(_) => {
            tracing::error!(%error, "the job cannot be done");
            Outcome::Failed(Failure::Broken)
        }
    }
}
