//! `vernissage check`: what works here and what does not.

use clap::Args;

use super::{Failure, load_weights, open_device};
use crate::{config::Settings, engine::memory};

/// Tell whether weights, device and settings are in order, a line each
#[derive(Debug, Args)]
pub(super) struct Check {}

impl Check {
    /// Checks everything, and fails if one thing is wrong.
    #[expect(clippy::print_stdout, reason = "the command line's own output")]
    pub(super) fn run(&self, settings: &Settings) -> Result<(), Failure> {
        println!("settings  in order");
        let weights = load_weights(settings).map(|_| settings.models.weights().display().to_string());
        let device = open_device(settings, None).map(|device| device.to_string());
        let mut wrong = 0;
        for (name, outcome) in [("weights", weights), ("device", device)] {
            match outcome {
                Ok(good) => println!("{name:9} {good}"),
                Err(failure) => {
                    wrong += 1;
                    println!("{name:9} WRONG: {failure}");
                }
            }
        }
        match memory::free() {
            Some(free) => println!("memory    {} MB free", free / 1_000_000),
            None => println!("memory    unknown on this system"),
        }
        if wrong == 0 { Ok(()) } else { Err(Failure::Settings("not everything is in order, see above".into())) }
    }
}
