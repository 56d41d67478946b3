//! Uploads of the chat page. A file is written to `incoming/` while it arrives, and moved to
//! `uploads/{visitor}/{key}` once the whole upload is accepted; what is not accepted is deleted at
//! once. The file itself stays only until the inbox has read it. Then a small copy without metadata
//! replaces it, so that the page can show what was sent.

use std::{collections::BTreeMap, time::Duration};

use anyhow::Context;
use bytes::Bytes;
use futures_util::TryStreamExt;
use object_store::path::Path as Place;

use super::{OpenFile, Pictures, leftovers::INCOMING, parts::PartWriter, storage::Storage};
use crate::{
    clock::Chance,
    domain::{
        picture::{PictureKey, PictureKeyHasher},
        time::Moment,
    },
};

/// Where accepted uploads are.
const UPLOADS: &str = "uploads";

/// A file that is arriving. Dropped before the end, it leaves nothing behind.
pub struct ArrivingUpload {
    storage: Storage,
    place: Place,
    writer: PartWriter,
    hasher: PictureKeyHasher,
    size: u64,
}

/// A file that has arrived and is not accepted yet. Dropped before that, it is deleted.
pub struct ArrivedUpload {
    key: PictureKey,
    size: u64,
    file: TemporaryFile,
}

/// The files of an upload at their places, until the upload is a row of the inbox. Dropped before
/// that, those that were not there before are deleted.
pub struct PlacedUploads {
    new: Vec<TemporaryFile>,
}

struct TemporaryFile {
    storage: Storage,
    place: Option<Place>,
}

impl ArrivingUpload {
    /// How many bytes have arrived.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Takes the next piece.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn write(&mut self, piece: &[u8]) -> anyhow::Result<()> {
        self.hasher.update(piece);
        self.size += piece.len() as u64;
        self.writer
            .write(piece)
            .await
            .context("an upload cannot be written")
    }

    /// The file has arrived.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn finish(self) -> anyhow::Result<ArrivedUpload> {
        self.writer
            .finish()
            .await
            .context("an upload cannot be written")?;

        Ok(ArrivedUpload {
            key: self.hasher.key(),
            size: self.size,
            file: TemporaryFile {
                storage: self.storage,
                place: Some(self.place),
            },
        })
    }
}

impl ArrivedUpload {
    /// Its name: the hash of its contents.
    #[must_use]
    pub fn key(&self) -> PictureKey {
        self.key
    }

    /// Its size in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }
}

impl PlacedUploads {
    /// The upload is a row of the inbox: the files stay.
    pub fn keep(mut self) {
        self.new.iter_mut().for_each(TemporaryFile::keep);
    }
}

impl TemporaryFile {
    fn keep(&mut self) {
        self.place = None;
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        let Some(place) = self.place.take() else {
            return;
        };

        // Without a runtime the process ends, and the sweep of the next one deletes the file.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let storage = self.storage.clone();
            runtime.spawn(async move {
                if let Err(error) = storage.remove(&place).await {
                    tracing::warn!(?error, "an upload that was not accepted is not deleted");
                }
            });
        }
    }
}

impl Pictures {
    /// Begins to take in a file. Nothing is written before there are bytes enough.
    #[must_use]
    pub fn begin_upload(&self) -> ArrivingUpload {
        let place = Place::from(format!("{INCOMING}/{}", hex::encode(Chance.bytes::<16>())));

        ArrivingUpload {
            writer: self.storage.part_writer(place.clone()),
            storage: self.storage.clone(),
            place,
            hasher: PictureKeyHasher::default(),
            size: 0,
        }
    }

    /// Moves the files of an upload to their places, where the inbox finds them.
    ///
    /// # Errors
    /// If the storage cannot be written. Nothing is left behind then.
    pub async fn place_uploads(
        &self,
        visitor: &str,
        uploads: Vec<ArrivedUpload>,
    ) -> anyhow::Result<PlacedUploads> {
        let mut placed = PlacedUploads { new: Vec::new() };
        for mut upload in uploads {
            let Some(source) = upload.file.place.clone() else {
                continue;
            };
            let target = place(visitor, upload.key);
            let is_new = !self.storage.exists(&target).await?;

            self.storage.rename(&source, &target).await?;
            upload.file.keep();

            // Another upload of the visitor's may show the same picture: that file is theirs, too.
            if is_new {
                placed.new.push(TemporaryFile {
                    storage: self.storage.clone(),
                    place: Some(target),
                });
            }
        }

        Ok(placed)
    }

    /// The file, or the small copy that replaced it.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn upload(&self, visitor: &str, key: PictureKey) -> anyhow::Result<Option<Bytes>> {
        Ok(self.storage.read(&place(visitor, key)).await?)
    }

    /// As [`Pictures::upload`], to be served.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn open_upload(
        &self,
        visitor: &str,
        key: PictureKey,
    ) -> anyhow::Result<Option<OpenFile>> {
        Ok(self.storage.open(&place(visitor, key)).await?)
    }

    /// Replaces the file by a small copy, or removes it.
    ///
    /// # Errors
    /// If the storage cannot be written.
    pub async fn replace_upload(
        &self,
        visitor: &str,
        key: PictureKey,
        copy: Option<Bytes>,
    ) -> anyhow::Result<()> {
        let place = place(visitor, key);
        match copy {
            Some(copy) => self.storage.put(&place, copy).await?,
            None => self.storage.remove(&place).await?,
        }

        Ok(())
    }

    /// Deletes everything a visitor has uploaded.
    ///
    /// # Errors
    /// If the storage cannot be written. The rest is deleted when it has become old.
    pub async fn forget_uploads(&self, visitor: &str) -> anyhow::Result<()> {
        let mut files = self.storage.list(&format!("{UPLOADS}/{visitor}"));
        while let Some(file) = files.try_next().await? {
            self.storage.remove(&file.location).await?;
        }

        Ok(())
    }

    /// Deletes uploads that have become old.
    ///
    /// # Errors
    /// If the storage cannot be written.
    pub async fn delete_old_uploads(&self, older_than: Duration) -> anyhow::Result<()> {
        let before = self.long_ago(older_than).millis();
        let mut files = self.storage.list(UPLOADS);
        while let Some(file) = files.try_next().await? {
            if file.last_modified.timestamp_millis() < before {
                self.storage.remove(&file.location).await?;
            }
        }

        Ok(())
    }

    /// The uploads that were last written after `from`, and not after `to`, by visitor.
    ///
    /// # Errors
    /// If the storage cannot be read.
    pub async fn uploads_written(
        &self,
        from: Moment,
        to: Moment,
    ) -> anyhow::Result<BTreeMap<String, Vec<PictureKey>>> {
        let mut found: BTreeMap<String, Vec<PictureKey>> = BTreeMap::new();
        let mut files = self.storage.list(UPLOADS);
        while let Some(file) = files.try_next().await? {
            let written = file.last_modified.timestamp_millis();
            if written <= from.millis() || written > to.millis() {
                continue;
            }

            let names: Vec<_> = file.location.parts().collect();
            let [_, visitor, name] = names.as_slice() else {
                continue;
            };
            if let Some(key) = PictureKey::parse(name.as_ref()) {
                let visitor = visitor.as_ref().to_owned();
                found.entry(visitor).or_default().push(key);
            }
        }

        Ok(found)
    }
}

fn place(visitor: &str, key: PictureKey) -> Place {
    Place::from(format!("{UPLOADS}/{visitor}/{key}"))
}
