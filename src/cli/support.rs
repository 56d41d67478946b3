//! `vernissage support`: people's requests to the operator, and answers to them.

use clap::Args;

use super::{Failure, serve::block_on};
use crate::{
    app::open_store,
    clock::{Clock, SystemClock},
    config::Settings,
    domain::replies::in_date,
    operator::Operator,
    store::{
        SupportRequest,
        console::{ActionOrigin, ConsoleStore},
    },
};

/// List the requests that people sent by /paysupport, or answer one through the bot
#[derive(Debug, Args)]
pub(super) struct Support {
    /// The number of the request to answer
    #[arg(requires = "answer")]
    number: Option<i64>,
    /// The answer, as the person will read it
    answer: Option<String>,
}

impl Support {
    /// Lists or answers.
    #[expect(clippy::print_stdout, reason = "the command line's own output")]
    pub(super) fn run(&self, settings: &Settings) -> Result<(), Failure> {
        block_on(async {
            let console = open_store(settings).await?.console();
            if let Some(number) = self.number
                && let Some(text) = &self.answer
            {
                let operator =
                    Operator::new(&console, ActionOrigin::command_line(), SystemClock.now());
                let person = operator.answer(number, text).await?;
                println!("request {number} is answered; the bot sends it to person {person}");
                return Ok(());
            }

            print_requests(&console.requests().await.map_err(anyhow::Error::from)?);
            Ok(())
        })
    }
}

#[expect(clippy::print_stdout, reason = "the command line's own output")]
fn print_requests(requests: &[SupportRequest]) {
    if requests.is_empty() {
        println!("no requests wait for an answer");
    }

    for SupportRequest {
        number,
        person,
        language,
        name,
        text,
        at,
    } in requests
    {
        let name = name
            .as_ref()
            .map(|name| format!(" ({})", name.as_str()))
            .unwrap_or_default();
        println!(
            "{number}  {}  person {person}{name}  {}",
            in_date(*language, *at),
            language.code()
        );

        for line in text.lines() {
            println!("    {line}");
        }
    }
}
