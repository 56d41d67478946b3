//! Why something was not done, in words for the operator.

use crate::store::StoreError;
use crate::store::console::Refusal;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The words of an answer.
    #[error("an answer has 1 to {0} letters")]
    Answer(usize),
    /// The reason.
    #[error("a reason has 1 to {0} letters")]
    Reason(usize),
    /// What the carrier calls it.
    #[error("a tracking number has 3 to {0} letters, digits, spaces and - _ / .")]
    Tracking(usize),
    /// There is no such open request.
    #[error("no request {0} waits for an answer")]
    NoRequest(i64),
    /// There is no such payment.
    #[error("no payment is known as {0}")]
    NoPayment(String),
    /// There are several.
    #[error("purchase {0} was paid more than once; say which payment: {list}", list = .1.join(", "))]
    Several(String, Vec<String>),
    /// It does not go together with how things stand.
    #[error(transparent)]
    Refusal(#[from] Refusal),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
