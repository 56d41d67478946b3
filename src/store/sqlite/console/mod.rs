//! The operator's console. Its reads have their own connections and a time limit that SQLite
//! enforces, so that no chat waits for them and no WAL checkpoint is delayed.

mod actions;
mod feed;
mod jobs;
mod money;
mod operator_log;
mod people;
mod sessions;
mod spans;
mod today;

use std::time::{Duration, Instant};

use async_trait::async_trait;
use sqlx::pool::PoolConnection;
use sqlx::{Sqlite, SqlitePool};

use super::writer::Writer;
use super::{SqliteStore, orders, support};
use crate::domain::feed::{EntryId, Parts};
use crate::domain::ids::{JobId, OrderId, PersonId};
use crate::domain::time::Moment;
use crate::store::console::{
    ActionOrigin, ChargeFilter, ChargeLine, ConsoleStore, FeedEntryFilter, FeedEntryLine,
    JobFilter, JobLine, JobSheet, OpenPurchase, OperatorAction, OperatorLogLine, PeopleFilter,
    PersonLine, PersonSheet, Refusal, Session, StageColumn, Today,
};
use crate::store::orders::KeptOrder;
use crate::store::{KeptCharge, Result, SupportRequest};

/// More time than any page needs, less than anybody wants to wait.
const LONGEST_LOOK: Duration = Duration::from_secs(2);
/// How many SQLite steps pass between two looks at the clock.
const STEPS: i32 = 2000;
/// The lines of a page.
const PAGE: u32 = 50;

/// What the console reads and does, on a [`SqliteStore`].
#[derive(Clone)]
pub struct SqliteConsoleStore {
    readers: SqlitePool,
    writer: Writer,
}

impl SqliteStore {
    /// The console's store. Connects on first use.
    #[must_use]
    pub fn console(&self) -> SqliteConsoleStore {
        SqliteConsoleStore {
            readers: self.console_readers.clone(),
            writer: self.writer.clone(),
        }
    }
}

impl SqliteConsoleStore {
    /// A connection for one read.
    async fn reader(&self) -> Result<PoolConnection<Sqlite>> {
        let mut db = self.readers.acquire().await?;
        let until = Instant::now() + LONGEST_LOOK;
        db.lock_handle()
            .await?
            .set_progress_handler(STEPS, move || Instant::now() < until);

        Ok(db)
    }
}

#[async_trait]
impl ConsoleStore for SqliteConsoleStore {
    async fn today(&self, now: Moment) -> Result<Today> {
        today::today(&mut *self.reader().await?, now).await
    }

    async fn jobs(&self, filter: &JobFilter) -> Result<Vec<JobLine>> {
        jobs::list(&mut *self.reader().await?, filter).await
    }

    async fn job(&self, id: JobId) -> Result<Option<JobSheet>> {
        jobs::sheet(&mut *self.reader().await?, id).await
    }

    async fn people(&self, filter: &PeopleFilter) -> Result<Vec<PersonLine>> {
        people::list(&mut *self.reader().await?, filter).await
    }

    async fn person(&self, id: PersonId) -> Result<Option<PersonSheet>> {
        people::sheet(&mut *self.reader().await?, id).await
    }

    async fn requests(&self) -> Result<Vec<SupportRequest>> {
        support::list(&mut *self.reader().await?).await
    }

    async fn charges(&self, filter: &ChargeFilter) -> Result<Vec<ChargeLine>> {
        money::charges(&mut *self.reader().await?, filter).await
    }

    async fn payments(&self, name: &str) -> Result<Vec<KeptCharge>> {
        money::payments(&mut *self.reader().await?, name).await
    }

    async fn open_purchases(&self) -> Result<Vec<OpenPurchase>> {
        money::open_purchases(&mut *self.reader().await?).await
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
                orders: orders::at(&mut *db, stage, PAGE).await?,
                total,
            });
        }

        Ok(board)
    }

    async fn order(&self, id: OrderId) -> Result<Option<KeptOrder>> {
        orders::find(&mut *self.reader().await?, id).await
    }

    async fn feed_entries(&self, filter: FeedEntryFilter) -> Result<Vec<FeedEntryLine>> {
        feed::list(&mut *self.reader().await?, filter).await
    }

    async fn exhibited_parts(&self, id: EntryId) -> Result<Option<Parts>> {
        feed::parts(&mut *self.reader().await?, id).await
    }

    async fn operator_log(
        &self,
        before: Option<i64>,
        subject: Option<&str>,
    ) -> Result<Vec<OperatorLogLine>> {
        operator_log::list(&mut *self.reader().await?, before, subject).await
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
