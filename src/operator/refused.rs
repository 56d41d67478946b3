//! Why an action was refused, in words for the operator.

use crate::store::StoreError;
use crate::store::console::Refusal;

/// Why an action was refused.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The answer is empty or too long.
    #[error("an answer has 1 to {0} letters")]
    Answer(usize),
    /// The reason is empty or too long.
    #[error("a reason has 1 to {0} letters")]
    Reason(usize),
    /// It is not a tracking number.
    #[error("a tracking number has 3 to {0} letters, digits, spaces and - _ / .")]
    Tracking(usize),
    /// There is no such request that waits for an answer.
    #[error("no request {0} waits for an answer")]
    NoRequest(i64),
    /// There is no such payment.
    #[error("there is no payment {0}")]
    NoPayment(String),
    /// There are several payments.
    #[error("purchase {0} was paid more than once; say which payment: {list}", list = .1.join(", "))]
    Several(String, Vec<String>),
    /// The state of things does not allow it.
    #[error(transparent)]
    Refusal(#[from] Refusal),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
