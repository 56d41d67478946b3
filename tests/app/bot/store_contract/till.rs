//! Shorthands for facts about money.

use vernissage::domain::credits::Credits;
use vernissage::domain::ids::{ChatId, PurchaseId};
use vernissage::domain::incoming::Incoming;
use vernissage::domain::money::{Currency, Money};
use vernissage::domain::news::News;
use vernissage::domain::payment::{Charge, Gifts, Goods, Payer, Provider, PurchaseRequest};
use vernissage::domain::tier::Quality;
use vernissage::domain::time::Moment;
use vernissage::domain::{conversation::Effect, draft::Draft, work::Recipe};
use vernissage::store::{ChargeKey, ChargeOutcome, RefundOrder};

use super::Store;
use super::fixtures::{NOON, carry_out, job, read, request};

pub(crate) const NO_GIFTS: Gifts = Gifts {
    first_purchase: Credits::ZERO,
    inviter: Credits::ZERO,
};

pub(crate) fn purchase(n: u64) -> PurchaseId {
    PurchaseId::from_chance(n)
}

/// 100 credits and 10 on top, for 100 roubles, 55 Stars or 1.19 euros.
pub(crate) fn order(n: u64, provider: Provider) -> PurchaseRequest {
    let price = match provider {
        Provider::Stars => Money::stars(55),
        Provider::Stripe => Money::new(119, Currency::Eur),
        Provider::Yookassa | Provider::Test | Provider::TelegramCards => Money::roubles(100),
    };

    let goods = Goods::Credits {
        credits: Credits::new(100),
        bonus: Credits::new(10),
        draft: None,
    };

    PurchaseRequest {
        id: purchase(n),
        goods,
        price,
        provider,
        contact: None,
    }
}

/// The same, for a painting that lacks credits.
pub(crate) fn wanting(wanted: Draft, order: PurchaseRequest) -> PurchaseRequest {
    let (credits, bonus) = order.goods.credits();
    PurchaseRequest {
        goods: Goods::Credits {
            credits,
            bonus,
            draft: Some(wanted),
        },
        ..order
    }
}

pub(crate) fn draft(n: u64) -> Draft {
    let request = request(Quality::Premium);
    let recipe = Recipe {
        quality: Quality::Premium,
        ..request.recipe()
    };
    Draft {
        id: job(n),
        photo: request.photo,
        styles: request.styles,
        recipe,
    }
}

/// Somebody asks to buy.
pub(crate) async fn want(store: &dyn Store, chat: ChatId, order: PurchaseRequest) {
    carry_out(store, chat, vec![Effect::OpenPurchase(order)])
        .await
        .unwrap();
}

/// What a provider took for a purchase.
pub(crate) fn charge(id: &str, order: &PurchaseRequest) -> Charge {
    Charge {
        provider: order.provider,
        id: id.into(),
        purchase: Some(order.id),
        amount: order.price,
        payer: (order.provider == Provider::Stars).then(|| payer("anna")),
        destination: None,
    }
}

pub(crate) fn payer(name: &str) -> Payer {
    Payer {
        messenger: "test".into(),
        chat: name.into(),
    }
}

pub(crate) async fn take(store: &dyn Store, charge: &Charge) -> ChargeOutcome {
    store
        .record_charge(charge, &[], NO_GIFTS, NOON)
        .await
        .unwrap()
}

/// Somebody asks to buy, and pays.
pub(crate) async fn buy(store: &dyn Store, chat: ChatId, n: u64) -> ChargeKey {
    let order = order(n, Provider::Yookassa);
    want(store, chat, order.clone()).await;
    let charge = charge(&format!("payment-{n}"), &order);
    assert_eq!(take(store, &charge).await, ChargeOutcome::Credited);
    key(&charge)
}

pub(crate) fn key(charge: &Charge) -> ChargeKey {
    ChargeKey {
        provider: charge.provider,
        id: charge.id.clone(),
    }
}

pub(crate) fn refund(charge: &ChargeKey, force: bool, now: Moment) -> RefundOrder {
    RefundOrder {
        charge: charge.clone(),
        reason: "they asked".into(),
        force,
        now,
    }
}

pub(crate) async fn balance(store: &dyn Store, chat: ChatId) -> u32 {
    read(store, chat).await.facts.credits.balance.amount()
}

/// What the chats are told next of their money; each is answered by that.
pub(crate) async fn told(store: &dyn Store) -> Vec<Incoming> {
    let mut told = Vec::new();
    loop {
        let turns = store.ready_turns(NOON, 100).await.unwrap();
        if turns.is_empty() {
            return told;
        }

        for turn in turns {
            let read = read(store, turn.chat).await;
            let step = super::fixtures::step(turn.chat, &read, Vec::new());
            store
                .commit_step(vernissage::store::StepCommit {
                    updates: turn.updates,
                    ..step
                })
                .await
                .unwrap();

            told.push(turn.incoming);
        }
    }
}

pub(crate) fn paid(n: u64, credits: u32) -> Incoming {
    Incoming::News(News::Paid {
        purchase: Some(purchase(n)),
        credits: Credits::new(credits),
    })
}

pub(crate) const fn kopecks(minor: u64) -> Money {
    Money {
        minor,
        currency: Currency::Rub,
    }
}
