//! The provider from the other side: what buyers do on its pages, and its operator in its own
//! office.

use std::collections::BTreeMap;

use serde_json::json;
use vernissage::domain::money::{Currency, Money};

use crate::{
    payments::{
        fake::{Notification, Status, Yookassa},
        stripe::fake::{Event, SIGNING_SECRET, SessionStatus, Stripe, signature},
    },
    support::chance::Chance,
};

#[derive(Clone)]
pub(super) enum Bank {
    Yookassa(Yookassa),
    Stripe(Stripe),
}

/// A payment as its provider has it.
#[derive(Clone, Debug)]
pub(super) struct BankPayment {
    /// The id of the charge.
    pub(super) id: String,
    pub(super) purchase: String,
    pub(super) amount: Money,
    pub(super) refunded: u64,
}

/// What a provider has counted.
pub(super) struct BankCounts {
    pub(super) calls: u64,
    pub(super) wrong: u64,
    pub(super) lost_answers: u64,
    pub(super) heard: u64,
    pub(super) repeated: u64,
    pub(super) lost: u64,
    pub(super) unheard: BTreeMap<Option<u16>, u64>,
    pub(super) pages: usize,
    pub(super) refunds: u64,
}

impl Bank {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Yookassa(_) => "yookassa",
            Self::Stripe(_) => "stripe",
        }
    }

    /// What people pay in.
    pub(super) fn currencies(&self) -> &'static [&'static str] {
        match self {
            Self::Yookassa(_) => &["RUB"],
            Self::Stripe(_) => &["EUR", "USD", "JPY"],
        }
    }

    pub(super) fn begin_storm(&self, chance: &mut Chance, per_thousand: u64) {
        match self {
            Self::Yookassa(yookassa) => yookassa.begin_storm(chance, per_thousand),
            Self::Stripe(stripe) => stripe.begin_storm(chance, per_thousand),
        }
    }

    pub(super) fn calm(&self) {
        match self {
            Self::Yookassa(yookassa) => yookassa.calm(),
            Self::Stripe(stripe) => stripe.calm(),
        }
    }

    pub(super) fn pay(&self, page: &str) {
        match self {
            Self::Yookassa(yookassa) => yookassa.notify(yookassa.succeed(page)),
            Self::Stripe(stripe) => stripe.notify(stripe.succeed(page)),
        }
    }

    /// At Stripe, a card that is declined can be tried again; a debit is declined for good.
    pub(super) fn decline(&self, page: &str) {
        match self {
            Self::Yookassa(yookassa) => {
                yookassa.notify(yookassa.cancel(page, "insufficient_funds"));
            }
            Self::Stripe(stripe) => {
                stripe.notify(stripe.process(page));
                stripe.notify(stripe.fail(page));
            }
        }
    }

    pub(super) fn expire(&self, page: &str) {
        match self {
            Self::Yookassa(yookassa) => {
                yookassa.notify(yookassa.cancel(page, "expired_on_confirmation"));
            }
            Self::Stripe(stripe) => stripe.notify(stripe.expire(page)),
        }
    }

    /// The operator gives money back in the provider's own office. Nobody may hear of it.
    pub(super) fn give_back(&self, page: &str, minor: u64) {
        match self {
            Self::Yookassa(yookassa) => yookassa.notify(yookassa.give_back(page, minor)),
            Self::Stripe(stripe) => stripe.notify(stripe.give_back(page, minor)),
        }
    }

    /// The payment that was made on a page.
    pub(super) fn payment(&self, page: &str) -> BankPayment {
        match self {
            Self::Yookassa(yookassa) => {
                let payment = yookassa.payment(page);
                BankPayment {
                    purchase: payment.purchase().to_owned(),
                    id: payment.id,
                    amount: Money::new(payment.amount, Currency::Rub),
                    refunded: payment.refunded,
                }
            }
            Self::Stripe(stripe) => {
                let intent = stripe.intent(page);
                let currency = Currency::parse(&intent.currency.to_uppercase()).unwrap();
                BankPayment {
                    purchase: intent.metadata["purchase"].clone(),
                    id: intent.id,
                    amount: Money::new(intent.amount, currency),
                    refunded: intent.refunded,
                }
            }
        }
    }

    /// The payments that were made.
    pub(super) fn payments(&self) -> Vec<BankPayment> {
        let pages: Vec<String> = match self {
            Self::Yookassa(yookassa) => {
                let world = yookassa.world();
                let payments = world.till.payments.values();
                let paid = payments.filter(|payment| payment.is_paid());
                paid.map(|payment| payment.id.clone()).collect()
            }
            Self::Stripe(stripe) => {
                let world = stripe.world();
                let sessions = world.till.sessions.values();
                let paid = sessions.filter(|session| session.status == SessionStatus::Paid);
                paid.map(|session| session.id.clone()).collect()
            }
        };

        pages.iter().map(|page| self.payment(page)).collect()
    }

    pub(super) fn counts(&self) -> BankCounts {
        match self {
            Self::Yookassa(yookassa) => {
                let world = yookassa.world();
                BankCounts {
                    calls: world.calls.values().sum(),
                    wrong: world.faults.total(),
                    lost_answers: world.faults.lost_answers(),
                    heard: world.sender.heard,
                    repeated: world.sender.repeated,
                    lost: world.sender.lost,
                    unheard: world.sender.unheard.clone(),
                    pages: world.till.payments.len(),
                    refunds: world.till.refunds.len() as u64,
                }
            }
            Self::Stripe(stripe) => {
                let world = stripe.world();
                BankCounts {
                    calls: world.calls.values().sum(),
                    wrong: world.faults.total(),
                    lost_answers: world.faults.lost_answers(),
                    heard: world.sender.heard,
                    repeated: world.sender.repeated,
                    lost: world.sender.lost,
                    unheard: world.sender.unheard.clone(),
                    pages: world.till.sessions.len(),
                    refunds: world.till.refunds.len() as u64,
                }
            }
        }
    }

    /// A notification about a payment that nobody has paid.
    pub(super) async fn forge(&self, chance: &mut Chance) {
        match self {
            Self::Yookassa(yookassa) => forge_yookassa(yookassa, chance).await,
            Self::Stripe(stripe) => forge_stripe(stripe, chance).await,
        }
    }
}

