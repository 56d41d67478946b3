//! One painting from the claim to its outcome.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{
    sync::{mpsc, oneshot},
    time::{interval, sleep},
};

use super::{
    POLL, Pace, StylizeWorker,
    engine_thread::{Order, Reply},
    order,
    progress_reporter::{File, News, ProgressReporter},
    subject,
};
use crate::{
    domain::{
        job::{Failure, Rendition},
        message::Message,
        picture::{PictureKey, PictureRef},
        replies::progress,
    },
    engine::{
        net::NetError,
        stylize::{Checkpoint, EngineError, Painting},
    },
    pictures::NewPicture,
    store::{ClaimedJob, LeaseState, StoreError, Touch, pictures::PictureKind},
};

/// Previews are of no use once the painting is there, checkpoints go with their job, and snapshots
/// are kept for good when it is finished: this is for those that are left.
const KEEP_ON_THE_WAY: Duration = Duration::from_hours(24 * 7);
/// How often it is looked whether a job was cancelled through another process; in this one a bell
/// rings.
const LOOK: Duration = Duration::from_millis(300);
/// Nothing is promised from less than this part of the work.
const MEASURED: f64 = 0.03;

/// What became of a painting.
pub(super) enum Outcome {
    Painted(Painted),
    Failed(Failure),
    /// Something that may go better the next time.
    Retry(String),
    /// Told to stop; the checkpoint is saved.
    Interrupted,
    /// Somebody else's by now, or cancelled.
    Lost,
}

/// A painting that is done and kept.
pub(super) struct Painted {
    pub(super) pictures: Vec<Rendition>,
    pub(super) worked: Duration,
    pub(super) preview: Option<PictureKey>,
}

impl Outcome {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Painted(_) => "painted",
            Self::Failed(_) => "failed",
            Self::Retry(_) => "retry",
            Self::Interrupted => "interrupted",
            Self::Lost => "lost",
        }
    }
}

/// A painting under way.
struct RunningJob<'a> {
    worker: &'a StylizeWorker,
    job: &'a ClaimedJob,
    stop: Arc<AtomicBool>,
    /// Why it was told to stop, and when.
    stopped: Option<Outcome>,
    halted: Option<Instant>,
    began: Instant,
    /// Where this attempt began.
    first_fraction: Option<f64>,
    fraction: f64,
    preview: Option<PictureKey>,
    pictures: Vec<Rendition>,
}

impl StylizeWorker {
    pub(super) async fn work(&self, job: &ClaimedJob) -> anyhow::Result<Outcome> {
        let stop = Arc::new(AtomicBool::new(false));
        let mut work = RunningJob {
            worker: self,
            job,
            stop: Arc::clone(&stop),
            stopped: None,
            halted: None,
            began: Instant::now(),
            first_fraction: None,
            fraction: 0.0,
            preview: None,
            pictures: Vec::new(),
        };

        if job.checkpoint.is_none() {
            work.touch(None, true).await?;
        }

        let request = match order::request(&self.context, job).await? {
            Ok(request) => request,
            Err(why) => return Ok(Outcome::Failed(why)),
        };
        let (news, coming) = mpsc::channel(4);
        let (reply, replied) = oneshot::channel();
        let progress = ProgressReporter::new(news, stop, job.request.plan.tier, self.pace);
        let resume = self
            .checkpoint(job)
            .await?
            .filter(|checkpoint| checkpoint.suits(&request));

        self.engine_thread.order(Order {
            request,
            resume,
            progress,
            reply,
        })?;

        work.follow(coming, replied).await
    }

    /// A checkpoint that cannot be read, or is that of another version, costs time, not the
    /// painting.
    async fn checkpoint(&self, job: &ClaimedJob) -> anyhow::Result<Option<Checkpoint>> {
        let Some(key) = job.checkpoint else {
            return Ok(None);
        };
        let bytes = self
            .context
            .pictures
            .bytes(job.person, PictureRef::Own(key))
            .await?;

        Ok(bytes.and_then(|bytes| Checkpoint::from_bytes(&bytes).ok()))
    }
}

