//! The channel from webhooks to the worker that reads payments.
//!
//! The sender of a notification waits until the payment is in the books, so that the provider
//! calls again when that fails.

use std::time::Duration;

use tokio::{
    sync::{mpsc, oneshot},
    time::timeout,
};

use crate::domain::payment::Provider;

/// How many notifications may wait. The provider sends the rest again.
const CAPACITY: usize = 256;
/// Providers do not wait long for a response.
const TIMEOUT: Duration = Duration::from_secs(20);

/// The sending end of the channel.
#[derive(Clone, Debug)]
pub struct NotificationSender(mpsc::Sender<PaymentNotification>);

/// A payment that has to be read again.
#[derive(Debug)]
pub struct PaymentNotification {
    /// The provider of the payment.
    pub provider: Provider,
    /// The provider's id of it.
    pub payment: String,
    /// Fulfilled once the payment is in the books; dropped if that failed.
    pub done: oneshot::Sender<()>,
}

impl NotificationSender {
    /// A new channel.
    #[must_use]
    pub fn channel() -> (Self, mpsc::Receiver<PaymentNotification>) {
        let (sender, receiver) = mpsc::channel(CAPACITY);
        (Self(sender), receiver)
    }

    /// Has a payment read again and waits for it; returns whether the books are up to date now.
    pub async fn notify(&self, provider: Provider, payment: String) -> bool {
        let (done, recorded) = oneshot::channel();
        let notification = PaymentNotification {
            provider,
            payment,
            done,
        };

        self.0.try_send(notification).is_ok()
            && matches!(timeout(TIMEOUT, recorded).await, Ok(Ok(())))
    }
}
