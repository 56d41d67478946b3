//! The public feed as visitors see it.
//!
//! Only public entries exist here: a hidden or withdrawn entry looks like one that never existed.
//! Reads have their own connections, so that visitors never slow down a chat.

use async_trait::async_trait;

use super::Result;
use crate::domain::feed::{
    Cursor, Entry, EntryId, LikeOutcome, Liker, Order, Part, PublicStyle, Report, ReportOutcome,
    StyleKey,
};
use crate::domain::picture_size::PictureSize;
use crate::domain::rules::ReactionLimits;
use crate::domain::time::Moment;

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// Where the next page begins; `None` on the last page.
    pub next: Option<Cursor>,
}

/// What visitors of the feed read and do.
#[async_trait]
pub trait FeedStore: Send + Sync + 'static {
    /// The public entries after a cursor, at most [`MOST`].
    async fn page(&self, order: Order, after: Option<Cursor>, limit: u32) -> Result<Page<Entry>>;

    /// A public entry.
    async fn entry(&self, id: EntryId) -> Result<Option<Entry>>;

    /// The shape of a picture that a public entry shows; `None` for any other picture, even if its
    /// file exists.
    async fn picture(&self, id: EntryId, part: Part) -> Result<Option<PictureSize>>;

    /// The shape of the film that a public entry shows; `None` for any other.
    async fn film(&self, id: EntryId) -> Result<Option<PictureSize>>;

    /// Likes an entry. Each visitor or person counts once.
    async fn like(
        &self,
        id: EntryId,
        liker: &Liker,
        limits: ReactionLimits,
        now: Moment,
    ) -> Result<LikeOutcome>;

    /// Takes a like back.
    async fn unlike(&self, id: EntryId, liker: &Liker) -> Result<LikeOutcome>;

    /// Which of these entries somebody likes.
    async fn liked(&self, liker: &Liker, entries: &[EntryId]) -> Result<Vec<EntryId>>;

    /// Reports an entry to the operator. Each visitor or person counts once.
    async fn report(
        &self,
        report: Report,
        limits: ReactionLimits,
        now: Moment,
    ) -> Result<ReportOutcome>;

    /// A page of styles, the most used first: those of the gallery and of public entries.
    async fn styles(&self, after: Option<Cursor>, limit: u32) -> Result<Page<PublicStyle>>;

    /// A style of the gallery, or one that a public entry shows.
    async fn style(&self, key: StyleKey) -> Result<Option<PublicStyle>>;
}

/// The most items of a page.
pub const MOST: u32 = 60;
