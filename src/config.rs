//! The settings: `config/default.toml`, overridden by a file, overridden by `VERNISSAGE__SECTION__KEY`.

use std::path::{Path, PathBuf};

use figment::{
    Figment,
    providers::{Env, Format, Toml},
};
use serde::Deserialize;

use crate::engine::device::DeviceChoice;

const DEFAULTS: &str = include_str!("../config/default.toml");
/// Read from the working folder if it is there.
const FILE: &str = "vernissage.toml";
const WEIGHTS: &str = "vgg19-q8.safetensors";

/// All settings; `config/default.toml` documents each.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The weights.
    pub models: Models,
    /// The engine.
    pub engine: Engine,
}

/// Section `models`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Models {
    /// A file, a folder, or empty.
    pub path: PathBuf,
}

/// Section `engine`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Engine {
    /// Where to paint.
    #[serde(deserialize_with = "device_choice")]
    pub device: DeviceChoice,
}

/// A wrong setting; the message names the key and where it stands.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A key is unknown, missing or has a value of the wrong kind.
    #[error("the settings are wrong: {0}")]
    Wrong(Box<figment::Error>),
    /// The file given by `--config` is not there.
    #[error("the settings file {0} is not there")]
    NoFile(PathBuf),
}

impl Settings {
    /// Reads the settings, with `file` in place of `vernissage.toml` if it is given.
    ///
    /// # Errors
    /// If the file is missing or a setting is wrong.
    pub fn load(file: Option<&Path>) -> Result<Self, SettingsError> {
        let mut settings = Figment::from(Toml::string(DEFAULTS));
        match file {
            Some(file) if !file.is_file() => return Err(SettingsError::NoFile(file.into())),
            Some(file) => settings = settings.merge(Toml::file_exact(file)),
            None if Path::new(FILE).is_file() => settings = settings.merge(Toml::file_exact(FILE)),
            None => {}
        }
        settings
            .merge(Env::prefixed("VERNISSAGE__").split("__"))
            .extract()
            .map_err(|error| SettingsError::Wrong(Box::new(error)))
    }
}

impl Models {
    /// Where the weights are: the setting, or the first of the usual places that has them.
    #[must_use]
    pub fn weights(&self) -> PathBuf {
        if self.path.as_os_str().is_empty() {
            let candidates = usual_places();
            return candidates.iter().find(|path| path.is_file()).unwrap_or(&candidates[0]).clone();
        }
        if self.path.is_dir() { self.path.join(WEIGHTS) } else { self.path.clone() }
    }
}

fn usual_places() -> Vec<PathBuf> {
    let mut places = vec![Path::new("models").join(WEIGHTS)];
    if let Some(folder) = std::env::current_exe().ok().as_deref().and_then(Path::parent) {
        places.extend([folder.join("models").join(WEIGHTS), folder.join(WEIGHTS)]);
    }
    places
}

fn device_choice<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<DeviceChoice, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
}
