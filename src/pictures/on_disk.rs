//! Files that are too large for the memory, such as the masters of canvases: they are written to a
//! temporary file first, and read from there in parts as often as it takes to keep them.

use std::{
    fs::File,
    io::{self, BufWriter, Read, Seek},
    os::unix::fs::FileExt,
    sync::Arc,
};

use bytes::Bytes;
use object_store::path::Path as Place;

use super::{StorageError, storage::Storage};
use crate::domain::{
    picture::{PictureKey, PictureKeyHasher},
    picture_size::PictureSize,
};

/// How much is read at once.
const AT_ONCE: usize = 8 << 20;

/// A file on the disk that has no name, and is gone when it is dropped or the process ends.
#[derive(Clone)]
pub struct FileOnDisk {
    file: Arc<File>,
    bytes: u64,
    key: PictureKey,
    size: PictureSize,
}

impl FileOnDisk {
    /// A file of what `write` writes, with the width and height in pixels of the picture in it.
    ///
    /// # Errors
    /// Those of `write`, and if there is no room for temporary files.
    pub fn create(
        size: PictureSize,
        write: impl FnOnce(&mut BufWriter<&File>) -> anyhow::Result<()>,
    ) -> anyhow::Result<Self> {
        let mut file = tempfile::tempfile()?;
        let mut writer = BufWriter::new(&file);
        write(&mut writer)?;
        writer
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;

        file.rewind()?;
        let mut hasher = PictureKeyHasher::default();
        let mut bytes = 0;
        let mut piece = vec![0; 1 << 20];
        loop {
            let length = file.read(&mut piece)?;
            if length == 0 {
                break;
            }
            hasher.update(&piece[..length]);
            bytes += length as u64;
        }

        Ok(Self {
            file: Arc::new(file),
            bytes,
            key: hasher.key(),
            size,
        })
    }

    /// Its size in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Its name: the hash of its contents.
    #[must_use]
    pub fn key(&self) -> PictureKey {
        self.key
    }

    /// Width and height in pixels of the picture in it.
    #[must_use]
    pub fn size(&self) -> PictureSize {
        self.size
    }

    /// The bytes from `offset` on, as many as are read at once.
    async fn read(&self, offset: u64) -> io::Result<Bytes> {
        let length = usize::try_from(self.bytes - offset).map_or(AT_ONCE, |left| left.min(AT_ONCE));
        let file = Arc::clone(&self.file);
        let read = move || {
            let mut piece = vec![0; length];
            file.read_exact_at(&mut piece, offset)?;
            Ok(Bytes::from(piece))
        };

        tokio::task::spawn_blocking(read).await?
    }
}

impl Storage {
    /// Writes a file that lies on the disk, never more of it in memory than is read at once.
    pub(super) async fn put_from_disk(
        &self,
        place: &Place,
        file: &FileOnDisk,
    ) -> Result<(), StorageError> {
        if file.bytes <= AT_ONCE as u64 {
            return self.put(place, file.read(0).await?).await;
        }

        let mut writer = self.part_writer(place.clone());
        let mut offset = 0;
        while offset < file.bytes {
            let piece = file.read(offset).await?;
            offset += piece.len() as u64;
            writer.write_part(piece).await?;
        }

        writer.finish().await
    }
}
