//! The way of checkouts: from those who receive them to whoever answers them, past the inbox.

use tokio::{sync::mpsc, time::Instant};

use super::Checkout;

/// So many may wait; the messenger gives up on the rest by itself, and no money moves.
const ROOM: usize = 1024;

/// Where checkouts are handed over. Never waits: it stands before the inbox.
#[derive(Clone, Debug)]
pub struct Checkouts(mpsc::Sender<Waiting>);

/// A checkout that waits for its answer.
#[derive(Debug)]
pub struct Waiting {
    /// The messenger that asks.
    pub messenger: &'static str,
    /// What it asks.
    pub checkout: Checkout,
    /// When it was handed over.
    pub since: Instant,
}

impl Checkouts {
    /// A way with both its ends.
    #[must_use]
    pub fn open() -> (Self, mpsc::Receiver<Waiting>) {
        let (sender, receiver) = mpsc::channel(ROOM);
        (Self(sender), receiver)
    }

    /// Hands over what a messenger asks.
    pub fn hand_over(&self, messenger: &'static str, checkouts: Vec<Checkout>) {
        for checkout in checkouts {
            if self
                .0
                .try_send(Waiting {
                    messenger,
                    checkout,
                    since: Instant::now(),
                })
                .is_err()
            {
                tracing::error!(messenger, "too many checkouts at once: one is not answered");
            }
        }
    }
}
