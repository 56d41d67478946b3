//! Canvas orders, once they are confirmed.

use async_trait::async_trait;

use super::Result;
use super::charges::ChargeKey;
use super::masters::MasterState;
use super::refunds::RefundRefusal;
use crate::domain::ids::{ChatId, OrderId, PersonId};
use crate::domain::language::Language;
use crate::domain::order::{CanvasOrder, InvalidTransition, Transition};
use crate::domain::time::Moment;

/// Orders of canvases once they are confirmed; before that they belong to the conversation.
#[async_trait]
pub trait OrderStore: Send + Sync + 'static {
    /// All orders at a stage (one of `Stage::NAMES`), the latest to get there first.
    async fn orders_at_stage(&self, stage: &str, limit: u32) -> Result<Vec<KeptOrder>>;

    /// How many orders each stage has. Stages without orders are left out.
    async fn orders_by_stage(&self) -> Result<Vec<StageCount>>;

    /// An order.
    async fn order(&self, id: OrderId) -> Result<Option<KeptOrder>>;

    /// Moves an order to its next stage, and tells the person by `News::Ordered`. A refused
    /// transition changes nothing.
    async fn advance_order(
        &self,
        id: OrderId,
        advance: Advance,
        now: Moment,
    ) -> Result<std::result::Result<CanvasOrder, OrderRefusal>>;

    /// Deletes drafts that have not changed since `before`. Returns how many.
    async fn drop_drafts(&self, before: Moment) -> Result<u64>;

    /// Begins the refund of an order, as `begin_refund` does. The order is refunded once its money
    /// is back. A canvas that is already made is refunded only by force. Returns the charge, whose
    /// progress `refund_state` reads.
    async fn refund_order(
        &self,
        id: OrderId,
        reason: String,
        force: bool,
        now: Moment,
    ) -> Result<std::result::Result<ChargeKey, RefundRefusal>>;
}

/// An order in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptOrder {
    /// The order and its stage.
    pub order: CanvasOrder,
    /// Who ordered it.
    pub person: PersonId,
    /// The chat that gets its messages; `None` once the person was forgotten.
    pub chat: Option<ChatId>,
    /// The language of its messages.
    pub language: Language,
    /// The charge that paid it.
    pub charge: Option<ChargeKey>,
    /// Whether a refund is under way.
    pub is_being_refunded: bool,
    /// Its master; `None` before it was paid.
    pub master: Option<MasterState>,
    /// When it was started.
    pub asked_at: Moment,
}

/// How many orders are at a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageCount {
    /// The name of the stage.
    pub stage: String,
    /// How many.
    pub orders: u64,
}

/// A transition that comes from outside the conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Advance {
    /// The print shop makes it.
    Produce,
    /// It was handed to the carrier.
    Ship {
        /// The tracking number; see `stage::tracking`.
        tracking: String,
    },
    /// It was delivered.
    Deliver,
    /// It will not be made. Possible until it is paid.
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

/// Why an order does not move on, in words for the operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrderRefusal {
    /// There is no order of this number.
    #[error("there is no such order")]
    Unknown,
    /// A refund is under way.
    #[error("its money is being given back")]
    BeingRefunded,
    /// The stage does not allow it.
    #[error(transparent)]
    Transition(#[from] InvalidTransition),
}
