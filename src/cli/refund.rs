//! `vernissage refund`: gives a payment back.

use std::time::Duration;

use anyhow::anyhow;
use clap::Args;

use super::{Failure, output::Output, serve::block_on};
use crate::{
    app::open_store,
    clock::{Clock, SystemClock},
    config::Settings,
    operator::{Force, Operator, Refused},
    store::{
        ChargeKey, RefundState, RefundStore,
        console::{ActionOrigin, Refusal},
    },
};

/// How long the command waits for the service to hear from the provider.
const PATIENCE: Duration = Duration::from_secs(15);
/// The time between two looks at the refund.
const PAUSE: Duration = Duration::from_millis(250);

/// Refund a payment in full, and take back its credits
#[derive(Debug, Args)]
pub(super) struct Refund {
    /// The purchase, the canvas order, or the payment itself as provider:id
    payment: String,
    /// The reason, for the books and the provider
    #[arg(long)]
    reason: String,
    /// Refund even if some of the credits were spent, which are then written off, or if the canvas
    /// has already been made
    #[arg(long)]
    force: bool,
}

impl Refund {
    /// Starts the refund. The running service asks the provider for it; a service that is not
    /// running does so at its next start.
    pub(super) fn run(&self, settings: &Settings, output: &mut Output) -> Result<(), Failure> {
        block_on(async {
            let store = open_store(settings).await?;
            let console = store.console();
            let operator = Operator::new(&console, ActionOrigin::command_line(), SystemClock.now());
            let charge = operator.payment(&self.payment).await?;
            let key = charge.key();

            let name = key.name();
            let force = if self.force {
                Force::WritesOff
            } else {
                Force::No
            };
            operator
                .refund(&charge, &self.reason, force)
                .await
                .map_err(|refused| Self::explain(&name, refused))?;
            output.line(format_args!(
                "{name}: the refund of {} has begun",
                charge.charge.amount
            ));

            match wait_for_answer(&store, &key).await? {
                Some(RefundState::Done) => output.line(format_args!("{name}: given back")),
                Some(RefundState::Refused) => {
                    return Err(anyhow!(
                        "{name}: the provider refuses; what was bought is the person's again"
                    )
                    .into());
                }
                Some(RefundState::Asked) | None => {
                    output.line(format_args!("{name}: the provider has not answered yet; the service asks it until it does"));
                }
            }

            Ok(())
        })
    }

    fn explain(name: &str, refused: Refused) -> Failure {
        match refused {
            Refused::Refusal(Refusal::Spent(credits)) => Failure::Input(format!(
                "{name}: {credits} of its credits were spent; --force writes them off"
            )),
            Refused::Refusal(Refusal::Made) => {
                let why = "the canvas is with the print shop, on its way or delivered";
                Failure::Input(format!(
                    "{name}: {why}; --force gives the money back anyway"
                ))
            }
            Refused::Refusal(refusal) => Failure::Input(format!("{name}: {refusal}")),
            refused => refused.into(),
        }
    }
}

/// The state of the refund once the provider has answered, or when the time is over.
async fn wait_for_answer(
    store: &dyn RefundStore,
    key: &ChargeKey,
) -> anyhow::Result<Option<RefundState>> {
    let mut waited = Duration::ZERO;
    loop {
        let state = store.refund_state(key).await?;
        if state != Some(RefundState::Asked) || waited >= PATIENCE {
            return Ok(state);
        }

        tokio::time::sleep(PAUSE).await;
        waited += PAUSE;
    }
}
