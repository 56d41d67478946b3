//! YooKassa: people pay roubles on its pages.
//!
//! Owns its API, its IP addresses and its formats. A notification is never trusted: it only says
//! which payment to read again.

mod api;
mod networks;
mod notification;
mod objects;
mod receipt;

use std::net::IpAddr;

use async_trait::async_trait;
use reqwest::Url;
use serde_json::{Value, json};

use super::{
    OpenPayment, PaymentError, PaymentOutcome, PaymentPages, PaymentRequest, PaymentReturn,
    PaymentStatus, PaymentWebhook, RefundRequest, RefundStatus, Refunds, ReturnList, ReturnPage,
    StatementEntry, WebhookContent,
};
use crate::domain::{
    language::Language,
    payment::{Charge, Closing, Provider},
    sender::TrustedProxies,
    time::Moment,
};
use api::Api;
use objects::{Amount, Payment, PaymentId, Refund, RefundPage, Shopkeeper, Status};

pub use receipt::ReceiptSettings;

/// How many refunds are listed at once: the most that YooKassa allows.
const LIST_LIMIT: &str = "100";
/// The path of the webhook.
const WEBHOOK_PATH: &str = "/hooks/yookassa";

/// The settings of a shop at YooKassa.
#[derive(Clone, Debug)]
pub struct Shop<'a> {
    /// The shop's id.
    pub shop_id: &'a str,
    /// The shop's secret key.
    pub secret_key: &'a str,
    /// The URL of the API.
    pub api_url: &'a str,
    /// What receipts need; `None` to send none.
    pub receipts: Option<ReceiptSettings>,
    /// The operator's own proxies, whose `X-Forwarded-For` is trusted.
    pub proxies: &'a TrustedProxies,
}

/// A client for a shop.
pub struct Yookassa {
    api: Api,
    receipts: Option<ReceiptSettings>,
    proxies: TrustedProxies,
}

impl Yookassa {
    /// A client for this shop.
    ///
    /// # Errors
    /// When the URL is invalid, or TLS cannot be set up.
    pub fn new(shop: &Shop<'_>) -> anyhow::Result<Self> {
        let base = Url::parse(shop.api_url)?;
        let api = Api::new(base, shop.shop_id.to_owned(), shop.secret_key.to_owned())?;

        Ok(Self {
            api,
            receipts: shop.receipts.clone(),
            proxies: shop.proxies.clone(),
        })
    }

    async fn payment(&self, id: &str) -> Result<Payment, PaymentError> {
        let id = PaymentId::parse(id).ok_or_else(|| refused("not a payment id"))?;
        self.api.get(&["payments", id.as_str()]).await
    }

    fn payment_body(&self, request: &PaymentRequest<'_>) -> Value {
        let mut body = json!({
            "amount": Amount::from_money(request.price),
            "capture": true,
            "confirmation": {
                "type": "redirect",
                "return_url": request.return_url,
                "locale": locale(request.language),
            },
            "description": objects::truncate(request.description),
            "metadata": { "purchase": request.purchase.to_string() },
        });

        if let (Some(receipts), Some(contact)) = (&self.receipts, request.contact) {
            body["receipt"] = receipts.receipt(&request.goods, request.price, contact);
        }

        body
    }
}

#[async_trait]
impl PaymentPages for Yookassa {
    async fn create(&self, request: &PaymentRequest<'_>) -> Result<OpenPayment, PaymentError> {
        let body = self.payment_body(request);
        let key = api::idempotence_key(&request.purchase.to_string(), &body);
        let payment: Payment = self.api.post("payments", &key, &body).await?;
        let url = payment
            .confirmation
            .and_then(|confirmation| confirmation.confirmation_url);

        match (payment.status, url) {
            (Status::Canceled, _) => Err(refused("the new payment was canceled at once")),
            (_, Some(url)) => Ok(OpenPayment {
                payment: payment.id,
                url,
            }),
            // It was paid before its URL was stored. Reading its status will find that.
            (_, None) => Ok(OpenPayment {
                payment: payment.id,
                url: request.return_url.to_owned(),
            }),
        }
    }

    async fn status(&self, payment: &str) -> Result<PaymentStatus, PaymentError> {
        let payment = self.payment(payment).await?;
        Ok(PaymentStatus {
            purchase: payment.purchase(),
            outcome: outcome(&payment)?,
        })
    }
}

