//! Files that are there whole or not at all.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU64, Ordering},
};

use super::error::SaveError;

/// Writes `bytes` to a file beside `path` and renames it: whoever reads `path` finds the old file
/// or the new one, also after a crash.
///
/// # Errors
/// [`SaveError::Write`] if the folder cannot be written; nothing is left behind then.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    let beside = beside(path);
    write(&beside, bytes)
        .and_then(|()| fs::rename(&beside, path))
        .map_err(|source| {
            // It may not exist; the error that counts is the first one.
            let _ = fs::remove_file(&beside);
            SaveError::Write {
                path: path.to_owned(),
                source,
            }
        })
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    // Without this a crash after the rename could leave an empty file under the final name.
    file.sync_all()
}

/// A hidden name of our own in the same folder, for a rename does not cross file systems.
fn beside(path: &Path) -> PathBuf {
    static COUNT: AtomicU64 = AtomicU64::new(0);

    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(
        ".{}-{}.part",
        process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    ));

    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_the_file_and_leaves_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("painting.png");
        write_atomically(&path, b"old").unwrap();
        write_atomically(&path, b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");

        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn failure_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("taken");
        fs::create_dir(&path).unwrap();
        assert!(matches!(
            write_atomically(&path, b"x"),
            Err(SaveError::Write { .. })
        ));

        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(write_atomically(&folder.path().join("no/such/folder.png"), b"x").is_err());
    }
}
