//! What the operator's console reads and does.
//!
//! Reads have their own connections and a time limit, so that they never slow down a chat. Each
//! action and its line in the operator log are one transaction.
//!
//! The types, by page: [`today`], [`jobs`], [`people`], [`money`], [`feed`], [`actions`]. What all
//! lists share is in [`lists`].

pub mod actions;
pub mod feed;
pub mod jobs;
pub mod lists;
pub mod money;
pub mod people;
pub mod today;

use async_trait::async_trait;

use super::orders::KeptOrder;
use super::{KeptCharge, Result, Sources, SupportRequest};
use crate::domain::feed::{EntryId, Parts};
use crate::domain::ids::{JobId, OrderId, PersonId};
use crate::domain::time::Moment;

pub use actions::{
    ActionOrigin, Actor, Charging, OperatorAction, OperatorLogLine, Refusal, Session,
};
pub use feed::{FeedEntryFilter, FeedEntryLine, Tuning};
pub use jobs::{JobFilter, JobLine, JobSheet, JobState};
pub use lists::{ChargeListKey, ConsoleLists, ListKey, ListPage, PageStart};
pub use money::{ChargeFilter, ChargeLine, OpenPurchase};
pub use people::{PeopleFilter, PersonLine, PersonSheet};
pub use today::Today;

/// The orders at one stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageColumn {
    /// A page of them, the latest to get there first.
    pub orders: ListPage<KeptOrder, ListKey>,
    /// How many there are.
    pub total: u64,
}

/// What the operator reads and does.
#[async_trait]
pub trait ConsoleStore: ConsoleLists {
    /// The numbers of the start page.
    async fn today(&self, now: Moment) -> Result<Today>;

    /// Where people and money came from within thirty days.
    async fn sources(&self, now: Moment) -> Result<Sources>;

    /// Everything about a job.
    async fn job(&self, id: JobId) -> Result<Option<JobSheet>>;

    /// Everything about a person. An account that joined another one is that other one.
    async fn person(&self, id: PersonId) -> Result<Option<PersonSheet>>;

    /// A support request.
    async fn request(&self, number: i64) -> Result<Option<SupportRequest>>;

    /// The charges that a name means: `provider:id`, a canvas order or a purchase. Several, if it was
    /// paid more than once.
    async fn payments(&self, name: &str) -> Result<Vec<KeptCharge>>;

    /// The orders at each of these stages.
    async fn orders(&self, stages: &[&str]) -> Result<Vec<StageColumn>>;

    /// An order.
    async fn order(&self, id: OrderId) -> Result<Option<KeptOrder>>;

    /// The parts of an entry that was not withdrawn, public or not.
    async fn exhibited_parts(&self, id: EntryId) -> Result<Option<Parts>>;

    /// A line of the operator log.
    async fn operator_log_line(&self, id: i64) -> Result<Option<OperatorLogLine>>;

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
