//! Whether the storage answers, and how much room is left in it. Below a floor, nothing new is taken
//! in from people; what is being painted goes on. A bucket has all the room that its operator pays
//! for.

use std::{io, path::Path, pin::pin, sync::Arc};

use futures_util::TryStreamExt;

use super::{
    Pictures, StorageError,
    storage::{Location, PROBE, Storage},
};

/// The bytes that can still be written to a folder's file system.
async fn free_bytes(folder: &Arc<Path>) -> io::Result<u64> {
    let folder = Arc::clone(folder);
    let found = tokio::task::spawn_blocking(move || rustix::fs::statvfs(folder.as_ref()));
    let space = found.await??;

    Ok(space.f_bavail.saturating_mul(space.f_frsize))
}

impl Storage {
    /// Asks whether the storage answers. Writes nothing.
    ///
    /// # Errors
    /// If it does not.
    pub async fn ping(&self) -> Result<(), StorageError> {
        if let Location::Folder(folder) = &self.location {
            free_bytes(folder).await?;
            return Ok(());
        }

        let mut first = pin!(self.list(PROBE));
        first.try_next().await.map(|_| ())
    }

    /// The bytes that can still be written; `None` if nothing limits them.
    async fn free_bytes(&self) -> io::Result<Option<u64>> {
        match &self.location {
            Location::Folder(folder) => free_bytes(folder).await.map(Some),
            Location::Bucket { .. } => Ok(None),
        }
    }
}

impl Pictures {
    /// Whether there is room for what people send. If the file system does not tell, there is:
    /// writing will fail if there is none.
    pub async fn has_room(&self) -> bool {
        match self.storage.free_bytes().await {
            Ok(free) => free.is_none_or(|free| free >= self.free_bytes_floor),
            Err(error) => {
                tracing::warn!(?error, "the free space is not known");
                true
            }
        }
    }
}
