//! One service on one database and one folder of pictures.
//!
//! At its start a service frees the jobs that an interrupted one has left (the leases tell workers
//! apart, not services), so two of them would take each other's work. A lock is a file that the
//! system keeps locked for as long as the process lives, however it ends.

use std::{
    fs::{self, File, TryLockError},
    io::{self, Read, Seek, Write},
    path::{Path, PathBuf},
};

use super::private_files::make_folder;
use crate::config::Settings;

/// The name of the lock in a folder of pictures.
const LOCK_FILE: &str = ".lock";

/// Why a service cannot have its folders for itself.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another service works there.
    #[error(
        "the folder {} is in use by another `vernissage serve`{}; stop that one first, or choose another folder by \
         database.path and storage.path (beside a service, `vernissage worker` only paints)",
        folder.display(), holder.map_or(String::new(), |id| format!(", process {id}"))
    )]
    InUse {
        /// The folder.
        folder: PathBuf,
        /// The number of the process that works there, if it has written it down.
        holder: Option<u32>,
    },
    /// The lock cannot be made.
    #[error("{} cannot be locked", path.display())]
    Unusable {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
}

/// Keeps other services away until it is dropped.
#[derive(Debug)]
pub struct DataLock {
    _files: [File; 2],
}

/// Locks the database and the folder of pictures for this service. Their folders are created if
/// they are missing. Other commands do not ask for the lock.
///
/// # Errors
/// If another service has it, or it cannot be made.
pub fn lock_data(settings: &Settings) -> Result<DataLock, LockError> {
    let database = &settings.database.path;
    let pictures = settings.storage.path.join(LOCK_FILE);

    Ok(DataLock {
        _files: [lock(&beside(database))?, lock(&pictures)?],
    })
}

/// The lock of a database, the same for every link that leads to it.
fn beside(database: &Path) -> PathBuf {
    let database = fs::canonicalize(database).unwrap_or_else(|_| database.to_owned());
    let mut name = database.into_os_string();
    name.push(".lock");

    name.into()
}

fn lock(path: &Path) -> Result<File, LockError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let unusable = |source| LockError::Unusable {
        path: path.to_owned(),
        source,
    };

    let mut file = open(folder, path).map_err(unusable)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            return Err(LockError::InUse {
                folder: folder.to_owned(),
                holder: read_holder(&mut file),
            });
        }
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
            tracing::warn!(
                path = %path.display(),
                "this file system knows no locks; never start a second service on this folder"
            );
        }
        Err(TryLockError::Error(error)) => return Err(unusable(error)),
    }

    write_holder(&mut file).map_err(unusable)?;
    Ok(file)
}

fn open(folder: &Path, path: &Path) -> io::Result<File> {
    make_folder(folder)?;
    File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
}

fn read_holder(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

fn write_holder(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{}", std::process::id())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(folder: &Path, database: &str) -> Settings {
        let folder = folder.display();
        Settings::from_toml(&format!(
            "database.path = \"{folder}/{database}\"\nstorage.path = \"{folder}/{database}-pictures\""
        ))
        .unwrap()
    }

    #[test]
    fn a_database_has_one_service_by_whatever_path() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one.db");
        fs::write(&path, "").unwrap();
        std::os::unix::fs::symlink(&path, folder.path().join("same.db")).unwrap();
        let settings = |database| settings(folder.path(), database);

        let lock = lock_data(&settings("one.db")).unwrap();
        for second in ["one.db", "same.db"] {
            let error = lock_data(&settings(second)).unwrap_err();
            let LockError::InUse { holder, .. } = &error else {
                panic!("{error}");
            };

            assert_eq!(*holder, Some(std::process::id()));
            let named = fs::canonicalize(folder.path()).unwrap();
            assert!(error.to_string().contains(&*named.to_string_lossy()));
        }

        lock_data(&settings("other.db")).unwrap();
        drop(lock);
        lock_data(&settings("same.db")).unwrap();
    }

    #[test]
    fn pictures_have_one_service() {
        let folder = tempfile::tempdir().unwrap();
        let settings = |database| {
            let mut settings = settings(folder.path(), database);
            settings.storage.path = folder.path().join("pictures");
            settings
        };

        let _lock = lock_data(&settings("one.db")).unwrap();
        let error = lock_data(&settings("two.db")).unwrap_err().to_string();
        assert!(error.contains("pictures"), "{error}");
    }
}
