//! The operator's console. Its reads have their own connections and a time limit that SQLite
//! enforces, so that no chat waits for them and no WAL checkpoint is delayed.

mod actions;
mod feed;
mod jobs;
mod money;
mod operator_log;
mod page_sql;
mod people;
mod sessions;
mod spans;
mod today;

use crate::store::database::{Connection, Pool, Transaction, Writer};
use std::time::Duration;

use async_trait::async_trait;

use self::page_sql::push_page;
use super::{SqlStore, orders, sources, support};
use crate::domain::feed::{EntryId, Parts};
use crate::domain::ids::{JobId, OrderId, PersonId};
use crate::domain::time::Moment;
use crate::store::console::lists::{ListOrder, PAGE};
use crate::store::console::people::{Booking, Chat};
use crate::store::console::{
    ActionOrigin, ChargeFilter, ChargeLine, ChargeListKey, ConsoleLists, ConsoleStore,
    FeedEntryFilter, FeedEntryLine, JobFilter, JobLine, JobSheet, ListKey, ListPage, OpenPurchase,
    OperatorAction, OperatorLogLine, PageStart, PeopleFilter, PersonLine, PersonSheet, Refusal,
    Session, StageColumn, Today,
};
use crate::store::orders::KeptOrder;
use crate::store::{KeptCharge, Result, Sources, SupportRequest};

/// More time than any page needs, less than anybody wants to wait.
const LONGEST_LOOK: Duration = Duration::from_secs(2);
/// The period of the page about sources.
const MONTH: Duration = Duration::from_hours(24 * 30);
/// The orders of a stage that stand on the page of all stages.
const LINES_OF_STAGE: usize = 20;

/// What the console reads and does, on a [`SqlStore`].
#[derive(Clone)]
pub struct SqlConsoleStore {
    readers: Pool,
    writer: Writer,
}

impl SqlStore {
    /// The console's store. Connects on first use.
    #[must_use]
    pub fn console(&self) -> SqlConsoleStore {
        SqlConsoleStore {
            readers: self.console_readers.clone(),
            writer: self.writer.clone(),
        }
    }
}

impl SqlConsoleStore {
    /// A connection for one read.
    async fn reader(&self) -> Result<Transaction> {
        Ok(self.readers.acquire_for(LONGEST_LOOK).await?)
    }
}

#[async_trait]
impl ConsoleLists for SqlConsoleStore {
    async fn jobs(
        &self,
        filter: &JobFilter,
        start: PageStart<ListKey>,
    ) -> Result<ListPage<JobLine, ListKey>> {
        jobs::list(&mut *self.reader().await?, filter, &start, PAGE).await
    }

    async fn people(
        &self,
        filter: &PeopleFilter,
        start: PageStart<ListKey>,
    ) -> Result<ListPage<PersonLine, ListKey>> {
        people::list(&mut *self.reader().await?, filter, &start, PAGE).await
    }

    async fn chats(&self, person: PersonId, start: PageStart<i64>) -> Result<ListPage<Chat, i64>> {
        people::chats(&mut *self.reader().await?, person.0, &start, PAGE).await
    }

    async fn movements(
        &self,
        person: PersonId,
        start: PageStart<i64>,
    ) -> Result<ListPage<Booking, i64>> {
        people::movements(&mut *self.reader().await?, person.0, &start, PAGE).await
    }

    async fn requests(
        &self,
        person: Option<PersonId>,
        start: PageStart<i64>,
    ) -> Result<ListPage<SupportRequest, i64>> {
        let person = person.map(|person| person.0);
        people::requests(&mut *self.reader().await?, person, &start, PAGE).await
    }

    async fn charges(
        &self,
        filter: &ChargeFilter,
        start: PageStart<ChargeListKey>,
    ) -> Result<ListPage<ChargeLine, ChargeListKey>> {
        money::charges(&mut *self.reader().await?, filter, &start, PAGE).await
    }

    async fn open_purchases(
        &self,
        start: PageStart<ListKey>,
    ) -> Result<ListPage<OpenPurchase, ListKey>> {
        money::open_purchases(&mut *self.reader().await?, &start, PAGE).await
    }

