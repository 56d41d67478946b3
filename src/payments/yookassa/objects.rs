//! The objects of YooKassa's API, with the fields that are needed.

use serde::{Deserialize, Serialize};

use crate::{
    domain::{
        ids::PurchaseId,
        money::{Currency, Money},
    },
    payments::PaymentError,
};

/// The longest description that YooKassa accepts, in characters.
const MAX_DESCRIPTION_LETTERS: usize = 128;

/// A payment's id. It may come from a notification, and becomes part of a URL.
pub(super) struct PaymentId(String);

impl PaymentId {
    pub(super) fn parse(id: &str) -> Option<Self> {
        let is_plain = id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');

        (is_plain && (1..=64).contains(&id.len())).then(|| Self(id.to_owned()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

#[derive(Deserialize, Serialize)]
pub(super) struct Amount {
    value: String,
    currency: String,
}

impl Amount {
    pub(super) fn from_money(money: Money) -> Self {
        Self {
            value: money.decimal(),
            currency: money.currency.code().to_owned(),
        }
    }

    /// The shop takes roubles only.
    fn money(&self) -> Option<Money> {
        (self.currency == Currency::Rub.code())
            .then(|| Money::parse(&self.value, Currency::Rub))
            .flatten()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Status {
    Pending,
    WaitingForCapture,
    Succeeded,
    Canceled,
}

#[derive(Deserialize)]
pub(super) struct Payment {
    pub(super) id: String,
    pub(super) status: Status,
    amount: Amount,
    refunded_amount: Option<Amount>,
    pub(super) confirmation: Option<Confirmation>,
    cancellation_details: Option<Cancellation>,
    #[serde(default)]
    metadata: Metadata,
}

#[derive(Deserialize)]
pub(super) struct Confirmation {
    pub(super) confirmation_url: Option<String>,
}

#[derive(Deserialize)]
struct Cancellation {
    reason: String,
}

#[derive(Default, Deserialize)]
struct Metadata {
    purchase: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Refund {
    pub(super) id: String,
    pub(super) status: Status,
    pub(super) payment_id: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct RefundPage {
    pub(super) items: Vec<Refund>,
    pub(super) next_cursor: Option<String>,
}

/// The shop that a key belongs to.
#[derive(Deserialize)]
pub(super) struct Shopkeeper {
    pub(super) account_id: String,
    #[serde(default)]
    pub(super) test: bool,
}

impl Payment {
    pub(super) fn purchase(&self) -> Option<PurchaseId> {
        PurchaseId::parse(self.metadata.purchase.as_deref()?)
    }

    pub(super) fn amount(&self) -> Result<Money, PaymentError> {
        let unknown =
            || PaymentError::Refused(format!("{} {}", self.amount.value, self.amount.currency));
        self.amount.money().ok_or_else(unknown)
    }

    /// How much of it was refunded; `None` for nothing.
    pub(super) fn refunded(&self) -> Option<Money> {
        self.refunded_amount
            .as_ref()
            .and_then(Amount::money)
            .filter(|refunded| refunded.minor > 0)
    }

    /// Whether all of it was refunded.
    pub(super) fn is_refunded(&self) -> bool {
        self.refunded()
            .zip(self.amount.money())
            .is_some_and(|(refunded, amount)| refunded.minor >= amount.minor)
    }

    /// Whether it was not paid in time, rather than declined by a bank.
    pub(super) fn has_expired(&self) -> bool {
        self.cancellation_details
            .as_ref()
            .is_some_and(|details| details.reason.starts_with("expired_on"))
    }
}

/// A text cut to the length of a description.
pub(super) fn truncate(text: &str) -> String {
    text.chars().take(MAX_DESCRIPTION_LETTERS).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn payment(more: &Value) -> Payment {
        let mut payment = json!({
            "id": "2419a771-000f-5000-9000-1edaf29243f2", "status": "succeeded", "paid": true,
            "amount": { "value": "90.00", "currency": "RUB" }, "created_at": "2026-11-25T10:51:18.139Z",
            "recipient": { "account_id": "100500", "gateway_id": "100700" }, "test": false,
        });

        payment
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());

        serde_json::from_value(payment).unwrap()
    }

    #[test]
    fn a_payment_is_read() {
        let paid = payment(
            &json!({ "metadata": { "purchase": "1y2p0ij32e8e7" }, "description": "50 credits" }),
        );
        assert_eq!(paid.purchase(), PurchaseId::parse("1y2p0ij32e8e7"));
        assert_eq!(paid.amount().unwrap(), Money::roubles(90));
        assert!(!paid.is_refunded());
    }

    #[test]
    fn only_a_whole_refund_is_one() {
        let refunded = |value: &str| {
            payment(&json!({ "refunded_amount": { "value": value, "currency": "RUB" } }))
        };
        assert!(refunded("90.00").is_refunded());
        assert!(!refunded("0.00").is_refunded() && !refunded("89.99").is_refunded());
        assert_eq!(
            (refunded("0.00").refunded(), refunded("9.00").refunded()),
            (None, Some(Money::roubles(9)))
        );
    }

    #[test]
    fn another_currency_is_an_error() {
        assert!(
            payment(&json!({ "amount": { "value": "90.00", "currency": "EUR" } }))
                .amount()
                .is_err()
        );
    }

    #[test]
    fn a_payment_id_cannot_leave_its_part_of_the_url() {
        assert!(PaymentId::parse("2419a771-000f-5000-9000-1edaf29243f2").is_some());
        for id in ["", "../refunds", "a/b", "a?b", "a%2fb", &"a".repeat(65)] {
            assert!(PaymentId::parse(id).is_none(), "{id}");
        }
    }
}
