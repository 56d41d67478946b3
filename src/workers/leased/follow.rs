//! Follows one piece of work from its start to the engine's reply.

use std::{ops::ControlFlow, time::Duration};

use async_trait::async_trait;
use tokio::time::{interval, sleep};
use tokio_util::sync::CancellationToken;

use super::{EngineGone, EngineRun, Outcome};

/// How often running work is looked after.
#[derive(Clone, Copy, Debug)]
pub(in crate::workers) struct LeaseTimes {
    /// The time between two renewals of the lease.
    pub(in crate::workers) renew_every: Duration,
    /// The time between two checks whether the work is still wanted.
    pub(in crate::workers) check_every: Duration,
    /// When the work has taken too long.
    pub(in crate::workers) limit: Duration,
}

/// Why work that is still wanted is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::workers) enum StopReason {
    /// The service stops.
    Service,
    /// It has taken too long.
    TooLong,
}

/// Whether to go on with the work, or to end it with an outcome without waiting for the engine.
pub(in crate::workers) type Next<Done> = ControlFlow<Outcome<Done>>;

/// One piece of work while its engine runs.
#[async_trait]
pub(in crate::workers) trait RunningWork: Send + Sync {
    /// What the engine reports on the way.
    type Progress: Send;
    /// What the work makes.
    type Done: Send;

    /// Saves what the engine has reported.
    async fn save(&mut self, progress: Self::Progress) -> anyhow::Result<Next<Self::Done>>;

    /// Renews the lease.
    async fn renew(&mut self) -> anyhow::Result<Next<Self::Done>>;

    /// Looks whether the work is still wanted and still makes progress.
    async fn check(&mut self) -> Next<Self::Done>;

    /// Reacts to a reason to stop. Each reason comes at most once.
    fn stop(&mut self, reason: StopReason) -> Next<Self::Done>;

    /// Resolves when [`RunningWork::check`] has a reason to be called at once.
    async fn disturbed(&self) {
        std::future::pending::<()>().await;
    }
}

/// Waits for the engine's reply and looks after the work meanwhile. `Break` is an outcome that did
/// not wait for the reply.
pub(in crate::workers) async fn follow<W: RunningWork, Reply>(
    work: &mut W,
    mut run: EngineRun<W::Progress, Reply>,
    times: LeaseTimes,
    service_stop: &CancellationToken,
) -> anyhow::Result<ControlFlow<Outcome<W::Done>, Result<Reply, EngineGone>>> {
    let mut renewal = interval(times.renew_every);
    let mut checking = interval(times.check_every);
    let mut service_stops = false;
    let mut is_too_long = false;
    let too_long = sleep(times.limit);
    tokio::pin!(too_long);

    let reply = loop {
        let next = tokio::select! {
            biased;
            Some(progress) = run.progress.recv() => work.save(progress).await?,
            reply = &mut run.reply => break reply.unwrap_or(Err(EngineGone::Ended)),
            _ = renewal.tick() => work.renew().await?,
            () = work.disturbed() => work.check().await,
            _ = checking.tick() => work.check().await,
            () = service_stop.cancelled(), if !service_stops => {
                service_stops = true;
                work.stop(StopReason::Service)
            }
            () = &mut too_long, if !is_too_long => {
                is_too_long = true;
                work.stop(StopReason::TooLong)
            }
        };

        if let ControlFlow::Break(outcome) = next {
            return Ok(ControlFlow::Break(outcome));
        }
    };

    // What was reported just before the reply.
    while let Ok(progress) = run.progress.try_recv() {
        if let ControlFlow::Break(outcome) = work.save(progress).await? {
            return Ok(ControlFlow::Break(outcome));
        }
    }

    Ok(ControlFlow::Continue(reply))
}
