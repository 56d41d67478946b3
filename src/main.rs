//! The command line of vernissage; see `vernissage --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    vernissage::cli::run()
}
