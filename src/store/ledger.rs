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

/// Something the audit found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Discrepancy {
    /// The cached balance of an account is not the sum of its entries.
    Balance {
        /// The account.
        account: String,
        /// What the cache says.
        cached: i64,
        /// What the entries sum up to.
        summed: i64,
    },
    /// All entries together are not zero.
    Sum(i64),
    /// A job has ended and its hold is still pending.
    HoldWithoutJob(i64),
    /// A paid job has not ended and nothing is held for it.
    JobWithoutHold(i64),
}
