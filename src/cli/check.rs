//! `vernissage check`: what works here and what does not.

use clap::Args;

use super::{Failure, load_weights, open_device, serve::block_on};
use crate::{app, config::Settings, engine::memory};

/// Tell whether weights, device, settings and the Telegram token are in order, a line each
#[derive(Debug, Args)]
pub(super) struct Check {}

impl Check {
    /// Checks everything, and fails if one thing is wrong.
    #[expect(clippy::print_stdout, reason = "the command line's own output")]
    pub(super) fn run(settings: &Settings) -> Result<(), Failure> {
        println!("settings  in order");
        let weights = load_weights(settings).map(|_| settings.models.weights().display().to_string());
        let device = open_device(settings, None).map(|device| device.to_string());
        let mut wrong = 0;
        let telegram = telegram(settings);
        for (name, outcome) in [("weights", weights), ("device", device), ("telegram", telegram)] {
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

/// The bot's name in Telegram, if there is one.
fn telegram(settings: &Settings) -> Result<String, Failure> {
    let Some(telegram) = app::telegram(settings)? else { return Ok("no token, only the chat page".to_owned()) };
    block_on(async { Ok(format!("@{}", telegram.bot_name().await.map_err(anyhow::Error::from)?)) })
}
