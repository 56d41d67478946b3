//! What the operator sees and does. Looking has connections of its own and a time limit, so that it
//! is never in the way of the chats; whatever is done is written into the journal in the same
//! transaction.
//!
//! The types, by page: [`today`], [`jobs`], [`people`], [`money`], [`feed`], [`deeds`].

pub mod actions;
pub mod feed;
pub mod jobs;
pub mod money;
pub mod people;
pub mod today;

use async_trait::async_trait;

use super::orders::KeptOrder;
use super::{KeptCharge, Result, SupportRequest};
use crate::domain::feed::{EntryId, Parts};
use crate::domain::ids::{JobId, OrderId, PersonId};
use crate::domain::time::Moment;

pub use actions::{Actor, By, Charging, Entry, OperatorAction, Refusal, Session};
pub use feed::{Exhibit, ExhibitFilter, Tuning};
pub use jobs::{JobFilter, JobLine, JobSheet, JobState};
pub use money::{ChargeFilter, ChargeLine, OpenPurchase};
pub use people::{PeopleFilter, PersonLine, PersonSheet, Request};
pub use today::Today;

/// The operator's side of the database.
#[async_trait]
pub trait ConsoleStore: Send + Sync + 'static {
    /// How things stand.
    async fn today(&self, now: Moment) -> Result<Today>;

    /// A page of jobs, newest first.
    async fn jobs(&self, filter: &JobFilter) -> Result<Vec<JobLine>>;

    /// Everything about a job.
    async fn job(&self, id: JobId) -> Result<Option<JobSheet>>;

    /// People, newest first.
    async fn people(&self, filter: &PeopleFilter) -> Result<Vec<PersonLine>>;

    /// Everything about a person; who has joined another is that other.
    async fn person(&self, id: PersonId) -> Result<Option<PersonSheet>>;

    /// Support requests that nobody has answered, oldest first.
    async fn requests(&self) -> Result<Vec<SupportRequest>>;

    /// A page of what was paid, newest first.
    async fn charges(&self, filter: &ChargeFilter) -> Result<Vec<ChargeLine>>;

    /// The payment that is meant by `provider:id`, or by an order or a purchase that was paid;
    /// several, if it was paid more than once.
    async fn payments(&self, name: &str) -> Result<Vec<KeptCharge>>;

    /// What was asked for and not paid yet, newest first.
    async fn open_purchases(&self) -> Result<Vec<OpenPurchase>>;

    /// The orders at each stage, those that got there last first, and how many there are.
    async fn orders(&self, stages: &[&str]) -> Result<Vec<(Vec<KeptOrder>, u64)>>;

    /// An order.
    async fn order(&self, id: OrderId) -> Result<Option<KeptOrder>>;

    /// A page of the feed's entries.
    async fn feed_entries(&self, filter: ExhibitFilter) -> Result<Vec<Exhibit>>;

    /// What an entry shows, whether anybody sees it or not, unless it was taken back.
    async fn exhibited_parts(&self, id: EntryId) -> Result<Option<Parts>>;

    /// A page of the journal, newest first: entries before that number, about that subject if one
    /// is named.
    async fn journal(&self, before: Option<i64>, subject: Option<&str>) -> Result<Vec<Entry>>;

    /// The session of this digest, whatever its age.
    async fn session(&self, digest: &str) -> Result<Option<Session>>;

    /// The session is used now.
    async fn see_session(&self, id: i64, now: Moment) -> Result<()>;

    /// Does it and writes it down, both or none. What is refused is written down, too.
    async fn act(
        &self,
        action: OperatorAction,
        by: By,
        now: Moment,
    ) -> Result<std::result::Result<(), Refusal>>;
}
