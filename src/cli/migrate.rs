//! `vernissage migrate`: brings the database up to this version.

use clap::Args;

use super::{Failure, serve::block_on};
use crate::{app::open_store, config::Settings};

/// Create the database, or bring it up to this version (serve does so itself)
#[derive(Debug, Args)]
pub(super) struct Migrate {}

impl Migrate {
    /// Opens the database, which migrates it.
    #[expect(clippy::print_stdout, reason = "the command line's own output")]
    pub(super) fn run(settings: &Settings) -> Result<(), Failure> {
        block_on(async { Ok(open_store(settings).await.map(drop)?) })?;
        println!("{} is up to date", settings.database.path.display());
        Ok(())
    }
}
