//! The feed behind the visitors' backs: entries are prepared, grow old, are taken back, and their
//! people hear of it.

use std::time::Duration;

use async_trait::async_trait;

use super::Result;
use crate::domain::feed::{EntryId, PaintingRecipe, Part, Parts};
use crate::domain::ids::PersonId;
use crate::domain::picture::{PictureKey, PictureRef};
use crate::domain::time::Moment;

/// What the workers of the feed ask of the store.
#[async_trait]
pub trait FeedEntries: Send + Sync {
    /// Takes entries whose small pictures are to be made, the oldest first, and hides them until
    /// `now + hide_for`.
    async fn unprepared(
        &self,
        now: Moment,
        hide_for: Duration,
        limit: u32,
    ) -> Result<Vec<EntryToPrepare>>;

    /// The small pictures of an entry are made: it becomes public, or waits for the operator. Its
    /// person is told. False when it was taken back meanwhile: the files are to be deleted.
    async fn prepared(
        &self,
        id: EntryId,
        made: PreparedEntry,
        approval: Approval,
        now: Moment,
    ) -> Result<bool>;

    /// The small pictures of an entry cannot be made: it is taken back, and its person is told.
    async fn unpreparable(&self, id: EntryId, now: Moment) -> Result<()>;

    /// Entries that were taken back and still have files.
    async fn taken_back(&self, limit: u32) -> Result<Vec<EntryId>>;

    /// The files of an entry that was taken back are deleted.
    async fn files_gone(&self, id: EntryId) -> Result<()>;

    /// Entries grow out of their day, their week, their month; addresses of likes and reports are
    /// forgotten.
    async fn age(&self, now: Moment) -> Result<()>;

    /// Begins an entry of the house itself, in this style; it is `prepared` once it is painted.
    async fn begin_of_house(
        &self,
        style: (PictureRef, EntryId),
        made: PaintingRecipe,
        now: Moment,
    ) -> Result<()>;

    /// An entry of the house was not painted after all.
    async fn drop_of_house(&self, id: EntryId) -> Result<()>;

    /// When the house has begun its last entry.
    async fn last_of_house(&self) -> Result<Option<Moment>>;

    /// Puts news into the chats of those whose entries were liked since they heard of it last, a
    /// day ago or longer. Returns how many.
    async fn tell_likes(&self, now: Moment) -> Result<usize>;
}

/// An entry whose small pictures are to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryToPrepare {
    /// The entry.
    pub id: EntryId,
    /// Whose pictures they are.
    pub owner: PersonId,
    /// What it is to show.
    pub pictures: Vec<(Part, PictureRef)>,
    /// How often it was tried before.
    pub failures: u32,
}

/// What was made of an entry's pictures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreparedEntry {
    /// Which parts there are, and the shapes of the pictures.
    pub parts: Parts,
    /// The names of the styles' copies, by which whoever takes them will call them.
    pub copies: Vec<(Part, PictureKey)>,
}

/// Where an entry goes once it is prepared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approval {
    /// To everybody.
    Open,
    /// To the operator first.
    Guarded,
}
