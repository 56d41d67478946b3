//! The public feed. Visitors have their own connections, whose reads have a time limit, and see
//! only public rows.

mod entry_films;
pub(super) mod feed_entries;
mod page;
pub(super) mod publications;
pub(super) mod reactions;
pub(super) mod saved;
mod seed;
pub(super) mod styles;

use crate::store::database::{Pool, Transaction, Writer};
use std::time::Duration;

use async_trait::async_trait;

use super::SqlStore;
use crate::domain::feed::{
    Cursor, Entry, EntryId, LikeOutcome, Liker, Order, Part, PublicStyle, Report, ReportOutcome,
    StyleKey,
};
use crate::domain::picture_size::PictureSize;
use crate::domain::rules::ReactionLimits;
use crate::domain::time::Moment;
use crate::store::Result;
use crate::store::feed::{FeedStore, MOST, Page};

/// More time than any page needs.
const LONGEST_LOOK: Duration = Duration::from_secs(1);

/// What visitors of the feed read, on a [`SqlStore`].
#[derive(Clone)]
pub struct SqlFeedStore {
    readers: Pool,
    writer: Writer,
}

impl SqlStore {
    /// The public feed. Connects on first use.
    #[must_use]
    pub fn feed(&self) -> SqlFeedStore {
        SqlFeedStore {
            readers: self.feed_readers.clone(),
            writer: self.writer.clone(),
        }
    }
}

impl SqlFeedStore {
    /// A connection for one read.
    async fn reader(&self) -> Result<Transaction> {
        Ok(self.readers.acquire_for(LONGEST_LOOK).await?)
    }

    /// Makes up public entries of the last sixty days, with likes and styles of the gallery, for
    /// speed tests. They have no files.
    ///
    /// # Errors
    /// When they cannot be written.
    pub async fn seed(&self, entries: u32, now: Moment) -> Result<()> {
        self.writer
            .run(move |db| Box::pin(seed::seed(db, entries, now)))
            .await
    }
}

#[async_trait]
impl FeedStore for SqlFeedStore {
    async fn page(&self, order: Order, after: Option<Cursor>, limit: u32) -> Result<Page<Entry>> {
        page::page(
            &mut *self.reader().await?,
            order,
            after.unwrap_or(Cursor::START),
            limit.min(MOST),
        )
        .await
    }

    async fn entry(&self, id: EntryId) -> Result<Option<Entry>> {
        page::entry(&mut *self.reader().await?, id).await
    }

    async fn picture(&self, id: EntryId, part: Part) -> Result<Option<PictureSize>> {
        page::shape(&mut *self.reader().await?, id, part).await
    }

    async fn film(&self, id: EntryId) -> Result<Option<PictureSize>> {
        entry_films::shown(&mut *self.reader().await?, id).await
    }

    async fn like(
        &self,
        id: EntryId,
        liker: &Liker,
        limits: ReactionLimits,
        now: Moment,
    ) -> Result<LikeOutcome> {
        let liker = liker.clone();
        self.writer
            .run(move |db| {
                Box::pin(async move { reactions::like(db, id, &liker, limits, now).await })
            })
            .await
    }

    async fn unlike(&self, id: EntryId, liker: &Liker) -> Result<LikeOutcome> {
        let liker = liker.clone();
        self.writer
            .run(move |db| Box::pin(async move { reactions::unlike(db, id, &liker).await }))
            .await
    }

    async fn liked(&self, liker: &Liker, entries: &[EntryId]) -> Result<Vec<EntryId>> {
        reactions::liked(&mut *self.reader().await?, liker, entries).await
    }

    async fn report(
        &self,
        report: Report,
        limits: ReactionLimits,
        now: Moment,
    ) -> Result<ReportOutcome> {
        self.writer
            .run(move |db| {
                Box::pin(async move { reactions::report(db, &report, limits, now).await })
            })
            .await
    }

    async fn styles(&self, after: Option<Cursor>, limit: u32) -> Result<Page<PublicStyle>> {
        styles::list(
            &mut *self.reader().await?,
            after.unwrap_or(Cursor::START),
            limit.min(MOST),
        )
        .await
    }

    async fn style(&self, key: StyleKey) -> Result<Option<PublicStyle>> {
        styles::find(&mut *self.reader().await?, key).await
    }
}
