//! How updates enter the service, whether a messenger is asked for them, brings them, or is the
//! chat page: they are written to the inbox first and acknowledged afterwards.
//!
//! Knows the inbox, and messengers by their border only; no HTTP, and not what is answered.

use std::sync::Arc;

use crate::{
    bells::Bells,
    clock::Clock,
    messengers::{CheckoutSender, InlineSender, UpdateBatch},
    store::{Arrivals, InboxStore, StoreError},
};

/// Receives updates: writes them down, counts them, acknowledges them and wakes the inbox.
#[derive(Clone)]
pub struct UpdateReceiver {
    /// Where updates are saved.
    pub inbox: Arc<dyn InboxStore>,
    /// Where checkouts go, past the inbox.
    pub checkouts: CheckoutSender,
    /// Where inline queries go, past the inbox.
    pub inline: InlineSender,
    /// Wake-ups.
    pub bells: Arc<Bells>,
    /// The time.
    pub clock: Arc<dyn Clock>,
}

impl UpdateReceiver {
    /// Receives what a messenger handed over, and has it acknowledge the receipts. Returns how many
    /// updates are new.
    ///
    /// # Errors
    /// If the store cannot be written. Nothing is acknowledged then, so that the messenger hands
    /// the updates over again.
    pub async fn receive_batch(
        &self,
        messenger: &'static str,
        batch: UpdateBatch,
        acknowledge: impl FnOnce(Vec<String>),
    ) -> Result<usize, StoreError> {
        let UpdateBatch {
            arrived,
            cursor,
            receipts,
            checkouts,
            inline,
            unblocked,
        } = batch;

        // First, because a messenger waits for these only a few seconds, and a database may be
        // busy for longer.
        self.checkouts.send_all(messenger, checkouts);
        self.inline.send_all(messenger, inline);

        let has_returned = !unblocked.is_empty();
        let arrivals = Arrivals {
            unblocked,
            ..Arrivals::new(messenger, arrived, cursor, self.clock.now())
        };
        let new = self
            .receive(messenger, arrivals, |_| acknowledge(receipts))
            .await?;

        // What was kept back for somebody is sent now.
        if has_returned {
            self.bells.outbox.ring();
        }

        Ok(new)
    }

    /// Receives updates; `acknowledge` is told how many of them are new, and so is the caller.
    ///
    /// # Errors
    /// If the store cannot be written. Nothing is acknowledged then.
    pub async fn receive(
        &self,
        messenger: &'static str,
        arrivals: Arrivals,
        acknowledge: impl FnOnce(usize),
    ) -> Result<usize, StoreError> {
        let new = self.inbox.receive(arrivals).await?;
        metrics::counter!("vernissage_updates_total", "messenger" => messenger)
            .increment(new as u64);

        acknowledge(new);
        self.bells.inbox.ring();

        Ok(new)
    }
}
