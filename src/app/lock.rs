//! Who works on a database and a folder of pictures.
//!
//! Several services may share them. A lock is a file that the system keeps locked for as long as a
//! process lives, however it ends: each service shares it with the others. The one that gets it for
//! itself at its start knows that no other lives on this machine, and need not wait until leases run
//! out before it goes on with what they have left.
//!
//! A folder of pictures belongs to one database: the other pictures in it would be deleted.

use std::{
    fs::{self, File, TryLockError},
    io::{self, Read, Seek, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use tokio::time::{Instant, sleep};

use super::private_files::make_folder;
use crate::config::{DatabaseLocation, Settings, StorageLocation};

/// The name of the lock in a folder of pictures.
const LOCK_FILE: &str = ".lock";
/// Another service has the lock for itself only while it starts.
const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(20);

/// Why a service cannot use its folders.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// A program of an older version works there, or one that hangs in its start.
    #[error(
        "the folder {} is in use by another `vernissage serve` that does not share it; stop that one first",
        folder.display()
    )]
    InUse {
        /// The folder.
        folder: PathBuf,
    },
    /// The pictures of a living service with another database are there.
    #[error(
        "the folder {} is in use by another `vernissage serve` whose database is {database}; choose another folder by \
         storage.path", folder.display()
    )]
    OtherDatabase {
        /// The folder.
        folder: PathBuf,
        /// The database.
        database: String,
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

/// Shows other services that this one lives, until it is dropped.
#[derive(Debug)]
pub struct DataLock {
    files: Vec<LockFile>,
}

/// One of the files.
#[derive(Debug)]
struct LockFile {
    path: PathBuf,
    file: File,
    /// Whether no other process has a lock on it.
    is_alone: bool,
}

/// Locks the database and the folder of pictures for a service. Their folders are created if they
/// are missing. Other commands do not ask for the lock.
///
/// # Errors
/// If the folder of pictures is another database's, or a lock cannot be made.
pub async fn lock_data(settings: &Settings) -> Result<DataLock, LockError> {
    // A server is there for several services, and so are the pictures beside it.
    let DatabaseLocation::File(database) = settings.database.location() else {
        return Ok(DataLock { files: Vec::new() });
    };
    make_folder(folder_of(&database)).map_err(|source| LockError::Unusable {
        path: database.clone(),
        source,
    })?;
    let database = beside(&database);
    let mut files = vec![LockFile::lock(&database).await?];
    if let StorageLocation::Folder(folder) = settings.storage.location() {
        let mut pictures = LockFile::lock(&folder.join(LOCK_FILE)).await?;
        pictures.check_database(&database)?;
        files.push(pictures);
    }

    Ok(DataLock { files })
}

impl DataLock {
    /// Whether no other service works on the database. It stays like that until
    /// [`DataLock::share`].
    #[must_use]
    pub fn is_alone(&self) -> bool {
        self.files.first().is_some_and(|file| file.is_alone)
    }

    /// Lets other services in.
    ///
    /// # Errors
    /// If the lock gets lost.
    pub async fn share(&mut self) -> Result<(), LockError> {
        for file in &mut self.files {
            file.share().await?;
        }

        Ok(())
    }
}

/// The lock of a database, the same for every link that leads to it.
fn beside(database: &Path) -> PathBuf {
    let database = fs::canonicalize(database).unwrap_or_else(|_| {
        let folder = fs::canonicalize(folder_of(database));
        match (folder, database.file_name()) {
            (Ok(folder), Some(name)) => folder.join(name),
            _ => database.to_owned(),
        }
    });
    let mut name = database.into_os_string();
    name.push(".lock");

    name.into()
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

impl LockFile {
    /// Gets the lock for itself if nobody has it; otherwise shares it.
    async fn lock(path: &Path) -> Result<Self, LockError> {
        let unusable = |source| LockError::Unusable {
            path: path.to_owned(),
            source,
        };
        let file = open(path).map_err(unusable)?;
        let mut lock = Self {
            path: path.to_owned(),
            file,
            is_alone: false,
        };

        match lock.file.try_lock() {
            Ok(()) => lock.is_alone = true,
            Err(TryLockError::WouldBlock) => lock.wait_for_share().await?,
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                // Leases tell what belongs to nobody any more, only later.
                tracing::warn!(
                    path = %path.display(),
                    "this file system knows no locks; after a crash, work goes on once leases have run out"
                );
            }
            Err(TryLockError::Error(error)) => return Err(unusable(error)),
        }

        Ok(lock)
    }

    async fn wait_for_share(&self) -> Result<(), LockError> {
        let until = Instant::now() + PATIENCE;
        loop {
            match self.file.try_lock_shared() {
                Ok(()) => return Ok(()),
                Err(TryLockError::WouldBlock) if Instant::now() < until => sleep(PAUSE).await,
                Err(TryLockError::WouldBlock) => {
                    return Err(LockError::InUse {
                        folder: folder_of(&self.path).to_owned(),
                    });
                }
                Err(TryLockError::Error(source)) => return Err(self.unusable(source)),
            }
        }
    }

    /// Another service may have the lock for itself for a moment in between. It finds nothing of
    /// this one then, which does not work before it shares the lock.
    async fn share(&mut self) -> Result<(), LockError> {
        if !self.is_alone {
            return Ok(());
        }

        self.is_alone = false;
        self.file.unlock().map_err(|source| self.unusable(source))?;

        self.wait_for_share().await
    }

    /// Notes whose pictures are here, or compares it.
    fn check_database(&mut self, database: &Path) -> Result<(), LockError> {
        let name = database.with_extension("").display().to_string();
        if self.is_alone {
            return self.note(&name).map_err(|source| self.unusable(source));
        }

        let mut noted = String::new();
        self.file
            .read_to_string(&mut noted)
            .map_err(|source| self.unusable(source))?;

        let noted = noted.trim();
        if noted.is_empty() || noted == name {
            return Ok(());
        }

        Err(LockError::OtherDatabase {
            folder: folder_of(&self.path).to_owned(),
            database: noted.to_owned(),
        })
    }

    fn note(&mut self, text: &str) -> io::Result<()> {
        self.file.set_len(0)?;
        self.file.rewind()?;
        writeln!(self.file, "{text}")
    }

    fn unusable(&self, source: io::Error) -> LockError {
        LockError::Unusable {
            path: self.path.clone(),
            source,
        }
    }
}

fn open(path: &Path) -> io::Result<File> {
    make_folder(folder_of(path))?;
    File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(folder: &Path, database: &str, pictures: &str) -> Settings {
        let folder = folder.display();
        Settings::from_toml(&format!(
            "database.path = \"{folder}/{database}\"\nstorage.path = \"{folder}/{pictures}\""
        ))
        .unwrap()
    }

    #[tokio::test]
    async fn services_on_one_database_know_of_each_other_by_whatever_path() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("one.db");
        fs::write(&path, "").unwrap();
        std::os::unix::fs::symlink(&path, folder.path().join("same.db")).unwrap();
        let lock = async |database| {
            let settings = settings(folder.path(), database, &format!("{database}-pictures"));
            lock_data(&settings).await.unwrap()
        };

        let mut first = lock("one.db").await;
        assert!(first.is_alone());
        first.share().await.unwrap();

        let second = lock("same.db").await;
        assert!(!second.is_alone() && !first.is_alone());
        assert!(lock("other.db").await.is_alone());

        drop(first);
        drop(second);
        assert!(lock("same.db").await.is_alone());
    }

    #[tokio::test]
    async fn pictures_have_one_database() {
        let folder = tempfile::tempdir().unwrap();
        let lock = async |database| {
            let settings = settings(folder.path(), database, "pictures");
            lock_data(&settings).await
        };

        let mut first = lock("one.db").await.unwrap();
        first.share().await.unwrap();
        let error = lock("two.db").await.unwrap_err().to_string();
        assert!(
            error.contains("pictures") && error.contains("one.db"),
            "{error}"
        );

        lock("one.db").await.unwrap();
        drop(first);
        lock("two.db").await.unwrap();
    }
}
