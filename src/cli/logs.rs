//! Where the log goes and how it looks: standard error, for people or for programs.

use tracing_subscriber::EnvFilter;

use super::Failure;
use crate::config::{Environment, LogFormat, Settings};

/// Begins to log.
pub(super) fn begin(settings: &Settings) -> Result<(), Failure> {
    let wrong = |error| Failure::Settings(format!("the settings are wrong: log.level {error}"));
    let filter = EnvFilter::builder()
        .parse(&settings.log.level)
        .map_err(wrong)?;

    let json = match settings.log.format {
        LogFormat::Auto => settings.environment == Environment::Production,
        LogFormat::Human => false,
        LogFormat::Json => true,
    };

    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);

    // A log that cannot be written would be told of on standard error, which is just what cannot be
    // written.
    let log = log.log_internal_errors(false);
    let begun = if json {
        log.json().try_init()
    } else {
        log.try_init()
    };

    begun.map_err(|error| Failure::Broken(anyhow::anyhow!(error)))
}
