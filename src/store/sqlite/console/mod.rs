//! The operator's side. It looks through connections of its own, each look with a time limit that
//! SQLite itself keeps: a question that takes too long is broken off, so no chat waits for it and
//! no checkpoint is put off by it.

mod actions;
mod feed;
mod jobs;
mod journal;
mod money;
mod people;
mod sessions;
mod spans;
mod today;

use std::time::{Duration, Instant};

use async_trait::async_trait;
use sqlx::pool::PoolConnection;
use sqlx::{Sqlite, SqlitePool};

use super::{SqliteStore, orders, support, writer::Writer};
use crate::domain::feed::{EntryId, Parts};
use crate::domain::ids::{JobId, OrderId, PersonId};
use crate::domain::time::Moment;
use crate::store::console::{
    By, ChargeFilter, ChargeLine, ConsoleStore, Entry, Exhibit, ExhibitFilter, JobFilter, JobLine,
    JobSheet, OpenPurchase, OperatorAction, PeopleFilter, PersonLine, PersonSheet, Refusal,
    Session, Today,
};
use crate::store::orders::KeptOrder;
use crate::store::{KeptCharge, Result, SupportRequest};

/// Longer than any page needs, shorter than anybody wants to wait.
const LONGEST_LOOK: Duration = Duration::from_secs(2);
/// Between two looks at the clock, in SQLite's own small steps.
const STEPS: i32 = 2000;
/// As many lines as a page shows.
const PAGE: u32 = 50;

/// The operator's side of a [`SqliteStore`].
#[derive(Clone)]
pub struct SqliteConsoleStore {
    readers: SqlitePool,
    writer: Writer,
}

impl SqliteStore {
    /// The operator's side of it. Connects when it is first looked at.
    #[must_use]
    pub fn console(&self) -> SqliteConsoleStore {
        SqliteConsoleStore {
            readers: self.console_readers.clone(),
            writer: self.writer.clone(),
        }
    }
}

impl SqliteConsoleStore {
    /// A connection for one look.
    async fn look(&self) -> Result<PoolConnection<Sqlite>> {
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
        today::today(&mut *self.look().await?, now).await
    }

    async fn jobs(&self, filter: &JobFilter) -> Result<Vec<JobLine>> {
        jobs::list(&mut *self.look().await?, filter).await
    }

    async fn job(&self, id: JobId) -> Result<Option<JobSheet>> {
        jobs::sheet(&mut *self.look().await?, id).await
    }

    async fn people(&self, filter: &PeopleFilter) -> Result<Vec<PersonLine>> {
        people::list(&mut *self.look().await?, filter).await
    }

    async fn person(&self, id: PersonId) -> Result<Option<PersonSheet>> {
        people::sheet(&mut *self.look().await?, id).await
    }

    async fn requests(&self) -> Result<Vec<SupportRequest>> {
        support::list(&mut *self.look().await?).await
    }

    async fn charges(&self, filter: &ChargeFilter) -> Result<Vec<ChargeLine>> {
        money::charges(&mut *self.look().await?, filter).await
    }

    async fn payments(&self, name: &str) -> Result<Vec<KeptCharge>> {
        money::payments(&mut *self.look().await?, name).await
    }

    async fn open_purchases(&self) -> Result<Vec<OpenPurchase>> {
        money::open_purchases(&mut *self.look().await?).await
    }

    async fn orders(&self, stages: &[&str]) -> Result<Vec<(Vec<KeptOrder>, u64)>> {
        let mut db = self.look().await?;
        let counts = orders::by_stage(&mut *db).await?;
        let mut board = Vec::with_capacity(stages.len());
        for stage in stages {
            let count = counts
                .iter()
                .find(|(name, _)| name == stage)
                .map_or(0, |(_, count)| *count);
            board.push((orders::at(&mut *db, stage, PAGE).await?, count));
        }

        Ok(board)
    }

    async fn order(&self, id: OrderId) -> Result<Option<KeptOrder>> {
        orders::find(&mut *self.look().await?, id).await
    }

    async fn feed_entries(&self, filter: ExhibitFilter) -> Result<Vec<Exhibit>> {
        feed::list(&mut *self.look().await?, filter).await
    }

    async fn exhibited_parts(&self, id: EntryId) -> Result<Option<Parts>> {
        feed::parts(&mut *self.look().await?, id).await
    }

    async fn journal(&self, before: Option<i64>, subject: Option<&str>) -> Result<Vec<Entry>> {
        journal::list(&mut *self.look().await?, before, subject).await
    }

    async fn session(&self, digest: &str) -> Result<Option<Session>> {
        sessions::find(&mut *self.look().await?, digest).await
    }

    async fn see_session(&self, id: i64, now: Moment) -> Result<()> {
        self.writer
            .run(move |db| Box::pin(sessions::see(db, id, now)))
            .await
    }

    async fn act(
        &self,
        action: OperatorAction,
        by: By,
        now: Moment,
    ) -> Result<std::result::Result<(), Refusal>> {
        self.writer
            .run(move |db| Box::pin(actions::act(db, action, by, now)))
            .await
    }
}
