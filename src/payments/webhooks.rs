//! What providers send by themselves. None of it is trusted: it only says which payment to read
//! again.

use std::net::IpAddr;

use crate::domain::{payment::Provider, time::Moment};

/// Calls a URL of this service when a payment changes.
pub trait PaymentWebhook: Send + Sync + 'static {
    /// The provider's name in the books.
    fn provider(&self) -> Provider;

    /// The path of the URL.
    fn path(&self) -> &'static str;

    /// The address a call comes from: the peer's, or the one the operator's own proxies report in
    /// `X-Forwarded-For`.
    fn sender(&self, peer: IpAddr, _forwarded_for: Option<&str>) -> IpAddr {
        peer
    }

    /// Whether that address may be the provider's. The body of any other call is not read.
    fn is_trusted(&self, _sender: IpAddr) -> bool {
        true
    }

    /// The header with the signature of a call, if it has one. A call without it is not read.
    fn signature_header(&self) -> Option<&'static str> {
        None
    }

    /// What a call says.
    fn read(&self, signature: Option<&str>, body: &[u8], now: Moment) -> WebhookContent;
}

/// What a call says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WebhookContent {
    /// This payment has to be read again.
    Payment(String),
    /// Nothing that concerns a payment.
    Other,
    /// It is not signed by the provider, or too old.
    Forged,
}
