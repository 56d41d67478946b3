//! Paints: one [`StylizeWorker`] for each device claims jobs, has its [`EngineThread`] paint them and tells how
//! it goes.
//!
//! The engine runs on the studio's own thread. What it says on the way is saved here: a checkpoint
//! from which a killed process goes on, a preview and a percent for the person. A lease that was
//! lost (also because the person cancelled) stops the engine within two iterations.

mod engine_thread;
mod idle;
pub mod order;
mod progress_reporter;
mod running_job;

use std::time::Duration;

use crate::{
    backoff::Backoff,
    config,
    domain::{
        job::{Failure, Rendition},
        message::Message,
        replies::{Subject, delivery, progress},
        time::Moment,
    },
    store::{ClaimedJob, Ending, JobClaim, LeaseState, StoreError, jobs::Attempt},
};

use super::{POLL, WorkerContext};
pub use engine_thread::{EngineThread, MakeStylizer};
use running_job::{Outcome, Painted};

/// The pause before a job that failed is tried again.
const BACKOFF: Backoff = Backoff::new(Duration::from_secs(2), Duration::from_secs(512));

/// How painting is paced and limited.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// A lease is this long and renewed at a third of it.
    pub lease: Duration,
    /// Between two previews.
    pub preview: Duration,
    /// Between two checkpoints.
    pub checkpoint: Duration,
    /// A painting that takes longer is given up.
    pub longest: Duration,
    /// A job is tried so often.
    pub attempts: u32,
}

/// The rules by which a worker of this name claims jobs.
#[must_use]
pub fn claim(worker: String, queue: &config::Queue) -> JobClaim {
    JobClaim {
        worker,
        lease: Duration::from_secs(queue.lease_seconds.into()),
        free_waits: Duration::from_mins(queue.free_waits_minutes.into()),
        paid_in_a_row: queue.paid_in_a_row,
        attempts: queue.attempts,
        now: Moment::default(),
    }
}

/// One device at work.
pub struct StylizeWorker {
    context: WorkerContext,
    engine_thread: EngineThread,
    claim: JobClaim,
    pace: Pace,
}

impl StylizeWorker {
    /// An easel for a studio.
    #[must_use]
    pub fn new(
        context: WorkerContext,
        engine_thread: EngineThread,
        claim: JobClaim,
        pace: Pace,
    ) -> Self {
        Self {
            context,
            engine_thread,
            claim,
            pace,
        }
    }

    /// Paints until told to stop; a painting under way is put away then, to go on later.
    pub async fn run(self) {
        while !self.context.stop.is_cancelled() {
            let claim = JobClaim {
                now: self.context.clock.now(),
                ..self.claim.clone()
            };

            match self.context.store.claim_job(claim).await {
                Ok(Some(job)) => {
                    self.paint(&job).await;
                    if self.engine_thread.is_lost() {
                        // The service ends by it, for whoever watches over it to start it anew.
                        tracing::error!("the device does not answer any more");
                        return;
                    }
                }
                Ok(None) => {
                    if let Err(error) = self.idle().await {
                        metrics::counter!("vernissage_errors_total", "where" => "stylize")
                            .increment(1);
                        tracing::error!(?error, "nothing painted for the feed");
                        tokio::time::sleep(POLL).await;
                    }
                }
                Err(error) => {
                    metrics::counter!("vernissage_errors_total", "where" => "stylize").increment(1);
                    tracing::error!(?error, "no job claimed");
                    tokio::time::sleep(POLL).await;
                }
            }
        }
    }

    async fn paint(&self, job: &ClaimedJob) {
        let tier = job.request.plan.tier.name();
        let waited = self.context.clock.now().since(job.asked_at).as_secs_f64();
        metrics::histogram!("vernissage_queue_wait_seconds", "tier" => tier).record(waited);
        tracing::info!(job = %job.lease.job, attempt = job.lease.attempt, tier, "painting");

        let outcome = self
            .work(job)
            .await
            .unwrap_or_else(|error| Outcome::Retry(format!("{error:#}")));
        tracing::info!(job = %job.lease.job, outcome = outcome.name(), "painting ended");
        metrics::counter!("vernissage_paintings_total", "tier" => tier, "outcome" => outcome.name()).increment(1);

        if let Err(error) = self.settle(job, outcome).await {
            // The lease runs out, and the sweep or another worker takes over.
            metrics::counter!("vernissage_errors_total", "where" => "stylize").increment(1);
            tracing::error!(?error, job = %job.lease.job, "job not settled");
        }

        self.context.bells.outbox.ring();
    }

    async fn settle(&self, job: &ClaimedJob, outcome: Outcome) -> anyhow::Result<()> {
        match outcome {
            Outcome::Painted(painted) => self.deliver(job, painted).await,
            Outcome::Failed(why) => self.fail(job, why).await,
            Outcome::Interrupted => {
                self.give_back(job, Duration::ZERO, Attempt::DoesNotCount)
                    .await
            }
            Outcome::Retry(why) if job.failures + 1 < self.pace.attempts => {
                tracing::warn!(job = %job.lease.job, why, "painting is tried again");
                self.give_back(job, BACKOFF.pause(job.failures), Attempt::Counts)
                    .await
            }
            Outcome::Retry(why) => {
                tracing::error!(job = %job.lease.job, why, "painting failed");
                self.fail(job, Failure::Broken).await
            }
            Outcome::Lost => Ok(()),
        }
    }

    async fn deliver(&self, job: &ClaimedJob, painted: Painted) -> anyhow::Result<()> {
        let Painted {
            pictures,
            worked,
            preview,
        } = painted;
        let seconds = worked.as_secs_f64();
        metrics::histogram!("vernissage_painting_seconds", "tier" => job.request.plan.tier.name())
            .record(seconds);

        let subject = subject(job);
        let delivered = delivery::delivered(&subject, &pictures, &self.context.rules);
        let shown = preview.or(pictures.last().map(|last: &Rendition| last.picture));
        let messages = std::iter::once(progress::done(&subject, shown))
            .chain(delivered)
            .collect();

        self.finish(job, Ending::Done { pictures, worked }, messages)
            .await
    }

    async fn fail(&self, job: &ClaimedJob, why: Failure) -> anyhow::Result<()> {
        self.finish(
            job,
            Ending::Failed(why),
            progress::failed(&subject(job), why),
        )
        .await
    }

    /// Tries until it is done: a painting is not thrown away for a disk that was full.
    async fn finish(
        &self,
        job: &ClaimedJob,
        ending: Ending,
        messages: Vec<Message>,
    ) -> anyhow::Result<()> {
        let until = tokio::time::Instant::now() + self.pace.longest;
        loop {
            let now = self.context.clock.now();
            match self
                .context
                .store
                .finish_job(&job.lease, ending.clone(), messages.clone(), now)
                .await
            {
                Ok(LeaseState::Yes | LeaseState::Lost) => return Ok(()),
                Err(StoreError::Busy(_))
                    if tokio::time::Instant::now() < until && !self.context.stop.is_cancelled() =>
                {
                    tokio::time::sleep(POLL).await;
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    async fn give_back(
        &self,
        job: &ClaimedJob,
        pause: Duration,
        attempt: Attempt,
    ) -> anyhow::Result<()> {
        let ready_at = self.context.clock.now().plus(pause);
        let _ = self
            .context
            .store
            .return_job(&job.lease, ready_at, attempt)
            .await?;

        Ok(())
    }
}

fn subject(job: &ClaimedJob) -> Subject<'_> {
    Subject {
        language: job.language,
        job: job.lease.job,
        request: &job.request,
    }
}