impl RunningJob<'_> {
    async fn follow(
        mut self,
        mut coming: mpsc::Receiver<News>,
        mut replied: oneshot::Receiver<Reply>,
    ) -> anyhow::Result<Outcome> {
        let worker = self.worker;
        let mut renewal = interval(worker.pace.lease / 3);
        let mut looking = interval(LOOK);
        let too_long = sleep(worker.pace.longest);
        tokio::pin!(too_long);

        let reply = loop {
            tokio::select! {
                biased;
                Some(news) = coming.recv() => self.tell(news).await?,
                reply = &mut replied => break reply,
                _ = renewal.tick() => self.touch(None, false).await?,
                () = worker.context.bells.ended.rung() => self.look().await,
                _ = looking.tick() => {
                    self.look().await;
                    if self.is_ignored() {
                        worker.engine_thread.give_up();
                        return Ok(self.stopped.take().unwrap_or(Outcome::Lost));
                    }
                }
                () = worker.context.stop.cancelled(), if self.stopped.is_none() => self.halt(Outcome::Interrupted),
                () = &mut too_long, if self.stopped.is_none() => self.halt(Outcome::Failed(Failure::TooSlow)),
            }
        };

        while let Ok(news) = coming.try_recv() {
            self.tell(news).await?;
        }

        match (self.stopped.take(), reply) {
            (Some(outcome), _) => Ok(outcome),
            (None, Ok(Reply::Painting(painting))) => self.painted(painting).await,
            (None, Ok(Reply::Error(error))) => Ok(failed(&error)),
            (None, Ok(Reply::Panic)) => Ok(Outcome::Failed(Failure::Broken)),
            (None, Err(_)) => Ok(Outcome::Retry("the engine's thread has ended".into())),
        }
    }

    fn halt(&mut self, why: Outcome) {
        self.stop.store(true, Ordering::Relaxed);
        self.stopped.get_or_insert(why);
        self.halted.get_or_insert_with(Instant::now);
    }

    /// Whether the engine was told to stop long ago and goes on, or does not answer at all.
    fn is_ignored(&self) -> bool {
        let Pace { lease, longest, .. } = self.worker.pace;
        self.halted
            .is_some_and(|at| at.elapsed() > lease.max(longest / 10))
    }

    /// Whether the job is still this worker's: somebody may have cancelled it, perhaps through
    /// another process.
    async fn look(&mut self) {
        // A database that cannot be read just now is no reason to stop.
        if matches!(
            self.worker.context.store.holds(&self.job.lease).await,
            Ok(LeaseState::Lost)
        ) {
            self.halt(Outcome::Lost);
        }
    }

    async fn tell(&mut self, news: News) -> anyhow::Result<()> {
        if matches!(self.stopped, Some(Outcome::Lost | Outcome::Failed(_))) {
            return Ok(());
        }

        self.fraction = news.fraction;
        self.first_fraction.get_or_insert(news.fraction);

        let files = tokio::task::spawn_blocking(move || news.files()).await?;
        if let Some((iteration, file)) = files.snapshot {
            let kept = self.try_to_keep(PictureKind::Painting, file).await;
            self.pictures
                .extend(kept.map(|picture| Rendition { picture, iteration }));
        }

        let shown = match files.preview {
            Some(file) => self.try_to_keep(PictureKind::Preview, file).await,
            None => None,
        };
        self.preview = shown.or(self.preview);

        let checkpoint = match files.checkpoint {
            Some(file) => self.try_to_keep(PictureKind::Checkpoint, file).await,
            None => None,
        };

        self.touch(checkpoint, shown.is_some()).await
    }

    /// Keeps what is good to have on the way: a full disk costs that, and not the painting.
    async fn try_to_keep(&mut self, kind: PictureKind, file: File) -> Option<PictureKey> {
        self.keep(kind, file, Some(KEEP_ON_THE_WAY))
            .await
            .unwrap_or_else(|error| {
                metrics::counter!("vernissage_errors_total", "where" => "stylize").increment(1);
                tracing::warn!(?error, job = %self.job.lease.job, ?kind, "not kept");
                None
            })
    }

    /// Keeps what was ordered. Tries until the disk takes it, for as long as the job is this
    /// worker's.
    async fn keep_for_good(&mut self, file: File) -> anyhow::Result<Option<PictureKey>> {
        let until = Instant::now() + self.worker.pace.longest;
        loop {
            match self.keep(PictureKind::Painting, file.clone(), None).await {
                Err(error)
                    if Instant::now() < until && !self.worker.context.stop.is_cancelled() =>
                {
                    tracing::warn!(?error, job = %self.job.lease.job, "painting not kept yet");
                    sleep(POLL).await;
                    self.touch(None, false).await?;

                    if self.stopped.is_some() {
                        return Ok(None);
                    }
                }
                kept => return kept,
            }
        }
    }

    /// Keeps a file; whose owner has gone has no job either.
    async fn keep(
        &mut self,
        kind: PictureKind,
        file: File,
        keep_for: Option<Duration>,
    ) -> anyhow::Result<Option<PictureKey>> {
        let new = NewPicture {
            owner: self.job.person,
            kind,
            bytes: file.bytes,
            size: file.size,
            keep_for,
        };
        let kept = self.worker.context.pictures.keep(new).await?;
        if kept.is_none() {
            self.halt(Outcome::Lost);
        }

        Ok(kept)
    }

    /// Renews the lease and, if wanted, tells the person.
    async fn touch(&mut self, checkpoint: Option<PictureKey>, tell: bool) -> anyhow::Result<()> {
        let context = &self.worker.context;
        let now = context.clock.now();
        let percent = (self.fraction * 100.0) as u8;
        let message = tell.then(|| self.message(percent));
        let told = message.is_some();

        let touch = Touch {
            lease_until: now.plus(self.worker.pace.lease),
            percent,
            checkpoint,
            message,
            now,
        };

        match context.store.touch_job(&self.job.lease, touch).await {
            Ok(LeaseState::Yes) if told => context.bells.outbox.ring(),
            Ok(LeaseState::Yes) => {}
            Ok(LeaseState::Lost) => self.halt(Outcome::Lost),
            // As long as the lease holds, the work is worth going on with.
            Err(StoreError::Busy(error)) => {
                tracing::warn!(?error, job = %self.job.lease.job, "lease not renewed")
            }
            Err(error) => return Err(error.into()),
        }

        Ok(())
    }

    fn message(&self, percent: u8) -> Message {
        progress::running(&subject(self.job), percent, self.left(), self.preview)
    }

    /// How long it still takes, from what this attempt has done so far.
    fn left(&self) -> Option<Duration> {
        let done = self.fraction - self.first_fraction?;
        (done > MEASURED).then(|| self.began.elapsed().mul_f64((1.0 - self.fraction) / done))
    }

    async fn painted(mut self, painting: Painting) -> anyhow::Result<Outcome> {
        let worked = self
            .began
            .elapsed()
            .div_f64((1.0 - self.first_fraction.unwrap_or(0.0)).max(0.01));

        let iteration = painting
            .scales
            .iter()
            .map(|scale| scale.iterations as u32)
            .sum();
        let file = tokio::task::spawn_blocking(move || File::of(&painting.picture)).await?;
        let Some(file) = file else {
            return Ok(Outcome::Failed(Failure::TooLarge));
        };

        // The finished one as well as those on the way are the person's from now on.
        for snapshot in std::mem::take(&mut self.pictures) {
            if let Some(bytes) = self
                .worker
                .context
                .pictures
                .bytes(self.job.person, PictureRef::Own(snapshot.picture))
                .await?
            {
                let kept = self
                    .keep_for_good(File {
                        bytes,
                        size: file.size,
                    })
                    .await?;

                self.pictures.extend(kept.map(|picture| Rendition {
                    picture,
                    ..snapshot
                }));
            }
        }

        let Some(picture) = self.keep_for_good(file).await? else {
            return Ok(Outcome::Lost);
        };
        self.pictures.push(Rendition { picture, iteration });

        Ok(Outcome::Painted(Painted {
            pictures: self.pictures,
            worked,
            preview: self.preview,
        }))
    }
}

fn failed(error: &EngineError) -> Outcome {
    match error {
        EngineError::NotEnoughMemory(_) | EngineError::Net(NetError::OutOfMemory) => {
            Outcome::Failed(Failure::TooLarge)
        }
        EngineError::Net(NetError::TooSmall { .. }) => Outcome::Failed(Failure::BadPicture),
        EngineError::Net(_) | EngineError::Checkpoint(_) => Outcome::Retry(error.to_string()),
        EngineError::Diverged { .. } => {
            tracing::error!(%error, "painting diverged");
            Outcome::Failed(Failure::Broken)
        }
    }
}
