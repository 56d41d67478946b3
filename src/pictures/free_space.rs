//! How much room is left where the pictures are. Below a floor, nothing new is taken in from people;
//! what is being painted goes on.

use super::Pictures;

impl Pictures {
    /// The bytes that can still be written to the folder's file system.
    ///
    /// # Errors
    /// If the file system does not tell.
    pub async fn free_bytes(&self) -> anyhow::Result<u64> {
        let folder = self.folder.clone();
        let found = tokio::task::spawn_blocking(move || rustix::fs::statvfs(folder.as_ref()));
        let space = found.await??;

        Ok(space.f_bavail.saturating_mul(space.f_frsize))
    }

    /// Whether there is room for what people send. If the file system does not tell, there is:
    /// writing will fail if there is none.
    pub async fn has_room(&self) -> bool {
        match self.free_bytes().await {
            Ok(free) => free >= self.free_bytes_floor,
            Err(error) => {
                tracing::warn!(?error, "the free space is not known");
                true
            }
        }
    }
}
