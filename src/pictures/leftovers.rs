//! What a crash leaves in the storage: files that were not written to their end, uploads that nobody
//! accepted, and empty folders.

use std::{
    fs, io,
    path::Path,
    time::{Duration, SystemTime},
};

use futures_util::TryStreamExt;

use super::{Pictures, storage::Location};

/// Where uploads arrive.
pub(super) const INCOMING: &str = "incoming";

impl Pictures {
    /// Deletes unfinished files that nobody has written to for this long, and empty folders. Looks
    /// at everything, so it is for once in a while. A bucket shows no unfinished files; its own rule
    /// deletes them.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub async fn delete_leftovers(&self, older_than: Duration) -> anyhow::Result<()> {
        if let Location::Folder(folder) = &self.storage.location {
            let folder = folder.clone();
            let before = self.before(older_than);
            tokio::task::spawn_blocking(move || clean(&folder, before)).await??;
        }

        Ok(())
    }

    /// Deletes uploads that have not arrived to their end, or that nobody has accepted, and that
    /// nobody has written to for this long.
    ///
    /// # Errors
    /// If the storage cannot be read or written.
    pub async fn delete_unfinished_uploads(&self, older_than: Duration) -> anyhow::Result<()> {
        match &self.storage.location {
            Location::Folder(folder) => {
                let folder = folder.join(INCOMING);
                let before = self.before(older_than);
                tokio::task::spawn_blocking(move || clean(&folder, before)).await??;
            }
            Location::Bucket { .. } => {
                let before = self.long_ago(older_than).millis();
                let mut files = self.storage.list(INCOMING);
                while let Some(file) = files.try_next().await? {
                    if file.last_modified.timestamp_millis() < before {
                        self.storage.remove(&file.location).await?;
                    }
                }
            }
        }

        Ok(())
    }

    fn before(&self, older_than: Duration) -> SystemTime {
        let millis = self.long_ago(older_than).millis();
        SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(millis).unwrap_or(0))
    }
}

/// Cleans a folder and all below it. A folder or a file that has gone meanwhile is no failure.
fn clean(folder: &Path, before: SystemTime) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };

    let is_incoming = folder.ends_with(INCOMING);
    for entry in entries {
        let path = entry?.path();
        let Ok(found) = path.symlink_metadata() else {
            continue;
        };

        if found.is_dir() {
            clean(&path, before)?;
            // Fails for a folder that is not empty, and such a folder stays. A writer who needs an
            // empty one that has just gone makes it again.
            let _ = fs::remove_dir(&path);
        } else if (is_incoming || is_unfinished(&path)) && found.modified()? < before {
            let _ = fs::remove_file(&path);
        }
    }

    Ok(())
}

/// Whether `object_store` has not yet renamed a file to the name it will have.
fn is_unfinished(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    let suffix = name.and_then(|name| name.rsplit_once('#'));

    suffix.is_some_and(|(_, number)| {
        !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_old_and_unfinished_goes() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for (path, stays) in [
            ("1/abc", true),
            ("1/abc#2", false),
            ("2/#7", false),
            ("2/abc#x", true),
            ("incoming/abc", false),
            ("incoming/abc#1", false),
            ("uploads/v/abc", true),
        ] {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, "").unwrap();

            clean(root, SystemTime::UNIX_EPOCH).unwrap();
            assert!(path.exists(), "{path:?} is new");

            clean(root, SystemTime::now() + Duration::from_mins(1)).unwrap();
            assert_eq!(path.exists(), stays, "{path:?}");
        }

        fs::create_dir_all(root.join("3/empty")).unwrap();
        clean(root, SystemTime::UNIX_EPOCH).unwrap();
        assert!(!root.join("3").exists() && root.join("1").exists());
        assert!(!root.join("incoming").exists());
    }
}
