//! Uploads of the chat page. The file itself stays only until the inbox has read it. Then a small
//! copy without metadata replaces it, so that the page can show what was sent.

use std::time::Duration;

use bytes::Bytes;
use futures_util::TryStreamExt;
use object_store::path::Path as Place;

use super::Pictures;
use crate::domain::picture::PictureKey;

impl Pictures {
    /// Keeps a file until it is read; its name is the hash of its contents.
    ///
    /// # Errors
    /// If the folder cannot be written.
    pub async fn put_upload(&self, visitor: &str, bytes: Bytes) -> anyhow::Result<PictureKey> {
        let key = PictureKey::from_bytes(&bytes);
        self.files.put(&place(visitor, key), bytes.into()).await?;
        Ok(key)
    }

    /// The file, or the small copy that replaced it.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn upload(&self, visitor: &str, key: PictureKey) -> anyhow::Result<Option<Bytes>> {
        self.read(&place(visitor, key)).await
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
}

fn place(visitor: &str, key: PictureKey) -> Place {
    Place::from(format!("uploads/{visitor}/{key}"))
}
