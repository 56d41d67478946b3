//! `vernissage move`: carries a whole service over to PostgreSQL and a bucket.

use clap::Args;

use super::{Failure, output::Output, serve::block_on};
use crate::{
    app::{MoveError, MoveStep, move_service},
    config::Settings,
    pictures::CopiedFiles,
};

/// Carry a stopped service over from a SQLite file and a folder to PostgreSQL and a bucket
#[derive(Debug, Args)]
pub(super) struct MoveService {
    /// The empty database, such as postgres://user@host/name (database.url if not given; a password
    /// is better set there or in PGPASSWORD)
    #[arg(long, value_name = "URL")]
    to: Option<String>,
    /// The bucket for the pictures, such as s3://name (storage.url if not given; without either,
    /// pictures stay in their folder). Its keys are those of the settings
    #[arg(long, value_name = "URL")]
    storage: Option<String>,
}

impl MoveService {
    /// Moves the file and the folder of the settings.
    pub(super) fn run(&self, settings: &Settings, output: &mut Output) -> Result<(), Failure> {
        let settings = settings.elsewhere(self.to.as_deref(), self.storage.as_deref())?;
        let discrepancies = block_on(async {
            let moved = move_service(&settings, |step| print(&step, output)).await;
            moved.map_err(Failure::from)
        })?;

        for discrepancy in &discrepancies {
            output.line(format_args!("{discrepancy}"));
        }
        if !discrepancies.is_empty() {
            let count = discrepancies.len();
            return Err(anyhow::anyhow!(
                "everything was moved, but the books are not in order: {count} differences, see above"
            )
            .into());
        }

        output.line("the audit found nothing");
        let database = settings.database.location();
        output.line(format_args!(
            "The service was moved to {database}. Start it with database.url set{}; the old file and folder were not changed.",
            if settings.has_bucket() { ", and storage.url" } else { "" }
        ));
        Ok(())
    }
}

fn print(step: &MoveStep, output: &mut Output) {
    match step {
        MoveStep::SomePictures(copied) => output.line(format_args!("pictures: {}", size(copied))),
        MoveStep::Pictures(copied) => {
            output.line(format_args!("pictures: {}, all compared", size(copied)));
        }
        MoveStep::Table(table) => {
            output.line(format_args!(
                "{}: {} rows, all compared",
                table.name, table.rows
            ));
        }
        MoveStep::Books => output.line("the books of both sides are the same"),
    }
}

fn size(copied: &CopiedFiles) -> String {
    let megabytes = copied.bytes / 1_000_000;
    format!("{} files, {megabytes} MB", copied.files)
}

impl From<MoveError> for Failure {
    fn from(error: MoveError) -> Self {
        match error {
            MoveError::Lock(error) => error.into(),
            MoveError::Settings(why) => Self::Settings(why),
            MoveError::Broken(error) => Self::Broken(error),
        }
    }
}
