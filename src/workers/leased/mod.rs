//! Work that is claimed under a lease and computed by an engine: the loop that paintings and print
//! masters share.
//!
//! [`run`] claims a piece of work, does it and settles the outcome. While it is being done,
//! [`follow`] renews the lease, saves what the engine reports and stops the engine when it has to.
//! The engine itself runs on an [`EngineThread`]. Each kind of work brings only what differs: a
//! [`LeasedWorker`] and a [`RunningWork`]. Nothing here knows a job, an order or a picture.

mod engine_thread;
mod follow;

pub use engine_thread::EngineThread;
pub(super) use engine_thread::{EngineGone, EngineRun};
pub(super) use follow::{LeaseTimes, Next, RunningWork, StopReason, follow};

use std::{hash::Hash, sync::Arc, time::Duration};

use anyhow::Context;
use async_trait::async_trait;
use tokio::time::sleep;
use tracing::{Instrument, Span};

use super::{InProgress, POLL, WorkerContext};
use crate::{
    backoff::Backoff,
    domain::{job::Failure, time::Moment},
    pictures::StorageError,
    store::Attempt,
};

/// The pause before work that failed is tried again.
const BACKOFF: Backoff = Backoff::new(Duration::from_secs(2), Duration::from_secs(512));
/// The pause before work that needs the storage is tried again, when the storage is out of order.
const STORAGE_PAUSE: Duration = Duration::from_secs(5);

/// How long leases are, and what one piece of work may take.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// The length of a lease. It is renewed after a third of it.
    pub lease: Duration,
    /// The time between two checkpoints.
    pub checkpoint: Duration,
    /// Work that takes longer is given up.
    pub limit: Duration,
    /// How many attempts may fail.
    pub attempts: u32,
}

/// How one attempt ended.
pub(super) enum Outcome<Done> {
    /// It is done, and its files are kept.
    Done(Done),
    /// Another attempt would fail in the same way.
    Failed(Failure),
    /// Another attempt may succeed.
    Retry(String),
    /// The storage of pictures does not do what it is asked: nobody's fault, and worth another
    /// attempt as soon as it does.
    Postponed(String),
    /// It made way for something else; its checkpoint is saved.
    Interrupted,
    /// The lease is lost: another worker has the work, or it was cancelled.
    Lost,
}

impl<Done> Outcome<Done> {
    /// The name in logs and metrics.
    const fn name(&self) -> &'static str {
        match self {
            Self::Done(_) => "done",
            Self::Failed(_) => "failed",
            Self::Retry(_) => "retry",
            Self::Postponed(_) => "postponed",
            Self::Interrupted => "interrupted",
            Self::Lost => "lost",
        }
    }
}

/// A piece of work that this worker has a lease on.
pub(super) trait ClaimedWork: Send + Sync {
    /// How many attempts have failed so far.
    fn failures(&self) -> u32;

    /// The span that all log lines about this work belong to; it carries the ids.
    fn span(&self) -> Span;
}

/// One kind of work: how it is claimed, done and settled.
#[async_trait]
pub(super) trait LeasedWorker: Send + Sync {
    /// What is claimed.
    type Claimed: ClaimedWork;
    /// What an attempt that succeeded has made.
    type Done: Send;
    /// The id of a piece of work.
    type Id: Clone + Eq + Hash + Send + Sync;

    /// The label `where` of this worker's errors in the metrics.
    const NAME: &'static str;
    /// How long interrupted work rests before it can be claimed again.
    const REST: Duration;

    /// What this process works on, so that no claim takes it for abandoned.
    fn in_hand(&self) -> &Arc<InProgress<Self::Id>>;

    /// The id of what was claimed.
    fn id(claimed: &Self::Claimed) -> Self::Id;

    /// Claims the next piece of work, if there is any.
    async fn claim(&self) -> anyhow::Result<Option<Self::Claimed>>;

    /// Waits for work, or uses the time until some comes.
    async fn idle(&self) -> anyhow::Result<()>;

    /// Makes one attempt. An error is an [`Outcome::Retry`], or an [`Outcome::Postponed`] if it is
    /// the storage's.
    async fn work(&self, claimed: &Self::Claimed) -> anyhow::Result<Outcome<Self::Done>>;

