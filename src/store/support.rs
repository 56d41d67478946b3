//! Support requests from people to the operator.

use async_trait::async_trait;

use crate::domain::ids::PersonId;
use crate::domain::language::Language;
use crate::domain::message::Message;
use crate::domain::profile::Name;
use crate::domain::time::Moment;
use crate::store::Result;

/// Support requests: listed, answered.
#[async_trait]
pub trait SupportStore: Send + Sync + 'static {
    /// The oldest open support requests, at most [`MOST`], oldest first.
    async fn support_requests(&self) -> Result<Vec<SupportRequest>>;

    /// Answers a support request in the chat it came from. False if there is no such open request.
    async fn answer_support(&self, number: i64, answer: Message, now: Moment) -> Result<bool>;
}

/// The most requests that are read at once.
pub const MOST: u32 = 50;

/// A support request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportRequest {
    /// Its number.
    pub number: i64,
    /// Who asks.
    pub person: PersonId,
    /// The language of the answer.
    pub language: Language,
    /// Their name, if the messenger says it.
    pub name: Option<Name>,
    /// Their words; empty once forgotten.
    pub text: String,
    /// When.
    pub at: Moment,
    /// The answer.
    pub answer: Option<SupportAnswer>,
}

/// What the operator answered to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportAnswer {
    /// The answer.
    pub text: String,
    /// When.
    pub at: Moment,
}
