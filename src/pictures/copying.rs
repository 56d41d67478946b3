//! Copies all files of one storage to another, and compares them.

use std::{collections::HashMap, pin::pin};

use anyhow::{Context, ensure};
use futures_util::{StreamExt, TryStreamExt};
use object_store::path::Path as Place;

use super::{Storage, StoredFile};
use crate::domain::picture::{PictureKey, PictureKeyHasher};

/// How many files are copied side by side.
const AT_ONCE: usize = 8;
/// After how many files the progress is told.
const TELL_EVERY: u64 = 1000;

/// What was copied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CopiedFiles {
    /// How many files there are on both sides.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

impl Storage {
    /// Copies all files from another storage and reads each of them back. What is there already and
    /// is the same is not copied again, so that an interrupted call can be repeated.
    ///
    /// # Errors
    /// If one of the two fails, or a file is not the same afterwards.
    pub async fn copy_all_from(
        &self,
        other: &Self,
        mut progress: impl FnMut(CopiedFiles),
    ) -> anyhow::Result<CopiedFiles> {
        let mut there = HashMap::new();
        let mut files = self.files();
        while let Some(file) = files.try_next().await? {
            there.insert(file.name, file.bytes);
        }

        let there = &there;
        let copies = other.files().try_filter(|file| {
            let is_picture = is_picture(file);
            async move { is_picture }
        });
        let copies = copies.map(|file| async move {
            let file = file?;
            let is_there = there.get(&file.name) == Some(&file.bytes);
            self.copy_one_from(other, &file, is_there).await?;
            anyhow::Ok(file)
        });
        let mut copies = pin!(copies.buffer_unordered(AT_ONCE));

        let mut copied = CopiedFiles::default();
        while let Some(file) = copies.try_next().await? {
            copied.files += 1;
            copied.bytes += file.bytes;
            if copied.files.is_multiple_of(TELL_EVERY) {
                progress(copied);
            }
        }

        Ok(copied)
    }

    async fn copy_one_from(
        &self,
        other: &Self,
        file: &StoredFile,
        is_there: bool,
    ) -> anyhow::Result<()> {
        let name = &file.name;
        let source = other.digest(name).await?;
        let source = source.with_context(|| format!("the file {name} went while it was copied"))?;
        if is_there && self.digest(name).await?.as_ref() == Some(&source) {
            return Ok(());
        }

        self.copy_from(other, name).await?;
        let copy = self.digest(name).await?;
        ensure!(
            copy.as_ref() == Some(&source),
            "the file {name} is not the same after it was copied"
        );

        Ok(())
    }

    /// The size and the digest of a file; `None` if there is none.
    async fn digest(&self, name: &str) -> anyhow::Result<Option<FileDigest>> {
        let Some(file) = self.open(&Place::from(name)).await? else {
            return Ok(None);
        };

        let bytes = file.size();
        let mut hasher = PictureKeyHasher::default();
        let mut pieces = pin!(file.into_stream());
        while let Some(piece) = pieces.try_next().await? {
            hasher.update(&piece);
        }

        Ok(Some(FileDigest {
            bytes,
            digest: hasher.key(),
        }))
    }
}

#[derive(PartialEq, Eq)]
struct FileDigest {
    bytes: u64,
    digest: PictureKey,
}

/// All files are in folders, except for a lock and what was written to see whether that is possible.
fn is_picture(file: &StoredFile) -> bool {
    file.name.contains('/')
}
