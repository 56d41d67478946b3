//! Uploads of the chat page. A file is written to `incoming/` while it arrives, and moved to
//! `uploads/{visitor}/{key}` once the whole upload is accepted; what is not accepted is deleted at
//! once. The file itself stays only until the inbox has read it. Then a small copy without metadata
//! replaces it, so that the page can show what was sent.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use anyhow::Context;
use bytes::{Bytes, BytesMut};
use futures_util::TryStreamExt;
use object_store::{MultipartUpload, ObjectStore, path::Path as Place};

use super::{OpenFile, Pictures};
use crate::{
    clock::Chance,
    domain::{
        picture::{PictureKey, PictureKeyHasher},
        time::Moment,
    },
};

/// Pieces of a file are written together once they have this many bytes.
const WRITTEN_AT_ONCE: usize = 128 << 10;

/// A file that is arriving. Dropped before the end, it leaves nothing behind.
pub struct ArrivingUpload {
    files: Arc<dyn ObjectStore>,
    place: Place,
    writer: Box<dyn MultipartUpload>,
    unwritten: BytesMut,
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
    files: Arc<dyn ObjectStore>,
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
        self.unwritten.extend_from_slice(piece);

        if self.unwritten.len() >= WRITTEN_AT_ONCE {
            self.write_out().await?;
        }

        Ok(())
    }

    /// The file has arrived.
    ///
    /// # Errors
    /// If it cannot be written.
    pub async fn finish(mut self) -> anyhow::Result<ArrivedUpload> {
        self.write_out().await?;
        self.writer
            .complete()
            .await
            .context("an upload cannot be written")?;

        Ok(ArrivedUpload {
            key: self.hasher.key(),
            size: self.size,
            file: TemporaryFile {
                files: self.files,
                place: Some(self.place),
            },
        })
    }

    async fn write_out(&mut self) -> anyhow::Result<()> {
        if self.unwritten.is_empty() {
            return Ok(());
        }

        let piece = std::mem::take(&mut self.unwritten).freeze();
        self.writer
            .put_part(piece.into())
            .await
            .context("an upload cannot be written")
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
            let files = Arc::clone(&self.files);
            runtime.spawn(async move {
                if let Err(error) = files.delete(&place).await {
                    tracing::warn!(?error, "an upload that was not accepted is not deleted");
                }
            });
        }
    }
}

impl Pictures {
    /// Begins to take in a file.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub async fn begin_upload(&self) -> anyhow::Result<ArrivingUpload> {
        let place = Place::from(format!("incoming/{}", hex::encode(Chance.bytes::<16>())));
        let writer = self
            .files
            .put_multipart(&place)
            .await
            .context("an upload cannot be written")?;

        Ok(ArrivingUpload {
            files: Arc::clone(&self.files),
            place,
            writer,
            unwritten: BytesMut::new(),
            hasher: PictureKeyHasher::default(),
            size: 0,
        })
    }

    /// Moves the files of an upload to their places, where the inbox finds them.
    ///
    /// # Errors
    /// If the folder cannot be written. Nothing is left behind then.
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
            let is_new = self.files.head(&target).await.is_err();

            self.files.rename(&source, &target).await?;
            upload.file.keep();

            // Another upload of the visitor's may show the same picture: that file is theirs, too.
            if is_new {
                placed.new.push(TemporaryFile {
                    files: Arc::clone(&self.files),
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
        self.read(&place(visitor, key)).await
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
        self.open_file(&place(visitor, key)).await
    }

    /// Replaces the file by a small copy, or removes it.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub async fn replace_upload(
        &self,
        visitor: &str,
        key: PictureKey,
        copy: Option<Bytes>,
    ) -> anyhow::Result<()> {
        match copy {
            Some(copy) => self
                .files
                .put(&place(visitor, key), copy.into())
                .await
                .map(|_| ())
                .map_err(Into::into),
            None => self.remove(&place(visitor, key)).await,
        }
    }

    /// Deletes everything a visitor has uploaded.
    ///
    /// # Errors
    /// If the folder cannot be written. The rest is deleted when it has become old.
    pub async fn forget_uploads(&self, visitor: &str) -> anyhow::Result<()> {
        let folder = Place::from(format!("uploads/{visitor}"));
        let files: Vec<_> = self.files.list(Some(&folder)).try_collect().await?;
        for file in files {
            self.remove(&file.location).await?;
        }

        Ok(())
    }

    /// Deletes uploads that have become old.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub async fn delete_old_uploads(&self, older_than: Duration) -> anyhow::Result<()> {
        let before = self.long_ago(older_than).millis();
        let files: Vec<_> = self
            .files
            .list(Some(&Place::from("uploads")))
            .try_collect()
            .await?;

        for file in files
            .into_iter()
            .filter(|file| file.last_modified.timestamp_millis() < before)
        {
            self.remove(&file.location).await?;
        }

        Ok(())
    }

    /// The uploads that were last written after `from`, and not after `to`, by visitor.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub async fn uploads_written(
        &self,
        from: Moment,
        to: Moment,
    ) -> anyhow::Result<BTreeMap<String, Vec<PictureKey>>> {
        let mut found: BTreeMap<String, Vec<PictureKey>> = BTreeMap::new();
        let mut files = self.files.list(Some(&Place::from("uploads")));
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
    Place::from(format!("uploads/{visitor}/{key}"))
}
