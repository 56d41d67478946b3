//! The objects of Stripe's API, with the fields that are needed.

use serde::{Deserialize, Deserializer};

use crate::{
    domain::{
        ids::PurchaseId,
        money::{Currency, Money},
        payment::{Dispute, DisputeState, Provider},
        time::Moment,
    },
    payments::{PaymentError, PaymentReturn, StatementEntry},
};

/// The id of a session or a PaymentIntent. It may come from an event, and becomes part of a URL.
pub(super) struct Id(String);

impl Id {
    pub(super) fn parse(id: &str) -> Option<Self> {
        let is_known = id.starts_with("cs_") || id.starts_with("pi_");
        let is_plain = id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');

        (is_known && is_plain && id.len() <= 255).then(|| Self(id.to_owned()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn is_intent(&self) -> bool {
        self.0.starts_with("pi_")
    }
}

#[derive(Deserialize)]
pub(super) struct Account {
    pub(super) id: String,
}

#[derive(Deserialize)]
pub(super) struct List<T> {
    pub(super) data: Vec<T>,
    #[serde(default)]
    has_more: bool,
}

impl<T> List<T> {
    /// The place of the next page of a list of this name.
    pub(super) fn next(&self, list: &str, id: fn(&T) -> &str) -> Option<String> {
        let last = self.data.last().filter(|_| self.has_more)?;
        Some(format!("{list}:{}", id(last)))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum SessionStatus {
    Open,
    Complete,
    Expired,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum PaymentState {
    Paid,
    Unpaid,
    NoPaymentRequired,
}

#[derive(Deserialize)]
pub(super) struct Session {
    pub(super) id: String,
    pub(super) status: SessionStatus,
    pub(super) payment_status: PaymentState,
    pub(super) url: Option<String>,
    /// Expanded; a session that was just made has none.
    pub(super) payment_intent: Option<Intent>,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) metadata: Metadata,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum IntentStatus {
    Succeeded,
    Canceled,
    RequiresPaymentMethod,
    /// Not decided yet.
    #[serde(other)]
    Pending,
}

#[derive(Deserialize)]
pub(super) struct Intent {
    pub(super) id: String,
    pub(super) status: IntentStatus,
    amount_received: u64,
    currency: String,
    pub(super) latest_charge: Option<ChargeObject>,
    #[serde(default)]
    pub(super) metadata: Metadata,
}

#[derive(Deserialize)]
pub(super) struct ChargeObject {
    pub(super) amount_refunded: u64,
    #[serde(default)]
    pub(super) disputed: bool,
}

#[derive(Default, Deserialize)]
pub(super) struct Metadata {
    purchase: Option<String>,
    pub(super) refund: Option<String>,
}

impl Metadata {
    pub(super) fn purchase(&self) -> Option<PurchaseId> {
        PurchaseId::parse(self.purchase.as_deref()?)
    }
}

impl Intent {
    /// What was taken.
    pub(super) fn received(&self) -> Result<Money, PaymentError> {
        money(self.amount_received, &self.currency)
    }

    /// That this much of it is gone again.
    pub(super) fn returned(&self, minor: u64) -> Result<Option<StatementEntry>, PaymentError> {
        let received = self.received()?;
        let charge = self.id.clone();

        Ok(match minor {
            0 => None,
            all if all >= received.minor => Some(StatementEntry::Refunded(charge)),
            part => Some(StatementEntry::PartlyRefunded {
                charge,
                refunded: Money::new(part, received.currency),
            }),
        })
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum RefundState {
    Succeeded,
    Failed,
    Canceled,
    RequiresAction,
    #[default]
    #[serde(other)]
    Pending,
}

#[derive(Deserialize)]
pub(super) struct RefundObject {
    pub(super) id: String,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) status: RefundState,
    amount: u64,
    payment_intent: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    pub(super) metadata: Metadata,
}

impl RefundObject {
    /// What it has given back.
    pub(super) fn returned_minor(&self) -> u64 {
        if self.status == RefundState::Succeeded {
            self.amount
        } else {
            0
        }
    }

    pub(super) fn payment_return(self) -> Option<PaymentReturn> {
        Some(PaymentReturn {
            id: format!("{}:{:?}", self.id, self.status),
            payment: self.payment_intent?,
            has_failed: matches!(self.status, RefundState::Failed | RefundState::Canceled),
        })
    }
}

/// Inquiries, which take no money yet, are `warning_…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum DisputeStatus {
    NeedsResponse,
    WarningNeedsResponse,
    Won,
    WarningClosed,
    Prevented,
    Lost,
    /// Under review.
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
pub(super) struct DisputeObject {
    pub(super) id: String,
    status: DisputeStatus,
    amount: u64,
    currency: String,
    #[serde(default)]
    reason: String,
    payment_intent: Option<String>,
    #[serde(default)]
    evidence_details: Evidence,
}

#[derive(Default, Deserialize)]
struct Evidence {
    due_by: Option<i64>,
}

impl DisputeObject {
    /// What the bank has taken back for good.
    pub(super) fn lost_minor(&self) -> u64 {
        if self.status == DisputeStatus::Lost {
            self.amount
        } else {
            0
        }
    }

    /// The dispute about a charge of our books.
    pub(super) fn dispute(self, charge: &str) -> Result<Dispute, PaymentError> {
        let state = match self.status {
            DisputeStatus::NeedsResponse | DisputeStatus::WarningNeedsResponse => {
                DisputeState::NeedsAnswer
            }
            DisputeStatus::Won | DisputeStatus::WarningClosed | DisputeStatus::Prevented => {
                DisputeState::Won
            }
            DisputeStatus::Lost => DisputeState::Lost,
            DisputeStatus::Other => DisputeState::UnderReview,
        };
        let due_by = self.evidence_details.due_by;

        Ok(Dispute {
            provider: Provider::Stripe,
            amount: money(self.amount, &self.currency)?,
            id: self.id,
            charge: charge.to_owned(),
            reason: self.reason,
            state,
            answer_by: due_by.map(|seconds| Moment::from_millis(seconds.saturating_mul(1000))),
        })
    }

    pub(super) fn payment_return(self) -> Option<PaymentReturn> {
        Some(PaymentReturn {
            id: format!("{}:{:?}", self.id, self.status),
            payment: self.payment_intent?,
            has_failed: false,
        })
    }
}

/// Reads what Stripe may leave empty: one refund without a status would make its whole list
/// unreadable.
fn or_default<'de, D, T>(reader: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Option::deserialize(reader).map(Option::unwrap_or_default)
}

fn money(minor: u64, code: &str) -> Result<Money, PaymentError> {
    Currency::parse(&code.to_uppercase())
        .map(|currency| Money::new(minor, currency))
        .ok_or_else(|| PaymentError::Refused(format!("{minor} of an unknown currency {code}")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn intent(more: &serde_json::Value) -> Intent {
        let mut intent = json!({
            "id": "pi_1", "object": "payment_intent", "status": "succeeded", "amount": 59,
            "amount_received": 59, "currency": "eur", "metadata": { "purchase": "1y2p0ij32e8e7" },
            "latest_charge": { "id": "ch_1", "amount_refunded": 0, "refunded": false, "disputed": false },
        });
        intent
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());

        serde_json::from_value(intent).unwrap()
    }

    #[test]
    fn a_payment_is_read() {
        let intent = intent(&json!({}));
        assert_eq!(intent.received().unwrap(), Money::new(59, Currency::Eur));
        assert_eq!(
            intent.metadata.purchase(),
            PurchaseId::parse("1y2p0ij32e8e7")
        );
    }

    #[test]
    fn only_a_whole_return_is_one() {
        let intent = intent(&json!({}));
        assert_eq!(intent.returned(0).unwrap(), None);
        assert_eq!(
            intent.returned(59).unwrap(),
            Some(StatementEntry::Refunded("pi_1".into()))
        );
        let part = StatementEntry::PartlyRefunded {
            charge: "pi_1".into(),
            refunded: Money::new(58, Currency::Eur),
        };
        assert_eq!(intent.returned(58).unwrap(), Some(part));
    }

    #[test]
    fn an_unknown_currency_is_an_error_and_an_unknown_status_is_not_decided() {
        assert!(intent(&json!({ "currency": "xyz" })).received().is_err());
        let waits = intent(&json!({ "status": "requires_something_new" }));
        assert_eq!(waits.status, IntentStatus::Pending);
    }

    #[test]
    fn a_refund_without_a_status_is_not_decided() {
        let refund = json!({
            "id": "re_1", "amount": 59, "payment_intent": "pi_1", "status": null, "metadata": null,
        });
        let refund: RefundObject = serde_json::from_value(refund).unwrap();
        assert_eq!(
            (refund.status, refund.returned_minor()),
            (RefundState::Pending, 0)
        );
    }

    #[test]
    fn an_id_cannot_leave_its_part_of_the_url() {
        assert!(Id::parse("cs_test_a1B2").is_some_and(|id| !id.is_intent()));
        assert!(Id::parse("pi_3Nx").is_some_and(|id| id.is_intent()));
        for id in ["", "ch_1", "cs_../refunds", "cs_a/b", "pi_a?b", "pi_a%2fb"] {
            assert!(Id::parse(id).is_none(), "{id}");
        }
        assert!(Id::parse(&format!("cs_{}", "a".repeat(300))).is_none());
    }
}
