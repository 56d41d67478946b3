//! `vernissage support`: people's requests to the operator, and answers to them.

use clap::Args;

use super::{Failure, output::Output, serve::block_on};
use crate::{
    app::open_store,
    clock::{Clock, SystemClock},
    config::Settings,
    domain::replies::in_date,
    operator::Operator,
    store::{
        SupportRequest,
        console::{ActionOrigin, ConsoleLists, PageStart},
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
    /// List the requests after this number
    #[arg(long, value_name = "NUMBER", conflicts_with = "number")]
    after: Option<i64>,
}

impl Support {
    /// Lists or answers.
    pub(super) fn run(&self, settings: &Settings, output: &mut Output) -> Result<(), Failure> {
        block_on(async {
            let console = open_store(settings).await?.console();
            if let Some(number) = self.number
                && let Some(text) = &self.answer
            {
                let operator =
                    Operator::new(&console, ActionOrigin::command_line(), SystemClock.now());
                let person = operator.answer(number, text).await?;
                output.line(format_args!(
                    "request {number} is answered; the bot sends it to person {person}"
                ));
                return Ok(());
            }

            let start = self.after.map_or(PageStart::First, PageStart::NewerThan);
            let page = console
                .requests(None, start)
                .await
                .map_err(anyhow::Error::from)?;
            print_requests(&page.items, output);

            if let Some(last) = page.newer {
                output.line(format_args!(
                    "more requests wait: vernissage support --after {last}"
                ));
            }

            Ok(())
        })
    }
}

fn print_requests(requests: &[SupportRequest], output: &mut Output) {
    if requests.is_empty() {
        output.line("no requests wait for an answer");
    }

    for SupportRequest {
        number,
        person,
        language,
        name,
        text,
        at,
        answer: _,
    } in requests
    {
        let name = name
            .as_ref()
            .map(|name| format!(" ({})", name.as_str()))
            .unwrap_or_default();
        output.line(format_args!(
            "{number}  {}  person {person}{name}  {}",
            in_date(*language, *at),
            language.code()
        ));

        for line in text.lines() {
            output.line(format_args!("    {line}"));
        }
    }
}
