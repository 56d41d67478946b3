//! `vernissage credit`: gives credits to a person.

use clap::Args;

use super::{Failure, output::Output, serve::block_on};
use crate::{
    app::open_store,
    clock::{Chance, Clock, SystemClock},
    config::Settings,
    domain::{credits::Credits, ids::PersonId},
    operator::{Operator, Refused},
    store::{
        Address, ConversationStore,
        console::{ActionOrigin, Refusal},
    },
};

/// Give credits to a person
#[derive(Debug, Args)]
pub(super) struct Credit {
    /// The person's number, or their chat as messenger:id
    user: String,
    /// How many credits
    #[arg(value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    amount: u32,
    /// The reason, for the books
    #[arg(long)]
    reason: String,
}

impl Credit {
    /// Records the gift in the ledger.
    pub(super) fn run(&self, settings: &Settings, output: &mut Output) -> Result<(), Failure> {
        block_on(async {
            let store = open_store(settings).await?;
            let person = self.person(&store).await?;
            let console = store.console();
            let operator = Operator::new(&console, ActionOrigin::command_line(), SystemClock.now());
            let once = format!("{:016x}", Chance.bits());

            match operator
                .give_credits(person, Credits::new(self.amount), &once, &self.reason)
                .await
            {
                Err(Refused::Refusal(Refusal::Unknown)) => {
                    return Err(Failure::Input(format!("there is no person {person}")));
                }
                outcome => outcome?,
            }

            output.line(format_args!(
                "person {person} has been given {} credits",
                self.amount
            ));
            Ok(())
        })
    }

    async fn person(&self, store: &dyn ConversationStore) -> Result<PersonId, Failure> {
        if let Ok(number) = self.user.parse() {
            return Ok(PersonId(number));
        }

        let unknown = || Failure::Input(format!("there is no person {}", self.user));
        let (messenger, external) = self.user.split_once(':').ok_or_else(unknown)?;
        let address = Address {
            messenger: messenger.into(),
            external: external.into(),
        };

        let chat = store.chat_at(&address).await.map_err(anyhow::Error::from)?;
        chat.map(|owner| owner.person).ok_or_else(unknown)
    }
}
