//! What people can show in other chats: their own paintings, as a messenger has them.

use async_trait::async_trait;

use super::Result;
use super::feed::Page;
use super::inbox::Address;
use crate::domain::feed::{Cursor, EntryId};
use crate::domain::ids::{JobId, PersonId};
use crate::domain::language::Language;
use crate::domain::picture::PictureKey;
use crate::domain::sharing::OwnPainting;
use crate::domain::time::Moment;

/// What people can show in other chats.
#[async_trait]
pub trait SharingStore: Send + Sync + 'static {
    /// Remembers what a messenger calls these pictures of a person. Only finished paintings count.
    async fn keep_sent_photos(
        &self,
        owner: PersonId,
        messenger: &str,
        photos: Vec<SentPhoto>,
    ) -> Result<()>;

    /// The paintings of the person at an address that were sent to them in this messenger, newest
    /// first. None that the operator has hidden is among them. `None` if nobody is there.
    async fn own_paintings(
        &self,
        address: &Address,
        search: OwnSearch,
    ) -> Result<Option<OwnPaintings>>;

    /// Those of these public entries whose authors the operator has blocked.
    async fn entries_of_blocked(&self, entries: &[EntryId]) -> Result<Vec<EntryId>>;
}

/// A picture that a messenger has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentPhoto {
    /// The picture.
    pub picture: PictureKey,
    /// What the messenger calls it.
    pub name: String,
}

/// Which of their own paintings somebody looks for.
#[derive(Clone, Copy, Debug)]
pub struct OwnSearch {
    /// Only the painting of this job.
    pub job: Option<JobId>,
    /// After this one.
    pub after: Cursor,
    /// The most paintings.
    pub limit: u32,
    /// Now.
    pub now: Moment,
}

/// What a person can show.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnPaintings {
    /// The person's language.
    pub language: Language,
    /// Whether the operator has blocked them. Then there are no paintings.
    pub is_blocked: bool,
    /// Their paintings.
    pub paintings: Page<OwnPainting>,
}
