//! The reader of films, from the settings.

use std::{
    env, io,
    path::{Path, PathBuf},
    time::Duration,
};

use crate::{
    config::{FfmpegChoice, Settings, megabytes},
    films::{Ffmpeg, FfmpegError, FilmLimits, FilmReader, delete_left_over_folders},
};

/// A link to the very program that runs, even if its file was replaced meanwhile.
const THIS_PROGRAM: &str = "/proc/self/exe";

/// Why films cannot be read as the settings say.
#[derive(Debug, thiserror::Error)]
#[error("the settings are wrong: clips.ffmpeg: {0}")]
pub struct FfmpegSettingError(#[from] FfmpegError);

/// A reader of films that starts `program` for each.
///
/// # Errors
/// If the ffmpeg of the settings is missing.
pub fn film_reader(settings: &Settings, program: &Path) -> Result<FilmReader, FfmpegSettingError> {
    let ffmpeg = match settings.clips.ffmpeg() {
        FfmpegChoice::Off => None,
        FfmpegChoice::InFolders(folders) => Ffmpeg::in_folders(&folders),
        FfmpegChoice::At(path) => Some(Ffmpeg::at(&path)?),
    };
    let limits = FilmLimits {
        bytes: megabytes(settings.clips.film_megabytes),
        length: Duration::from_secs(settings.clips.film_seconds.into()),
        deadline: Duration::from_secs(settings.clips.reading_seconds.into()),
        ..FilmLimits::default()
    };

    Ok(FilmReader::new(program.to_owned(), ffmpeg, limits))
}

/// The same, and an ffmpeg that was named by hand is tried. What is left over from killed processes is
/// deleted.
pub(super) async fn tried_film_reader(
    settings: &Settings,
    program: &Path,
) -> Result<FilmReader, FfmpegSettingError> {
    let reader = film_reader(settings, program)?;
    delete_left_over_folders();
    if matches!(settings.clips.ffmpeg(), FfmpegChoice::At(_)) {
        reader.ffmpeg_version().await?;
    }

    Ok(reader)
}

/// The program that runs now.
///
/// # Errors
/// If the system does not tell.
pub fn this_program() -> io::Result<PathBuf> {
    let link = Path::new(THIS_PROGRAM);
    if link.exists() {
        return Ok(link.to_owned());
    }

    env::current_exe()
}
