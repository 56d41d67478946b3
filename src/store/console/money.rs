//! Payments as the operator sees them.

use crate::domain::credits::Credits;
use crate::domain::ids::{PersonId, PurchaseId};
use crate::domain::money::Money;
use crate::domain::payment::Provider;
use crate::domain::time::Moment;
use crate::store::{ChargeKey, RefundState};

/// Which payments are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChargeFilter {
    /// Only one provider's.
    pub provider: Option<Provider>,
    /// Only those that matched no purchase.
    pub unmatched: bool,
    /// Only those before.
    pub before: Option<Moment>,
}

/// A payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChargeLine {
    /// By its provider.
    pub key: ChargeKey,
    /// What was bought.
    pub purchase: Option<PurchaseId>,
    /// Who was credited; `None` for one that matched nothing.
    pub person: Option<PersonId>,
    /// How much was paid.
    pub amount: Money,
    /// How many credits it brought.
    pub credits: Credits,
    /// When.
    pub at: Moment,
    /// When it was given back.
    pub returned_at: Option<Moment>,
    /// How far its last refund is.
    pub refund: Option<RefundState>,
}

impl ChargeLine {
    /// Whether it can be given back.
    #[must_use]
    pub const fn can_be_refunded(&self) -> bool {
        self.returned_at.is_none()
            && !matches!(self.refund, Some(RefundState::Asked | RefundState::Done))
    }
}

/// What was asked for and not paid yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPurchase {
    /// Its id.
    pub id: PurchaseId,
    /// Who asked.
    pub person: PersonId,
    /// What it costs.
    pub price: Money,
    /// Credits that are wanted, with what comes on top.
    pub credits: Credits,
    /// Who shall take the money.
    pub provider: Provider,
    /// Whether the page to pay on is open.
    pub is_open: bool,
    /// When.
    pub asked_at: Moment,
}
