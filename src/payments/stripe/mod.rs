//! Stripe: people pay on its Checkout pages, in every currency but roubles.
//!
//! Owns its API, the signatures of its webhook and its formats. An event is never trusted, however
//! well it is signed: it only says which payment to read again.
//!
//! A thin client of seven calls, and not the crate async-stripe: its 1.0 is kept well, but is
//! generated from the whole API. The three parts that are needed here come with 340,000 lines of
//! Rust, six times this service, to name some thirty fields; and its client repeats calls by its
//! own rules, where we must know of each call whether its outcome is known.
//!
//! The purchase's id is the idempotency key of its Checkout Session, and stands in the metadata of
//! the session and of its PaymentIntent. The PaymentIntent is the charge of our books.

mod api;
mod checkout;
mod event;
mod objects;
mod signature;

use std::time::Duration;

use async_trait::async_trait;
use reqwest::Url;

use super::{
    OpenPayment, PaymentError, PaymentOutcome, PaymentPages, PaymentRequest, PaymentStatus,
    PaymentWebhook, RefundRequest, RefundStatus, Refunds, ReturnList, ReturnPage, StatementEntry,
    WebhookContent,
};
use crate::domain::{
    payment::{Charge, Closing, Provider},
    time::Moment,
};
use api::Api;
use objects::{Account, DisputeObject, Id, Intent, IntentStatus, List, RefundObject, RefundState};
use objects::{PaymentState, Session, SessionStatus};

/// The path of the webhook.
const WEBHOOK_PATH: &str = "/hooks/stripe";
/// How many objects are listed at once: the most that Stripe allows.
const LIST_LIMIT: &str = "100";
/// How long before the moment that is asked for disputes are listed: a list is sorted by when they
/// began, and banks take up to three months to decide.
const DISPUTES_TAKE: Duration = Duration::from_hours(24 * 100);
/// The longest value of metadata, in characters.
const LONGEST_METADATA: usize = 500;

/// The settings of an account at Stripe. Not to be printed: it has the secrets.
#[derive(Clone, Copy)]
pub struct StripeAccount<'a> {
    /// The secret key.
    pub secret_key: &'a str,
    /// The secret that signs events.
    pub webhook_secret: &'a str,
    /// The URL of the API.
    pub api_url: &'a str,
    /// Whether each payment gets an invoice that is marked as paid.
    pub makes_invoices: bool,
}

/// A client for an account.
pub struct Stripe {
    api: Api,
    webhook_secret: String,
    makes_invoices: bool,
}

impl Stripe {
    /// A client for this account.
    ///
    /// # Errors
    /// When the URL is invalid, or TLS cannot be set up.
    pub fn new(account: &StripeAccount<'_>) -> anyhow::Result<Self> {
        let base = Url::parse(account.api_url)?;

        Ok(Self {
            api: Api::new(base, account.secret_key.to_owned())?,
            webhook_secret: account.webhook_secret.to_owned(),
            makes_invoices: account.makes_invoices,
        })
    }

    /// The account that the key belongs to, for the operator.
    ///
    /// # Errors
    /// If Stripe cannot be reached or refuses the key.
    pub async fn check(&self) -> Result<String, PaymentError> {
        let account: Account = self.api.get(&["account"], &[]).await?;
        let mode = if self.api.is_test() {
            ", test mode"
        } else {
            ""
        };
        Ok(format!("{}{mode}", account.id))
    }

    async fn session(&self, id: &Id) -> Result<Session, PaymentError> {
        let expand = [("expand[]", "payment_intent.latest_charge")];
        self.api
            .get(&["checkout", "sessions", id.as_str()], &expand)
            .await
    }

    async fn intent(&self, id: &Id) -> Result<Intent, PaymentError> {
        let expand = [("expand[]", "latest_charge")];
        self.api
            .get(&["payment_intents", id.as_str()], &expand)
            .await
    }

    async fn refunds(&self, intent: &Id) -> Result<List<RefundObject>, PaymentError> {
        let query = [("payment_intent", intent.as_str()), ("limit", LIST_LIMIT)];
        self.api.get(&["refunds"], &query).await
    }

