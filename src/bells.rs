//! Wake-ups from code that commits to loops that wait. A bell may be missed, because every process
//! has its own. That costs only the pause of a poll: loops read the store anyway.

use std::time::Duration;

use tokio::sync::Notify;

/// The bells of one process.
#[derive(Debug, Default)]
pub struct Bells {
    /// An update was written to the inbox.
    pub inbox: Bell,
    /// A job was queued or returned to the queue.
    pub jobs: Bell,
    /// A message waits.
    pub outbox: Bell,
    /// A purchase or a refund waits for its provider.
    pub payments: Bell,
    /// Something was published or taken back.
    pub feed: Bell,
    /// A person has cancelled a job: its worker checks whether it still has the lease.
    pub ended: Bell,
}

/// One bell.
#[derive(Debug, Default)]
pub struct Bell(Notify);

impl Bell {
    /// Wakes everybody who waits, or else the next one who will.
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
