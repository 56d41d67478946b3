//! The queue, and what happens to a job in it.

use std::time::Duration;

use super::orders::Order;
use crate::domain::{ids::JobId, tier::Tier};

/// The time between two previews, two checkpoints and two renewals of a lease.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rhythm {
    pub(crate) preview: Duration,
    pub(crate) checkpoint: Duration,
    pub(crate) lease: Duration,
}

/// The first preview comes soon, as in the worker.
const FIRST_PREVIEW: Duration = Duration::from_millis(700);

/// What a painter saves between the claim and the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Touch {
    /// The person reads that it has begun.
    Begin,
    /// The lease is renewed, and how far it is.
    Renew,
    /// The person sees what is there so far.
    Preview,
    /// Where another attempt would continue.
    Checkpoint,
    /// A stage that the person can choose from.
    Snapshot,
}

/// Something to save.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TouchAt {
    /// The time since the claim.
    pub(crate) after: Duration,
    pub(crate) touch: Touch,
    /// The part of the work that is done.
    pub(crate) fraction: f64,
}

/// What a painter saves of a job that takes so long.
pub(crate) fn touches(tier: Tier, takes: Duration, rhythm: &Rhythm) -> Vec<TouchAt> {
    let mut touches = Vec::new();
    let mut touch_at = |after: Duration, touch: Touch| {
        touches.push(TouchAt {
            after,
            touch,
            fraction: after.as_secs_f64() / takes.as_secs_f64().max(0.001),
        });
    };

    // The worker renews once more when it begins to look after the lease, and again when the engine
    // reports its start.
    touch_at(Duration::ZERO, Touch::Begin);
    touch_at(Duration::ZERO, Touch::Renew);
    touch_at(Duration::ZERO, Touch::Renew);

    let mut repeat = |first: Duration, every: Duration, touch: Touch| {
        let mut after = first;
        while after < takes && !every.is_zero() {
            touch_at(after, touch);
            after += every;
        }
    };
    repeat(FIRST_PREVIEW, rhythm.preview, Touch::Preview);
    repeat(rhythm.checkpoint, rhythm.checkpoint, Touch::Checkpoint);
    repeat(rhythm.lease / 3, rhythm.lease / 3, Touch::Renew);

    // The stages are those of the last size, which begins after about half of the time.
    if tier == Tier::Premium {
        for part in [0.63, 0.75, 0.88] {
            touch_at(takes.mul_f64(part), Touch::Snapshot);
        }
    }

    touches
}

/// A queue that painters claim from. Times are since the simulation began.
pub(crate) trait Line {
    /// Whether it wants to know what painters save on the way.
    const SEES_TOUCHES: bool;

    /// Takes an order.
    async fn order(&mut self, order: &Order) -> anyhow::Result<()>;

    /// Claims the next job.
    async fn claim(&mut self, painter: usize, now: Duration) -> anyhow::Result<Option<JobId>>;

    /// Saves something on the way.
    async fn touch(&mut self, job: JobId, touch: TouchAt, now: Duration) -> anyhow::Result<()>;

    /// Delivers a painting that took so long.
    async fn finish(&mut self, job: JobId, took: Duration, now: Duration) -> anyhow::Result<()>;
}
