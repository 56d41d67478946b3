//! Orders of canvases: the person's, the print shop's and the operator's side.

use std::time::Duration;

use async_trait::async_trait;

use super::jobs::{Attempt, LeaseState};
use super::purchases::{ChargeKey, RefundRefusal};
use super::{JobClaim, Result};
use crate::domain::ids::{ChatId, OrderId, PersonId};
use crate::domain::job::JobRequest;
use crate::domain::language::Language;
use crate::domain::message::Message;
use crate::domain::order::{CanvasOrder, InvalidTransition, Transition};
use crate::domain::picture::PictureKey;
use crate::domain::time::Moment;

/// What the store does with orders once they are confirmed; before that they are the
/// conversation's.
#[async_trait]
pub trait Orders: Send + Sync {
    /// Those at a stage (one of `Stage::NAMES`), of all people, those that got there last first.
    async fn orders_at(&self, stage: &str, limit: u32) -> Result<Vec<KeptOrder>>;

    /// How many are at each stage that any is at, by its name.
    async fn orders_by_stage(&self) -> Result<Vec<(String, u64)>>;

    /// An order.
    async fn order(&self, id: OrderId) -> Result<Option<KeptOrder>>;

    /// Moves an order on; the person is told by `News::Ordered`. What stands against it is said
    /// and nothing changes.
    async fn advance_order(
        &self,
        id: OrderId,
        advance: Advance,
        now: Moment,
    ) -> Result<std::result::Result<CanvasOrder, OrderRefusal>>;

    /// Deletes orders that were never confirmed and have not been touched since `before`; returns
    /// how many.
    async fn drop_drafts(&self, before: Moment) -> Result<u64>;

    /// Begins to give the money of an order back, as `begin_refund` does; once it is back the order
    /// is refunded. One that is made already is only refunded by force. Returns the charge, by
    /// which `refund` tells how far it is.
    async fn refund_order(
        &self,
        id: OrderId,
        reason: String,
        force: bool,
        now: Moment,
    ) -> Result<std::result::Result<ChargeKey, RefundRefusal>>;

    /// Takes the next paid order that needs a master, the one that waits longest; those whose lease
    /// ran out come first. None of which the money is just being given back. Of the claim,
    /// `worker`, `lease`, `attempts` and `now` count.
    async fn claim_master(&self, claim: JobClaim) -> Result<Option<ClaimedMaster>>;

    /// Takes over a master whose lease ran out after its last allowed attempt; finish it as failed.
    async fn claim_exhausted_master(&self, claim: JobClaim) -> Result<Option<ClaimedMaster>>;

    /// Renews the lease and writes progress down; the checkpoint before is deleted. `Lost` means:
    /// stop at once, it is somebody else's, or nobody needs it any more.
    async fn touch_master(&self, lease: &MasterLease, touch: MasterTouch) -> Result<LeaseState>;

    /// Ends a master, and puts messages about it into the chat of its order, if there still is one.
    async fn finish_master(
        &self,
        lease: &MasterLease,
        ending: MasterEnding,
        messages: Vec<Message>,
        now: Moment,
    ) -> Result<LeaseState>;

    /// Gives a master back, to be taken again not before `ready_at`.
    async fn return_master(
        &self,
        lease: &MasterLease,
        ready_at: Moment,
        attempt: Attempt,
    ) -> Result<LeaseState>;

    /// Lets a master that has failed be made anew. False when it has not failed, or nobody needs it
    /// any more.
    async fn retry_master(&self, id: OrderId, now: Moment) -> Result<bool>;
}

/// An order as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptOrder {
    /// What was ordered, and how far it is.
    pub order: CanvasOrder,
    /// Whose it is.
    pub person: PersonId,
    /// Where it is talked about; `None` once the person was forgotten.
    pub chat: Option<ChatId>,
    /// In which language.
    pub language: Language,
    /// The charge that has paid it.
    pub charge: Option<ChargeKey>,
    /// Whether its money is just being given back.
    pub is_being_refunded: bool,
    /// Its master; `None` before it was paid.
    pub master: Option<MasterState>,
    /// When it was begun.
    pub asked_at: Moment,
}

/// What moves an order on from outside of the conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Advance {
    /// The print shop has it.
    Produce,
    /// It was handed to the carrier.
    Ship {
        /// What the carrier calls it; see `stage::tracking`.
        tracking: String,
    },
    /// It has arrived.
    Deliver,
    /// It is not made; only as long as nobody has paid.
    Cancel,
}

impl From<Advance> for Transition {
    fn from(advance: Advance) -> Self {
        match advance {
            Advance::Produce => Self::Produce,
            Advance::Ship { tracking } => Self::Ship { tracking },
            Advance::Deliver => Self::Deliver,
            Advance::Cancel => Self::Cancel,
        }
    }
}

/// Why an order does not move on; the words are for the operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrderRefusal {
    /// There is none of this number.
    #[error("there is no such order")]
    Unknown,
    /// Its money is just being given back.
    #[error("its money is being given back")]
    BeingRefunded,
    /// There is no such step.
    #[error(transparent)]
    Transition(#[from] InvalidTransition),
}

/// How far a master is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MasterState {
    /// Waits for its turn.
    Queued,
    /// Is being made.
    Running {
        /// From 0 to 100.
        percent: u8,
    },
    /// It is there.
    Done(MasterFiles),
    /// It could not be made; the operator has to look.
    Failed,
    /// Nobody needs it any more.
    Cancelled,
}

/// What the print shop gets, kept as pictures of the order's person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MasterFiles {
    /// The picture.
    pub master: PictureKey,
    /// The sheet that goes with it.
    pub sheet: PictureKey,
    /// How it was made, such as "continued" or "resampled".
    pub made: String,
}

/// The right to work on a master: its order and the attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MasterLease {
    /// The order.
    pub order: OrderId,
    /// Which attempt this is, from 1.
    pub attempt: u32,
}

/// A master to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimedMaster {
    /// The right to work on it.
    pub lease: MasterLease,
    /// What was ordered: picture, design and recipient.
    pub order: CanvasOrder,
    /// What the painting was asked for, so that it can be gone on with: its photo and styles are
    /// spared until the master is done, as far as they were there when it was paid.
    pub request: Option<JobRequest>,
    /// Whose pictures are read and written.
    pub person: PersonId,
    /// Where it is talked about; `None` once the person was forgotten.
    pub chat: Option<ChatId>,
    /// In which language.
    pub language: Language,
    /// Earlier attempts that count: with this one failing, `failures + 1` of them have failed.
    pub failures: u32,
    /// Where an earlier attempt stopped: bytes kept as a picture of the kind `Checkpoint`.
    pub checkpoint: Option<PictureKey>,
}

/// Progress of a master.
#[derive(Clone, Debug)]
pub struct MasterTouch {
    /// From now on it is the worker's for so long.
    pub lease: Duration,
    /// From 0 to 100.
    pub percent: u8,
    /// The newest checkpoint, if there is a newer one.
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
