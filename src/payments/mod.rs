//! The border to the payment providers. What a provider says on its own initiative is never
//! trusted: each payment is read again from its API.
//!
//! A provider implements only what it can do: it opens [`PaymentPages`], makes [`Refunds`], has a
//! [`Statement`] or a [`ReturnList`], or calls a [`PaymentWebhook`]. A [`PaymentProvider`] lists those abilities, and
//! [`PaymentProviders`] finds the provider of a payment.
//!
//! Every call may be repeated: the purchase's id (or the charge's, for a refund) is the key by
//! which a provider recognises the repetition. Knows the domain and no store, no conversation and
//! no messenger: the calls that pay with Telegram Stars are the Telegram client's, and `app` joins
//! the two.
//!
//! [`yookassa`] takes roubles and [`stripe`] other currencies; [`test`] takes nothing and is a page
//! of this site; [`webhooks`] is about what providers send by themselves, and [`notifications`]
//! carries webhook calls to the worker that reads the payment.

pub mod notifications;
pub mod stripe;
pub mod test;
pub mod webhooks;
pub mod yookassa;

use std::sync::Arc;

use async_trait::async_trait;

use crate::domain::{
    ids::PurchaseId,
    language::Language,
    money::Money,
    payment::{Charge, Closing, Dispute, Goods, Payer, Provider},
    receipt::Contact,
    time::Moment,
};

pub use webhooks::{PaymentWebhook, WebhookContent};

/// What a payment provider can do.
#[derive(Clone)]
pub struct PaymentProvider {
    /// Its name in the books.
    pub id: Provider,
    /// Payments on a web page; `None` if people pay in the chat.
    pub pages: Option<Arc<dyn PaymentPages>>,
    /// Refunds; `None` if the operator has to make them in the provider's own dashboard.
    pub refunds: Option<Arc<dyn Refunds>>,
    /// What was given back or disputed; `None` if the provider has no list of it.
    pub returns: Option<Arc<dyn ReturnList>>,
}

/// The payment providers of this service.
#[derive(Clone, Default)]
pub struct PaymentProviders(Vec<PaymentProvider>);

impl PaymentProviders {
    /// The provider with this name; `None` if the settings do not have it (any more).
    #[must_use]
    pub fn get(&self, id: Provider) -> Option<&PaymentProvider> {
        self.0.iter().find(|provider| provider.id == id)
    }

    /// Every provider.
    pub fn iter(&self) -> impl Iterator<Item = &PaymentProvider> {
        self.0.iter()
    }

    /// The payment pages of the provider with this name, if it has any.
    #[must_use]
    pub fn pages(&self, id: Provider) -> Option<&dyn PaymentPages> {
        self.get(id)?.pages.as_deref()
    }
}

impl FromIterator<PaymentProvider> for PaymentProviders {
    fn from_iter<T: IntoIterator<Item = PaymentProvider>>(providers: T) -> Self {
        Self(providers.into_iter().collect())
    }
}

/// Takes payments on web pages.
#[async_trait]
pub trait PaymentPages: Send + Sync + 'static {
    /// Creates a payment. The same purchase is the same payment, however often it is created.
    async fn create(&self, request: &PaymentRequest<'_>) -> Result<OpenPayment, PaymentError>;

    /// The current status of a payment.
    async fn status(&self, payment: &str) -> Result<PaymentStatus, PaymentError>;
}

/// Gives money back.
#[async_trait]
pub trait Refunds: Send + Sync + 'static {
    /// Refunds a charge in full. The same charge is refunded once, however often this is called.
    async fn refund(&self, request: &RefundRequest<'_>) -> Result<RefundStatus, PaymentError>;
}

/// Lists all charges, so that missed ones are found.
#[async_trait]
pub trait Statement: Send + Sync + 'static {
    /// The provider's name in the books.
    fn provider(&self) -> Provider;

    /// The account the statement belongs to. Another account has a statement of its own, which
    /// starts at offset 0.
    fn account(&self) -> &str;

    /// The entries from `offset` on, oldest first, at most `limit`. An entry never changes its
    /// place.
    async fn entries(&self, offset: u32, limit: u32) -> Result<Vec<StatementEntry>, PaymentError>;
}

