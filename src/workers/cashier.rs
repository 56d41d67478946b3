//! Answers checkouts: whether money may be taken, before it is. Each checkout is answered at once
//! and by itself, whatever waits in the inbox. The messenger gives up after ten seconds, so when the
//! database does not answer in time, the person is asked to try later.

use std::{sync::Arc, time::Duration};

use tokio::{
    sync::mpsc::Receiver,
    task::JoinSet,
    time::{sleep, timeout, timeout_at},
};

use super::{WorkerContext, leased::count_error};
use crate::{
    domain::{
        language::Language,
        order::{CanvasOrder, Delivery, Place, Stage},
        payment::{Goods, Paying, Refusal, may_pay, may_pay_canvas},
        replies::shop,
    },
    messengers::{
        Checkout, CheckoutAnswers, CheckoutQuestion, MessengerError, PendingCheckout,
        ShippingOption,
    },
    store::{Address, Purchase, PurchaseState},
};

/// The time limit for the database.
const READ_LIMIT: Duration = Duration::from_secs(5);
/// When the messenger has given up.
const ANSWER_LIMIT: Duration = Duration::from_millis(9_500);
/// The time limit for one attempt to send the answer.
const SEND_LIMIT: Duration = Duration::from_secs(3);
/// The pause before the next attempt.
const PAUSE: Duration = Duration::from_millis(200);

/// Answers the checkouts of one messenger.
pub struct Cashier {
    context: WorkerContext,
    answers: Arc<dyn CheckoutAnswers>,
}

impl Cashier {
    /// A cashier for the checkouts of this messenger.
    #[must_use]
    pub fn new(context: WorkerContext, answers: Arc<dyn CheckoutAnswers>) -> Self {
        Self { context, answers }
    }

    /// Answers until the service stops. What was handed over by then is still answered, because a
    /// checkout comes only once.
    pub async fn run(self, mut checkouts: Receiver<PendingCheckout>) {
        let cashier = Arc::new(self);
        let mut answers = JoinSet::new();
        loop {
            tokio::select! {
                () = cashier.context.stop.cancelled() => break,
                Some(pending) = checkouts.recv() => {
                    let cashier = Arc::clone(&cashier);
                    answers.spawn(async move { cashier.answer(pending).await });
                }
                Some(_) = answers.join_next() => {}
            }
        }

        checkouts.close();

        while let Some(pending) = checkouts.recv().await {
            let cashier = Arc::clone(&cashier);
            answers.spawn(async move { cashier.answer(pending).await });
        }

        while answers.join_next().await.is_some() {}
    }

    async fn answer(&self, pending: PendingCheckout) {
        let PendingCheckout {
            messenger,
            checkout,
            since,
        } = pending;

        let verdict = timeout(READ_LIMIT, self.decide(messenger, &checkout)).await;
        let verdict = verdict.unwrap_or_else(|_| Err(Refused::try_later(checkout.language)));

        let outcome = verdict
            .as_ref()
            .map_or_else(|refused| metric_name(refused.why), |_| "accepted");
        metrics::counter!("vernissage_checkouts_total", "outcome" => outcome).increment(1);

        let sent = timeout_at(since + ANSWER_LIMIT, self.send(&checkout, verdict)).await;
        if !matches!(sent, Ok(Ok(()))) {
            count_error("cashier");
            tracing::error!(
                outcome,
                "a checkout was not answered: the messenger tells the person to try again"
            );
        }

        metrics::histogram!("vernissage_checkout_seconds").record(since.elapsed().as_secs_f64());
    }

    /// Decides whether money may be taken, and how the goods can be delivered.
    async fn decide(
        &self,
        messenger: &str,
        checkout: &Checkout,
    ) -> Result<Vec<ShippingOption>, Refused> {
        let not_yours = || Refused::new(Refusal::NotYours, checkout.language);
        let id = checkout.purchase.ok_or_else(not_yours)?;

        let purchase = self
            .context
            .stores
            .purchases
            .purchase(id)
            .await
            .map_err(|error| {
                tracing::error!(?error, purchase = %id, "a purchase could not be read");
                Refused::try_later(checkout.language)
            })?;
        let purchase = purchase.ok_or_else(not_yours)?;

        let payer = Address {
            messenger: messenger.to_owned(),
            external: checkout.payer.clone(),
        };
        let is_owner = purchase.address.as_ref() == Some(&payer);
        let language = if is_owner {
            purchase.language
        } else {
            checkout.language
        };

        match purchase.order.goods {
            Goods::Credits { .. } => self
                .decide_credits(checkout, &purchase, is_owner)
                .map_err(|why| Refused::new(why, language)),
            Goods::Canvas(id) => {
                let order = self.context.stores.orders.order(id).await.ok().flatten();
                let order = order.ok_or_else(|| Refused::try_later(language))?;
                let question = CanvasQuestion {
                    question: &checkout.question,
                    purchase: &purchase,
                    canvas: &order.order,
                    is_owner,
                    language,
                };

                self.decide_canvas(&question).map_err(|why| Refused {
                    why,
                    message: shop::canvas_refusal(language, why),
                })
            }
        }
    }

