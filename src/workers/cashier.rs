//! Says whether money may be taken, before it is: each checkout by itself and at once, whatever waits in the inbox. The
//! messenger gives up after ten seconds, so a database that does not answer in time means: try later.

use std::{sync::Arc, time::Duration};

use tokio::{
    sync::mpsc::Receiver,
    task::JoinSet,
    time::{Instant, sleep, timeout, timeout_at},
};

use super::Desk;
use crate::{
    domain::{
        checkout::{Payable, may_pay},
        language::Language,
        payment::Refusal,
    },
    messengers::{AskError, Checkout, Mailbox, Waiting},
    store::{Address, PurchaseState},
};

/// The database gets so long.
const LOOK: Duration = Duration::from_secs(5);
/// After so long nobody listens any more.
const LIMIT: Duration = Duration::from_millis(9_500);
/// Between two tries to say it.
const PAUSE: Duration = Duration::from_millis(200);

/// The loop.
pub struct Cashier {
    desk: Desk,
    mailbox: Arc<dyn Mailbox>,
}

impl Cashier {
    /// The one who answers this mailbox's checkouts.
    #[must_use]
    pub fn new(desk: Desk, mailbox: Arc<dyn Mailbox>) -> Self {
        Self { desk, mailbox }
    }

    /// Answers until told to stop; what is under way is finished.
    pub async fn run(self, mut checkouts: Receiver<Waiting>) {
        let (cashier, mut answers) = (Arc::new(self), JoinSet::new());
        loop {
            tokio::select! {
                () = cashier.desk.stop.cancelled() => break,
                Some(waiting) = checkouts.recv() => {
                    let cashier = Arc::clone(&cashier);
                    answers.spawn(async move { cashier.answer(waiting).await });
                }
                Some(_) = answers.join_next() => {}
            }
        }
        while answers.join_next().await.is_some() {}
    }

    async fn answer(&self, waiting: Waiting) {
        let Waiting { messenger, checkout, since } = waiting;
        let looked = timeout(LOOK, self.look(messenger, &checkout)).await;
        let verdict = looked.unwrap_or(Err((Refusal::TryLater, checkout.language)));
        let outcome = verdict.map_or_else(|(refusal, _)| refusal.text(), |()| "checkout-accepted");
        metrics::counter!("vernissage_checkouts_total", "outcome" => outcome).increment(1);
        let words = verdict.map_err(|(refusal, language)| language.text(refusal.text()));
        if let Err(error) = self.say(&checkout.id, words, since + LIMIT).await {
            metrics::counter!("vernissage_errors_total", "where" => "cashier").increment(1);
            tracing::error!(?error, outcome, "a checkout was not answered");
        }
        metrics::histogram!("vernissage_checkout_seconds").record(since.elapsed().as_secs_f64());
    }

    /// Whether it may be paid, and if not, why and in which language that is said.
    async fn look(&self, messenger: &str, checkout: &Checkout) -> Result<(), (Refusal, Language)> {
        let Some(id) = checkout.purchase else { return Err((Refusal::NotYours, checkout.language)) };
        let found = self.desk.store.purchase(id).await.map_err(|error| {
            tracing::error!(?error, "a purchase cannot be looked up");
            (Refusal::TryLater, checkout.language)
        })?;
        let Some(purchase) = found else { return Err((Refusal::NotYours, checkout.language)) };
        let payer = Address { messenger: messenger.to_owned(), external: checkout.payer.clone() };
        let is_own = purchase.address.as_ref() == Some(&payer);
        let is_open = matches!(purchase.state, PurchaseState::Wanted | PurchaseState::Open(_));
        let payable = Payable { order: &purchase.order, is_open, is_own, amount: checkout.amount };
        let language = if is_own { purchase.language } else { checkout.language };
        may_pay(&payable, &self.desk.rules.packs).map_err(|refusal| (refusal, language))
    }

    /// Says it until it is heard; to hear it twice does no harm.
    async fn say(&self, id: &str, verdict: Result<(), String>, until: Instant) -> anyhow::Result<()> {
        loop {
            let pause = match timeout_at(until, self.mailbox.answer_checkout(id, verdict.clone())).await? {
                Ok(()) => return Ok(()),
                Err(AskError::RetryAfter(pause)) => pause,
                Err(AskError::Unavailable(_)) => PAUSE,
                Err(error) => return Err(error.into()),
            };
            timeout_at(until, sleep(pause)).await?;
        }
    }
}
