//! The files of pictures, in a folder or anything else that `object_store` can write to. Their rows
//! are in the store.
//!
//! Files are at `{owner}/{key}`. A row is written before its file and removed after it, so that no
//! file is without a row. Uploads of the chat page are at `uploads/{visitor}/{key}` until the inbox
//! has read them: see [`uploads`]. [`leftovers`] deletes what a crash has left, [`free_space`] says
//! whether there is room. Knows no chat and no engine; the only module that names `object_store`.

pub mod feed;
mod file;
pub mod free_space;
pub mod leftovers;
pub mod small;
pub mod uploads;

pub use file::OpenFile;

use std::{path::Path, sync::Arc, time::Duration};

use anyhow::{Context, bail};
use bytes::Bytes;
use object_store::{ObjectStore, local::LocalFileSystem, path::Path as Place};

use crate::{
    clock::Clock,
    domain::{
        ids::PersonId,
        picture::{PictureKey, PictureRef},
        picture_size::PictureSize,
        time::Moment,
    },
    store::{KeepOutcome, KeepPicture, PictureStore, pictures::PictureKind},
};

/// How often to wait for a file of the same name that is being deleted.
const ATTEMPTS: u32 = 50;

/// All pictures of the service.
#[derive(Clone)]
pub struct Pictures {
    store: Arc<dyn PictureStore>,
    files: Arc<dyn ObjectStore>,
    clock: Arc<dyn Clock>,
    folder: Arc<Path>,
    /// With less free space, nothing new is taken in from people.
    free_bytes_floor: u64,
}

/// An encoded file, with the width and height in pixels of the picture in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodedFile {
    /// The file.
    pub bytes: Bytes,
    /// Width and height in pixels; zero for a file that is no picture.
    pub size: PictureSize,
}

impl EncodedFile {
    /// A file that is no picture, such as a checkpoint.
    #[must_use]
    pub const fn without_size(bytes: Bytes) -> Self {
        Self {
            bytes,
            size: PictureSize::new(0, 0),
        }
    }
}

/// A picture to keep.
pub struct NewPicture {
    /// The person it belongs to.
    pub owner: PersonId,
    /// What it is for.
    pub kind: PictureKind,
    /// Its file.
    pub file: EncodedFile,
    /// How long to keep it; `None` keeps it until the person is forgotten.
    pub keep_for: Option<Duration>,
}

impl Pictures {
    /// Pictures in a folder, which is created if it is missing.
    ///
    /// # Errors
    /// If the folder cannot be created.
    pub fn in_folder(
        folder: &Path,
        store: Arc<dyn PictureStore>,
        clock: Arc<dyn Clock>,
    ) -> anyhow::Result<Self> {
        let message = || format!("cannot use the folder {} for pictures", folder.display());
        std::fs::create_dir_all(folder).with_context(message)?;

        let files = LocalFileSystem::new_with_prefix(folder)
            .with_context(message)?
            .with_automatic_cleanup(true);

        Ok(Self {
            store,
            files: Arc::new(files),
            clock,
            folder: folder.into(),
            free_bytes_floor: 0,
        })
    }

    /// With a floor of free space: below it, nothing new is taken in from people.
    #[must_use]
    pub fn with_free_bytes_floor(self, free_bytes_floor: u64) -> Self {
        Self {
            free_bytes_floor,
            ..self
        }
    }

    /// Keeps a picture; `None` if its owner is gone.
    ///
    /// # Errors
    /// If the store or the folder cannot be written.
    pub async fn keep(&self, picture: NewPicture) -> anyhow::Result<Option<PictureKey>> {
        let NewPicture {
            owner,
            kind,
            file: EncodedFile { bytes, size },
            keep_for,
        } = picture;
        let key = PictureKey::from_bytes(&bytes);
        for _ in 0..ATTEMPTS {
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

    /// The file of a picture; `None` if the picture is not, or no longer, this person's.
    ///
    /// # Errors
    /// If it cannot be read.
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

    /// As [`Pictures::bytes`], to be served.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn open(
        &self,
        owner: PersonId,
        picture: PictureRef,
    ) -> anyhow::Result<Option<OpenFile>> {
        let key = match picture {
            PictureRef::Gallery(style) => {
                let bytes = Bytes::from_static(style.jpeg());
                return Ok(Some(OpenFile::in_memory(bytes)));
            }
            PictureRef::Own(key) => key,
        };

        match self.store.picture(owner, key).await? {
            Some(kept) => self.open_file(&place(kept.owner, key)).await,
            None => Ok(None),
        }
    }

    /// Deletes the files of pictures that have expired or whose person was forgotten; returns how
    /// many.
    ///
    /// # Errors
    /// If the store or the folder cannot be written. The next call tries the rest again.
    pub async fn delete_doomed(&self, limit: u32) -> anyhow::Result<usize> {
        let doomed = self
            .store
            .pictures_to_delete(self.clock.now(), limit)
            .await?;
        for picture in &doomed {
            self.remove(&place(picture.owner, picture.key)).await?;
            self.store
                .delete_picture_row(picture.owner, picture.key)
                .await?;
        }

        Ok(doomed.len())
    }

    /// Checks that the folder can be written.
    ///
    /// # Errors
    /// If it cannot.
    pub async fn probe(&self) -> anyhow::Result<()> {
        self.files
            .put(&Place::from("probe"), Bytes::from_static(b"ready").into())
            .await?;
        Ok(())
    }

    async fn read(&self, place: &Place) -> anyhow::Result<Option<Bytes>> {
        match self.files.get(place).await {
            Ok(file) => Ok(Some(file.bytes().await?)),
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
