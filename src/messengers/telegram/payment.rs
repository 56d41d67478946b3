//! Payments as updates tell of them.

use serde::Deserialize;

use super::{NAME, update::User};
use crate::{
    domain::{
        ids::PurchaseId,
        incoming::Incoming,
        money::{Currency, Money},
        payment::{Charge, Payer, Provider},
    },
    messengers::Checkout,
};

/// Somebody has confirmed a payment, and no money has moved yet.
#[derive(Deserialize)]
pub(super) struct PreCheckoutQuery {
    id: String,
    from: User,
    currency: String,
    total_amount: u64,
    invoice_payload: String,
}

/// What was taken or given back: `successful_payment` and `refunded_payment` have the same fields.
#[derive(Deserialize)]
pub(super) struct Payment {
    currency: String,
    total_amount: u64,
    invoice_payload: String,
    telegram_payment_charge_id: String,
}

impl PreCheckoutQuery {
    /// The question. What is in a currency that nothing is sold in is no purchase of ours, and is refused as such.
    pub(super) fn checkout(self) -> Checkout {
        let amount = money(&self.currency, self.total_amount);
        Checkout {
            purchase: PurchaseId::parse(&self.invoice_payload).filter(|_| amount.is_some()),
            amount: amount.unwrap_or(Money { minor: self.total_amount, currency: Currency::Xtr }),
            payer: self.from.id.to_string(),
            language: self.from.language(),
            id: self.id,
        }
    }
}

impl Payment {
    /// Money was taken. No invoice of ours is in a currency that cannot be read here.
    pub(super) fn taken(self, payer: i64) -> Option<Incoming> {
        let Some(amount) = money(&self.currency, self.total_amount) else {
            tracing::error!(id = self.telegram_payment_charge_id, self.currency, "paid in a currency nothing is sold in");
            return None;
        };
        Some(Incoming::Charged(charge(self.telegram_payment_charge_id, &self.invoice_payload, amount, payer)))
    }

    /// Money was given back.
    pub(super) fn returned(self) -> Incoming {
        Incoming::Returned(Provider::Stars, self.telegram_payment_charge_id)
    }
}

/// A charge by Telegram's words for it.
pub(super) fn charge(id: String, payload: &str, amount: Money, payer: i64) -> Charge {
    Charge {
        provider: Provider::Stars,
        id,
        purchase: PurchaseId::parse(payload),
        amount,
        payer: Some(Payer { messenger: NAME.to_owned(), chat: payer.to_string() }),
    }
}

fn money(currency: &str, minor: u64) -> Option<Money> {
    Currency::parse(currency).map(|currency| Money { minor, currency })
}
