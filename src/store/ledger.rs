//! Credits as the books know them.

use crate::domain::credits::Credits;
use crate::domain::ids::PersonId;
use crate::domain::time::Moment;

/// Credits given by the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// To whom.
    pub person: PersonId,
    /// How many.
    pub amount: Credits,
    /// Unique: the same reason key gives only once.
    pub reason: String,
    /// Why, in the operator's words.
    pub note: String,
    /// When.
    pub now: Moment,
}

/// Something the audit found; its words are for the operator.
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
    /// All entries together are not zero.
    #[error("all balances together are {0} and not 0")]
    Sum(i64),
    /// A person has joined another and still has credits, or the other has joined somebody, too.
    #[error("person {0} has joined another, but not with everything")]
    Joined(i64),
    /// A job has ended and its hold is still pending.
    #[error("credits are still held for job {0}, which has ended")]
    HoldWithoutJob(i64),
    /// A paid job has not ended and nothing is held for it.
    #[error("nothing is held for job {0}, which is to be paid for")]
    JobWithoutHold(i64),
    /// What was booked for a charge is not what it has brought.
    #[error("charge {charge} brought {wanted} credits, but {booked} were booked for it")]
    Charge {
        /// The provider and its id.
        charge: String,
        /// What the charge says.
        wanted: i64,
        /// What the movements say.
        booked: i64,
    },
    /// An order of a canvas is as far as if it was paid, and no charge of its amount stands for it;
    /// or it was given back, and the charge was not.
    #[error("order {0} and its charge do not agree whether, and how much, was paid")]
    Order(String),
    /// Credits were sold and there is no charge for them.
    #[error("credits were booked for charge {0}, which there is not")]
    NoCharge(String),
    /// What is set aside for refunds is not what they wait with.
    #[error(
        "{balance} credits are set aside for refunds, but the refunds under way are about {asked}"
    )]
    SetAside {
        /// The account.
        balance: i64,
        /// The refunds.
        asked: i64,
    },
    /// A charge was given back and its refund is not done, or the other way round.
    #[error("charge {0} and its refund do not agree whether it was given back")]
    HalfReturned(String),
}
