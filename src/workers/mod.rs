//! Everything that loops: [`inbox`] answers, [`stylize`] paints, [`outbox`] sends, [`board`] tells
//! those who wait about the queue, [`updates`] fetches what was sent, [`cashier`] says whether
//! money may be taken, [`checkout`] asks those who take it, [`profiles`] asks who people are,
//! [`canvas`] speaks of canvases to the engine, [`master`] makes what the print shop gets,
//! [`exhibit`] hangs what is published, [`statements`] compares what was taken with the books,
//! [`sweep`] cleans up.
//!
//! Workers hold traits and never name a concrete database, messenger or network; they have no words
//! of their own. Each loop wakes by a bell, looks into the store at least every few seconds, and
//! ends when it is told to stop.

pub mod canvas;
pub mod cashier;
pub mod feed_pictures;
pub mod inbox;
pub mod master;
pub mod outbox;
pub mod payment_poller;
pub mod profiles;
pub mod queue_notifier;
pub mod statements;
pub mod stylize;
pub mod sweep;
pub mod update_fetcher;

use std::{collections::HashMap, sync::Arc, time::Duration};

use tokio_util::sync::CancellationToken;

use crate::{
    bells::Bells,
    clock::{Chance, Clock},
    domain::{
        ids::InboxId,
        payment::{Charge, Till},
        rules::Rules,
    },
    messengers::Messenger,
    pictures::Pictures,
    store::{ChargeKey, ChargeOutcome, Feed, Store},
};

/// How long a loop sleeps at most when no bell rings.
pub const POLL: Duration = Duration::from_secs(1);

/// How one pays in a chat.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tills {
    /// For credits.
    pub credits: Till,
    /// For canvases.
    pub canvases: Till,
}

/// What every worker works with.
#[derive(Clone)]
pub struct WorkerContext {
    /// What survives.
    pub store: Arc<dyn Store>,
    /// What visitors of the feed see.
    pub feed: Arc<dyn Feed>,
    /// The bytes of pictures.
    pub pictures: Pictures,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub chance: Chance,
    /// Wake-ups.
    pub bells: Arc<Bells>,
    /// The numbers of the house.
    pub rules: Arc<Rules>,
    /// Those who carry messages.
    pub messengers: Arc<[Arc<dyn Messenger>]>,
    /// How one pays in whose chats.
    pub tills: Arc<HashMap<&'static str, Tills>>,
    /// Told when no more work shall be begun.
    pub stop: CancellationToken,
}

impl WorkerContext {
    /// The messenger of a name.
    #[must_use]
    pub fn messenger(&self, name: &str) -> Option<&Arc<dyn Messenger>> {
        self.messengers
            .iter()
            .find(|messenger| messenger.name() == name)
    }

    /// How one pays in the chats of a messenger.
    #[must_use]
    pub fn tills(&self, messenger: &str) -> Tills {
        self.tills.get(messenger).copied().unwrap_or_default()
    }

    /// Writes a charge down, whoever brings it, with the updates that it answers. One that matches
    /// nothing is for the operator to look at.
    ///
    /// # Errors
    /// When the store cannot.
    pub async fn charge(
        &self,
        charge: &Charge,
        updates: &[InboxId],
    ) -> anyhow::Result<ChargeOutcome> {
        let charged = self
            .store
            .charge(charge, updates, self.rules.gifts, self.clock.now())
            .await?;
        let outcome = match charged {
            ChargeOutcome::Credited => "credited",
            ChargeOutcome::Known => return Ok(charged),
            ChargeOutcome::Unmatched => {
                let provider = charge.provider.name();
                let id = charge.id.as_str();
                let amount = charge.amount;
                tracing::error!(provider, id, %amount, "a charge matches no purchase: refund it, or give credits for it");
                "unmatched"
            }
        };

        metrics::counter!("vernissage_charges_total", "provider" => charge.provider.name(), "outcome" => outcome)
            .increment(1);

        self.bells.inbox.ring();

        // What was paid in vain goes back at once; a paid canvas needs its master.
        self.bells.payments.ring();
        self.bells.jobs.ring();

        Ok(charged)
    }

    /// Writes down that a provider has given a charge back, with the updates that it answers.
    ///
    /// # Errors
    /// When the store cannot.
    pub async fn return_charge(
        &self,
        charge: &ChargeKey,
        updates: &[InboxId],
    ) -> anyhow::Result<()> {
        self.store
            .return_charge(charge, updates, self.clock.now())
            .await?;
        self.bells.inbox.ring();
        Ok(())
    }
}
