//! Print masters of paid canvas orders, from the queue to the print shop.

use std::time::Duration;

use async_trait::async_trait;

use crate::domain::ids::{ChatId, OrderId, PersonId};
use crate::domain::job::JobRequest;
use crate::domain::language::Language;
use crate::domain::message::Message;
use crate::domain::order::CanvasOrder;
use crate::domain::picture::PictureKey;
use crate::domain::time::Moment;
use crate::store::Result;
use crate::store::leases::{Attempt, Claim, LeaseState, MasterLease};

/// The queue of print masters, leased as jobs are.
#[async_trait]
pub trait MasterStore: Send + Sync + 'static {
    /// Claims the master of the paid order that has waited longest. Masters whose lease ran out come
    /// first. Orders that are being refunded are skipped.
    async fn claim_master(&self, claim: Claim) -> Result<Option<ClaimedMaster>>;

    /// Claims a master whose lease ran out in its last attempt. Finish it as failed.
    async fn claim_exhausted_master(&self, claim: Claim) -> Result<Option<ClaimedMaster>>;

    /// Renews the lease and saves progress. `Lost` means that another worker has the master, or that
    /// it is no longer needed.
    async fn renew_master(
        &self,
        lease: &MasterLease,
        progress: MasterProgress,
    ) -> Result<LeaseState>;

    /// Ends a master and puts its messages into the outbox, if the order still has a chat.
    async fn finish_master(
        &self,
        lease: &MasterLease,
        ending: MasterEnding,
        messages: Vec<Message>,
        now: Moment,
    ) -> Result<LeaseState>;

    /// Returns a master to the queue, from where it can be claimed after `ready_at`.
    async fn return_master(
        &self,
        lease: &MasterLease,
        ready_at: Moment,
        attempt: Attempt,
        now: Moment,
    ) -> Result<LeaseState>;

    /// Queues a failed master again. False when it has not failed, or is no longer needed.
    async fn retry_master(&self, id: OrderId, now: Moment) -> Result<bool>;
}

/// The state of a master.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MasterState {
    /// It is in the queue.
    Queued,
    /// A worker makes it.
    Running {
        /// From 0 to 100.
        percent: u8,
    },
    /// It is finished.
    Done(MasterFiles),
    /// It could not be made. The operator has to look into it.
    Failed,
    /// It is no longer needed.
    Cancelled,
}

/// The files for the print shop, saved as pictures of the order's person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MasterFiles {
    /// The picture.
    pub master: PictureKey,
    /// The print sheet that goes with it.
    pub sheet: PictureKey,
    /// How it was made, such as "continued" or "resampled".
    pub method: String,
}

/// A master that a worker has claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimedMaster {
    /// The right to make it.
    pub lease: MasterLease,
    /// What was ordered: picture, design and recipient.
    pub order: CanvasOrder,
    /// The request of the painting, so that the engine can continue it. Its photo and styles are
    /// not deleted before the master is done, if they still existed when the order was paid.
    pub request: Option<JobRequest>,
    /// Whose pictures are read and written.
    pub person: PersonId,
    /// The chat that gets its messages; `None` once the person was forgotten.
    pub chat: Option<ChatId>,
    /// The language of its messages.
    pub language: Language,
    /// How many earlier attempts have failed.
    pub failures: u32,
    /// Where an earlier attempt stopped: a picture of the kind `Checkpoint`.
    pub checkpoint: Option<PictureKey>,
}

/// Progress of a master.
#[derive(Clone, Debug)]
pub struct MasterProgress {
    /// How long the renewed lease lasts.
    pub lease: Duration,
    /// From 0 to 100.
    pub percent: u8,
    /// A new checkpoint. The one before is deleted.
    pub checkpoint: Option<PictureKey>,
    /// Now.
    pub now: Moment,
}

/// How a master ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MasterEnding {
    /// Made.
    Done(MasterFiles),
    /// Not made.
    Failed,
}
