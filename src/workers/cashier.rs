//! Says whether money may be taken, before it is: each checkout by itself and at once, whatever
//! waits in the inbox. The messenger gives up after ten seconds, so a database that does not answer
//! in time means: try later.

use std::{sync::Arc, time::Duration};

use tokio::{
    sync::mpsc::Receiver,
    task::JoinSet,
    time::{sleep, timeout, timeout_at},
};

use super::WorkerContext;
use crate::{
    domain::{
        language::Language,
        order::{CanvasOrder, Delivery, Place, Stage},
        payment::{Goods, Paying, Refusal, may_pay, may_pay_canvas},
        replies::shop,
    },
    messengers::{AskError, Asks, Checkout, Mailbox, Waiting, Way},
    store::{Address, Purchase, PurchaseState},
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
    context: WorkerContext,
    mailbox: Arc<dyn Mailbox>,
}

impl Cashier {
    /// The one who answers this mailbox's checkouts.
    #[must_use]
    pub fn new(context: WorkerContext, mailbox: Arc<dyn Mailbox>) -> Self {
        Self { context, mailbox }
    }

    /// Answers until told to stop; what was handed over by then is answered, too: it comes only
    /// once.
    pub async fn run(self, mut checkouts: Receiver<Waiting>) {
        let cashier = Arc::new(self);
        let mut answers = JoinSet::new();
        loop {
            tokio::select! {
                () = cashier.context.stop.cancelled() => break,
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
        let Waiting {
            messenger,
            checkout,
            since,
        } = waiting;
        let looked = timeout(LOOK, self.look(messenger, &checkout)).await;
        let verdict = looked.unwrap_or_else(|_| {
            Err(No {
                why: Refusal::TryLater,
                words: later(checkout.language),
            })
        });

        let outcome = verdict
            .as_ref()
            .map_or_else(|no| name(no.why), |_| "accepted");
        metrics::counter!("vernissage_checkouts_total", "outcome" => outcome).increment(1);

        if !matches!(
            timeout_at(since + LIMIT, self.say(&checkout, verdict)).await,
            Ok(Ok(()))
        ) {
            metrics::counter!("vernissage_errors_total", "where" => "cashier").increment(1);
            tracing::error!(
                outcome,
                "a checkout was not answered: the messenger tells the person to try again"
            );
        }

        metrics::histogram!("vernissage_checkout_seconds").record(since.elapsed().as_secs_f64());
    }

    /// Whether it may be paid and which ways lead there, and if not, why, in the words of whoever
    /// asks.
    async fn look(&self, messenger: &str, checkout: &Checkout) -> Result<Vec<Way>, No> {
        let refused = |why, language| {
            Err(No {
                why,
                words: shop::refusal(language, why),
            })
        };

        let Some(id) = checkout.purchase else {
            return refused(Refusal::NotYours, checkout.language);
        };
        let found = self.context.store.purchase(id).await.map_err(|error| {
            tracing::error!(?error, "a purchase cannot be looked up");
            No {
                why: Refusal::TryLater,
                words: later(checkout.language),
            }
        })?;

        let Some(purchase) = found else {
            return refused(Refusal::NotYours, checkout.language);
        };

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
                .credits(checkout, &purchase, is_owner)
                .or_else(|why| refused(why, language)),
            Goods::Canvas(order) => {
                let kept = self.context.store.order(order).await.ok().flatten();
                let kept = kept.ok_or_else(|| No {
                    why: Refusal::TryLater,
                    words: later(language),
                })?;
                self.canvas(checkout, (&purchase, is_owner), &kept.order, language)
                    .map_err(|why| No {
                        why,
                        words: shop::canvas_refusal(language, why),
                    })
            }
        }
    }

    fn credits(
        &self,
        checkout: &Checkout,
        purchase: &Purchase,
        is_owner: bool,
    ) -> Result<Vec<Way>, Refusal> {
        let Asks::Whether { amount, .. } = checkout.asks else {
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

    /// Only ways that were agreed, at their prices of then, if they still lead there.
    fn canvas(
        &self,
        checkout: &Checkout,
        (purchase, is_owner): (&Purchase, bool),
        canvas: &CanvasOrder,
        language: Language,
    ) -> Result<Vec<Way>, Refusal> {
        let order = &purchase.order;
        let is_waiting = is_waiting(purchase);
        let prints = &self.context.rules.prints;
        let leads =
            |place: &Place, way: &Delivery| prints.ways(place).any(|one| one.zone == way.zone);

        match &checkout.asks {
            Asks::Whether {
                amount,
                destination,
            } => {
                let paying = Paying {
                    order,
                    is_waiting,
                    is_owner,
                    amount: *amount,
                };

                let place = destination
                    .as_ref()
                    .and_then(|chosen| chosen.recipient.place());

                let way = destination
                    .as_ref()
                    .and_then(|chosen| canvas.due(&chosen.way))
                    .map(|(way, _)| way);

                may_pay_canvas(&paying, canvas, destination.as_ref())?;

                let is_led = place
                    .zip(way)
                    .is_some_and(|(place, way)| leads(&place, &way));

                if is_led {
                    Ok(Vec::new())
                } else {
                    Err(Refusal::NotDelivered)
                }
            }
            Asks::Ways(_) if !is_owner || !is_waiting || canvas.stage != Stage::Confirmed => {
                Err(Refusal::NotYours)
            }
            Asks::Ways(place) => {
                let place = place.as_ref().ok_or(Refusal::NotDelivered)?;
                let agreed = canvas.agreed.iter().flat_map(|agreed| &agreed.ways);
                let ways: Vec<Way> = agreed
                    .filter(|way| leads(place, way))
                    .map(|way| offered(way, language))
                    .collect();

                if ways.is_empty() {
                    Err(Refusal::NotDelivered)
                } else {
                    Ok(ways)
                }
            }
        }
    }

    /// Says it until it is heard; to hear it twice does no harm.
    async fn say(
        &self,
        checkout: &Checkout,
        verdict: Result<Vec<Way>, No>,
    ) -> Result<(), AskError> {
        let verdict = verdict.map_err(|no| no.words);
        loop {
            let pause = match timeout(TRY, self.say_once(checkout, verdict.clone())).await {
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

    async fn say_once(
        &self,
        checkout: &Checkout,
        verdict: Result<Vec<Way>, String>,
    ) -> Result<(), AskError> {
        match checkout.asks {
            Asks::Whether { .. } => {
                self.mailbox
                    .answer_checkout(&checkout.id, verdict.map(drop))
                    .await
            }
            Asks::Ways(_) => self.mailbox.answer_delivery(&checkout.id, verdict).await,
        }
    }
}

/// Why not, and how that is said.
struct No {
    why: Refusal,
    words: String,
}

fn later(language: Language) -> String {
    shop::refusal(language, Refusal::TryLater)
}

const fn is_waiting(purchase: &Purchase) -> bool {
    matches!(
        purchase.state,
        PurchaseState::Wanted | PurchaseState::Open(_)
    )
}

fn offered(way: &Delivery, language: Language) -> Way {
    Way {
        id: way.zone.clone(),
        title: way.name(language).to_owned(),
        price: way.price,
    }
}

/// For the metrics.
const fn name(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NotYours => "not_theirs",
        Refusal::PriceChanged => "price_changed",
        Refusal::NotDelivered => "not_delivered",
        Refusal::TryLater => "not_looked_up",
    }
}
