//! Says whether money may be taken, before it is: each checkout by itself and at once, whatever waits in the inbox. The
//! messenger gives up after ten seconds, so a database that does not answer in time means: try later.

use std::{sync::Arc, time::Duration};

use tokio::{
    sync::mpsc::Receiver,
    task::JoinSet,
    time::{sleep, timeout, timeout_at},
};

use super::Desk;
use crate::{
    domain::{
        language::Language,
        payment::{Paying, Refusal, may_pay},
        replies::shop,
    },
    messengers::{AskError, Checkout, Mailbox, Waiting},
    store::{Address, PurchaseState},
};

/// The database gets so long.
const LOOK: Duration = Duration::from_secs(5);
/// After so long nobody listens any more.
const LIMIT: Duration = Duration::from_millis(9_500);
/// One try to say it gets so long, and the next comes so much later.
const TRY: Duration = Duration::from_secs(3);
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

    /// Answers until told to stop; what was handed over by then is answered, too: it comes only once.
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
        checkouts.close();
        while let Some(waiting) = checkouts.recv().await {
            let cashier = Arc::clone(&cashier);
            answers.spawn(async move { cashier.answer(waiting).await });
        }
        while answers.join_next().await.is_some() {}
    }

    async fn answer(&self, waiting: Waiting) {
        let Waiting { messenger, checkout, since } = waiting;
        let looked = timeout(LOOK, self.look(messenger, &checkout)).await;
        let verdict = looked.unwrap_or(Err((Refusal::TryLater, checkout.language)));
        let outcome = verdict.map_or_else(|(refusal, _)| name(refusal), |()| "accepted");
        metrics::counter!("vernissage_checkouts_total", "outcome" => outcome).increment(1);
        let words = verdict.map_err(|(refusal, language)| shop::refusal(language, refusal));
        if !matches!(timeout_at(since + LIMIT, self.say(&checkout.id, words)).await, Ok(Ok(()))) {
            metrics::counter!("vernissage_errors_total", "where" => "cashier").increment(1);
            tracing::error!(outcome, "a checkout was not answered: the messenger tells the person to try again");
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
        let is_owner = purchase.address.as_ref() == Some(&payer);
        let is_waiting = matches!(purchase.state, PurchaseState::Wanted | PurchaseState::Open(_));
        let paying = Paying { order: &purchase.order, is_waiting, is_owner, amount: checkout.amount };
        let language = if is_owner { purchase.language } else { checkout.language };
        may_pay(&paying, &self.desk.rules.packs).map_err(|refusal| (refusal, language))
    }

    /// Says it until it is heard; to hear it twice does no harm.
    async fn say(&self, id: &str, verdict: Result<(), String>) -> Result<(), AskError> {
        loop {
            let pause = match timeout(TRY, self.mailbox.answer_checkout(id, verdict.clone())).await {
                Ok(Ok(())) => return Ok(()),
                Ok(Err(AskError::RetryAfter(pause))) => pause,
                Ok(Err(AskError::Unavailable(error))) => {
                    tracing::warn!(?error, "a checkout's answer is not heard; it is said again");
                    PAUSE
                }
                Ok(Err(error)) => return Err(error),
                Err(_) => PAUSE,
            };
            sleep(pause).await;
        }
    }
}

/// For the metrics.
const fn name(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NotYours => "not_theirs",
        Refusal::PriceChanged => "price_changed",
        Refusal::TryLater => "not_looked_up",
    }
}