/// From a stranger's address, and from one that looks right.
async fn forge_yookassa(yookassa: &Yookassa, chance: &mut Chance) {
    let pending = yookassa
        .world()
        .till
        .payments
        .values()
        .rfind(|one| one.status == Status::Pending)
        .cloned();
    let Some(payment) = pending else { return };

    let object = json!({ "id": payment.id, "status": "succeeded", "paid": true, "amount": payment.order["amount"] });
    let notification = Notification {
        event: "payment.succeeded",
        object,
    };
    let from = ["203.0.113.9", "185.71.76.2"][chance.below(2) as usize];
    yookassa.deliver(&notification, from).await;
}

/// Without a signature, with a wrong one, with an old one, and signed well: about a page that nobody
/// has paid, or about what somebody else sells in the same account.
async fn forge_stripe(stripe: &Stripe, chance: &mut Chance) {
    let pending = stripe
        .world()
        .till
        .sessions
        .values()
        .rfind(|one| one.status == SessionStatus::Open)
        .map(|one| one.id.clone());
    let Some(session) = pending else { return };

    let claimed = json!({ "id": session, "object": "checkout.session", "payment_status": "paid" });
    let foreign =
        json!({ "id": "ch_3Qforeign", "object": "charge", "payment_intent": "pi_3Qforeign" });
    let object = if chance.below(4) == 0 {
        foreign
    } else {
        claimed
    };
    let body = Event::new("checkout.session.completed", object).body();
    let now = stripe.world().clock.now().millis() / 1000;

    let header = match chance.below(4) {
        0 => None,
        1 => Some(signature(&body, now, "whsec_guessed")),
        2 => Some(signature(&body, now - 3_600, SIGNING_SECRET)),
        _ => Some(signature(&body, now, SIGNING_SECRET)),
    };
    let expected = [Some(404), Some(400), Some(400), Some(200), Some(503), None];
    let answer = stripe.bring(body, header).await;
    assert!(expected.contains(&answer), "{answer:?}");
}
