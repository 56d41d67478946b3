//! Films: a picture, and the file of the film that it is the still of.

use std::time::Duration;

use super::{ATTEMPTS, EncodedFile, NewPicture, Pictures, StorageError};
use crate::{
    domain::{
        film::{Film, KeptFilm},
        ids::PersonId,
        picture::PictureRef,
        picture_size::PictureSize,
    },
    store::KeepOutcome,
};

/// How long a film's file is kept that has no still yet.
const WITHOUT_STILL: Duration = Duration::from_hours(24);

/// A film to keep beside its still.
#[derive(Clone)]
pub struct NewFilm {
    /// The still.
    pub still: NewPicture,
    /// The film's file.
    pub file: bytes::Bytes,
    /// How long it is, in milliseconds.
    pub millis: u32,
    /// Its width and height in pixels, upright.
    pub size: PictureSize,
    /// Its frames, as the file has them.
    pub frames: u32,
    /// Whether it is shown in a circle.
    pub is_round: bool,
    /// Whether the file has sound.
    pub has_sound: bool,
}

impl Pictures {
    /// Keeps a film and its still, for as long as the still; `None` if their owner is gone. What is
    /// counted as sent are both of them.
    ///
    /// # Errors
    /// If the store or the storage cannot be written.
    pub async fn keep_film(&self, new: NewFilm) -> anyhow::Result<Option<KeptFilm>> {
        let NewFilm {
            still,
            file,
            millis,
            size,
            frames,
            is_round,
            has_sound,
        } = new;
        let owner = still.owner;

        let file = NewPicture {
            owner,
            kind: still.kind,
            file: EncodedFile { bytes: file, size },
            is_grey: false,
            keep_for: Some(WITHOUT_STILL),
        };
        let Some(file) = self.keep(file).await? else {
            return Ok(None);
        };
        let Some(still) = self.keep(still).await? else {
            return Ok(None);
        };

        let film = Film {
            file,
            millis,
            width: size.width,
            height: size.height,
            frames,
            is_round,
            has_sound,
        };
        self.keep_film_row(owner, KeptFilm { still, film }).await
    }

    async fn keep_film_row(
        &self,
        owner: PersonId,
        kept: KeptFilm,
    ) -> anyhow::Result<Option<KeptFilm>> {
        for _ in 0..ATTEMPTS {
            let now = self.clock.now();
            match self.store.keep_film(owner, kept, now).await? {
                KeepOutcome::Yes => return Ok(Some(kept)),
                KeepOutcome::NoOwner => return Ok(None),
                KeepOutcome::TryLater => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }

        Err(StorageError::still_deleting().into())
    }

    /// The film that a picture is the still of; `None` if it is none, or no longer this person's.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub async fn film(&self, owner: PersonId, still: PictureRef) -> anyhow::Result<Option<Film>> {
        match still.own() {
            Some(key) => Ok(self.store.film(owner, key).await?),
            None => Ok(None),
        }
    }
}