/// Lists what was given back or disputed, no matter who began it, so that it is found without a
/// notification.
#[async_trait]
pub trait ReturnList: Send + Sync + 'static {
    /// A page of what began at `since` or later. The first page has no `place`; each page names
    /// the place of the next one.
    async fn returns_since(
        &self,
        since: Moment,
        place: Option<&str>,
    ) -> Result<ReturnPage, PaymentError>;
}

/// A page of a [`ReturnList`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReturnPage {
    /// In any order.
    pub returns: Vec<PaymentReturn>,
    /// The place of the next page; `None` for the last.
    pub next: Option<String>,
}

/// That something of a payment was given back or disputed. How much is read from the payment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PaymentReturn {
    /// The provider's id of the refund or the dispute, with its state: a new state is a new return.
    pub id: String,
    /// The provider's id of the payment, as [`PaymentPages::status`] takes it.
    pub payment: String,
    /// Whether the money came back to us: the person's bank did not take it.
    pub has_failed: bool,
}

/// A payment to be created.
#[derive(Clone, Debug)]
pub struct PaymentRequest<'a> {
    /// The purchase it pays for.
    pub purchase: PurchaseId,
    /// What is bought.
    pub goods: Goods,
    /// The amount.
    pub price: Money,
    /// What is bought, in the person's language.
    pub description: &'a str,
    /// The person's language.
    pub language: Language,
    /// The URL the person returns to.
    pub return_url: &'a str,
    /// Where the receipt goes.
    pub contact: Option<&'a Contact>,
}

/// A payment that was created.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPayment {
    /// The provider's id.
    pub payment: String,
    /// The URL of the page where it is paid.
    pub url: String,
}

/// A payment as its provider knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentStatus {
    /// The purchase that was named when the payment was created.
    pub purchase: Option<PurchaseId>,
    /// How far it is.
    pub outcome: PaymentOutcome,
}

/// How far a payment is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaymentOutcome {
    /// Nothing has happened yet.
    Pending,
    /// The person has paid by a method that takes days; their bank has not decided yet.
    WithBank,
    /// The charges, and then what has been refunded since.
    Paid(Vec<StatementEntry>),
    /// It can no longer be paid.
    Closed(Closing),
}

/// A charge to be refunded.
#[derive(Clone, Debug)]
pub struct RefundRequest<'a> {
    /// The number of the refund: a charge that was not refunded at first may be tried again.
    pub number: i64,
    /// The provider's id of the charge.
    pub charge: &'a str,
    /// The whole amount of it.
    pub amount: Money,
    /// Who paid.
    pub payer: Option<&'a Payer>,
    /// Why.
    pub reason: &'a str,
}

/// What a provider says about a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefundStatus {
    /// Refunded, now or earlier.
    Done,
    /// Not decided yet: ask again.
    Pending,
    /// It will never be refunded.
    Refused,
}

/// An entry of a provider's statement, or of one payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatementEntry {
    /// Money was taken.
    Charged(Charge),
    /// The charge with this id was refunded.
    Refunded(String),
    /// A part of a charge was refunded.
    PartlyRefunded {
        /// The provider's id of the charge.
        charge: String,
        /// The total refunded so far.
        refunded: Money,
    },
    /// The person's bank wants a charge back.
    Disputed(Dispute),
    /// Something that concerns no purchase.
    Other,
}

/// Why a call to a provider failed.
#[derive(Debug, thiserror::Error)]
pub enum PaymentError {
    /// It cannot be reached, has an internal problem, or its answer was lost. Whether it did the
    /// work is unknown: call again.
    #[error("the payment provider cannot be reached")]
    Unavailable(#[source] anyhow::Error),
    /// It refuses this request and always will.
    #[error("the payment provider refuses: {0}")]
    Refused(String),
}