    /// Counts how an attempt ended.
    fn count(&self, claimed: &Self::Claimed, outcome: &'static str);

    /// Ends the work well, and tells the person.
    async fn deliver(&self, claimed: &Self::Claimed, done: Self::Done) -> anyhow::Result<()>;

    /// Ends the work without a result, and tells the person.
    async fn fail(&self, claimed: &Self::Claimed, why: Failure) -> anyhow::Result<()>;

    /// Returns the work to the queue, from where it can be claimed after `ready_at`.
    async fn give_back(
        &self,
        claimed: &Self::Claimed,
        ready_at: Moment,
        attempt: Attempt,
        now: Moment,
    ) -> anyhow::Result<()>;

    /// Whether the engine no longer answers, so that only a new process can go on.
    fn is_stuck(&self) -> bool {
        false
    }
}

/// Works until the service stops. Work that is being done then is interrupted, to be continued
/// later.
pub(super) async fn run<W: LeasedWorker>(worker: &W, context: &WorkerContext, pace: Pace) {
    while !context.stop.is_cancelled() {
        if let Err(error) = round(worker, context, pace).await {
            count_error(W::NAME);
            tracing::error!(?error, worker = W::NAME, "no work was done; trying again");
            sleep(POLL).await;
        }

        if worker.is_stuck() {
            // The process ends because of it, and its supervisor starts a new one.
            tracing::error!(worker = W::NAME, "the device no longer answers");
            return;
        }
    }
}

async fn round<W: LeasedWorker>(
    worker: &W,
    context: &WorkerContext,
    pace: Pace,
) -> anyhow::Result<()> {
    let claimed = worker.claim().await.context("no work could be claimed")?;
    let Some(claimed) = claimed else {
        return worker.idle().await;
    };

    let span = claimed.span();
    let is_postponed = attempt(worker, context, pace, &claimed)
        .instrument(span)
        .await;

    // What else there is needs the same storage.
    if is_postponed {
        tokio::select! {
            () = context.stop.cancelled() => {}
            () = sleep(POLL) => {}
        }
    }

    Ok(())
}

/// Makes one attempt and settles it. True if it was postponed.
async fn attempt<W: LeasedWorker>(
    worker: &W,
    context: &WorkerContext,
    pace: Pace,
    claimed: &W::Claimed,
) -> bool {
    let _in_hand = worker.in_hand().enter(W::id(claimed));
    tracing::info!("started");
    let outcome = worker
        .work(claimed)
        .await
        .unwrap_or_else(|error| outcome_of_error(&error));

    let is_postponed = matches!(outcome, Outcome::Postponed(_));
    let name = outcome.name();
    tracing::info!(outcome = name, "ended");
    worker.count(claimed, name);

    let now = context.clock.now();
    if let Err(error) = settle(worker, pace, claimed, outcome, now).await {
        // The lease runs out, and the sweep or another worker takes over.
        count_error(W::NAME);
        tracing::error!(?error, "the outcome could not be saved");
    }

    context.bells.outbox.ring();
    is_postponed
}

fn outcome_of_error<Done>(error: &anyhow::Error) -> Outcome<Done> {
    let why = format!("{error:#}");
    if StorageError::passes(error) {
        Outcome::Postponed(why)
    } else {
        Outcome::Retry(why)
    }
}

async fn settle<W: LeasedWorker>(
    worker: &W,
    pace: Pace,
    claimed: &W::Claimed,
    outcome: Outcome<W::Done>,
    now: Moment,
) -> anyhow::Result<()> {
    let failures = claimed.failures();

    match outcome {
        Outcome::Done(done) => worker.deliver(claimed, done).await,
        Outcome::Failed(why) => worker.fail(claimed, why).await,
        Outcome::Interrupted => {
            worker
                .give_back(claimed, now.plus(W::REST), Attempt::DoesNotCount, now)
                .await
        }
        Outcome::Postponed(why) => {
            count_error("storage");
            tracing::warn!(
                why,
                "the storage is out of order; this attempt does not count"
            );
            worker
                .give_back(claimed, now.plus(STORAGE_PAUSE), Attempt::DoesNotCount, now)
                .await
        }
        Outcome::Retry(why) if failures + 1 < pace.attempts => {
            tracing::warn!(why, "this attempt failed; there will be another");
            let ready_at = now.plus(BACKOFF.pause(failures));
            worker
                .give_back(claimed, ready_at, Attempt::Counts, now)
                .await
        }
        Outcome::Retry(why) => {
            tracing::error!(why, "the last attempt failed");
            worker.fail(claimed, Failure::Broken).await
        }
        Outcome::Lost => Ok(()),
    }
}

/// Counts an error of a worker.
pub(super) fn count_error(worker: &'static str) {
    metrics::counter!("vernissage_errors_total", "where" => worker).increment(1);
}
