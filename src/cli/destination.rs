//! Where results go, checked before the work.

use std::{
    fs::{self, Metadata},
    io,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

use super::{Failure, with_causes};
use crate::engine::image::{ReservedSpace, Size, reserve_space};

/// The most bytes that a picture of this size has in any format: the encoded pixels, and what is
/// written beside them.
pub(super) fn most_bytes(size: Size) -> u64 {
    size.pixels() * 3 + (1 << 16)
}

/// A file of an argument.
#[derive(Clone, Copy, Debug)]
pub(super) struct FileArgument<'a> {
    /// The argument, such as `--out`.
    pub(super) name: &'a str,
    /// The file.
    pub(super) path: &'a Path,
}

impl FileArgument<'_> {
    fn is_same_as(&self, other: &FileArgument<'_>) -> bool {
        match (fs::metadata(self.path), fs::metadata(other.path)) {
            (Ok(own), Ok(other)) => Inode::from(&own) == Inode::from(&other),
            (Err(_), Err(_)) => matches!(
                (self.place(), other.place()),
                (Ok(own), Ok(other)) if own == other
            ),
            _ => false,
        }
    }

    /// The path of a file that does not exist yet, the same in every spelling.
    fn place(&self) -> io::Result<PathBuf> {
        let folder = match self.path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };

        Ok(fs::canonicalize(folder)?.join(self.path.file_name().unwrap_or_default()))
    }
}

/// What two paths of one file share, by whatever link.
#[derive(PartialEq, Eq)]
struct Inode {
    device: u64,
    number: u64,
}

impl From<&Metadata> for Inode {
    fn from(metadata: &Metadata) -> Self {
        Self {
            device: metadata.dev(),
            number: metadata.ino(),
        }
    }
}

/// The files that a command reads and those that it is going to write.
#[derive(Default)]
pub(super) struct Files<'a> {
    inputs: Vec<FileArgument<'a>>,
    outputs: Vec<FileArgument<'a>>,
    space: Vec<ReservedSpace>,
}

impl<'a> Files<'a> {
    /// A file that is read.
    pub(super) fn reads(&mut self, name: &'a str, path: &'a Path) {
        self.inputs.push(FileArgument { name, path });
    }

    /// A file that will be written with up to `bytes` bytes.
    ///
    /// # Errors
    /// [`Failure::Settings`] if that would replace one of the other files, or cannot be.
    pub(super) fn will_write(
        &mut self,
        name: &'a str,
        path: &'a Path,
        bytes: u64,
    ) -> Result<(), Failure> {
        let output = FileArgument { name, path };
        self.keeps_others(output)?;

        let space = reserve_space(path, bytes)
            .map_err(|error| Failure::Settings(format!("{name}: {}", with_causes(&error))))?;
        self.space.push(space);
        self.outputs.push(output);

        Ok(())
    }

    /// A file that will be written again and again. While a new one is written, the old one is there
    /// as well.
    ///
    /// # Errors
    /// As [`Files::will_write`].
    pub(super) fn will_rewrite(
        &mut self,
        name: &'a str,
        path: &'a Path,
        bytes: u64,
    ) -> Result<(), Failure> {
        let copies = if path.exists() { 1 } else { 2 };
        self.will_write(name, path, copies * bytes)
    }

    /// Fails if writing this file would replace one of the other files.
    ///
    /// # Errors
    /// [`Failure::Settings`].
    pub(super) fn keeps_others(&self, output: FileArgument<'_>) -> Result<(), Failure> {
        let mut others = self.inputs.iter().chain(&self.outputs);
        let Some(other) = others.find(|other| other.is_same_as(&output)) else {
            return Ok(());
        };

        Err(Failure::Settings(format!(
            "{} {} is the same file as {} {}; choose another name",
            output.name,
            output.path.display(),
            other.name,
            other.path.display()
        )))
    }
}
