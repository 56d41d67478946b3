//! `vernissage refund`: the operator gives money back.

use std::time::Duration;

use anyhow::anyhow;
use clap::Args;

use super::{Failure, serve::block_on};
use crate::{
    app::open_store,
    clock::{Clock, SystemClock},
    config::Settings,
    operator::{Force, Operator, Refused},
    store::{
        ChargeKey, RefundState, Store,
        console::{By, Refusal},
    },
};

/// The service is given so long to hear from the provider before the command ends.
const PATIENCE: Duration = Duration::from_secs(15);
const PAUSE: Duration = Duration::from_millis(250);

/// Give a payment back in full; its credits go with it
#[derive(Debug, Args)]
pub(super) struct Refund {
    /// The purchase, the order of a canvas, or the payment itself as provider:id
    payment: String,
    /// Why, for the books and the provider
    #[arg(long)]
    reason: String,
    /// Also when some of its credits were spent, which are written off then, or the canvas is made
    /// already
    #[arg(long)]
    force: bool,
}

impl Refund {
    /// Begins it; the running service asks the provider, at its next start if it does not run now.
    #[expect(clippy::print_stdout, reason = "the command line's own output")]
    pub(super) fn run(&self, settings: &Settings) -> Result<(), Failure> {
        block_on(async {
            let store = open_store(settings).await?;
            let console = store.console();
            let operator = Operator::new(&console, By::command_line(), SystemClock.now());
            let charge = operator.payment(&self.payment).await?;
            let key = charge.key();

            let name = key.name();
            let force = if self.force {
                Force::WritesOff
            } else {
                Force::No
            };
            let begun = operator.refund(&charge, &self.reason, force).await;
            begun.map_err(|refused| Self::explained(&name, refused))?;
            println!("{name}: the refund of {} has begun", charge.charge.amount);

            match answer(&store, &key).await? {
                Some(RefundState::Done) => println!("{name}: given back"),
                Some(RefundState::Refused) => {
                    return Err(anyhow!(
                        "{name}: the provider refuses; what was bought is the person's again"
                    )
                    .into());
                }
                Some(RefundState::Asked) | None => {
                    println!(
                        "{name}: the provider has not answered yet; the service asks it until it does"
                    );
                }
            }

            Ok(())
        })
    }

    fn explained(name: &str, refused: Refused) -> Failure {
        match refused {
            Refused::Refusal(Refusal::Spent(credits)) => Failure::Input(format!(
                "{name}: {credits} of its credits were spent; --force writes them off"
            )),
            Refused::Refusal(Refusal::Made) => {
                let why = "the canvas is with the print shop, on its way or delivered";
                Failure::Input(format!(
                    "{name}: {why}; --force gives the money back all the same"
                ))
            }
            Refused::Refusal(refusal) => Failure::Input(format!("{name}: {refusal}")),
            refused => refused.into(),
        }
    }
}

/// What the provider said, if the service has heard it in time.
async fn answer(store: &dyn Store, key: &ChargeKey) -> anyhow::Result<Option<RefundState>> {
    let mut waited = Duration::ZERO;
    loop {
        let state = store.refund(key).await?;
        if state != Some(RefundState::Asked) || waited >= PATIENCE {
            return Ok(state);
        }

        tokio::time::sleep(PAUSE).await;
        waited += PAUSE;
    }
}