    fn decide_credits(
        &self,
        checkout: &Checkout,
        purchase: &Purchase,
        is_owner: bool,
    ) -> Result<Vec<ShippingOption>, Refusal> {
        let CheckoutQuestion::Payment { amount, .. } = checkout.question else {
            return Err(Refusal::NotYours);
        };
        let order = &purchase.order;
        may_pay(
            &Paying {
                order,
                is_waiting: is_waiting(purchase),
                is_owner,
                amount,
            },
            &self.context.rules.packs,
        )?;

        Ok(Vec::new())
    }

    /// Allows only ways of delivery that were agreed, at the prices of that time, if they still
    /// lead to the place.
    fn decide_canvas(&self, question: &CanvasQuestion) -> Result<Vec<ShippingOption>, Refusal> {
        let CanvasQuestion {
            question,
            purchase,
            canvas,
            is_owner,
            language,
        } = *question;

        let is_waiting = is_waiting(purchase);
        let prints = &self.context.rules.prints;
        let leads_to = |place: &Place, way: &Delivery| {
            let mut possible = prints.ways(place, way.price.currency);
            possible.any(|possible| possible.zone == way.zone)
        };

        match question {
            CheckoutQuestion::Payment {
                amount,
                destination,
            } => {
                let paying = Paying {
                    order: &purchase.order,
                    is_waiting,
                    is_owner,
                    amount: *amount,
                };
                may_pay_canvas(&paying, canvas, destination.as_ref())?;

                let destination = destination.as_ref().ok_or(Refusal::NotDelivered)?;
                let place = destination.recipient.place();
                let due = canvas.due(&destination.way);
                let is_deliverable = place
                    .zip(due)
                    .is_some_and(|(place, (way, _))| leads_to(&place, &way));

                if is_deliverable {
                    Ok(Vec::new())
                } else {
                    Err(Refusal::NotDelivered)
                }
            }
            CheckoutQuestion::Shipping(_)
                if !is_owner || !is_waiting || canvas.stage != Stage::Confirmed =>
            {
                Err(Refusal::NotYours)
            }
            CheckoutQuestion::Shipping(place) => {
                let place = place.as_ref().ok_or(Refusal::NotDelivered)?;
                let agreed = canvas.agreed.iter().flat_map(|agreed| &agreed.ways);
                let ways: Vec<ShippingOption> = agreed
                    .filter(|way| leads_to(place, way))
                    .map(|way| offer(way, language))
                    .collect();

                if ways.is_empty() {
                    Err(Refusal::NotDelivered)
                } else {
                    Ok(ways)
                }
            }
        }
    }

    /// Sends the answer until the messenger has it; receiving it twice does no harm.
    async fn send(
        &self,
        checkout: &Checkout,
        verdict: Result<Vec<ShippingOption>, Refused>,
    ) -> Result<(), MessengerError> {
        let verdict = verdict.map_err(|refused| refused.message);
        loop {
            let attempt = timeout(SEND_LIMIT, self.send_once(checkout, verdict.clone())).await;
            let pause = match attempt {
                Ok(Ok(())) => return Ok(()),
                Ok(Err(MessengerError::RetryAfter(pause))) => pause,
                Ok(Err(MessengerError::Unavailable(error))) => {
                    tracing::warn!(
                        ?error,
                        "the answer to a checkout was not received; trying again"
                    );
                    PAUSE
                }
                Ok(Err(error)) => return Err(error),
                Err(_) => PAUSE,
            };

            sleep(pause).await;
        }
    }

    async fn send_once(
        &self,
        checkout: &Checkout,
        verdict: Result<Vec<ShippingOption>, String>,
    ) -> Result<(), MessengerError> {
        match checkout.question {
            CheckoutQuestion::Payment { .. } => {
                self.answers
                    .answer_payment(&checkout.id, verdict.map(drop))
                    .await
            }
            CheckoutQuestion::Shipping(_) => {
                self.answers.answer_shipping(&checkout.id, verdict).await
            }
        }
    }
}

/// What a checkout for a canvas is decided by.
struct CanvasQuestion<'a> {
    question: &'a CheckoutQuestion,
    purchase: &'a Purchase,
    canvas: &'a CanvasOrder,
    /// Whether the person who pays is the one who ordered.
    is_owner: bool,
    language: Language,
}

/// A refusal, and the message that tells the person about it.
struct Refused {
    why: Refusal,
    message: String,
}

impl Refused {
    fn new(why: Refusal, language: Language) -> Self {
        Self {
            why,
            message: shop::refusal(language, why),
        }
    }

    fn try_later(language: Language) -> Self {
        Self::new(Refusal::TryLater, language)
    }
}

const fn is_waiting(purchase: &Purchase) -> bool {
    matches!(
        purchase.state,
        PurchaseState::Wanted | PurchaseState::Open(_)
    )
}

fn offer(way: &Delivery, language: Language) -> ShippingOption {
    ShippingOption {
        id: way.zone.clone(),
        title: way.name(language).to_owned(),
        price: way.price,
    }
}

const fn metric_name(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NotYours => "not_theirs",
        Refusal::PriceChanged => "price_changed",
        Refusal::NotDelivered => "not_delivered",
        Refusal::TryLater => "not_looked_up",
    }
}
