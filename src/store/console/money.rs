//! Charges and purchases, as the operator sees them.

use crate::domain::credits::Credits;
use crate::domain::ids::{PersonId, PurchaseId};
use crate::domain::money::Money;
use crate::domain::payment::{DisputeState, Provider};
use crate::domain::time::Moment;
use crate::store::{ChargeKey, RefundState};

/// Which charges to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChargeFilter {
    /// Only charges of this provider.
    pub provider: Option<Provider>,
    /// Only charges that matched no purchase.
    pub unmatched: bool,
    /// Only charges that were disputed.
    pub disputed: bool,
    /// Only charges of this person.
    pub person: Option<PersonId>,
}

/// A charge in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChargeLine {
    /// Its key.
    pub key: ChargeKey,
    /// The purchase that it paid.
    pub purchase: Option<PurchaseId>,
    /// Who was credited; `None` if it matched no purchase.
    pub person: Option<PersonId>,
    /// How much was paid.
    pub amount: Money,
    /// How many credits it brought.
    pub credits: Credits,
    /// When.
    pub at: Moment,
    /// When it was returned.
    pub returned_at: Option<Moment>,
    /// The state of its last refund.
    pub refund: Option<RefundState>,
    /// How much of it was given back, if that was not all.
    pub returned_in_part: Option<Money>,
    /// The state of its last dispute.
    pub dispute: Option<DisputeState>,
}

impl ChargeLine {
    /// Whether it can be refunded.
    #[must_use]
    pub const fn can_be_refunded(&self) -> bool {
        self.returned_at.is_none()
            && !matches!(self.refund, Some(RefundState::Asked | RefundState::Done))
    }
}

/// A purchase that is not paid yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPurchase {
    /// Its id.
    pub id: PurchaseId,
    /// Who buys.
    pub person: PersonId,
    /// What it costs.
    pub price: Money,
    /// How many credits it brings, bonus included.
    pub credits: Credits,
    /// The provider that takes the payment.
    pub provider: Provider,
    /// Whether the payment page is open.
    pub is_open: bool,
    /// When.
    pub asked_at: Moment,
}
