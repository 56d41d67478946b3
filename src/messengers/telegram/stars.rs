//! Telegram Stars: approving a payment, refunding it, and the list of all transactions.
//!
//! `app` makes a payment provider of the last two, so that messengers and payment providers do not
//! know each other.

use async_trait::async_trait;
use serde_json::Value;
use teloxide::{
    payloads::{
        AnswerPreCheckoutQuery, AnswerPreCheckoutQuerySetters, GetStarTransactions,
        GetStarTransactionsSetters, RefundStarPayment,
    },
    types::{PreCheckoutQueryId, TelegramTransactionId, UserId},
};

use super::{
    Telegram,
    error::{CallError, ignore_too_old},
    lenient::{number, string},
    payment::{purchase, stars_charge},
};
use crate::{
    domain::{money::Money, payment::Charge},
    messengers::{CheckoutAnswers, MessengerError, ShippingOption},
};

/// The most transactions that one call returns.
const MAX_TRANSACTIONS: u32 = 100;

/// What Telegram says about a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StarRefund {
    /// Refunded, now or earlier.
    Done,
    /// It will never be refunded.
    Refused,
}

/// A transaction of the bot's Stars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StarTransaction {
    /// An invoice was paid.
    Payment(Charge),
    /// The payment of the charge with this id was refunded.
    Refund(String),
    /// Anything else: withdrawals, gifts, advertisements.
    Other,
}

/// Why a call about Stars failed.
#[derive(Debug, thiserror::Error)]
pub enum StarsError {
    /// Telegram cannot be reached, or its answer was lost: call again.
    #[error("Telegram cannot be reached")]
    Unavailable(#[source] anyhow::Error),
    /// Telegram refuses this call and always will.
    #[error("Telegram refuses: {0}")]
    Refused(String),
}

impl Telegram {
    /// The bot's user id, which identifies the account that takes Stars.
    #[must_use]
    pub fn bot_id(&self) -> &str {
        &self.bot_id
    }

    /// Refunds a charge of Stars to the person with this user id. Calling it again does no harm.
    ///
    /// # Errors
    /// When Telegram cannot be reached or does not accept the token.
    pub async fn refund_stars(&self, payer: u64, charge: &str) -> Result<StarRefund, StarsError> {
        let charge = TelegramTransactionId(charge.to_owned());
        let call = RefundStarPayment::new(UserId(payer), charge);

        match self.api.call(&call).await {
            Ok(_) => Ok(StarRefund::Done),
            Err(CallError::Refused(refusal)) if refusal.is_refunded() => Ok(StarRefund::Done),
            Err(CallError::Refused(refusal)) if refusal.code == 400 => {
                tracing::warn!(%refusal, "Telegram refuses a refund");
                Ok(StarRefund::Refused)
            }
            Err(error) => Err(error.into_stars_error()),
        }
    }

    /// The bot's transactions from `offset` on, oldest first, at most `limit`.
    ///
    /// # Errors
    /// When Telegram cannot be reached or does not accept the token.
    pub async fn star_transactions(
        &self,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<StarTransaction>, StarsError> {
        let limit = u8::try_from(limit.clamp(1, MAX_TRANSACTIONS)).unwrap_or(u8::MAX);
        let call = GetStarTransactions::new().offset(offset).limit(limit);
        let page = self
            .api
            .call(&call)
            .await
            .map_err(CallError::into_stars_error)?;

        let transactions = page["transactions"].as_array().into_iter().flatten();
        Ok(transactions.map(read_transaction).collect())
    }
}

#[async_trait]
impl CheckoutAnswers for Telegram {
    async fn answer_payment(
        &self,
        checkout: &str,
        verdict: Result<(), String>,
    ) -> Result<(), MessengerError> {
        let query = PreCheckoutQueryId(checkout.to_owned());
        let answer = match verdict {
            Ok(()) => AnswerPreCheckoutQuery::new(query, true),
            Err(why) => AnswerPreCheckoutQuery::new(query, false).error_message(why),
        };

        ignore_too_old(self.api.call(&answer).await)
    }

    async fn answer_shipping(
        &self,
        checkout: &str,
        options: Result<Vec<ShippingOption>, String>,
    ) -> Result<(), MessengerError> {
        self.answer_shipping_query(checkout, options).await
    }
}

/// Every transaction counts, also those of no interest, since `offset` counts them.
fn read_transaction(transaction: &Value) -> StarTransaction {
    let source = &transaction["source"];
    let receiver = &transaction["receiver"];
    let read = match (source.is_object(), receiver.is_object()) {
        (true, false) if is_invoice(source) => read_payment(transaction, source),
        // A refund has the id of its payment.
        (false, true) if is_invoice(receiver) => {
            string(&transaction["id"]).map(StarTransaction::Refund)
        }
        (false, false) => None,
        _ => Some(StarTransaction::Other),
    };

    read.unwrap_or_else(|| {
        tracing::error!("a transaction of Stars cannot be read");
        StarTransaction::Other
    })
}

fn read_payment(transaction: &Value, source: &Value) -> Option<StarTransaction> {
    let stars = number(&transaction["amount"]).and_then(|amount| u32::try_from(amount).ok())?;
    let payer = number(&source["user"]["id"])?;
    let id = string(&transaction["id"])?;
    let charge = stars_charge(id, purchase(source), Money::stars(stars), payer);

    Some(StarTransaction::Payment(charge))
}

/// Older transactions have no type; an invoice is recognised by its payload.
fn is_invoice(partner: &Value) -> bool {
    let kind = partner["transaction_type"].as_str();
    partner["type"] == "user"
        && kind.map_or(!partner["invoice_payload"].is_null(), |kind| {
            kind == "invoice_payment"
        })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::ids::PurchaseId;

    fn user(kind: &str) -> Value {
        json!({
            "type": "user", "transaction_type": kind, "invoice_payload": "25",
            "user": { "id": 42, "is_bot": false, "first_name": "Anna" }
        })
    }

    #[test]
    fn a_statement_has_payments_refunds_and_what_concerns_nobody() {
        let paid = read_transaction(
            &json!({ "id": "c1", "amount": 90, "date": 1, "source": user("invoice_payment") }),
        );
        assert_eq!(
            paid,
            StarTransaction::Payment(stars_charge(
                "c1".into(),
                PurchaseId::parse("25"),
                Money::stars(90),
                42
            ))
        );

        let returned = read_transaction(
            &json!({ "id": "c1", "amount": 90, "date": 2, "receiver": user("invoice_payment") }),
        );
        assert_eq!(returned, StarTransaction::Refund("c1".into()));

        let others = [
            json!({ "id": "w", "amount": 500, "date": 3, "receiver": { "type": "fragment" } }),
            json!({ "id": "g", "amount": 25, "date": 4, "receiver": user("gift_purchase") }),
            json!({ "id": "a", "amount": -3, "date": 5, "source": user("invoice_payment") }),
            json!({ "of next year": true }),
        ];

        for line in others {
            assert_eq!(read_transaction(&line), StarTransaction::Other, "{line}");
        }
    }

    #[test]
    fn an_older_statement_is_understood() {
        let mut source = user("");
        source.as_object_mut().unwrap().remove("transaction_type");
        let line = json!({ "id": "c1", "amount": 90, "date": 1, "source": source });
        assert!(matches!(
            read_transaction(&line),
            StarTransaction::Payment(_)
        ));
    }
}
