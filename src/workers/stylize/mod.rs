//! Paints: one [`StylizeWorker`] for each device claims jobs, has its engine thread paint them and
//! tells people how it goes.
//!
//! What the engine reports on the way is saved here: a checkpoint from which another process can
//! continue, and a preview and a percentage for the person. A lost lease, also one that is lost
//! because the person cancelled, stops the engine within two iterations.

mod idle_painting;
mod progress_reporter;
pub mod request;
mod running_job;

use std::{io, sync::Arc, time::Duration};

use async_trait::async_trait;
use tracing::Span;

use super::{
    InProgress, POLL, WorkerContext,
    leased::{self, ClaimedWork, EngineThread, LeasedWorker, Outcome},
};
use crate::{
    domain::{
        ids::JobId,
        job::{Failure, Rendition},
        message::Message,
        replies::{Subject, delivery, progress},
        time::Moment,
    },
    engine::stylize::{Checkpoint, EngineError, Painting, Request, Stylizer},
    store::{Attempt, ClaimedJob, Ending, JobClaim, LeaseState, StoreError},
};
use progress_reporter::ProgressReporter;
use running_job::FinishedPainting;

/// Makes the stylizer on the thread that will own it; again after a panic, which may have left it
/// broken.
pub type MakeStylizer = Box<dyn Fn() -> Box<dyn Stylizer> + Send>;

type StylizeThread = EngineThread<StylizeTask, Result<Painting, EngineError>>;

/// A painting for the engine to make.
struct StylizeTask {
    request: Request,
    resume: Option<Checkpoint>,
    progress: ProgressReporter,
}

/// How painting is paced and limited.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// What all leased work has.
    pub leased: leased::Pace,
    /// The time between two previews.
    pub preview: Duration,
}

/// Paints on one device.
pub struct StylizeWorker {
    context: WorkerContext,
    engine_thread: StylizeThread,
    claim: JobClaim,
    pace: Pace,
}

impl StylizeWorker {
    /// A worker with an engine thread of its own.
    ///
    /// # Errors
    /// If the system has no thread left.
    pub fn start(
        context: WorkerContext,
        make: MakeStylizer,
        claim: JobClaim,
        pace: Pace,
    ) -> io::Result<Self> {
        let work = |stylizer: &mut Box<dyn Stylizer>, task: StylizeTask| {
            let mut progress = task.progress;
            stylizer.stylize(&task.request, task.resume, &mut |step| {
                progress.report(step)
            })
        };

        Ok(Self {
            context,
            engine_thread: EngineThread::start("stylize", make, work)?,
            claim,
            pace,
        })
    }

    /// Paints until the service stops. The painting in progress is interrupted then, to be
    /// continued later.
    pub async fn run(self) {
        leased::run(&self, &self.context, self.pace.leased).await;
    }

    /// Tries until it is done: a painting is not thrown away because the disk was full.
    async fn finish(
        &self,
        job: &ClaimedJob,
        ending: Ending,
        messages: Vec<Message>,
    ) -> anyhow::Result<()> {
        let until = tokio::time::Instant::now() + self.pace.leased.limit;
        loop {
            let now = self.context.clock.now();
            match self
                .context
                .stores
                .jobs
                .finish_job(&job.lease, ending.clone(), messages.clone(), now)
                .await
            {
                Ok(LeaseState::Held | LeaseState::Lost) => return Ok(()),
                Err(StoreError::Busy(_))
                    if tokio::time::Instant::now() < until && !self.context.stop.is_cancelled() =>
                {
                    tokio::time::sleep(POLL).await;
                }
                Err(error) => return Err(error.into()),
            }
        }
    }
}

impl ClaimedWork for ClaimedJob {
    fn failures(&self) -> u32 {
        self.failures
    }

    fn span(&self) -> Span {
        let tier = self.request.plan.tier.name();
        tracing::info_span!("painting", job = %self.lease.id, attempt = self.lease.attempt, tier)
    }
}

#[async_trait]
impl LeasedWorker for StylizeWorker {
    type Claimed = ClaimedJob;
    type Done = FinishedPainting;
    type Id = JobId;

    const NAME: &'static str = "stylize";
    const REST: Duration = Duration::ZERO;

    fn in_hand(&self) -> &Arc<InProgress<JobId>> {
        &self.context.jobs_in_hand
    }

    fn id(job: &ClaimedJob) -> JobId {
        job.lease.id
    }

    async fn claim(&self) -> anyhow::Result<Option<ClaimedJob>> {
        let in_hand = self.context.jobs_in_hand.rows();
        let claim = JobClaim {
            claim: self.context.claim_now(&self.claim.claim, in_hand),
            ..self.claim.clone()
        };

        Ok(self.context.stores.jobs.claim_job(claim).await?)
    }

    async fn idle(&self) -> anyhow::Result<()> {
        self.paint_for_the_feed_or_wait().await
    }

    async fn work(&self, job: &ClaimedJob) -> anyhow::Result<Outcome<FinishedPainting>> {
        let tier = job.request.plan.tier.name();
        let waited = self.context.clock.now().since(job.asked_at).as_secs_f64();
        metrics::histogram!("vernissage_queue_wait_seconds", "tier" => tier).record(waited);

        self.paint(job).await
    }

    fn count(&self, job: &ClaimedJob, outcome: &'static str) {
        let tier = job.request.plan.tier.name();
        metrics::counter!("vernissage_paintings_total", "tier" => tier, "outcome" => outcome)
            .increment(1);
    }

    async fn deliver(&self, job: &ClaimedJob, done: FinishedPainting) -> anyhow::Result<()> {
        let FinishedPainting {
            pictures,
            worked,
            preview,
        } = done;
        let tier = job.request.plan.tier.name();
        metrics::histogram!("vernissage_painting_seconds", "tier" => tier)
            .record(worked.as_secs_f64());

        let subject = subject(job);
        let delivery = delivery::delivered(&subject, &pictures, &self.context.rules);
        let last = pictures.last().map(|last: &Rendition| last.picture);
        let messages = std::iter::once(progress::done(&subject, preview.or(last)))
            .chain(delivery)
            .collect();

        self.finish(job, Ending::Done { pictures, worked }, messages)
            .await
    }

    async fn fail(&self, job: &ClaimedJob, why: Failure) -> anyhow::Result<()> {
        let messages = progress::failed(&subject(job), why);
        self.finish(job, Ending::Failed(why), messages).await
    }

    async fn give_back(
        &self,
        job: &ClaimedJob,
        ready_at: Moment,
        attempt: Attempt,
        now: Moment,
    ) -> anyhow::Result<()> {
        // A lost lease needs no return.
        let _ = self
            .context
            .stores
            .jobs
            .return_job(&job.lease, ready_at, attempt, now)
            .await?;

        Ok(())
    }

    fn is_stuck(&self) -> bool {
        self.engine_thread.is_abandoned()
    }
}

fn subject(job: &ClaimedJob) -> Subject<'_> {
    Subject {
        language: job.language,
        job: job.lease.id,
        request: &job.request,
    }
}
