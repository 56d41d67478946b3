//! What people send and write is for the service's own user alone: other users of the machine can
//! read neither the database nor the pictures.
//!
//! Only files and folders of the service are changed, never a folder that it did not make, such as
//! the working folder. The exception is the folder of pictures, which is the service's own by name.

use std::{
    env,
    ffi::OsString,
    fs::{self, DirBuilder, Permissions},
    io,
    os::unix::fs::{DirBuilderExt, PermissionsExt},
    path::{Path, PathBuf},
};

use rustix::{fs::Mode, process::umask};

const PRIVATE_FILE: u32 = 0o600;
const PRIVATE_FOLDER: u32 = 0o700;
/// What SQLite puts beside the database, by the ends of the names; the first is the database.
const DATABASE_FILES: [&str; 4] = ["", "-wal", "-shm", "-journal"];

/// Makes all files and folders that this process creates from now on private. For processes that
/// serve: a command's results are for everybody that the person's own umask lets read them.
pub fn keep_new_files_private() {
    umask(Mode::RWXG | Mode::RWXO);
}

/// Makes a folder, and those above it, private if it is missing. One that exists stays as it is.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new()
        .recursive(true)
        .mode(PRIVATE_FOLDER)
        .create(folder)
}

/// Makes the files of a database private, those that exist.
pub(super) fn protect_database(database: &Path) {
    // The files lie where the database is, not where a link to it is.
    let database = fs::canonicalize(database).unwrap_or_else(|_| database.to_owned());

    for end in DATABASE_FILES {
        let mut name = OsString::from(&database);
        name.push(end);
        protect(&PathBuf::from(name), PRIVATE_FILE);
    }
}

/// Makes the folder of pictures private, unless somebody works in it or below it: then it is no
/// folder for pictures alone.
pub(super) fn protect_pictures(folder: &Path) {
    let is_working_folder = match (env::current_dir(), fs::canonicalize(folder)) {
        (Ok(working_folder), Ok(folder)) => working_folder.starts_with(folder),
        _ => true,
    };

    if !is_working_folder {
        protect(folder, PRIVATE_FOLDER);
    }
}

/// Changes nothing but permissions that are too wide.
fn protect(path: &Path, mode: u32) {
    let Ok(metadata) = fs::metadata(path) else {
        return;
    };
    if metadata.permissions().mode() & 0o777 & !mode == 0 {
        return;
    }

    match fs::set_permissions(path, Permissions::from_mode(mode)) {
        Ok(()) => tracing::info!(path = %path.display(), "other users can no longer read this"),
        Err(error) => {
            tracing::warn!(path = %path.display(), %error, "other users may be able to read this");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_folder_that_somebody_works_in_keeps_its_permissions() {
        let working_folder = env::current_dir().unwrap();
        for folder in [working_folder.as_path(), working_folder.parent().unwrap()] {
            let before = mode(folder);
            protect_pictures(folder);
            assert_eq!(mode(folder), before, "{}", folder.display());
        }
    }

    #[test]
    fn folders_are_made_private_and_those_that_exist_stay() {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
        let made = folder.path().join("a/b");
        make_folder(&made).unwrap();
        assert_eq!(mode(&made), PRIVATE_FOLDER);
        assert_eq!(mode(folder.path()), 0o755);

        fs::set_permissions(&made, Permissions::from_mode(0o755)).unwrap();
        make_folder(&made).unwrap();
        assert_eq!(mode(&made), 0o755);

        protect_pictures(&made);
        assert_eq!(mode(&made), PRIVATE_FOLDER);
    }
}
