//! `vernissage support`: what people have written to the operator, and their answers.

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
        console::{By, ConsoleStore},
    },
};

/// List what people have written by /paysupport, or answer one of them through the bot
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
            if let (Some(number), Some(words)) = (self.number, &self.answer) {
                let operator = Operator::new(&console, By::command_line(), SystemClock.now());
                let person = operator.answer(number, words).await?;
                println!("request {number} is answered; the bot sends it to person {person}");
                return Ok(());
            }

            list(&console.requests().await.map_err(anyhow::Error::from)?);
            Ok(())
        })
    }
}

#[expect(clippy::print_stdout, reason = "the command line's own output")]
fn list(open: &[SupportRequest]) {
    if open.is_empty() {
        println!("no requests wait for an answer");
    }

    for SupportRequest {
        number,
        person,
        language,
        name,
        text,
        at,
    } in open
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
