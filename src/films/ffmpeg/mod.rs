//! ffmpeg and ffprobe, for films that the engine knows by name only. They run under the limits of
//! all film processes, without a shell, see nothing but the file, and are asked for few formats.

mod arguments;
mod frames;
mod packets;
mod reading;
mod sound;

use std::{
    env,
    path::{Path, PathBuf},
};

pub(super) use self::reading::Reading;
pub use self::sound::delete_left_over_folders;

const FFMPEG: &str = "ffmpeg";
const FFPROBE: &str = "ffprobe";

/// The two programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ffmpeg {
    ffmpeg: PathBuf,
    ffprobe: PathBuf,
}

/// Why a given ffmpeg cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FfmpegError {
    /// There is no such file.
    #[error("there is no program {0}")]
    Missing(PathBuf),
    /// It does not run.
    #[error("{program} does not run: {why}")]
    NoAnswer {
        /// The program.
        program: PathBuf,
        /// What happened instead.
        why: String,
    },
}

impl Ffmpeg {
    /// The ffmpeg of this path, with its ffprobe beside it.
    ///
    /// # Errors
    /// If one of them is missing.
    pub fn at(path: &Path) -> Result<Self, FfmpegError> {
        let found = Self {
            ffmpeg: path.to_owned(),
            ffprobe: path.with_file_name(FFPROBE),
        };

        for program in [&found.ffmpeg, &found.ffprobe] {
            if !program.is_file() {
                return Err(FfmpegError::Missing(program.clone()));
            }
        }

        Ok(found)
    }

    /// The first ffmpeg of these folders, as `PATH` lists them, that has an ffprobe beside it.
    #[must_use]
    pub fn in_folders(folders: &std::ffi::OsStr) -> Option<Self> {
        env::split_paths(folders)
            .filter(|folder| folder.is_absolute())
            .find_map(|folder| Self::at(&folder.join(FFMPEG)).ok())
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.ffmpeg
    }
}

/// Whether a file begins as one of the containers that ffmpeg is asked about.
pub(super) fn is_known_container(film: &[u8]) -> bool {
    let is_matroska = film.starts_with(&[0x1a, 0x45, 0xdf, 0xa3]);
    let is_avi = film.starts_with(b"RIFF") && film.get(8..12) == Some(b"AVI ");
    let is_mp4 = matches!(
        film.get(4..8),
        Some(b"ftyp" | b"moov" | b"mdat" | b"wide" | b"free" | b"skip")
    );

    is_matroska || is_avi || is_mp4
}
