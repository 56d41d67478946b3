//! The small pictures of the feed, at `feed/{entry}/{part}-{size}`. They are made once when an entry
//! is published, and deleted when it is taken back. They are served only while the store says that
//! the entry is public and shows them. A film that is shown, too, lies beside them at
//! `feed/{entry}/film`.

use std::sync::Arc;

use bytes::Bytes;
use object_store::path::Path as Place;

use super::{OpenFile, Pictures};
use crate::domain::feed::{EntryId, Part, Size};
use crate::store::FeedStore;

/// The pictures that visitors of the feed see.
#[derive(Clone)]
pub struct FeedPictures {
    feed: Arc<dyn FeedStore>,
    pictures: Pictures,
}

/// A picture as it is served.
pub struct ServedPicture {
    /// The file.
    pub file: OpenFile,
    /// Its media type.
    pub mime: &'static str,
}

impl FeedPictures {
    /// The pictures of the entries of this feed.
    #[must_use]
    pub fn new(feed: Arc<dyn FeedStore>, pictures: Pictures) -> Self {
        Self { feed, pictures }
    }

    /// A picture that a public entry shows; `None` for any other, even if there is a file.
    ///
    /// # Errors
    /// If the store or the folder cannot be read.
    pub async fn open(
        &self,
        id: EntryId,
        part: Part,
        size: Size,
    ) -> anyhow::Result<Option<ServedPicture>> {
        if !size.serves(part) || self.feed.picture(id, part).await?.is_none() {
            return Ok(None);
        }
        self.pictures.feed_picture(id, part, size).await
    }

    /// The film that a public entry shows; `None` for any other, even if there is a file.
    ///
    /// # Errors
    /// If the store or the folder cannot be read.
    pub async fn open_film(&self, id: EntryId) -> anyhow::Result<Option<OpenFile>> {
        if self.feed.film(id).await?.is_none() {
            return Ok(None);
        }
        self.pictures.feed_film(id).await
    }
}

impl Pictures {
    /// Writes a small picture of an entry. The row of the entry says that there may be files.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn keep_for_feed(
        &self,
        id: EntryId,
        part: Part,
        size: Size,
        bytes: Bytes,
    ) -> anyhow::Result<()> {
        self.storage.put(&place(id, part, size), bytes).await?;
        Ok(())
    }

    /// A small picture of any entry, public or not, for the operator.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn feed_picture(
        &self,
        id: EntryId,
        part: Part,
        size: Size,
    ) -> anyhow::Result<Option<ServedPicture>> {
        let file = self.storage.open(&place(id, part, size)).await?;
        Ok(file.map(|file| ServedPicture {
            file,
            mime: mime(size),
        }))
    }

    /// Writes the copy of a film that an entry shows.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn keep_film_for_feed(&self, id: EntryId, film: Bytes) -> anyhow::Result<()> {
        self.storage.put(&film_place(id), film).await?;
        Ok(())
    }

    /// The film of any entry, public or not, for the operator.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn feed_film(&self, id: EntryId) -> anyhow::Result<Option<OpenFile>> {
        Ok(self.storage.open(&film_place(id)).await?)
    }

    /// Deletes every small picture of an entry, and its film.
    ///
    /// # Errors
    /// If one cannot be deleted; those before it are gone.
    pub async fn remove_from_feed(&self, id: EntryId) -> anyhow::Result<()> {
        self.storage.remove(&film_place(id)).await?;
        for part in Part::ALL {
            for size in Size::ALL.into_iter().filter(|size| size.serves(part)) {
                self.storage.remove(&place(id, part, size)).await?;
            }
        }

        Ok(())
    }
}

/// Cards are JPEG because some messengers cannot preview WebP.
fn mime(size: Size) -> &'static str {
    match size {
        Size::Grid | Size::Page => "image/webp",
        Size::Card => "image/jpeg",
    }
}

fn film_place(id: EntryId) -> Place {
    Place::from(format!("feed/{id}/film"))
}

fn place(id: EntryId, part: Part, size: Size) -> Place {
    Place::from(format!("feed/{id}/{}-{}", part.name(), size.name()))
}
