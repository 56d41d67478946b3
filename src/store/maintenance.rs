//! Upkeep of the database, and its numbers.

use async_trait::async_trait;

use crate::domain::ids::PersonId;
use crate::domain::time::Moment;
use crate::store::{Result, Sources};

/// Upkeep of the database as a whole.
#[async_trait]
pub trait MaintenanceStore: Send + Sync + 'static {
    /// Makes everything due that a dead process was working on: messages it was sending, uploads it
    /// was reading. Call it before the process that answers and sends begins. What waits for
    /// another reason keeps waiting.
    async fn release_interrupted(&self, now: Moment) -> Result<()>;

    /// Whether all updates are answered, all messages sent and all jobs ended.
    async fn is_settled(&self) -> Result<bool>;

    /// Deletes answered updates and sent messages from before `before`, forgotten chats, and what no
    /// longer counts; a bounded number of each. True if there may be more.
    async fn prune(&self, before: Moment, now: Moment) -> Result<bool>;

    /// Deletes those of the next persons after `after` who have left nothing on the chat page but
    /// words, and were silent since `silent_since`, with all that was said; a bounded number.
    /// Returns where to go on; `None` after the last person.
    async fn prune_visitors(
        &self,
        after: PersonId,
        silent_since: Moment,
    ) -> Result<Option<PersonId>>;

    /// Reads something small.
    async fn ping(&self) -> Result<()>;

    /// The keys that only this database knows.
    async fn web_keys(&self) -> Result<WebKeys>;

    /// Where people and money came from within a day, for `/metrics`.
    async fn sources(&self, now: Moment) -> Result<Sources>;

    /// What `/metrics` shows of the database.
    async fn counts(&self, now: Moment) -> Result<Vec<Count>>;
}

/// One number of the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// What is counted, such as `jobs`.
    pub name: String,
    /// Which of them, such as `queued`. Two labels are separated by a space; empty where there is
    /// only one number.
    pub label: String,
    /// How many.
    pub value: i64,
}

/// Secret keys, drawn once for each database.
#[derive(Clone)]
pub struct WebKeys {
    /// The salt of the digests of networks.
    pub networks: Vec<u8>,
    /// Signs the cookies of visitors.
    pub visitors: Vec<u8>,
    /// Signs the cookies of browsers in which the operator has signed in.
    pub devices: Vec<u8>,
}
