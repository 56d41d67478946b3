//! The way of notices: from those who hear that something became of a payment to whoever asks its
//! provider.
//!
//! Whoever brings a notice waits until the books know what there is to know, so that the provider
//! brings it again when that fails.

use std::time::Duration;

use tokio::{
    sync::{mpsc, oneshot},
    time::timeout,
};

use crate::domain::payment::Provider;

/// So many may wait; the rest is brought again.
const ROOM: usize = 256;
/// Providers do not wait long for an answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// Where notices are handed over.
#[derive(Clone, Debug)]
pub struct Notices(mpsc::Sender<Notice>);

/// A payment that is to be looked at.
#[derive(Debug)]
pub struct Notice {
    /// Whose it is.
    pub provider: Provider,
    /// The provider's id.
    pub payment: String,
    /// Told once the books know; dropped when that has failed.
    pub done: oneshot::Sender<()>,
}

impl Notices {
    /// A way with both its ends.
    #[must_use]
    pub fn open() -> (Self, mpsc::Receiver<Notice>) {
        let (sender, receiver) = mpsc::channel(ROOM);
        (Self(sender), receiver)
    }

    /// Has a payment looked at; whether the books know now what became of it.
    pub async fn look_at(&self, provider: Provider, payment: String) -> bool {
        let (done, told) = oneshot::channel();
        self.0
            .try_send(Notice {
                provider,
                payment,
                done,
            })
            .is_ok()
            && matches!(timeout(PATIENCE, told).await, Ok(Ok(())))
    }
}
