//! Checkouts: the questions that a messenger asks before it takes money in a chat.
//!
//! The messenger waits only a few seconds, so checkouts go through a channel of their own, past
//! the inbox.

use async_trait::async_trait;
use tokio::{sync::mpsc, time::Instant};

use super::MessengerError;
use crate::domain::{
    ids::PurchaseId, language::Language, money::Money, order::Place, payment::Destination,
};

/// How many checkouts may wait. The messenger gives up on the rest by itself, and no money moves.
const CAPACITY: usize = 1024;

/// A messenger that takes payments in its chats and asks for approval first. It waits only a few
/// seconds for the answer.
#[async_trait]
pub trait CheckoutAnswers: Send + Sync + 'static {
    /// Approves a payment, or refuses it with a text for the person.
    async fn answer_payment(
        &self,
        checkout: &str,
        verdict: Result<(), String>,
    ) -> Result<(), MessengerError>;

    /// Offers ways of delivery, or refuses with a text for the person.
    async fn answer_shipping(
        &self,
        checkout: &str,
        options: Result<Vec<ShippingOption>, String>,
    ) -> Result<(), MessengerError>;
}

/// A person is about to pay, and the messenger asks a question about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkout {
    /// The messenger's id of the question.
    pub id: String,
    /// What is paid for; `None` if it is no purchase of ours.
    pub purchase: Option<PurchaseId>,
    /// Who pays: the messenger's id of their chat.
    pub payer: String,
    /// The language of the person's app.
    pub language: Language,
    /// What the messenger wants to know.
    pub question: CheckoutQuestion,
}

/// What a messenger wants to know about a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckoutQuestion {
    /// May this be charged?
    Payment {
        /// The amount to be charged.
        amount: Money,
        /// Where the goods go, if they are delivered.
        destination: Option<Destination>,
    },
    /// Which ways of delivery are there to this place? `None` if the address cannot be read.
    Shipping(Option<Place>),
}

/// A way of delivery as the payer sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShippingOption {
    /// Comes back when it is chosen.
    pub id: String,
    /// The text that people read.
    pub title: String,
    /// What it costs.
    pub price: Money,
}

/// The sending end of the channel of checkouts. It never waits, because the inbox comes after it.
#[derive(Clone, Debug)]
pub struct CheckoutSender(mpsc::Sender<PendingCheckout>);

/// A checkout that waits for its answer.
#[derive(Debug)]
pub struct PendingCheckout {
    /// The messenger that asks.
    pub messenger: &'static str,
    /// What it asks.
    pub checkout: Checkout,
    /// When it was received.
    pub since: Instant,
}

impl CheckoutSender {
    /// A new channel.
    #[must_use]
    pub fn channel() -> (Self, mpsc::Receiver<PendingCheckout>) {
        let (sender, receiver) = mpsc::channel(CAPACITY);
        (Self(sender), receiver)
    }

    /// Passes on the checkouts of a messenger.
    pub fn send_all(&self, messenger: &'static str, checkouts: Vec<Checkout>) {
        for checkout in checkouts {
            let pending = PendingCheckout {
                messenger,
                checkout,
                since: Instant::now(),
            };

            if self.0.try_send(pending).is_err() {
                tracing::error!(messenger, "too many checkouts at once: one goes unanswered");
            }
        }
    }
}
