//! Payments as updates tell of them.

use serde_json::Value;

use super::{
    NAME,
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
    messengers::Checkout,
};

/// Somebody has confirmed a payment, and no money has moved yet: the question whether it may. What is in a currency that
/// nothing is sold in is no purchase of ours, and is refused as such; without an id nothing can be answered.
pub(super) fn checkout(query: &Value) -> Option<Checkout> {
    let (amount, from) = (amount(query), &query["from"]);
    Some(Checkout {
        id: words(&query["id"])?,
        purchase: purchase(query).filter(|_| amount.is_some()),
        amount: amount.unwrap_or(Money::stars(0)),
        payer: number(&from["id"]).map(|id| id.to_string()).unwrap_or_default(),
        language: language(from).unwrap_or_default(),
    })
}

/// Money was taken. No invoice of ours is in a currency that cannot be read here.
pub(super) fn taken(payment: &Value, payer: i64) -> Option<Incoming> {
    let id = words(&payment["telegram_payment_charge_id"]);
    let (Some(id), Some(amount)) = (&id, amount(payment)) else {
        tracing::error!(id, currency = words(&payment["currency"]), "a payment that cannot be written down");
        return None;
    };
    Some(Incoming::Charged(charge(id.clone(), purchase(payment), amount, payer)))
}

/// Money was given back.
pub(super) fn returned(payment: &Value) -> Option<Incoming> {
    Some(Incoming::Returned(Provider::Stars, words(&payment["telegram_payment_charge_id"])?))
}

/// A charge in the domain's words.
pub(super) fn charge(id: String, purchase: Option<PurchaseId>, amount: Money, payer: i64) -> Charge {
    let payer = Some(Payer { messenger: NAME.to_owned(), chat: payer.to_string() });
    Charge { provider: Provider::Stars, id, purchase, amount, payer }
}

/// The purchase that an invoice was made for.
pub(super) fn purchase(told: &Value) -> Option<PurchaseId> {
    PurchaseId::parse(&words(&told["invoice_payload"])?)
}

fn amount(told: &Value) -> Option<Money> {
    let currency = Currency::parse(told["currency"].as_str()?)?;
    Some(Money { minor: size(&told["total_amount"])?, currency })
}
