//! What the operator's console reads and does.
//!
//! Reads have their own connections and a time limit, so that they never slow down a chat. Each
//! action and its line in the operator log are one transaction.
//!
//! The types, by page: [`today`], [`jobs`], [`people`], [`money`], [`feed`], [`actions`].

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

pub use actions::{
    ActionOrigin, Actor, Charging, OperatorAction, OperatorLogLine, Refusal, Session,
};
pub use feed::{FeedEntryFilter, FeedEntryLine, Tuning};
pub use jobs::{JobFilter, JobLine, JobSheet, JobState};
pub use money::{ChargeFilter, ChargeLine, OpenPurchase};
pub use people::{PeopleFilter, PersonLine, PersonSheet, Request};
pub use today::Today;

/// The orders at one stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageColumn {
    /// A page of them, the latest to get there first.
    pub orders: Vec<KeptOrder>,
    /// How many there are.
    pub total: u64,
}

/// What the operator reads and does.
#[async_trait]
pub trait ConsoleStore: Send + Sync + 'static {
    /// The numbers of the start page.
    async fn today(&self, now: Moment) -> Result<Today>;

    /// A page of jobs, newest first.
    async fn jobs(&self, filter: &JobFilter) -> Result<Vec<JobLine>>;

    /// Everything about a job.
    async fn job(&self, id: JobId) -> Result<Option<JobSheet>>;

    /// People, newest first.
    async fn people(&self, filter: &PeopleFilter) -> Result<Vec<PersonLine>>;

    /// Everything about a person. An account that joined another one is that other one.
    async fn person(&self, id: PersonId) -> Result<Option<PersonSheet>>;

    /// The open support requests, oldest first.
    async fn requests(&self) -> Result<Vec<SupportRequest>>;

    /// A page of charges, newest first.
    async fn charges(&self, filter: &ChargeFilter) -> Result<Vec<ChargeLine>>;

    /// The charges that a name means: `provider:id`, a canvas order or a purchase. Several, if it was
    /// paid more than once.
    async fn payments(&self, name: &str) -> Result<Vec<KeptCharge>>;

    /// Purchases that are not paid yet, newest first.
    async fn open_purchases(&self) -> Result<Vec<OpenPurchase>>;

    /// The orders at each of these stages.
    async fn orders(&self, stages: &[&str]) -> Result<Vec<StageColumn>>;

    /// An order.
    async fn order(&self, id: OrderId) -> Result<Option<KeptOrder>>;

    /// A page of the feed's entries.
    async fn feed_entries(&self, filter: FeedEntryFilter) -> Result<Vec<FeedEntryLine>>;

    /// The parts of an entry that was not withdrawn, public or not.
    async fn exhibited_parts(&self, id: EntryId) -> Result<Option<Parts>>;

    /// A page of the operator log, newest first: the lines before a number, about a subject if one
    /// is named.
    async fn operator_log(
        &self,
        before: Option<i64>,
        subject: Option<&str>,
    ) -> Result<Vec<OperatorLogLine>>;

    /// The session of a digest, however old it is.
    async fn session(&self, digest: &str) -> Result<Option<Session>>;

    /// Saves that a session is used now.
    async fn see_session(&self, id: i64, now: Moment) -> Result<()>;

    /// Does an action and logs it, both or neither. Refused actions are logged, too.
    async fn act(
        &self,
        action: OperatorAction,
        origin: ActionOrigin,
        now: Moment,
    ) -> Result<std::result::Result<(), Refusal>>;
}
