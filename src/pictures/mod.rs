//! The files of pictures, in a folder or a bucket: see [`Storage`]. Their rows are in the store.
//!
//! Files are at `{owner}/{key}`. A row is written before its file and removed after it, so that no
//! file is without a row. Uploads of the chat page are at `uploads/{visitor}/{key}` until the inbox
//! has read them: see [`uploads`]. [`leftovers`] deletes what a crash has left, [`free_space`] says
//! whether there is room. Knows no chat and no engine; the only module that names `object_store`.

mod copying;
mod error;
pub mod feed;
mod file;
mod films;
pub mod free_space;
pub mod leftovers;
mod on_disk;
mod parts;
pub mod small;
mod storage;
pub mod uploads;

pub use copying::CopiedFiles;
pub use error::{StorageError, StorageFailure};
pub use file::OpenFile;
pub use films::NewFilm;
pub use on_disk::FileOnDisk;
pub use storage::{Bucket, Storage, StoredFile};

use std::{path::Path, sync::Arc, time::Duration};

use anyhow::Context;
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use object_store::path::Path as Place;

use crate::{
    clock::Clock,
    domain::{
        ids::PersonId,
        picture::{PictureKey, PictureRef},
        picture_size::PictureSize,
        time::Moment,
    },
    store::{
        KeepOutcome, KeepPicture, PictureStore,
        pictures::{OwnedPicture, PictureKind},
    },
};

/// How often to wait for a file of the same name that is being deleted.
const ATTEMPTS: u32 = 50;
/// How many files are deleted side by side.
const DELETED_AT_ONCE: usize = 8;

/// All pictures of the service.
#[derive(Clone)]
pub struct Pictures {
    store: Arc<dyn PictureStore>,
    storage: Storage,
    clock: Arc<dyn Clock>,
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
#[derive(Clone)]
pub struct NewPicture {
    /// The person it belongs to.
    pub owner: PersonId,
    /// What it is for.
    pub kind: PictureKind,
    /// Its file.
    pub file: EncodedFile,
    /// Whether it has no colours of its own.
    pub is_grey: bool,
    /// How long to keep it; `None` keeps it until the person is forgotten.
    pub keep_for: Option<Duration>,
}

/// A file on the disk to keep.
pub struct NewFile {
    /// The person it belongs to.
    pub owner: PersonId,
    /// What it is for.
    pub kind: PictureKind,
    /// The file.
    pub file: FileOnDisk,
}

impl Pictures {
    /// Pictures in this storage.
    #[must_use]
    pub fn new(storage: Storage, store: Arc<dyn PictureStore>, clock: Arc<dyn Clock>) -> Self {
        Self {
            store,
            storage,
            clock,
            free_bytes_floor: 0,
        }
    }

    /// Pictures in a folder, which is created if it is missing.
    ///
    /// # Errors
    /// If the folder cannot be created.
    pub fn in_folder(
        folder: &Path,
        store: Arc<dyn PictureStore>,
        clock: Arc<dyn Clock>,
    ) -> anyhow::Result<Self> {
        Ok(Self::new(Storage::in_folder(folder)?, store, clock))
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
            is_grey,
            keep_for,
        } = picture;
        let key = PictureKey::from_bytes(&bytes);
        let now = self.clock.now();
        let row = KeepPicture {
            owner,
            key,
            kind,
            bytes: bytes.len() as u64,
            size,
            is_grey,
            expires_at: keep_for.map(|span| now.plus(span)),
            now,
        };
        if !self.keep_row(row).await? {
            return Ok(None);
        }

        self.storage
            .put(&place(owner, key), bytes)
            .await
            .context("a picture cannot be written")?;

        Ok(Some(key))
    }

    /// Keeps a file that lies on the disk until its owner is forgotten; `None` if the owner is gone.
    /// Only a piece of it is in memory at a time.
    ///
    /// # Errors
    /// If the store or the storage cannot be written.
    pub async fn keep_file(&self, new: NewFile) -> anyhow::Result<Option<PictureKey>> {
        let NewFile { owner, kind, file } = new;
        let key = file.key();
        let row = KeepPicture {
            owner,
            key,
            kind,
            bytes: file.bytes(),
            size: file.size(),
            is_grey: false,
            expires_at: None,
            now: self.clock.now(),
        };
        if !self.keep_row(row).await? {
            return Ok(None);
        }

        self.storage
            .put_from_disk(&place(owner, key), &file)
            .await
            .context("a file cannot be written")?;

        Ok(Some(key))
    }

    /// Writes the row of a picture; false if its owner is gone.
    async fn keep_row(&self, row: KeepPicture) -> anyhow::Result<bool> {
        for _ in 0..ATTEMPTS {
            match self.store.keep_picture(row.clone()).await? {
                KeepOutcome::Yes => return Ok(true),
                KeepOutcome::NoOwner => return Ok(false),
                KeepOutcome::TryLater => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }

        Err(StorageError::still_deleting().into())
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
            Some(kept) => Ok(self.storage.read(&place(kept.owner, key)).await?),
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
            Some(kept) => Ok(self.storage.open(&place(kept.owner, key)).await?),
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
        let count = doomed.len();

        // One that cannot be deleted does not keep the others.
        let deleted = stream::iter(doomed).map(|picture| self.delete(picture));
        let outcomes: Vec<_> = deleted.buffer_unordered(DELETED_AT_ONCE).collect().await;
        outcomes.into_iter().collect::<anyhow::Result<()>>()?;

        Ok(count)
    }

    async fn delete(&self, picture: OwnedPicture) -> anyhow::Result<()> {
        let OwnedPicture { owner, key } = picture;
        self.storage.remove(&place(owner, key)).await?;
        self.store.delete_picture_row(owner, key).await?;

        Ok(())
    }

    /// Asks whether the storage answers. Writes nothing.
    ///
    /// # Errors
    /// If it does not.
    pub async fn ping(&self) -> Result<(), StorageError> {
        self.storage.ping().await
    }

    fn long_ago(&self, span: Duration) -> Moment {
        self.clock.now().minus(span)
    }
}

fn place(owner: PersonId, key: PictureKey) -> Place {
    Place::from(format!("{owner}/{key}"))
}
