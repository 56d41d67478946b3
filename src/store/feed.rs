//! The feed as visitors see it. What is not public is not there: no method tells a hidden entry, or
//! one that was taken back, from one that never was. Reading has connections of its own, so that
//! visitors never stand in a chat's way.

use async_trait::async_trait;

use super::Result;
use crate::domain::feed::{
    Cursor, Entry, EntryId, LikeOutcome, Liker, Order, Part, PublicStyle, Reason, ReportOutcome,
    Shape, StyleKey,
};
use crate::domain::time::Moment;

/// A page of something, and where the next one begins; `None` on the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// Behind it.
    pub next: Option<Cursor>,
}

/// The visitors' side of the database.
#[async_trait]
pub trait Feed: Send + Sync + 'static {
    /// A page of public entries behind a cursor, at most [`MOST`] of them.
    async fn page(&self, order: Order, after: Option<Cursor>, limit: u32) -> Result<Page<Entry>>;

    /// A public entry.
    async fn entry(&self, id: EntryId) -> Result<Option<Entry>>;

    /// The shape of a picture that a public entry shows; `None` for any other, whatever files there
    /// are.
    async fn picture(&self, id: EntryId, part: Part) -> Result<Option<Shape>>;

    /// Likes an entry, once for each voice.
    async fn like(&self, id: EntryId, liker: &Liker, now: Moment) -> Result<LikeOutcome>;

    /// Likes an entry no more.
    async fn unlike(&self, id: EntryId, liker: &Liker) -> Result<LikeOutcome>;

    /// Which of these entries somebody likes.
    async fn liked(&self, liker: &Liker, entries: &[EntryId]) -> Result<Vec<EntryId>>;

    /// Tells the operator about an entry, once for each voice.
    async fn report(
        &self,
        id: EntryId,
        by: &Liker,
        reason: Reason,
        now: Moment,
    ) -> Result<ReportOutcome>;

    /// A page of styles, the most used first: the gallery's, and those that public entries show.
    async fn styles(&self, after: Option<Cursor>, limit: u32) -> Result<Page<PublicStyle>>;

    /// A style of the gallery, or one that a public entry shows.
    async fn style(&self, key: StyleKey) -> Result<Option<PublicStyle>>;
}

/// No page has more.
pub const MOST: u32 = 60;
