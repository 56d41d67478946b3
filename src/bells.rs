//! Wake-ups between those who commit and those who loop. A bell that is missed (another process
//! rings its own) costs a poll's pause and nothing else: loops look into the store anyway.

use std::time::Duration;

use tokio::sync::Notify;

/// The bells of one process.
#[derive(Debug, Default)]
pub struct Bells {
    /// An update was written down.
    pub inbox: Bell,
    /// A job was queued or given back.
    pub jobs: Bell,
    /// A message waits.
    pub outbox: Bell,
    /// A purchase waits for its provider, or a refund.
    pub payments: Bell,
    /// Something was published or taken back.
    pub feed: Bell,
    /// A job was ended by its person: whoever paints it looks whether the lease still holds.
    pub ended: Bell,
}

/// One bell.
#[derive(Debug, Default)]
pub struct Bell(Notify);

impl Bell {
    /// Wakes everybody who waits, and the next one who would.
    pub fn ring(&self) {
        self.0.notify_waiters();
        self.0.notify_one();
    }

    /// Waits for the bell.
    pub async fn rung(&self) {
        self.0.notified().await;
    }

    /// Waits for the bell, but no longer than `pause`.
    pub async fn rung_or(&self, pause: Duration) {
        let _ = tokio::time::timeout(pause, self.rung()).await;
    }
}
