//! The command line of vernissage; see `vernissage --help`.

use std::process::ExitCode;

use clap::Parser;
use vernissage::cli::Cli;

fn main() -> ExitCode {
    Cli::parse().run()
}