    async fn status_of_session(&self, session: Session) -> Result<PaymentOutcome, PaymentError> {
        match (session.status, session.payment_status) {
            (SessionStatus::Open, _) => Ok(PaymentOutcome::Pending),
            (SessionStatus::Expired, _) => Ok(PaymentOutcome::Closed(Closing::Expired)),
            (SessionStatus::Complete, PaymentState::Unpaid) => {
                Ok(outcome_of_unpaid(session.payment_intent.as_ref()))
            }
            (SessionStatus::Complete, PaymentState::Paid | PaymentState::NoPaymentRequired) => {
                match &session.payment_intent {
                    Some(intent) => self.entries(intent).await.map(PaymentOutcome::Paid),
                    None => Err(refused("a session that is paid without a payment")),
                }
            }
        }
    }

    /// The charge of a payment that succeeded, what has been refunded of it, and its disputes.
    async fn entries(&self, intent: &Intent) -> Result<Vec<StatementEntry>, PaymentError> {
        let charge = Charge {
            provider: Provider::Stripe,
            id: intent.id.clone(),
            purchase: intent.metadata.purchase(),
            amount: intent.received()?,
            payer: None,
            destination: None,
        };

        let mut entries = vec![StatementEntry::Charged(charge)];
        let Some(latest) = &intent.latest_charge else {
            return Ok(entries);
        };

        let mut returned = latest.amount_refunded;
        if latest.disputed {
            let id = Id::parse(&intent.id).ok_or_else(|| refused("not a payment id"))?;
            let query = [("payment_intent", id.as_str()), ("limit", LIST_LIMIT)];
            let disputes: List<DisputeObject> = self.api.get(&["disputes"], &query).await?;
            for dispute in disputes.data {
                returned += dispute.lost_minor();
                entries.push(StatementEntry::Disputed(dispute.dispute(&intent.id)?));
            }
        }

        entries.extend(intent.returned(returned)?);
        Ok(entries)
    }

    async fn ask_for_refund(
        &self,
        request: &RefundRequest<'_>,
        intent: &Id,
    ) -> Result<RefundObject, PaymentError> {
        let number = request.number.to_string();
        let amount = request.amount.minor.to_string();
        let reason: String = request.reason.chars().take(LONGEST_METADATA).collect();
        let form = [
            ("payment_intent", intent.as_str()),
            ("amount", &amount),
            ("reason", "requested_by_customer"),
            ("metadata[refund]", &number),
            ("metadata[words]", &reason),
        ];
        let form = form.map(|(name, value)| (name.to_owned(), value.to_owned()));

        let name = format!("refund-{}-{number}", intent.as_str());
        self.api.post(&["refunds"], &name, &form).await
    }
}

#[async_trait]
impl PaymentPages for Stripe {
    async fn create(&self, request: &PaymentRequest<'_>) -> Result<OpenPayment, PaymentError> {
        let form = checkout::form(request, self.makes_invoices);
        let name = request.purchase.to_string();
        let session: Session = self
            .api
            .post(&["checkout", "sessions"], &name, &form)
            .await?;

        match (session.status, session.url) {
            (SessionStatus::Expired, _) => Err(refused("the new session had expired at once")),
            (_, Some(url)) => Ok(OpenPayment {
                payment: session.id,
                url,
            }),
            // It was paid before its URL was stored. Reading its status will find that.
            (_, None) => Ok(OpenPayment {
                payment: session.id,
                url: request.return_url.to_owned(),
            }),
        }
    }

    /// Takes the id of a session, as a purchase has it, or of a PaymentIntent, as events about
    /// refunds and disputes have it.
    async fn status(&self, payment: &str) -> Result<PaymentStatus, PaymentError> {
        let id = Id::parse(payment).ok_or_else(|| refused("not a payment id"))?;
        if !id.is_intent() {
            let session = self.session(&id).await?;
            return Ok(PaymentStatus {
                purchase: session.metadata.purchase(),
                outcome: self.status_of_session(session).await?,
            });
        }

        let intent = self.intent(&id).await?;
        let outcome = if intent.status == IntentStatus::Succeeded {
            PaymentOutcome::Paid(self.entries(&intent).await?)
        } else {
            PaymentOutcome::Pending
        };

        Ok(PaymentStatus {
            purchase: intent.metadata.purchase(),
            outcome,
        })
    }
}

