//! Files that are written in parts: uploads of unknown length, and files that are too large to be
//! sent in one piece.

use std::pin::pin;

use bytes::{Bytes, BytesMut};
use futures_util::TryStreamExt;
use object_store::{MultipartUpload, path::Path as Place};

use super::{error::StorageError, storage::Storage};

/// Pieces of a file are written to a folder together once they have this many bytes.
const FOLDER_PART: usize = 128 << 10;
/// S3 takes no smaller parts, apart from the last one, and not more than 10,000.
const BUCKET_PART: usize = 5 << 20;
/// A file in memory that is larger is written to a bucket in parts.
const WHOLE_UP_TO: usize = 16 << 20;

/// Writes a file in parts, or in one piece if it turns out to be small. Dropped before its end, it
/// leaves nothing behind.
pub(super) struct PartWriter {
    storage: Storage,
    place: Place,
    /// Present from the first part to the end of the file.
    writer: Option<Box<dyn MultipartUpload>>,
    unwritten: BytesMut,
}

impl PartWriter {
    pub(super) fn new(storage: Storage, place: Place) -> Self {
        Self {
            storage,
            place,
            writer: None,
            unwritten: BytesMut::new(),
        }
    }

    /// Takes the next piece.
    pub(super) async fn write(&mut self, piece: &[u8]) -> Result<(), StorageError> {
        self.unwritten.extend_from_slice(piece);
        if self.unwritten.len() >= self.storage.part_bytes() {
            self.write_out().await?;
        }

        Ok(())
    }

    /// The file is whole.
    pub(super) async fn finish(mut self) -> Result<(), StorageError> {
        if self.writer.is_none() {
            let bytes = std::mem::take(&mut self.unwritten).freeze();
            return self.storage.put_whole(&self.place, bytes).await;
        }

        self.write_out().await?;
        if let Some(writer) = &mut self.writer {
            self.storage.ask("put", 0, writer.complete()).await?;
        }
        self.writer = None;

        Ok(())
    }

    async fn write_out(&mut self) -> Result<(), StorageError> {
        let part = std::mem::take(&mut self.unwritten).freeze();
        self.write_part(part).await
    }

    /// Writes bytes that nobody has to copy. They are a part of at least [`Storage::part_bytes`], or
    /// the last one.
    pub(super) async fn write_part(&mut self, part: Bytes) -> Result<(), StorageError> {
        if part.is_empty() {
            return Ok(());
        }

        let storage = &self.storage;
        let writer = if let Some(writer) = &mut self.writer {
            writer
        } else {
            let begun = storage.objects.put_multipart(&self.place);
            self.writer.insert(storage.ask("put", 0, begun).await?)
        };

        let size = part.len() as u64;
        let put = writer.put_part(part.into());
        storage.ask("put", size, put).await
    }
}

impl Storage {
    /// Copies the file of this name from another storage, in pieces; false if there is none.
    ///
    /// # Errors
    /// If one of the two fails.
    pub async fn copy_from(&self, other: &Self, name: &str) -> Result<bool, StorageError> {
        let place = Place::from(name);
        let Some(file) = other.open(&place).await? else {
            return Ok(false);
        };

        let mut writer = self.part_writer(place);
        let mut pieces = pin!(file.into_stream());
        while let Some(piece) = pieces.try_next().await? {
            writer.write(&piece).await?;
        }
        writer.finish().await?;

        Ok(true)
    }

    /// Writes a file, in parts if it is large.
    pub(super) async fn put(&self, place: &Place, mut bytes: Bytes) -> Result<(), StorageError> {
        if !self.is_bucket() || bytes.len() <= WHOLE_UP_TO {
            return self.put_whole(place, bytes).await;
        }

        let mut writer = self.part_writer(place.clone());
        while !bytes.is_empty() {
            let part = bytes.split_to(bytes.len().min(self.part_bytes()));
            writer.write_part(part).await?;
        }

        writer.finish().await
    }

    /// Begins a file that is written in parts.
    pub(super) fn part_writer(&self, place: Place) -> PartWriter {
        PartWriter::new(self.clone(), place)
    }

    /// How many bytes a part has at least.
    pub(super) fn part_bytes(&self) -> usize {
        if self.is_bucket() {
            BUCKET_PART
        } else {
            FOLDER_PART
        }
    }
}

impl Drop for PartWriter {
    /// A folder's writer cleans up by itself; a bucket has to be told.
    fn drop(&mut self) {
        let Some(mut writer) = self.writer.take().filter(|_| self.storage.is_bucket()) else {
            return;
        };

        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let storage = self.storage.clone();
            runtime.spawn(async move {
                // The bucket's own rule for unfinished uploads deletes what stays.
                if let Err(error) = storage.ask("delete", 0, writer.abort()).await {
                    tracing::warn!(%error, "an unfinished file is not deleted");
                }
            });
        }
    }
}
