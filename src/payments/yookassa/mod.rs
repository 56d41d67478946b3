//! YooKassa: a page of theirs where roubles are paid.
//!
//! Owns its API, its addresses and its words. What its notifications say is believed by nobody:
//! they only name what is to be asked about.

mod api;
mod notice;
mod receipt;
mod source;
mod wire;

use std::net::IpAddr;

use async_trait::async_trait;
use reqwest::Url;
use serde_json::json;

use super::{
    Bill, Entry, Notifier, OpenPayment, Outcome, PaymentError, PaymentProvider, PaymentStatus,
    Repaid, Repayment,
};
use crate::domain::{
    language::Language,
    payment::{Charge, Closing, Provider},
    sender::TrustedProxies,
};
use api::Api;
use wire::{Payment, PaymentName, Status};

pub use receipt::Receipts;

/// Where its notifications come to.
const HOOK: &str = "/hooks/yookassa";

/// A shop at YooKassa.
#[derive(Clone, Debug)]
pub struct Shop<'a> {
    /// Its number.
    pub shop_id: &'a str,
    /// Its key.
    pub secret_key: &'a str,
    /// Where the API is.
    pub api_url: &'a str,
    /// What its receipts need; `None` when it sends none.
    pub receipts: Option<Receipts>,
    /// The operator's own proxies, whose word about who has sent a notification is believed.
    pub proxies: &'a TrustedProxies,
}

/// The shop's side of the API.
pub struct Yookassa {
    api: Api,
    receipts: Option<Receipts>,
    proxies: TrustedProxies,
}

impl Yookassa {
    /// The API for a shop.
    ///
    /// # Errors
    /// When the address is none.
    pub fn new(shop: &Shop<'_>) -> anyhow::Result<Self> {
        let base = Url::parse(shop.api_url)?;
        let api = Api::new(base, shop.shop_id.to_owned(), shop.secret_key.to_owned())?;

        Ok(Self {
            api,
            receipts: shop.receipts.clone(),
            proxies: shop.proxies.clone(),
        })
    }

    async fn payment(&self, name: &str) -> Result<Payment, PaymentError> {
        let name = PaymentName::parse(name).ok_or_else(|| refused("that is no payment's name"))?;
        self.api.get(&["payments", name.as_str()]).await
    }

    fn order(&self, bill: &Bill<'_>) -> serde_json::Value {
        let description = wire::shortened(bill.description);
        let mut order = json!({
            "amount": wire::Amount::of(bill.price),
            "capture": true,
            "confirmation": { "type": "redirect", "return_url": bill.return_url, "locale": locale(bill.language) },
            "description": description,
            "metadata": { "purchase": bill.purchase.to_string() },
        });

        if let (Some(receipts), Some(contact)) = (&self.receipts, bill.contact) {
            order["receipt"] = receipts.of(&bill.goods, bill.price, contact);
        }

        order
    }
}

#[async_trait]
impl PaymentProvider for Yookassa {
    fn provider(&self) -> Provider {
        Provider::Yookassa
    }

    async fn open(&self, bill: &Bill<'_>) -> Result<OpenPayment, PaymentError> {
        let order = self.order(bill);
        let key = api::key(&bill.purchase.to_string(), &order);
        let payment: Payment = self.api.post("payments", &key, &order).await?;
        let url = payment
            .confirmation
            .and_then(|confirmation| confirmation.confirmation_url);

        match (payment.status, url) {
            (Status::Canceled, _) => Err(refused("the payment is canceled as soon as it is there")),
            (_, Some(url)) => Ok(OpenPayment {
                payment: payment.id,
                url,
            }),
            // It was paid before its address was written down: asking after it finds that.
            (_, None) => Ok(OpenPayment {
                payment: payment.id,
                url: bill.return_url.to_owned(),
            }),
        }
    }

    async fn look(&self, payment: &str) -> Result<PaymentStatus, PaymentError> {
        let payment = self.payment(payment).await?;
        Ok(PaymentStatus {
            purchase: payment.purchase(),
            outcome: outcome(&payment)?,
        })
    }

    /// Asked for under the charge's own key; a payment that is given back already is not given back
    /// again, even when YooKassa has forgotten the key, which it does after a day.
    async fn refund(&self, repayment: &Repayment<'_>) -> Result<Repaid, PaymentError> {
        if self.payment(repayment.charge).await?.is_returned() {
            return Ok(Repaid::Done);
        }

        let order = json!({
            "payment_id": repayment.charge,
            "amount": wire::Amount::of(repayment.amount),
            "description": wire::shortened(repayment.reason),
        });
        let key = api::key(&format!("refund-{}", repayment.charge), &order);
        let refund: wire::Refund = self.api.post("refunds", &key, &order).await?;

        Ok(match refund.status {
            Status::Succeeded => Repaid::Done,
            Status::Canceled => Repaid::Refused,
            Status::Pending | Status::WaitingForCapture => Repaid::Waiting,
        })
    }
}

impl Notifier for Yookassa {
    fn provider(&self) -> Provider {
        Provider::Yookassa
    }

    fn path(&self) -> &'static str {
        HOOK
    }

    fn sender(&self, peer: IpAddr, forwarded_for: Option<&str>) -> IpAddr {
        self.proxies.sender(peer, forwarded_for)
    }

    fn is_known(&self, sender: IpAddr) -> bool {
        source::is_theirs(sender)
    }

    fn payment(&self, letter: &[u8]) -> Option<String> {
        notice::paid_for(letter)
    }
}

fn outcome(payment: &Payment) -> Result<Outcome, PaymentError> {
    Ok(match payment.status {
        Status::Pending | Status::WaitingForCapture => Outcome::Waiting,
        Status::Canceled if payment.has_expired() => Outcome::Closed(Closing::Expired),
        Status::Canceled => Outcome::Closed(Closing::Declined),
        Status::Succeeded => {
            let id = payment.id.clone();
            let purchase = payment.purchase();
            let provider = Provider::Yookassa;
            let amount = payment.amount()?;
            let charge = Charge {
                provider,
                id,
                purchase,
                amount,
                payer: None,
                destination: None,
            };

            let id = payment.id.clone();
            let returned = match payment.returned() {
                Some(_) if payment.is_returned() => Some(Entry::Returned(id)),
                part => part.map(|amount| Entry::ReturnedInPart(id, amount)),
            };
            Outcome::Paid(
                std::iter::once(Entry::FetchedStyle(charge))
                    .chain(returned)
                    .collect(),
            )
        }
    })
}

fn locale(language: Language) -> &'static str {
    match language {
        Language::En => "en_US",
        Language::Ru => "ru_RU",
    }
}

fn refused(why: &str) -> PaymentError {
    PaymentError::Refused(why.to_owned())
}
