//! Everything that loops:
//!
//! - [`update_fetcher`] fetches updates, [`inbox`] answers them and [`outbox`] sends messages;
//! - [`jobs`] paints and [`master`] makes the files for the print shop, both by [`leased`];
//!   [`canvas`] translates canvases into the engine's terms;
//! - [`quick_lane`] keeps what takes seconds from waiting behind paintings, and from holding them up;
//! - [`queue_notifier`] tells people their place in the queue;
//! - [`duties`] has what only one process may do at a time, and [`wakeups`] carries bells to others;
//! - [`cashier`] answers checkouts, [`payment_poller`] asks the payment providers, and
//!   [`statements`] compares their statements with the ledger;
//! - [`inline_queries`] answers what people type behind the bot's name in other chats;
//! - [`open_pages`] shows on chat pages what another process answered;
//! - [`profiles`] asks messengers who people are;
//! - [`feed_pictures`] makes the small pictures of the feed;
//! - [`sheet_words`] has the words on the sheet of what was seen in a photo;
//! - [`sweep`] cleans up.
//!
//! Workers hold traits and never name a concrete database, messenger or network. They contain no
//! texts for people. Each loop is woken by a bell, reads the store at least every few seconds, and
//! ends when the service stops.

pub mod canvas;
pub mod cashier;
mod clock_steps;
pub mod duties;
mod edits;
pub mod feed_pictures;
mod in_progress;
pub mod inbox;
pub mod inline_queries;
pub mod jobs;
pub mod leased;
pub mod master;
pub mod open_pages;
pub mod outbox;
pub mod payment_poller;
pub mod profiles;
pub mod queue_notifier;
pub mod quick_lane;
pub mod sheet_words;
pub mod sketches;
pub mod statements;
pub mod sweep;
mod sweep_uploads;
pub mod update_fetcher;
pub mod wakeups;

pub use clock_steps::ClockSteps;
pub use in_progress::{InProgress, InProgressGuard};

use std::{collections::HashMap, sync::Arc, time::Duration};

use duties::Duties;
use quick_lane::QuickLane;
use sketches::Sketches;
use tokio_util::sync::CancellationToken;

use crate::{
    bells::Bells,
    clock::{Chance, Clock},
    domain::{
        facts::AccountFacts,
        ids::{InboxId, JobId, OrderId},
        payment::{Charge, PageTills, Till},
        rules::Rules,
    },
    films::FilmReader,
    messengers::Messenger,
    pictures::Pictures,
    store::{ChargeKey, ChargeOutcome, Claim, FeedStore, Stores},
};

/// How long a loop sleeps at most if no bell rings.
pub const POLL: Duration = Duration::from_secs(1);

/// How people pay.
#[derive(Clone, Debug, Default)]
pub struct Tills {
    /// On pages, wherever there is nothing else.
    pub pages: PageTills,
    /// By invoices, in the chats of the messengers of these names.
    pub invoices: HashMap<&'static str, InvoiceTills>,
}

/// How people pay in the chats of a messenger that has invoices.
#[derive(Clone, Copy, Debug, Default)]
pub struct InvoiceTills {
    /// For credits; `None` for a page.
    pub credits: Option<Till>,
    /// For canvases; `None` for a page.
    pub canvases: Option<Till>,
}

/// How a person pays in a chat.
#[derive(Clone, Copy, Debug, Default)]
pub struct ChatTills {
    /// For credits.
    pub credits: Till,
    /// For canvases.
    pub canvases: Till,
}

/// What every worker works with.
#[derive(Clone)]
pub struct WorkerContext {
    /// The name of this process among all that work on the database.
    pub process: Arc<str>,
    /// The database.
    pub stores: Stores,
    /// The feed as its visitors see it.
    pub feed: Arc<dyn FeedStore>,
    /// The bytes of pictures.
    pub pictures: Pictures,
    /// Reads films, each in a process of its own.
    pub films: FilmReader,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Random numbers.
    pub chance: Chance,
    /// Whether it was put forward or back.
    pub clock_steps: Arc<ClockSteps>,
    /// What only one process does at a time.
    pub duties: Duties,
    /// Wake-ups.
    pub bells: Arc<Bells>,
    /// Prices, limits and other rules from the settings.
    pub rules: Arc<Rules>,
    /// The messengers.
    pub messengers: Arc<[Arc<dyn Messenger>]>,
    /// How people pay.
    pub tills: Arc<Tills>,
    /// The jobs that this process paints now.
    pub jobs_in_hand: Arc<InProgress<JobId>>,
    /// The orders whose masters this process makes now.
    pub masters_in_hand: Arc<InProgress<OrderId>>,
    /// What takes seconds and does not wait behind paintings.
    pub quick_lane: Arc<QuickLane>,
    /// Sketches of paintings; `None` if nobody is to see any.
    pub sketches: Option<Sketches>,
    /// Cancelled when the service stops.
    pub stop: CancellationToken,
}

impl WorkerContext {
    /// The messenger of this name.
    #[must_use]
    pub fn messenger(&self, name: &str) -> Option<&Arc<dyn Messenger>> {
        self.messengers
            .iter()
            .find(|messenger| messenger.name() == name)
    }

    /// The claim as it is now, for a process that has this work in hand.
    fn claim_now(&self, claim: &Claim, in_hand: Vec<i64>) -> Claim {
        Claim {
            now: self.clock.now(),
            in_hand,
            takes_abandoned: self.clock_steps.can_judge(&*self.clock, claim.lease),
            ..claim.clone()
        }
    }

    /// How a person pays in a chat of a messenger.
    #[must_use]
    pub fn tills(&self, messenger: &str, account: &AccountFacts) -> ChatTills {
        let Tills { pages, invoices } = self.tills.as_ref();
        let page = pages.for_person(account.language, account.currency);
        let invoices = invoices.get(messenger).copied().unwrap_or_default();

        ChatTills {
            credits: invoices.credits.unwrap_or(page),
            canvases: invoices.canvases.unwrap_or(page),
        }
    }

    /// Records a charge, and that it answers these updates. A charge that matches no purchase is
    /// reported to the operator.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub async fn charge(
        &self,
        charge: &Charge,
        updates: &[InboxId],
    ) -> anyhow::Result<ChargeOutcome> {
        let recorded = self
            .stores
            .charges
            .record_charge(charge, updates, self.rules.gifts, self.clock.now())
            .await?;
        let outcome = match recorded {
            ChargeOutcome::Credited => "credited",
            ChargeOutcome::Known => return Ok(recorded),
            ChargeOutcome::Unmatched => {
                let provider = charge.provider.name();
                let id = charge.id.as_str();
                let amount = charge.amount;
                tracing::error!(provider, id, %amount, "a charge matches no purchase; refund it, or give credits for it");
                "unmatched"
            }
        };

        metrics::counter!("vernissage_charges_total", "provider" => charge.provider.name(), "outcome" => outcome)
            .increment(1);

        self.bells.inbox.ring();

        // A charge that is refunded goes back at once, and a paid canvas needs its master.
        self.bells.payments.ring();
        self.bells.jobs.ring();

        Ok(recorded)
    }

    /// Records that a provider has given a charge back, and that this answers these updates.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub async fn return_charge(
        &self,
        charge: &ChargeKey,
        updates: &[InboxId],
    ) -> anyhow::Result<()> {
        self.stores
            .charges
            .record_returned_charge(charge, updates, self.clock.now())
            .await?;
        self.bells.inbox.ring();
        Ok(())
    }
}
