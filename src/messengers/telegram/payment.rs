//! Reads the updates about payments: the two queries before a payment, the payment, the refund.

use serde_json::{Value, json};

use super::{
    NAME,
    lenient::{number, size, string},
    message::language,
    shipping,
};
use crate::{
    domain::{
        ids::PurchaseId,
        incoming::Incoming,
        money::{Currency, Money},
        payment::{Charge, Payer, Provider},
    },
    messengers::{Checkout, CheckoutQuestion},
};

/// `shipping_query`: the payer has entered an address and wants to see the ways of delivery.
pub(super) fn shipping_query(query: &Value) -> Option<Checkout> {
    let address = json!({ "shipping_address": query["shipping_address"] });
    let place = shipping::recipient(&address).place();

    checkout(query, CheckoutQuestion::Shipping(place))
}

/// `pre_checkout_query`: the payer has confirmed the payment, and no money has moved yet. A payment
/// in a currency that nothing is sold in cannot be for a purchase of ours, and is refused as such.
pub(super) fn pre_checkout_query(query: &Value) -> Option<Checkout> {
    let amount = amount(query);
    let question = CheckoutQuestion::Payment {
        amount: amount.unwrap_or(Money::stars(0)),
        destination: shipping::destination(query),
    };
    let checkout = checkout(query, question)?;

    Some(Checkout {
        purchase: checkout.purchase.filter(|_| amount.is_some()),
        ..checkout
    })
}

/// `None` without an id: there is nothing that could be answered.
fn checkout(query: &Value, question: CheckoutQuestion) -> Option<Checkout> {
    let from = &query["from"];
    let payer = number(&from["id"]).map(|id| id.to_string());

    Some(Checkout {
        id: string(&query["id"])?,
        purchase: purchase(query),
        payer: payer.unwrap_or_default(),
        language: language(from).unwrap_or_default(),
        question,
    })
}

/// `successful_payment`: money was taken. None of our invoices is in a currency that cannot be read
/// here.
pub(super) fn successful_payment(payment: &Value, payer: i64) -> Option<Incoming> {
    let id = string(&payment["telegram_payment_charge_id"]);
    let (Some(id), Some(amount)) = (&id, amount(payment)) else {
        tracing::error!(
            id,
            currency = string(&payment["currency"]),
            "a payment that cannot be recorded"
        );

        return None;
    };

    let charge = stars_charge(id.clone(), purchase(payment), amount, payer);
    Some(Incoming::Charged(match amount.currency {
        Currency::Xtr => charge,
        // Invoices are made in Stars and roubles only; a charge in anything else is looked at by the
        // operator, as one that matches no purchase.
        _ => rouble_charge(charge, payment),
    }))
}

/// `refunded_payment`: Stars were refunded.
pub(super) fn refunded_payment(payment: &Value) -> Option<Incoming> {
    Some(Incoming::Returned {
        provider: Provider::Stars,
        charge: string(&payment["telegram_payment_charge_id"])?,
    })
}

/// Roubles are recorded under the id of the provider that took them, because only that provider
/// can refund them.
fn rouble_charge(charge: Charge, payment: &Value) -> Charge {
    let provider_id = string(&payment["provider_payment_charge_id"]).filter(|id| !id.is_empty());

    Charge {
        provider: Provider::TelegramCards,
        id: provider_id.unwrap_or(charge.id),
        destination: shipping::destination(payment).map(Box::new),
        ..charge
    }
}

/// A charge of Stars.
pub(super) fn stars_charge(
    id: String,
    purchase: Option<PurchaseId>,
    amount: Money,
    payer: i64,
) -> Charge {
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

/// The purchase that the invoice was for.
pub(super) fn purchase(payment: &Value) -> Option<PurchaseId> {
    PurchaseId::parse(&string(&payment["invoice_payload"])?)
}

fn amount(payment: &Value) -> Option<Money> {
    let currency = Currency::parse(payment["currency"].as_str()?)?;
    Some(Money {
        minor: size(&payment["total_amount"])?,
        currency,
    })
}
