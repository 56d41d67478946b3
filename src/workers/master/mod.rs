//! Makes the masters of paid canvases, the files for the print shop. A [`MasterWorker`] takes the
//! order that has waited longest while no painting waits, and makes way for a painting that comes.
//!
//! The engine runs on a new thread for each master and encodes the files there. What it reports on
//! the way is saved here: a checkpoint from which another process can continue. A lost lease stops
//! the engine within two iterations.

mod master_files;
mod request;
mod running_master;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use tokio::time::sleep;
use tracing::Span;

use super::{
    InProgress, POLL, WorkerContext,
    leased::{self, ClaimedWork, LeasedWorker, Outcome, Pace, count_error},
};
use crate::{
    domain::{
        ids::OrderId, job::Failure, message::Message, replies::canvas, time::Moment, work::Lane,
    },
    engine::master::MasterPainter,
    store::{
        Attempt, Claim, LeaseState, StoreError,
        masters::{ClaimedMaster, MasterEnding},
    },
};
use running_master::KeptMaster;

/// Makes the painter on the thread that will own it.
pub type MakeMasterPainter = Arc<dyn Fn() -> Box<dyn MasterPainter> + Send + Sync>;

/// Makes masters when their device has nothing else to do.
pub struct MasterWorker {
    context: WorkerContext,
    make: MakeMasterPainter,
    claim: Claim,
    pace: Pace,
}

impl MasterWorker {
    /// A worker that claims by these rules.
    #[must_use]
    pub fn new(context: WorkerContext, make: MakeMasterPainter, claim: Claim, pace: Pace) -> Self {
        Self {
            context,
            make,
            claim,
            pace,
        }
    }

    /// Makes masters until the service stops. The master in progress is interrupted then, to be
    /// continued later.
    pub async fn run(self) {
        leased::run(&self, &self.context, self.pace).await;
    }

    async fn do_paintings_wait(&self) -> Result<bool, StoreError> {
        let queued = self.context.stores.jobs.queued_jobs(1).await?;
        Ok(queued.iter().any(|job| job.lane == Lane::Painter))
    }

    async fn finish(
        &self,
        master: &ClaimedMaster,
        ending: MasterEnding,
        messages: Vec<Message>,
    ) -> anyhow::Result<()> {
        let state = self
            .context
            .stores
            .masters
            .finish_master(&master.lease, ending, messages, self.context.clock.now())
            .await?;

        match state {
            LeaseState::Held => self.context.bells.outbox.ring(),
            LeaseState::Lost => tracing::info!("this master is no longer needed"),
        }

        Ok(())
    }
}

impl ClaimedWork for ClaimedMaster {
    fn failures(&self) -> u32 {
        self.failures
    }

    fn span(&self) -> Span {
        tracing::info_span!("master", order = %self.lease.id, attempt = self.lease.attempt)
    }
}

#[async_trait]
impl LeasedWorker for MasterWorker {
    type Claimed = ClaimedMaster;
    type Done = KeptMaster;
    type Id = OrderId;

    const NAME: &'static str = "master";
    /// Long enough for the painting that it makes way for to be claimed first.
    const REST: Duration = Duration::from_secs(5);

    fn in_hand(&self) -> &Arc<InProgress<OrderId>> {
        &self.context.masters_in_hand
    }

    fn id(master: &ClaimedMaster) -> OrderId {
        master.lease.id
    }

    async fn claim(&self) -> anyhow::Result<Option<ClaimedMaster>> {
        let stores = &self.context.stores;
        let claim = || {
            let in_hand = self.context.masters_in_hand.rows();
            self.context.claim_now(&self.claim, in_hand)
        };

        while let Some(master) = stores.masters.claim_exhausted_master(claim()).await? {
            tracing::error!(order = %master.lease.id, "a master was lost with its worker too often");
            self.fail(&master, Failure::Broken).await?;
        }

        if self.do_paintings_wait().await? {
            return Ok(None);
        }

        Ok(stores.masters.claim_master(claim()).await?)
    }

    async fn idle(&self) -> anyhow::Result<()> {
        tokio::select! {
            () = self.context.stop.cancelled() => {}
            () = sleep(POLL) => {}
        }

        Ok(())
    }

    async fn work(&self, master: &ClaimedMaster) -> anyhow::Result<Outcome<KeptMaster>> {
        self.make_master(master).await
    }

    fn count(&self, _master: &ClaimedMaster, outcome: &'static str) {
        metrics::counter!("vernissage_masters_total", "outcome" => outcome).increment(1);
    }

    async fn deliver(&self, master: &ClaimedMaster, done: KeptMaster) -> anyhow::Result<()> {
        let ending = MasterEnding::Done(done.files);
        self.finish(master, ending, vec![done.proof_message]).await
    }

    /// The operator finds the order among the others and in the log; the person is told as well.
    async fn fail(&self, master: &ClaimedMaster, _why: Failure) -> anyhow::Result<()> {
        count_error(Self::NAME);
        tracing::error!(order = %master.lease.id, "a master cannot be made: look at its order");

        let message = canvas::master_failed(master.language, master.lease.id);
        self.finish(master, MasterEnding::Failed, vec![message])
            .await
    }

    async fn give_back(
        &self,
        master: &ClaimedMaster,
        ready_at: Moment,
        attempt: Attempt,
        now: Moment,
    ) -> anyhow::Result<()> {
        // A lost lease needs no return.
        let _ = self
            .context
            .stores
            .masters
            .return_master(&master.lease, ready_at, attempt, now)
            .await?;

        Ok(())
    }
}
