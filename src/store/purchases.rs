//! Purchases, from the request until they are paid or closed.

use std::time::Duration;

use async_trait::async_trait;

use crate::domain::ids::{ChatId, PersonId, PurchaseId};
use crate::domain::language::Language;
use crate::domain::message::Message;
use crate::domain::payment::{Closing, PurchaseRequest};
use crate::domain::time::Moment;
use crate::store::Result;

/// Purchases from the request until they are paid or closed.
#[async_trait]
pub trait PurchaseStore: Send + Sync + 'static {
    /// A purchase.
    async fn purchase(&self, id: PurchaseId) -> Result<Option<Purchase>>;

    /// Claims purchases on payment pages that are due: their provider has to open them, or has to be
    /// asked about them. Hides them for `hide_for`, which doubles with each attempt.
    async fn due_purchases(
        &self,
        now: Moment,
        hide_for: Duration,
        limit: u32,
    ) -> Result<Vec<Purchase>>;

    /// Saves the payment page that the provider opened. Ignored once it is closed or paid.
    async fn open_purchase(
        &self,
        id: PurchaseId,
        page: PaymentPage,
        messages: Vec<Message>,
        now: Moment,
    ) -> Result<()>;

    /// Closes a purchase and tells the person by `News::Unpaid`. Ignored once it is closed or
    /// paid. A charge that still comes is credited.
    async fn close_purchase(&self, id: PurchaseId, why: Closing, now: Moment) -> Result<()>;
}

/// A purchase in the database.
#[derive(Clone, Debug, PartialEq)]
pub struct Purchase {
    /// The request.
    pub order: PurchaseRequest,
    /// Who buys.
    pub person: PersonId,
    /// The chat that gets its messages; `None` once the person was forgotten.
    pub chat: Option<ChatId>,
    /// The address of that chat.
    pub address: Option<super::Address>,
    /// The language of its messages.
    pub language: Language,
    /// Its state.
    pub state: PurchaseState,
    /// When it was requested.
    pub asked_at: Moment,
    /// How often its provider was asked since it was requested, its page was opened, or the service
    /// was started.
    pub attempts: u32,
}

/// The state of a purchase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PurchaseState {
    /// Requested. The provider may or may not know it.
    Wanted,
    /// The provider waits for the payment.
    Open(PaymentPage),
    /// Paid, at least once.
    Paid,
    /// It can no longer be paid.
    Closed,
}

/// Where a purchase is paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentPage {
    /// The provider's id of the payment.
    pub payment: String,
    /// The address.
    pub url: String,
}
