//! Stars: whether they may be taken, giving them back, and the statement of all that were.

use async_trait::async_trait;
use serde_json::Value;
use teloxide_core::{
    payloads::{
        AnswerPreCheckoutQuery, AnswerPreCheckoutQuerySetters, GetStarTransactions,
        GetStarTransactionsSetters, RefundStarPayment,
    },
    types::{PreCheckoutQueryId, TelegramTransactionId, UserId},
};

use super::{
    Telegram,
    error::CallError,
    lenient::{number, words},
    payment::{purchase, stars as charge},
};
use crate::{
    domain::{money::Money, payment::Provider},
    messengers::AskError,
    payments::{
        Bill, Entry, OpenPayment, PaymentError, PaymentProvider, PaymentStatus, Repaid, Repayment,
        Statement,
    },
};

/// A page of the statement has at most so many lines.
const MOST: u32 = 100;

impl Telegram {
    /// An answer that comes too late is of no use and no error: nothing was taken.
    pub(super) async fn say_whether(
        &self,
        id: &str,
        verdict: Result<(), String>,
    ) -> Result<(), AskError> {
        let query = PreCheckoutQueryId(id.to_owned());
        let answer = match verdict {
            Ok(()) => AnswerPreCheckoutQuery::new(query, true),
            Err(why) => AnswerPreCheckoutQuery::new(query, false).error_message(why),
        };

        heard(self.api.call(&answer).await)
    }
}

/// What came too late is no error: the person begins anew.
pub(super) fn heard(answered: Result<Value, CallError>) -> Result<(), AskError> {
    match answered {
        Ok(_) => Ok(()),
        Err(CallError::Refused(refusal)) if refusal.is_too_old() => {
            tracing::warn!("a checkout was answered too late, or twice");
            Ok(())
        }
        Err(error) => Err(error.asking()),
    }
}

#[async_trait]
impl PaymentProvider for Telegram {
    fn provider(&self) -> Provider {
        Provider::Stars
    }

    async fn open(&self, _bill: &Bill<'_>) -> Result<OpenPayment, PaymentError> {
        no_page()
    }

    async fn look(&self, _payment: &str) -> Result<PaymentStatus, PaymentError> {
        no_page()
    }

    async fn refund(&self, repayment: &Repayment<'_>) -> Result<Repaid, PaymentError> {
        let Some(payer) = repayment.payer.and_then(|payer| payer.chat.parse().ok()) else {
            return Err(PaymentError::Refused("it is not known who paid".to_owned()));
        };
        let call = RefundStarPayment::new(
            UserId(payer),
            TelegramTransactionId(repayment.charge.to_owned()),
        );

        match self.api.call(&call).await {
            Ok(_) => Ok(Repaid::Done),
            Err(CallError::Refused(refusal)) if refusal.is_refunded() => Ok(Repaid::Done),
            Err(CallError::Refused(refusal)) if refusal.code == 400 => {
                tracing::warn!(%refusal, "Telegram refuses a refund");
                Ok(Repaid::Refused)
            }
            Err(error) => Err(error.paying()),
        }
    }
}

#[async_trait]
impl Statement for Telegram {
    fn provider(&self) -> Provider {
        Provider::Stars
    }

    fn account(&self) -> &str {
        &self.bot
    }

    async fn entries(&self, offset: u32, limit: u32) -> Result<Vec<Entry>, PaymentError> {
        let limit = u8::try_from(limit.clamp(1, MOST)).unwrap_or(u8::MAX);
        let call = GetStarTransactions::new().offset(offset).limit(limit);
        let page = self.api.call(&call).await.map_err(CallError::paying)?;
        let lines = page["transactions"].as_array().cloned().unwrap_or_default();
        Ok(lines.iter().map(entry).collect())
    }
}

/// What is neither an invoice that was paid nor one that was given back (withdrawals, gifts,
/// advertisements) concerns no purchase; it counts all the same, for the next page begins behind
/// it.
fn entry(line: &Value) -> Entry {
    let source = &line["source"];
    let receiver = &line["receiver"];
    let told = match (source.is_object(), receiver.is_object()) {
        (true, false) if is_invoice(source) => taken(line, source),
        // A refund bears the id of its payment.
        (false, true) if is_invoice(receiver) => words(&line["id"]).map(Entry::Returned),
        (false, false) => None,
        _ => Some(Entry::Other),
    };

    told.unwrap_or_else(|| {
        tracing::error!("a line of the statement of Stars is not understood");
        Entry::Other
    })
}

fn taken(line: &Value, source: &Value) -> Option<Entry> {
    let stars = number(&line["amount"]).and_then(|amount| u32::try_from(amount).ok())?;
    let payer = number(&source["user"]["id"])?;

    Some(Entry::FetchedStyle(charge(
        words(&line["id"])?,
        purchase(source),
        Money::stars(stars),
        payer,
    )))
}

/// Before kinds of transactions were told apart, an invoice was known by its payload.
fn is_invoice(partner: &Value) -> bool {
    let kind = partner["transaction_type"].as_str();
    partner["type"] == "user"
        && kind.map_or(!partner["invoice_payload"].is_null(), |kind| {
            kind == "invoice_payment"
        })
}

fn no_page<T>() -> Result<T, PaymentError> {
    Err(PaymentError::Refused(
        "Stars are paid in the chat itself".to_owned(),
    ))
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
        let paid = entry(
            &json!({ "id": "c1", "amount": 90, "date": 1, "source": user("invoice_payment") }),
        );
        assert_eq!(
            paid,
            Entry::FetchedStyle(charge(
                "c1".into(),
                PurchaseId::parse("25"),
                Money::stars(90),
                42
            ))
        );

        let returned = entry(
            &json!({ "id": "c1", "amount": 90, "date": 2, "receiver": user("invoice_payment") }),
        );
        assert_eq!(returned, Entry::Returned("c1".into()));

        let others = [
            json!({ "id": "w", "amount": 500, "date": 3, "receiver": { "type": "fragment" } }),
            json!({ "id": "g", "amount": 25, "date": 4, "receiver": user("gift_purchase") }),
            json!({ "id": "a", "amount": -3, "date": 5, "source": user("invoice_payment") }),
            json!({ "of next year": true }),
        ];

        for line in others {
            assert_eq!(entry(&line), Entry::Other, "{line}");
        }
    }

    #[test]
    fn an_older_statement_is_understood() {
        let mut source = user("");
        source.as_object_mut().unwrap().remove("transaction_type");
        let line = json!({ "id": "c1", "amount": 90, "date": 1, "source": source });
        assert!(matches!(entry(&line), Entry::FetchedStyle(_)));
    }
}