#[async_trait]
impl Refunds for Yookassa {
    /// The idempotence key contains the charge's id. YooKassa forgets keys after a day, so a payment
    /// that is already refunded is not refunded again even then.
    async fn refund(&self, request: &RefundRequest<'_>) -> Result<RefundStatus, PaymentError> {
        if self.payment(request.charge).await?.is_refunded() {
            return Ok(RefundStatus::Done);
        }

        let body = json!({
            "payment_id": request.charge,
            "amount": Amount::from_money(request.amount),
            "description": objects::truncate(request.reason),
        });
        let key = api::idempotence_key(&format!("refund-{}", request.charge), &body);
        let refund: Refund = self.api.post("refunds", &key, &body).await?;

        Ok(match refund.status {
            Status::Succeeded => RefundStatus::Done,
            Status::Canceled => RefundStatus::Refused,
            Status::Pending | Status::WaitingForCapture => RefundStatus::Pending,
        })
    }
}

#[async_trait]
impl ReturnList for Yookassa {
    async fn returns_since(
        &self,
        since: Moment,
        place: Option<&str>,
    ) -> Result<ReturnPage, PaymentError> {
        let since = since.rfc3339();
        let mut query = vec![("limit", LIST_LIMIT), ("created_at.gte", since.as_str())];
        query.extend(place.map(|place| ("cursor", place)));
        let page: RefundPage = self.api.list("refunds", &query).await?;

        // One that is not decided yet has given nothing back; the decided one is a new return.
        let made = page.items.into_iter();
        let made = made.filter(|refund| refund.status == Status::Succeeded);
        Ok(ReturnPage {
            returns: made
                .filter_map(|refund| {
                    Some(PaymentReturn {
                        id: refund.id,
                        payment: refund.payment_id?,
                        has_failed: false,
                    })
                })
                .collect(),
            next: page.next_cursor,
        })
    }
}

impl Yookassa {
    /// The shop that the key belongs to, for the operator.
    ///
    /// # Errors
    /// If YooKassa cannot be reached or refuses the key.
    pub async fn check(&self) -> Result<String, PaymentError> {
        let me: Shopkeeper = self.api.get(&["me"]).await?;
        let test = if me.test { ", test shop" } else { "" };
        Ok(format!("shop {}{test}", me.account_id))
    }
}

impl PaymentWebhook for Yookassa {
    fn provider(&self) -> Provider {
        Provider::Yookassa
    }

    fn path(&self) -> &'static str {
        WEBHOOK_PATH
    }

    fn sender(&self, peer: IpAddr, forwarded_for: Option<&str>) -> IpAddr {
        self.proxies.sender(peer, forwarded_for)
    }

    fn is_trusted(&self, sender: IpAddr) -> bool {
        networks::contain(sender)
    }

    fn read(&self, _signature: Option<&str>, body: &[u8], _now: Moment) -> WebhookContent {
        notification::payment_id(body).map_or(WebhookContent::Other, WebhookContent::Payment)
    }
}

fn outcome(payment: &Payment) -> Result<PaymentOutcome, PaymentError> {
    match payment.status {
        Status::Pending | Status::WaitingForCapture => Ok(PaymentOutcome::Pending),
        Status::Canceled if payment.has_expired() => Ok(PaymentOutcome::Closed(Closing::Expired)),
        Status::Canceled => Ok(PaymentOutcome::Closed(Closing::Declined)),
        Status::Succeeded => entries(payment).map(PaymentOutcome::Paid),
    }
}

/// The charge of a payment that was paid, and its refund.
fn entries(payment: &Payment) -> Result<Vec<StatementEntry>, PaymentError> {
    let charge = Charge {
        provider: Provider::Yookassa,
        id: payment.id.clone(),
        purchase: payment.purchase(),
        amount: payment.amount()?,
        payer: None,
        destination: None,
    };

    let id = payment.id.clone();
    let refund = payment.refunded().map(|refunded| {
        if payment.is_refunded() {
            StatementEntry::Refunded(id)
        } else {
            StatementEntry::PartlyRefunded {
                charge: id,
                refunded,
            }
        }
    });

    Ok(std::iter::once(StatementEntry::Charged(charge))
        .chain(refund)
        .collect())
}

/// Payment pages are in English or Russian.
fn locale(language: Language) -> &'static str {
    language.second().locale()
}

fn refused(why: &str) -> PaymentError {
    PaymentError::Refused(why.to_owned())
}
