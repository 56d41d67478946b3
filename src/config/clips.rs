//! Section `clips`: what is accepted as a film, and who reads it.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
};

use serde::Deserialize;

use super::validation::{InvalidSetting, invalid, within};

/// What turns ffmpeg off.
const OFF: &str = "off";

/// Section `clips`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clips {
    /// Where ffmpeg is; empty to look for it, `off` to do without.
    ffmpeg: String,
    /// How many seconds of a film are taken.
    pub longest_seconds: u32,
    /// How long a film may be that the beginning is taken of.
    pub film_seconds: u32,
    /// The largest file of a film.
    pub film_megabytes: u32,
    /// How long reading a film may take.
    pub reading_seconds: u32,
}

/// Which ffmpeg reads what the engine does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FfmpegChoice {
    /// None.
    Off,
    /// The first one of these folders, as `PATH` lists them.
    InFolders(OsString),
    /// This one.
    At(PathBuf),
}

impl Clips {
    /// Which ffmpeg is used.
    #[must_use]
    pub fn ffmpeg(&self) -> FfmpegChoice {
        match self.ffmpeg.as_str() {
            "" => FfmpegChoice::InFolders(env::var_os("PATH").unwrap_or_default()),
            OFF => FfmpegChoice::Off,
            path => FfmpegChoice::At(path.into()),
        }
    }

    /// Refuses what makes no sense.
    pub(super) fn check(&self) -> Result<(), InvalidSetting> {
        within("clips.longest_seconds", self.longest_seconds, 1, 60)?;
        within(
            "clips.film_seconds",
            self.film_seconds,
            self.longest_seconds,
            600,
        )?;
        within("clips.film_megabytes", self.film_megabytes, 1, 1000)?;
        within("clips.reading_seconds", self.reading_seconds, 1, 3600)?;

        let is_word = matches!(self.ffmpeg.as_str(), "" | OFF);
        if !is_word && !Path::new(&self.ffmpeg).is_absolute() {
            return Err(invalid(
                "clips.ffmpeg",
                "must be empty, \"off\", or the whole path of the program",
            ));
        }

        Ok(())
    }
}
