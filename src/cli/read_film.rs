//! `vernissage read-film`: the process in which a stranger's film is read. The service starts it by
//! itself, and it reads neither settings nor the environment.

use std::io;

use anyhow::Context;
use clap::Args;

use super::{Failure, output};
use crate::films;

/// Read a film of the standard input; the service starts this by itself
#[derive(Debug, Args)]
pub(super) struct ReadFilm {
    /// What to do, within which limits, as JSON
    task: String,
}

impl ReadFilm {
    pub(super) fn run(&self) -> Result<(), Failure> {
        films::run_task(&self.task, &mut io::stdin(), &mut output::bytes())
            .context("the film cannot be read")?;

        Ok(())
    }
}
