//! Files of results: written completely or not at all, and tried out before the work.

use std::{
    fs::{self, File, Permissions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use rustix::fs::{FallocateFlags, fallocate};
use tempfile::{Builder, NamedTempFile};

use super::error::SaveError;

/// How much is written to try out a file system that cannot hold space in advance.
const TRIAL_BYTES: u64 = 1 << 20;

/// Writes `bytes` to a temporary file beside `path` and renames it: readers of `path` see either
/// the old file or the new one, even after a crash. Behind a symbolic link, the file that it leads
/// to is replaced.
///
/// # Errors
/// [`SaveError::Write`] if the folder or the file cannot be written; nothing is left behind then.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    replace(path, bytes).map_err(|source| unwritable(path, source))
}

/// Space on the disk for a file that is written later; given back when this is dropped.
#[derive(Debug)]
pub struct ReservedSpace {
    /// Removed when it is dropped.
    _file: NamedTempFile,
}

/// Tries out whether [`write_atomically`] can write `bytes` bytes to `path`, and holds the space
/// for them. What is at `path` does not change.
///
/// # Errors
/// [`SaveError::Write`] with the reason why it cannot: no such folder, no permission, a folder of
/// this name, a full disk.
pub fn reserve_space(path: &Path, bytes: u64) -> Result<ReservedSpace, SaveError> {
    reserve(path, bytes)
        .map(|file| ReservedSpace { _file: file })
        .map_err(|source| unwritable(path, source))
}

fn unwritable(path: &Path, source: io::Error) -> SaveError {
    SaveError::Write {
        path: path.to_owned(),
        source,
    }
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = Target::find(path)?;
    let mut file = target.temporary_file()?;
    file.write_all(bytes)?;
    // Otherwise a crash after the rename could leave an empty file under the final name.
    file.as_file().sync_all()?;
    file.persist(&target.path).map_err(|failed| failed.error)?;

    Ok(())
}

fn reserve(path: &Path, bytes: u64) -> io::Result<NamedTempFile> {
    let mut file = Target::find(path)?.temporary_file()?;
    let held = fallocate(file.as_file(), FallocateFlags::empty(), 0, bytes.max(1));

    match held.map_err(io::Error::from) {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => {
            let zeros = vec![0; bytes.clamp(1, TRIAL_BYTES) as usize];
            file.write_all(&zeros)?;
        }
        held => held?,
    }

    Ok(file)
}

/// The place of a file to be written.
struct Target {
    /// Without symbolic links if the file exists: a rename would replace the link itself.
    path: PathBuf,
    /// Of the file that is there already.
    permissions: Option<Permissions>,
}

impl Target {
    fn find(path: &Path) -> io::Result<Self> {
        if path.file_name().is_none() || path.as_os_str().as_encoded_bytes().ends_with(b"/") {
            return Err(io::Error::other("this is not the name of a file"));
        }

        match fs::metadata(path) {
            Ok(found) if found.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
            Ok(found) if !found.is_file() => Err(io::Error::other("this is not a file")),
            Ok(found) => {
                // A rename would replace even a file that is protected against writing.
                File::options().write(true).open(path)?;
                Ok(Self {
                    path: fs::canonicalize(path)?,
                    permissions: Some(found.permissions()),
                })
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self {
                path: path.to_owned(),
                permissions: None,
            }),
            Err(error) => Err(error),
        }
    }

    /// A hidden file in the same folder, because a rename cannot cross file systems.
    fn temporary_file(&self) -> io::Result<NamedTempFile> {
        let folder = match self.path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };

        let mut options = File::options();
        options.read(true).write(true).create_new(true);
        let file = Builder::new()
            .prefix(".vernissage-")
            .suffix(".part")
            .make_in(folder, |path| options.open(path))?;

        if let Some(permissions) = &self.permissions {
            file.as_file().set_permissions(permissions.clone())?;
        }

        Ok(file)
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn names(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[test]
    fn replaces_the_file_and_leaves_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("painting.png");
        write_atomically(&path, b"old").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        write_atomically(&path, b"new").unwrap();

        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(names(folder.path()), 1);

        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }

    #[test]
    fn a_new_file_has_the_usual_permissions() {
        let folder = tempfile::tempdir().unwrap();
        let usual = folder.path().join("usual");
        let path = folder.path().join("painting.png");
        fs::write(&usual, b"x").unwrap();
        write_atomically(&path, b"x").unwrap();

        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&path), mode(&usual));
    }

    #[test]
    fn a_link_stays_and_its_file_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("far/painting.png");
        let link = folder.path().join("painting.png");
        fs::create_dir(folder.path().join("far")).unwrap();
        fs::write(&file, b"old").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();

        write_atomically(&link, b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"new");
    }

    #[test]
    fn the_longest_name_can_be_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(format!("{}.png", "n".repeat(251)));
        reserve_space(&path, 1).unwrap();
        write_atomically(&path, b"x").unwrap();

        let longer = folder.path().join(format!("{}.png", "n".repeat(252)));
        assert!(reserve_space(&longer, 1).is_err());
    }

    #[test]
    fn what_cannot_be_written_is_known_before() {
        let folder = tempfile::tempdir().unwrap();
        let taken = folder.path().join("taken");
        fs::create_dir(&taken).unwrap();
        fs::write(folder.path().join("file"), b"x").unwrap();

        for (path, reason) in [
            (taken, "directory"),
            (folder.path().join("file/o.png"), "Not a directory"),
            (folder.path().join("no/o.png"), "No such file"),
            (folder.path().join("o.png/"), "not the name of a file"),
            (PathBuf::from("/proc/o.png"), "No such file"),
            (PathBuf::from("/dev/null"), "not a file"),
            (PathBuf::new(), "not the name of a file"),
        ] {
            let failures = [
                reserve_space(&path, 1).map(drop),
                write_atomically(&path, b"x"),
            ];

            for failure in failures {
                let Err(SaveError::Write {
                    source,
                    path: named,
                }) = failure
                else {
                    panic!("{path:?} can be written");
                };

                assert!(source.to_string().contains(reason), "{path:?}: {source}");
                assert!(!source.to_string().contains(".part"), "{source}");
                assert_eq!(named, path);
            }
        }

        assert_eq!(names(folder.path()), 2, "nothing is left behind");
    }

    #[test]
    fn space_is_held_and_given_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("painting.png");
        fs::write(&path, b"old").unwrap();

        let space = reserve_space(&path, 100_000).unwrap();
        assert_eq!(names(folder.path()), 2);
        drop(space);

        assert_eq!(names(folder.path()), 1);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert!(reserve_space(&path, 1 << 60).is_err(), "no disk has that");
    }
}
