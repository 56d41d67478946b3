//! The ledger of credits, and its sums.

use async_trait::async_trait;

use crate::domain::credits::Credits;
use crate::domain::ids::PersonId;
use crate::domain::money::Money;
use crate::domain::payment::Provider;
use crate::domain::time::Moment;
use crate::store::Result;

/// Credits: movements between accounts, their sums and their check.
#[async_trait]
pub trait LedgerStore: Send + Sync + 'static {
    /// Gives credits to a person. False if this reason key was used before; then nothing is given.
    async fn grant(&self, grant: CreditGrant) -> Result<bool>;

    /// Income by provider and currency, and the movements of credits, from `from` until before
    /// `until`.
    async fn books(&self, from: Moment, until: Moment) -> Result<Books>;

    /// Recomputes every balance from the movements and checks what has to agree with them. Empty when
    /// everything does.
    async fn audit(&self) -> Result<Vec<Discrepancy>>;
}

/// Credits given by the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditGrant {
    /// Who gets them.
    pub person: PersonId,
    /// How many.
    pub amount: Credits,
    /// A unique key: the same reason gives only once.
    pub reason: String,
    /// Why, in the operator's words.
    pub note: String,
    /// When.
    pub now: Moment,
}

/// What the audit found, in words for the operator.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Discrepancy {
    /// The cached balance of an account is not the sum of its entries.
    #[error("account {account} has a balance of {cached}, but its movements sum up to {summed}")]
    Balance {
        /// The account.
        account: String,
        /// What the cache says.
        cached: i64,
        /// What the entries sum up to.
        summed: i64,
    },
    /// The sum of all entries is not zero.
    #[error("all balances together are {0} and not 0")]
    Sum(i64),
    /// A person has joined another and still has credits, or the other has joined somebody as well.
    #[error("person {0} has joined another, but not with everything")]
    Joined(i64),
    /// A job has ended and its hold is still pending.
    #[error("credits are still held for job {0}, which has ended")]
    HoldWithoutJob(i64),
    /// A job with a price has not ended, and nothing is held for it.
    #[error("nothing is held for job {0}, which has a price")]
    JobWithoutHold(i64),
    /// The credits that were booked for a charge are not those that it brought.
    #[error("charge {charge} brought {wanted} credits, but {booked} were booked for it")]
    Charge {
        /// The provider and its id.
        charge: String,
        /// What the charge says.
        wanted: i64,
        /// What the movements say.
        booked: i64,
    },
    /// A canvas order counts as paid without a charge of its amount, or as refunded while the charge
    /// was not returned.
    #[error("order {0} and its charge do not agree whether, and how much, was paid")]
    Order(String),
    /// A charge was credited, and its amount or currency is not the price of its purchase; or the
    /// currency of a canvas is not the one that was agreed.
    #[error("charge {0} is not the price that was agreed")]
    Price(String),
    /// More of a charge was given back in parts than was taken.
    #[error("more of charge {0} was given back than was taken")]
    OverReturned(String),
    /// Credits were sold without a charge.
    #[error("credits were booked for charge {0}, which there is not")]
    NoCharge(String),
    /// The credits set aside for refunds are not those that the refunds claim.
    #[error(
        "{balance} credits are set aside for refunds, but the refunds under way are about {claimed}"
    )]
    SetAside {
        /// The account.
        balance: i64,
        /// The refunds.
        claimed: i64,
    },
    /// A charge was returned and its refund is not done, or the other way round.
    #[error("charge {0} and its refund do not agree whether it was given back")]
    HalfReturned(String),
}

/// The books of a span.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Books {
    /// By provider and currency: charges, refunds, and their sums.
    pub income: Vec<Income>,
    /// Canvases that were paid, by provider.
    pub canvases: Vec<CanvasIncome>,
    /// Credits by kind of movement.
    pub credits: Vec<CreditTotal>,
}

/// How many credits were moved for one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditTotal {
    /// The reason, such as `sold`.
    pub name: String,
    /// How many credits.
    pub amount: i64,
}

/// The income from canvases by one provider; a part of its income.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CanvasIncome {
    /// Who took it.
    pub provider: Provider,
    /// How many canvases.
    pub orders: u64,
    /// For the canvases themselves.
    pub prints: Money,
    /// For their delivery.
    pub delivery: Money,
    /// How much of both was returned.
    pub returned: Money,
}

/// Income by one provider in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Income {
    /// Who took it.
    pub provider: Provider,
    /// How much was taken.
    pub taken: Money,
    /// In how many charges.
    pub charges: u64,
    /// How many of those matched no purchase and were not returned.
    pub unmatched: u64,
    /// How much of it was returned.
    pub returned: Money,
}
