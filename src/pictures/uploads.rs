//! What the chat page has uploaded. The file itself stays only until the inbox has looked at it; a
//! small copy without metadata takes its place, so that the page can show what was sent.

use std::time::Duration;

use bytes::Bytes;
use futures_util::TryStreamExt;
use object_store::path::Path as Place;

use super::Pictures;
use crate::domain::picture::PictureKey;

impl Pictures {
    /// Keeps a file until it is looked at; the name is the file's own.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub async fn put_upload(&self, visitor: &str, bytes: Bytes) -> anyhow::Result<PictureKey> {
        let key = PictureKey::of(&bytes);
        self.files.put(&place(visitor, key), bytes.into()).await?;
        Ok(key)
    }

    /// The file, or the small copy that took its place.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn upload(&self, visitor: &str, key: PictureKey) -> anyhow::Result<Option<Bytes>> {
        self.read(&place(visitor, key)).await
    }

    /// Puts a small copy in place of the file, or nothing.
    ///
    /// # Errors
    /// When the folder cannot be written.
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
    /// When the folder cannot be written; the rest goes when it has become old.
    pub async fn forget_uploads(&self, visitor: &str) -> anyhow::Result<()> {
        let folder = Place::from(format!("uploads/{visitor}"));
        let found: Vec<_> = self.files.list(Some(&folder)).try_collect().await?;
        for file in found {
            self.remove(&file.location).await?;
        }

        Ok(())
    }

    /// Deletes uploads that have become old.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub async fn delete_old_uploads(&self, older_than: Duration) -> anyhow::Result<()> {
        let before = self.long_ago(older_than).millis();
        let found: Vec<_> = self
            .files
            .list(Some(&Place::from("uploads")))
            .try_collect()
            .await?;

        for file in found
            .into_iter()
            .filter(|file| file.last_modified.timestamp_millis() < before)
        {
            self.remove(&file.location).await?;
        }

        Ok(())
    }
}

fn place(visitor: &str, key: PictureKey) -> Place {
    Place::from(format!("uploads/{visitor}/{key}"))
}
