//! The bytes of pictures, in a folder or whatever else `object_store` can write to, beside their
//! rows in the store.
//!
//! Bytes lie at `{owner}/{key}`. A row is written before its bytes and removed after them, so no
//! byte is without a row. What the chat page uploads lies at `uploads/{visitor}/{key}` until the
//! inbox has looked at it: see [`uploads`]. Knows no chat and no engine; the only module that names
//! `object_store`.

pub mod feed;
pub mod small;
pub mod uploads;

use std::{path::Path, sync::Arc, time::Duration};

use anyhow::{Context, bail};
use bytes::Bytes;
use object_store::{ObjectStore, local::LocalFileSystem, path::Path as Place};

use crate::{
    clock::Clock,
    domain::{
        ids::PersonId,
        picture::{PictureKey, PictureRef},
        time::Moment,
    },
    store::{KeepOutcome, KeepPicture, Store, pictures::PictureKind},
};

/// How often bytes that are just being deleted under the same name are waited for.
const TRIES: u32 = 50;

/// The pictures of the house.
#[derive(Clone)]
pub struct Pictures {
    store: Arc<dyn Store>,
    files: Arc<dyn ObjectStore>,
    clock: Arc<dyn Clock>,
}

/// A picture to be kept.
pub struct NewPicture {
    /// Whose.
    pub owner: PersonId,
    /// What for.
    pub kind: PictureKind,
    /// The file.
    pub bytes: Bytes,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// For how long; `None` until the person goes.
    pub keep_for: Option<Duration>,
}

impl Pictures {
    /// Pictures in a folder, which is made if it is not there.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn in_folder(
        folder: &Path,
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
    ) -> anyhow::Result<Self> {
        let named = || format!("cannot use the folder {} for pictures", folder.display());
        std::fs::create_dir_all(folder).with_context(named)?;

        let files = LocalFileSystem::new_with_prefix(folder).with_context(named)?;
        Ok(Self {
            store,
            files: Arc::new(files),
            clock,
        })
    }

    /// Keeps a picture; `None` when its owner has gone.
    ///
    /// # Errors
    /// When store or folder cannot be written.
    pub async fn keep(&self, picture: NewPicture) -> anyhow::Result<Option<PictureKey>> {
        let NewPicture {
            owner,
            kind,
            bytes,
            size,
            keep_for,
        } = picture;
        let key = PictureKey::of(&bytes);
        for _ in 0..TRIES {
            let now = self.clock.now();
            let expires_at = keep_for.map(|span| now.plus(span));
            let row = KeepPicture {
                owner,
                key,
                kind,
                bytes: bytes.len() as u64,
                size,
                expires_at,
                now,
            };

            match self.store.keep_picture(row).await? {
                KeepOutcome::Yes => {
                    self.files
                        .put(&place(owner, key), bytes.into())
                        .await
                        .context("a picture cannot be written")?;
                    return Ok(Some(key));
                }
                KeepOutcome::NoOwner => return Ok(None),
                KeepOutcome::TryLater => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }

        bail!("a picture of the same name is still being deleted")
    }

    /// The file of a picture; `None` when it is not (any more) this person's.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn bytes(
        &self,
        owner: PersonId,
        picture: PictureRef,
    ) -> anyhow::Result<Option<Bytes>> {
        let key = match picture {
            PictureRef::Gallery(style) => return Ok(Some(Bytes::from_static(style.jpeg()))),
            PictureRef::Own(key) => key,
        };

        match self.store.picture(owner, key).await? {
            Some(kept) => self.read(&place(kept.owner, key)).await,
            None => Ok(None),
        }
    }

    /// Deletes the bytes of expired and forgotten pictures; returns how many.
    ///
    /// # Errors
    /// When store or folder cannot be written; what was not deleted is tried again the next time.
    pub async fn delete_doomed(&self, limit: u32) -> anyhow::Result<usize> {
        let doomed = self.store.doomed_pictures(self.clock.now(), limit).await?;
        for (owner, key) in &doomed {
            self.remove(&place(*owner, *key)).await?;
            self.store.bury_picture(*owner, *key).await?;
        }

        Ok(doomed.len())
    }

    /// Whether the folder can be written.
    ///
    /// # Errors
    /// When it cannot.
    pub async fn probe(&self) -> anyhow::Result<()> {
        self.files
            .put(&Place::from("probe"), Bytes::from_static(b"ready").into())
            .await?;
        Ok(())
    }

    async fn read(&self, place: &Place) -> anyhow::Result<Option<Bytes>> {
        match self.files.get(place).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    async fn remove(&self, place: &Place) -> anyhow::Result<()> {
        match self.files.delete(place).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    fn long_ago(&self, span: Duration) -> Moment {
        self.clock.now().minus(span)
    }
}

fn place(owner: PersonId, key: PictureKey) -> Place {
    Place::from(format!("{owner}/{key}"))
}
