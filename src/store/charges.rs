//! Charges: money that a provider has taken.

use async_trait::async_trait;

use crate::domain::credits::Credits;
use crate::domain::ids::{InboxId, PersonId};
use crate::domain::money::Money;
use crate::domain::payment::{Charge, Dispute, Provider};
use crate::domain::time::Moment;
use crate::store::Result;

pub use crate::domain::payment::Gifts;

/// Charges: recorded, credited, listed.
#[async_trait]
pub trait ChargeStore: Send + Sync + 'static {
    /// Saves a charge and credits it, exactly once per provider and id. Answers the updates that
    /// brought it, adds the gifts for a first purchase, and tells the person by `News::Paid`.
    async fn record_charge(
        &self,
        charge: &Charge,
        updates: &[InboxId],
        gifts: Gifts,
        now: Moment,
    ) -> Result<ChargeOutcome>;

    /// Saves that the provider returned a charge, exactly once per provider and id. Its credits are
    /// taken back; those that were spent are written off. Tells the person by
    /// `News::TakenBack`.
    async fn record_returned_charge(
        &self,
        charge: &ChargeKey,
        updates: &[InboxId],
        now: Moment,
    ) -> Result<()>;

    /// Saves that this much of a charge was given back so far, and returns what is new in it. Its
    /// credits are untouched: only the operator can say which of them it has paid for.
    async fn record_partial_return(
        &self,
        charge: &ChargeKey,
        total: Money,
        now: Moment,
    ) -> Result<Option<Money>>;

    /// Saves how far a dispute is; false if that was known.
    async fn record_dispute(&self, dispute: &Dispute, now: Moment) -> Result<bool>;

    /// The charges from `from` until before `until`, oldest first.
    async fn charges(&self, from: Moment, until: Moment) -> Result<Vec<KeptCharge>>;
}

/// A charge by its provider and the provider's id.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ChargeKey {
    /// Who took it.
    pub provider: Provider,
    /// The provider's id.
    pub id: String,
}

impl ChargeKey {
    /// The key of a charge.
    #[must_use]
    pub fn from_charge(charge: &Charge) -> Self {
        Self {
            provider: charge.provider,
            id: charge.id.clone(),
        }
    }

    /// The name of the charge, for the operator and in the reasons of movements.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}:{}", self.provider.name(), self.id)
    }

    /// Reads [`ChargeKey::name`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let (provider, id) = name.split_once(':')?;
        Some(Self {
            provider: Provider::parse(provider)?,
            id: id.to_owned(),
        })
    }
}

/// The result of recording a charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChargeOutcome {
    /// It is credited now.
    Credited,
    /// It was recorded before. Nothing changed.
    Known,
    /// It is recorded, but matches no purchase or not its price. The operator has to look into it.
    Unmatched,
}

/// A charge in the database.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptCharge {
    /// The charge itself.
    pub charge: Charge,
    /// Who was credited; `None` if it matched no purchase.
    pub person: Option<PersonId>,
    /// How many credits it brought, bonus and gifts included.
    pub credits: Credits,
    /// When it was recorded.
    pub at: Moment,
    /// Whether it was returned.
    pub refunded: bool,
}

impl KeptCharge {
    /// Its key.
    #[must_use]
    pub fn key(&self) -> ChargeKey {
        ChargeKey {
            provider: self.charge.provider,
            id: self.charge.id.clone(),
        }
    }
}
