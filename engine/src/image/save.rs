//! Atomic writes: a file is there completely or not at all.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU64, Ordering},
};

use super::error::SaveError;

/// Writes `bytes` to a temporary file beside `path` and renames it: readers of `path` see either
/// the old file or the new one, even after a crash.
///
/// # Errors
/// [`SaveError::Write`] if the folder cannot be written to; nothing is left behind then.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    let temporary = temporary_name(path);
    write(&temporary, bytes)
        .and_then(|()| fs::rename(&temporary, path))
        .map_err(|source| {
            // The temporary file may not exist; only the first error is reported.
            let _ = fs::remove_file(&temporary);
            SaveError::Write {
                path: path.to_owned(),
                source,
            }
        })
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    // Otherwise a crash after the rename could leave an empty file under the final name.
    file.sync_all()
}

/// A unique hidden name in the same folder, because a rename cannot cross file systems.
fn temporary_name(path: &Path) -> PathBuf {
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
