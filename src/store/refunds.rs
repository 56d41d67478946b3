//! Refunds: money on its way back to a person.

use std::time::Duration;

use async_trait::async_trait;

use crate::domain::credits::Credits;
use crate::domain::money::Money;
use crate::domain::payment::Payer;
use crate::domain::time::Moment;
use crate::store::Result;
use crate::store::charges::ChargeKey;

/// Refunds: begun, asked for, settled.
#[async_trait]
pub trait RefundStore: Send + Sync + 'static {
    /// Begins a refund and sets the credits aside. Refused if some were spent, unless it is forced.
    async fn begin_refund(
        &self,
        refund: RefundOrder,
    ) -> Result<std::result::Result<(), RefundRefusal>>;

    /// Claims refunds that wait for their provider, as `due_purchases` does.
    async fn due_refunds(&self, now: Moment, hide_for: Duration, limit: u32)
    -> Result<Vec<Refund>>;

    /// Saves the provider's answer. If it refused, the credits return to the person.
    async fn settle_refund(
        &self,
        charge: &ChargeKey,
        outcome: RefundOutcome,
        now: Moment,
    ) -> Result<()>;

    /// The state of the newest refund of a charge, if there is one.
    async fn refund_state(&self, charge: &ChargeKey) -> Result<Option<RefundState>>;
}

/// A refund that the operator asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundOrder {
    /// Which charge.
    pub charge: ChargeKey,
    /// Why, in the operator's words.
    pub reason: String,
    /// Whether to refund it even if credits were spent.
    pub force: bool,
    /// Now.
    pub now: Moment,
}

/// The state of a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefundState {
    /// The provider was asked.
    Asked,
    /// The money is back.
    Done,
    /// The provider keeps the money.
    Refused,
}

/// Why a refund is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefundRefusal {
    /// There is no such charge.
    #[error("there is no such charge")]
    Unknown,
    /// It is refunded, or a refund is under way.
    #[error("it has been refunded, or its refund is under way")]
    Twice,
    /// It paid for a canvas that is already made.
    #[error(
        "the canvas is with the print shop, on its way or delivered; --force gives the money back all the same"
    )]
    Made,
    /// This many of its credits were spent.
    #[error("{0} of its credits were spent; --force writes them off")]
    Spent(Credits),
}

/// A refund that the provider has to be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    /// Its number.
    pub number: i64,
    /// Which charge.
    pub charge: ChargeKey,
    /// How much.
    pub amount: Money,
    /// Why.
    pub reason: String,
    /// Who paid, if the provider needs to know.
    pub payer: Option<Payer>,
}

/// The provider's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefundOutcome {
    /// The money is on its way back.
    Done,
    /// The provider will not return it.
    Refused,
}
