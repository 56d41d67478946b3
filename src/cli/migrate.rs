//! `vernissage migrate`: brings the database up to this version.

use clap::Args;

use super::{Failure, output::Output, serve::block_on};
use crate::{app::open_store, config::Settings};

/// Create the database, or bring it up to this version (serve does so itself)
#[derive(Debug, Args)]
pub(super) struct Migrate {}

impl Migrate {
    /// Opens the database, which migrates it.
    pub(super) fn run(settings: &Settings, output: &mut Output) -> Result<(), Failure> {
        block_on(async { Ok(open_store(settings).await.map(drop)?) })?;
        output.line(format_args!(
            "{} is up to date",
            settings.database.location()
        ));
        Ok(())
    }
}
