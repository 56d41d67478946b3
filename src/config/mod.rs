//! The settings: `config/default.toml`, overridden by a file, overridden by `VERNISSAGE__SECTION__KEY`.
//!
//! The only reader of the environment. [`Settings`] mirrors the file section by section; `check` finds values that
//! cannot be meant; `rules` hands the domain its numbers.

mod check;
mod environment;
mod rules;
mod sections;

use std::path::{Path, PathBuf};

use figment::{
    Figment,
    providers::{Format, Toml},
};

pub use sections::{
    Database, Engine, Environment, FreeTier, HdTier, Limits, Log, LogFormat, Models, Operator, PremiumTier, Queue,
    Server, Settings, Storage, Telegram, Tiers,
};

const DEFAULTS: &str = include_str!("../../config/default.toml");
/// Read from the working folder if it is there.
const FILE: &str = "vernissage.toml";
const WEIGHTS: &str = "vgg19-q8.safetensors";

/// A wrong setting; the message names the key and where it stands.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A key is unknown, missing or has a value of the wrong kind.
    #[error("the settings are wrong: {0}")]
    Wrong(Box<figment::Error>),
    /// A value that cannot be meant.
    #[error("the settings are wrong: {key} {problem}")]
    Senseless {
        /// The key.
        key: &'static str,
        /// What is wrong with its value.
        problem: String,
    },
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
        let variables = environment::Variables::for_settings(&settings);
        Self::read(&settings.merge(variables))
    }

    /// The defaults, overridden by `toml` and nothing else.
    ///
    /// # Errors
    /// If a setting is wrong.
    pub fn from_toml(toml: &str) -> Result<Self, SettingsError> {
        Self::read(&Figment::from(Toml::string(DEFAULTS)).merge(Toml::string(toml)))
    }

    fn read(figment: &Figment) -> Result<Self, SettingsError> {
        let settings: Self = figment.extract().map_err(|error| SettingsError::Wrong(Box::new(error)))?;
        check::check(&settings)?;
        Ok(settings)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rules::Rules;

    fn problem(toml: &str) -> String {
        Settings::from_toml(toml).unwrap_err().to_string()
    }

    #[test]
    fn the_defaults_are_the_numbers_of_the_domain() {
        assert_eq!(Settings::from_toml("").unwrap().rules(), Rules::default());
    }

    #[test]
    fn a_wrong_setting_is_named() {
        assert!(problem("[server]\nlisten = \"nonsense\"").contains("server.listen"));
        assert!(problem("[server]\nlistens = \"127.0.0.1:1\"").contains("listens"));
        assert!(problem("[tiers.free]\nsize = 7").contains("tiers.free.size"));
        assert!(problem("[queue]\nlease_seconds = 0").contains("queue.lease_seconds"));
        assert!(problem("environment = \"moon\"").contains("environment"));
        assert!(problem("[telegram]\ntoken = \"12:ab \"").contains("telegram.token"));
    }

    #[test]
    fn a_webhook_without_a_secret_is_refused() {
        let hook = "[telegram]\ntoken = \"12:ab\"\nwebhook_url = \"https://a.example\"\n";
        assert!(problem(hook).contains("telegram.webhook_secret"));
        assert!(problem(&format!("{hook}webhook_secret = \"not allowed\"")).contains("telegram.webhook_secret"));
        assert!(Settings::from_toml(&format!("{hook}webhook_secret = \"a_B-1\"")).is_ok());
    }

    #[test]
    fn a_secret_is_never_shown() {
        let settings = Settings::from_toml("[telegram]\ntoken = \"12:geheim\"").unwrap();
        assert!(!format!("{settings:?}").contains("geheim"));
    }
}