    async fn orders_at(
        &self,
        stage: &str,
        start: PageStart<ListKey>,
    ) -> Result<ListPage<KeptOrder, ListKey>> {
        orders_at(&mut *self.reader().await?, stage, &start, PAGE).await
    }

    async fn feed_entries(
        &self,
        filter: FeedEntryFilter,
        start: PageStart<ListKey>,
    ) -> Result<ListPage<FeedEntryLine, ListKey>> {
        feed::list(&mut *self.reader().await?, filter, &start, PAGE).await
    }

    async fn operator_log(
        &self,
        subject: Option<&str>,
        start: PageStart<i64>,
    ) -> Result<ListPage<OperatorLogLine, i64>> {
        operator_log::list(&mut *self.reader().await?, subject, &start, PAGE).await
    }
}

async fn orders_at(
    db: &mut Connection,
    stage: &str,
    start: &PageStart<ListKey>,
    limit: usize,
) -> Result<ListPage<KeptOrder, ListKey>> {
    let order = ListOrder::NewestFirst;
    let mut query = orders::kept_at(stage);
    push_page(&mut query, &["since", "orders.id"], order, start, limit);

    let orders = orders::read_kept(db, query).await?;
    Ok(ListPage::from_rows(orders, start, order, limit, |kept| {
        ListKey {
            rank: kept.order.since.millis(),
            id: kept.order.id.row(),
        }
    }))
}

#[async_trait]
impl ConsoleStore for SqlConsoleStore {
    async fn today(&self, now: Moment) -> Result<Today> {
        today::today(&mut *self.reader().await?, now).await
    }

    async fn sources(&self, now: Moment) -> Result<Sources> {
        sources::read(&mut *self.reader().await?, now.minus(MONTH)).await
    }

    async fn job(&self, id: JobId) -> Result<Option<JobSheet>> {
        jobs::sheet(&mut *self.reader().await?, id).await
    }

    async fn person(&self, id: PersonId) -> Result<Option<PersonSheet>> {
        people::sheet(&mut *self.reader().await?, id).await
    }

    async fn request(&self, number: i64) -> Result<Option<SupportRequest>> {
        support::find(&mut *self.reader().await?, number).await
    }

    async fn payments(&self, name: &str) -> Result<Vec<KeptCharge>> {
        money::payments(&mut *self.reader().await?, name).await
    }

    async fn orders(&self, stages: &[&str]) -> Result<Vec<StageColumn>> {
        let mut db = self.reader().await?;
        let counts = orders::by_stage(&mut *db).await?;
        let mut board = Vec::with_capacity(stages.len());
        for stage in stages {
            let total = counts
                .iter()
                .find(|count| count.stage == *stage)
                .map_or(0, |count| count.orders);

            board.push(StageColumn {
                orders: orders_at(&mut db, stage, &PageStart::First, LINES_OF_STAGE).await?,
                total,
            });
        }

        Ok(board)
    }

    async fn order(&self, id: OrderId) -> Result<Option<KeptOrder>> {
        orders::find(&mut *self.reader().await?, id).await
    }

    async fn exhibited_parts(&self, id: EntryId) -> Result<Option<Parts>> {
        feed::parts(&mut *self.reader().await?, id).await
    }

    async fn operator_log_line(&self, id: i64) -> Result<Option<OperatorLogLine>> {
        operator_log::find(&mut *self.reader().await?, id).await
    }

    async fn session(&self, digest: &str) -> Result<Option<Session>> {
        sessions::find(&mut *self.reader().await?, digest).await
    }

    async fn see_session(&self, id: i64, now: Moment) -> Result<()> {
        self.writer
            .run(move |db| Box::pin(sessions::see(db, id, now)))
            .await
    }

    async fn act(
        &self,
        action: OperatorAction,
        origin: ActionOrigin,
        now: Moment,
    ) -> Result<std::result::Result<(), Refusal>> {
        self.writer
            .run(move |db| Box::pin(actions::act(db, action, origin, now)))
            .await
    }
}
