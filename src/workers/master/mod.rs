//! Makes the masters of paid canvases: a [`MasterWorker`] takes the order that waits longest whenever no
//! painting waits, and makes way for one that comes.
//!
//! The engine runs on a thread of its own for each master, and draws the files there. What it says
//! on the way is saved here: a checkpoint from which a killed process goes on. A lease that was
//! lost stops the engine within two iterations.

mod master_thread;
mod order;
mod running_master;

use std::{sync::Arc, time::Duration};

use super::{POLL, WorkerContext};
use crate::{
    backoff::Backoff,
    domain::{message::Message, replies::canvas},
    engine::master::MasterPainter,
    store::{
        JobClaim, StoreError,
        jobs::{Attempt, LeaseState},
        orders::{ClaimedMaster, MasterEnding},
    },
};
use running_master::Outcome;

/// Makes the painter on the thread that will own it.
pub type MakeMasterPainter = Arc<dyn Fn() -> Box<dyn MasterPainter> + Send + Sync>;

/// A master that made way for a painting waits so long, that the painting may be claimed first.
const ASIDE: Duration = Duration::from_secs(5);

/// The pause before a master that failed is tried again.
const BACKOFF: Backoff = Backoff::new(Duration::from_secs(2), Duration::from_secs(512));

/// How masters are paced and limited.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// A lease is this long and renewed at a third of it.
    pub lease: Duration,
    /// Between two checkpoints.
    pub checkpoint: Duration,
    /// What a master may take, all attempts together.
    pub limit: Duration,
    /// A master is tried so often.
    pub attempts: u32,
}

/// One device that makes masters in its spare time.
pub struct MasterWorker {
    context: WorkerContext,
    make: MakeMasterPainter,
    claim: JobClaim,
    pace: Pace,
}

impl MasterWorker {
    /// A press that claims by these rules.
    #[must_use]
    pub fn new(
        context: WorkerContext,
        make: MakeMasterPainter,
        claim: JobClaim,
        pace: Pace,
    ) -> Self {
        Self {
            context,
            make,
            claim,
            pace,
        }
    }

    /// Makes masters until told to stop; one under way is put away then, to go on later.
    pub async fn run(self) {
        while !self.context.stop.is_cancelled() {
            let pause = match self.turn().await {
                Ok(true) => continue,
                Ok(false) => POLL,
                Err(error) => {
                    count_error();
                    tracing::error!(?error, "no master made");
                    POLL * 3
                }
            };

            tokio::select! {
                () = self.context.stop.cancelled() => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// Works off one order; false when there is nothing to do.
    async fn turn(&self) -> anyhow::Result<bool> {
        let now = self.context.clock.now();
        let claim = JobClaim {
            now,
            ..self.claim.clone()
        };

        if let Some(master) = self
            .context
            .store
            .claim_exhausted_master(claim.clone())
            .await?
        {
            tracing::error!(order = %master.lease.order, "a master was lost with its worker once too often");
            self.fail(&master).await?;
            return Ok(true);
        }

        if self.paintings_wait().await? {
            return Ok(false);
        }

        let Some(master) = self.context.store.claim_master(claim).await? else {
            return Ok(false);
        };
        tracing::info!(order = %master.lease.order, attempt = master.lease.attempt, "making a master");

        let outcome = self
            .work(&master)
            .await
            .unwrap_or_else(|error| Outcome::Retry(format!("{error:#}")));
        tracing::info!(order = %master.lease.order, outcome = outcome.name(), "master ended");
        metrics::counter!("vernissage_masters_total", "outcome" => outcome.name()).increment(1);
        self.settle(&master, outcome).await?;

        Ok(true)
    }

    async fn paintings_wait(&self) -> Result<bool, StoreError> {
        Ok(!self
            .context
            .store
            .queued_jobs(self.context.clock.now())
            .await?
            .is_empty())
    }

    async fn settle(&self, master: &ClaimedMaster, outcome: Outcome) -> anyhow::Result<()> {
        match outcome {
            Outcome::Made(files, proof) => {
                self.finish(master, MasterEnding::Done(files), vec![proof])
                    .await
            }
            Outcome::PutAway => self.give_back(master, ASIDE, Attempt::DoesNotCount).await,
            Outcome::Retry(why) if master.failures + 1 < self.pace.attempts => {
                tracing::warn!(order = %master.lease.order, why, "a master is tried again");
                self.give_back(master, BACKOFF.pause(master.failures), Attempt::Counts)
                    .await
            }
            Outcome::Retry(why) => {
                tracing::error!(order = %master.lease.order, why, "a master cannot be made: look at its order");
                self.fail(master).await
            }
            Outcome::Lost => Ok(()),
        }
    }

    /// The operator finds it among the orders and in the log; the person is told as well.
    async fn fail(&self, master: &ClaimedMaster) -> anyhow::Result<()> {
        count_error();
        let told = canvas::master_failed(master.language, master.lease.order);
        self.finish(master, MasterEnding::Failed, vec![told]).await
    }

    async fn finish(
        &self,
        master: &ClaimedMaster,
        ending: MasterEnding,
        told: Vec<Message>,
    ) -> anyhow::Result<()> {
        let now = self.context.clock.now();
        match self
            .context
            .store
            .finish_master(&master.lease, ending, told, now)
            .await?
        {
            LeaseState::Yes => self.context.bells.outbox.ring(),
            LeaseState::Lost => {
                tracing::info!(order = %master.lease.order, "nobody needs this master any more")
            }
        }

        Ok(())
    }

    async fn give_back(
        &self,
        master: &ClaimedMaster,
        pause: Duration,
        attempt: Attempt,
    ) -> anyhow::Result<()> {
        let ready_at = self.context.clock.now().plus(pause);
        let _ = self
            .context
            .store
            .return_master(&master.lease, ready_at, attempt)
            .await?;

        Ok(())
    }
}

fn count_error() {
    metrics::counter!("vernissage_errors_total", "where" => "master").increment(1);
}
