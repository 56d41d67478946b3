//! Feed entries behind the scenes: they are prepared, published, aged and withdrawn.

use std::time::Duration;

use async_trait::async_trait;

use super::Result;
use crate::domain::feed::{EntryId, PaintingRecipe, Part, Parts};
use crate::domain::film::Film;
use crate::domain::ids::PersonId;
use crate::domain::picture::{PictureKey, PictureRef};
use crate::domain::picture_size::PictureSize;
use crate::domain::time::Moment;

/// The work on feed entries that visitors do not see.
#[async_trait]
pub trait FeedEntryStore: Send + Sync + 'static {
    /// Claims entries that need their small pictures, oldest first, and hides them for `hide_for`.
    async fn claim_unprepared_entries(
        &self,
        now: Moment,
        hide_for: Duration,
        limit: u32,
    ) -> Result<Vec<EntryToPrepare>>;

    /// Publishes an entry whose small pictures are made, or puts it before the operator, and tells
    /// its person. False if it was withdrawn meanwhile; then delete the files.
    async fn publish_prepared_entry(
        &self,
        id: EntryId,
        entry: PreparedEntry,
        approval: Approval,
        now: Moment,
    ) -> Result<bool>;

    /// Withdraws an entry whose small pictures cannot be made, and tells its person.
    async fn withdraw_unpreparable_entry(&self, id: EntryId, now: Moment) -> Result<()>;

    /// Withdrawn entries that still have files.
    async fn withdrawn_entries(&self, limit: u32) -> Result<Vec<EntryId>>;

    /// Saves that the files of a withdrawn entry are deleted.
    async fn mark_files_deleted(&self, id: EntryId) -> Result<()>;

    /// Films that entries are to show and do not yet.
    async fn films_to_publish(&self, limit: u32) -> Result<Vec<FilmToPublish>>;

    /// Shows the copy of a film with this shape, or lets the film go without one. False if the entry
    /// was withdrawn meanwhile; then delete its files.
    async fn settle_film(&self, id: EntryId, shape: Option<PictureSize>) -> Result<bool>;

    /// Moves entries out of the best of the day, the week and the month, and forgets the network
    /// addresses of old likes and reports.
    async fn age_entries(&self, now: Moment) -> Result<()>;

    /// Creates an entry that the service paints itself. Publish it with `publish_prepared_entry`.
    async fn begin_service_entry(
        &self,
        id: EntryId,
        style: PictureRef,
        recipe: PaintingRecipe,
        now: Moment,
    ) -> Result<()>;

    /// Deletes an entry of the service that was not painted.
    async fn drop_service_entry(&self, id: EntryId) -> Result<()>;

    /// When the service created its last entry.
    async fn last_service_entry_at(&self) -> Result<Option<Moment>>;

    /// Tells people about new likes, each at most once a day. Returns how many people.
    async fn announce_likes(&self, now: Moment) -> Result<usize>;
}

/// An entry that needs its small pictures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryToPrepare {
    /// The entry.
    pub id: EntryId,
    /// Whose pictures they are.
    pub owner: PersonId,
    /// The pictures that it shows.
    pub pictures: Vec<PartPicture>,
    /// How many attempts have failed.
    pub failures: u32,
}

/// A film that an entry is to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilmToPublish {
    /// The entry.
    pub id: EntryId,
    /// Whose film it is.
    pub owner: PersonId,
    /// The film.
    pub film: Film,
}

/// The picture of a part of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartPicture {
    /// The part.
    pub part: Part,
    /// Its picture.
    pub picture: PictureRef,
}

/// The copy of a style that people get when they reuse it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StyleCopy {
    /// Which style of the entry.
    pub part: Part,
    /// The key of the copy.
    pub picture: PictureKey,
}

/// The pictures of an entry, once they are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreparedEntry {
    /// The parts of the entry, and the shapes of their pictures.
    pub parts: Parts,
    /// The copies of its styles.
    pub copies: Vec<StyleCopy>,
}

/// Whether the operator approves entries first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approval {
    /// Entries become public at once.
    Open,
    /// Entries wait for the operator.
    Guarded,
}
