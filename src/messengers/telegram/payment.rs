//! Payments as updates tell of them.

use serde_json::{Value, json};

use super::{
    NAME, delivery,
    lenient::{number, size, words},
    update::language,
};
use crate::{
    domain::{
        ids::PurchaseId,
        incoming::Incoming,
        money::{Currency, Money},
        payment::{Charge, Payer, Provider},
    },
    messengers::{Asks, Checkout},
};

/// Somebody who pays has said where it shall go: the question which ways lead there.
pub(super) fn shipping(query: &Value) -> Option<Checkout> {
    let place =
        delivery::recipient(&json!({ "shipping_address": query["shipping_address"] })).place();
    Some(Checkout {
        asks: Asks::Ways(place),
        ..asked(query)?
    })
}

fn asked(query: &Value) -> Option<Checkout> {
    let from = &query["from"];
    Some(Checkout {
        id: words(&query["id"])?,
        purchase: purchase(query),
        payer: number(&from["id"])
            .map(|id| id.to_string())
            .unwrap_or_default(),
        language: language(from).unwrap_or_default(),
        asks: Asks::Ways(None),
    })
}

/// Somebody has confirmed a payment, and no money has moved yet: the question whether it may. What
/// is in a currency that nothing is sold in is no purchase of ours, and is refused as such; without
/// an id nothing can be answered.
pub(super) fn checkout(query: &Value) -> Option<Checkout> {
    let amount = amount(query);
    let asked = asked(query)?;
    let destination = delivery::destination(query);
    let asks = Asks::Whether {
        amount: amount.unwrap_or(Money::stars(0)),
        destination,
    };

    Some(Checkout {
        purchase: asked.purchase.filter(|_| amount.is_some()),
        asks,
        ..asked
    })
}

/// Money was taken. No invoice of ours is in a currency that cannot be read here.
pub(super) fn taken(payment: &Value, payer: i64) -> Option<Incoming> {
    let id = words(&payment["telegram_payment_charge_id"]);
    let (Some(id), Some(amount)) = (&id, amount(payment)) else {
        tracing::error!(
            id,
            currency = words(&payment["currency"]),
            "a payment that cannot be written down"
        );

        return None;
    };

    let id = id.clone();
    let purchase = purchase(payment);

    Some(Incoming::Charged(match amount.currency {
        Currency::Xtr => stars(id, purchase, amount, payer),
        Currency::Rub => roubles(payment, (id, purchase), amount, payer),
    }))
}

/// Money was given back.
pub(super) fn returned(payment: &Value) -> Option<Incoming> {
    Some(Incoming::Returned {
        provider: Provider::Stars,
        charge: words(&payment["telegram_payment_charge_id"])?,
    })
}

/// Roubles, known by the id of whoever has taken them: only they can give them back.
fn roubles(
    payment: &Value,
    (id, purchase): (String, Option<PurchaseId>),
    amount: Money,
    payer: i64,
) -> Charge {
    let theirs = words(&payment["provider_payment_charge_id"]).filter(|id| !id.is_empty());
    let charge = stars(theirs.unwrap_or(id), purchase, amount, payer);

    Charge {
        provider: Provider::TelegramCards,
        destination: delivery::destination(payment).map(Box::new),
        ..charge
    }
}

/// A charge of Stars in the domain's words.
pub(super) fn stars(id: String, purchase: Option<PurchaseId>, amount: Money, payer: i64) -> Charge {
    let payer = Some(Payer {
        messenger: NAME.to_owned(),
        chat: payer.to_string(),
    });
    Charge {
        provider: Provider::Stars,
        id,
        purchase,
        amount,
        payer,
        destination: None,
    }
}

/// The purchase that an invoice was made for.
pub(super) fn purchase(told: &Value) -> Option<PurchaseId> {
    PurchaseId::parse(&words(&told["invoice_payload"])?)
}

fn amount(told: &Value) -> Option<Money> {
    let currency = Currency::parse(told["currency"].as_str()?)?;
    Some(Money {
        minor: size(&told["total_amount"])?,
        currency,
    })
}
