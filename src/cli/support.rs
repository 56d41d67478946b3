//! `vernissage support`: what people have written to the operator, and their answers.

use clap::Args;

use super::{Failure, serve::block_on};
use crate::{
    app::open_store,
    clock::{Clock, SystemClock},
    config::Settings,
    domain::replies::{answers, in_date},
    store::{Store, SupportRequest},
};

/// An answer has to fit into one message.
const LONGEST: usize = 3500;

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
    pub(super) fn run(&self, settings: &Settings) -> Result<(), Failure> {
        block_on(async {
            let store = open_store(settings).await?;
            let open = store.support_requests().await.map_err(anyhow::Error::from)?;
            if let (Some(number), Some(words)) = (self.number, &self.answer) {
                return answer(&store, &open, (number, words)).await;
            }
            list(&open);
            Ok(())
        })
    }
}

#[expect(clippy::print_stdout, reason = "the command line's own output")]
fn list(open: &[SupportRequest]) {
    if open.is_empty() {
        println!("no requests wait for an answer");
    }
    for SupportRequest { number, person, language, name, text, at } in open {
        let name = name.as_ref().map(|name| format!(" ({})", name.as_str())).unwrap_or_default();
        println!("{number}  {}  person {person}{name}  {}", in_date(*language, *at), language.code());
        for line in text.lines() {
            println!("    {line}");
        }
    }
}

#[expect(clippy::print_stdout, reason = "the command line's own output")]
async fn answer(store: &dyn Store, open: &[SupportRequest], (number, words): (i64, &str)) -> Result<(), Failure> {
    let words = words.trim();
    if !(1..=LONGEST).contains(&words.encode_utf16().count()) {
        return Err(Failure::Settings(format!("an answer has 1 to {LONGEST} letters")));
    }
    let unknown = || Failure::Input(format!("no request {number} waits for an answer"));
    let request = open.iter().find(|request| request.number == number).ok_or_else(unknown)?;
    let message = answers::support_answer(request.language, number, words);
    let answered = store.answer_support(number, message, SystemClock.now()).await.map_err(anyhow::Error::from)?;
    if !answered {
        return Err(unknown());
    }
    println!("request {number} is answered; the bot sends it to person {}", request.person);
    Ok(())
}