#[async_trait]
impl Refunds for Stripe {
    /// Looks for the refund first: Stripe forgets keys after a day, and repeats the first answer to
    /// a key whatever has become of the refund since.
    async fn refund(&self, request: &RefundRequest<'_>) -> Result<RefundStatus, PaymentError> {
        let intent = Id::parse(request.charge).ok_or_else(|| refused("not a payment id"))?;
        let refunds = self.refunds(&intent).await?.data;
        let given_back: u64 = refunds.iter().map(RefundObject::returned_minor).sum();
        if given_back >= request.amount.minor {
            return Ok(RefundStatus::Done);
        }

        let number = request.number.to_string();
        let known = refunds
            .into_iter()
            .find(|refund| refund.metadata.refund.as_deref() == Some(&number));
        let refund = match known {
            Some(refund) => refund,
            None => self.ask_for_refund(request, &intent).await?,
        };

        Ok(match refund.status {
            RefundState::Succeeded => RefundStatus::Done,
            RefundState::Failed | RefundState::Canceled => RefundStatus::Refused,
            RefundState::Pending | RefundState::RequiresAction => RefundStatus::Pending,
        })
    }
}

#[async_trait]
impl ReturnList for Stripe {
    /// First the refunds, then the disputes. A place is the name of its list and the id of the last
    /// object before it.
    async fn returns_since(
        &self,
        since: Moment,
        place: Option<&str>,
    ) -> Result<ReturnPage, PaymentError> {
        let (list, after) = place
            .and_then(|place| place.split_once(':'))
            .unwrap_or(("refunds", ""));
        let since = if list == "refunds" {
            since
        } else {
            since.minus(DISPUTES_TAKE)
        };
        let since = since.millis().div_euclid(1000).max(0).to_string();
        let mut query = vec![("created[gte]", since.as_str()), ("limit", LIST_LIMIT)];
        query.extend((!after.is_empty()).then_some(("starting_after", after)));

        if list == "refunds" {
            let page: List<RefundObject> = self.api.get(&["refunds"], &query).await?;
            let next = page.next(list, |refund| &refund.id);
            let returns = page
                .data
                .into_iter()
                .filter_map(RefundObject::payment_return);

            return Ok(ReturnPage {
                returns: returns.collect(),
                next: Some(next.unwrap_or_else(|| "disputes:".to_owned())),
            });
        }

        let page: List<DisputeObject> = self.api.get(&["disputes"], &query).await?;
        let next = page.next(list, |dispute| &dispute.id);
        let returns = page
            .data
            .into_iter()
            .filter_map(DisputeObject::payment_return);

        Ok(ReturnPage {
            returns: returns.collect(),
            next,
        })
    }
}

impl PaymentWebhook for Stripe {
    fn provider(&self) -> Provider {
        Provider::Stripe
    }

    fn path(&self) -> &'static str {
        WEBHOOK_PATH
    }

    fn signature_header(&self) -> Option<&'static str> {
        Some("stripe-signature")
    }

    fn read(&self, signature: Option<&str>, body: &[u8], now: Moment) -> WebhookContent {
        let is_signed = signature.is_some_and(|signature| {
            signature::is_valid(signature, body, &self.webhook_secret, now)
        });
        if !is_signed {
            return WebhookContent::Forged;
        }

        event::payment_id(body).map_or(WebhookContent::Other, WebhookContent::Payment)
    }
}

/// A payment by a method that takes days, such as a debit, is unpaid until the bank has decided.
fn outcome_of_unpaid(intent: Option<&Intent>) -> PaymentOutcome {
    match intent.map(|intent| intent.status) {
        Some(IntentStatus::RequiresPaymentMethod | IntentStatus::Canceled) => {
            PaymentOutcome::Closed(Closing::Declined)
        }
        _ => PaymentOutcome::WithBank,
    }
}

fn refused(why: &str) -> PaymentError {
    PaymentError::Refused(why.to_owned())
}
