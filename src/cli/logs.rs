//! The log: on standard error, in a format for people or for programs.

use tracing_subscriber::EnvFilter;

use super::Failure;
use crate::config::{Environment, LogFormat, Settings};

/// Starts to log.
pub(super) fn begin(settings: &Settings) -> Result<(), Failure> {
    let invalid = |error| Failure::Settings(format!("the settings are wrong: log.level {error}"));
    let filter = EnvFilter::builder()
        .parse(&settings.log.level)
        .map_err(invalid)?;

    let json = match settings.log.format {
        LogFormat::Auto => settings.environment == Environment::Production,
        LogFormat::Human => false,
        LogFormat::Json => true,
    };

    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);

    // Errors of the log itself would go to standard error, which is what could not be written.
    let log = log.log_internal_errors(false);
    let started = if json {
        log.json().try_init()
    } else {
        log.try_init()
    };

    started.map_err(|error| Failure::Broken(anyhow::anyhow!(error)))
}
