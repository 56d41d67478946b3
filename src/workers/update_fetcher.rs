//! Polls a messenger for updates, and polls for the next ones only when these are stored.

use std::{sync::Arc, time::Duration};

use tokio::time::{Instant, sleep};

use super::{
    WorkerContext,
    duties::{Duty, HeldDuty},
    leased::count_error,
};
use crate::{
    backoff::Backoff,
    messengers::{MessengerError, UpdateSource},
    update_receiver::UpdateReceiver,
};

/// The pause after a failure.
const BACKOFF: Backoff = Backoff::new(Duration::from_secs(1), Duration::from_mins(1));
/// A messenger that answers at once with nothing new, instead of waiting, is not asked more often
/// than this.
const SHORTEST_ROUND: Duration = Duration::from_millis(200);
/// A poll ends this much before another process may begin one.
const MARGIN: Duration = Duration::from_millis(500);

/// Fetches the updates of one messenger.
pub struct UpdateFetcher {
    context: WorkerContext,
    source: Arc<dyn UpdateSource>,
    receiver: UpdateReceiver,
}

impl UpdateFetcher {
    /// A fetcher for this source.
    #[must_use]
    pub fn new(
        context: WorkerContext,
        source: Arc<dyn UpdateSource>,
        receiver: UpdateReceiver,
    ) -> Self {
        Self {
            context,
            source,
            receiver,
        }
    }

    /// Fetches until the service stops, while no other process does. The messenger hands over again
    /// what was not written down.
    pub async fn run(self) {
        let duty = Duty::Updates(self.source.name());
        while let Some(duty) = self.context.duties.get(duty).await {
            duty.run(self.work(&duty)).await;
        }
    }

    async fn work(&self, duty: &HeldDuty) {
        let work = async {
            let registered = self.source.register().await;
            tokio::join!(self.register(registered), self.fetch(duty));
        };
        tokio::select! {
            () = self.context.stop.cancelled() => {}
            () = work => self.context.stop.cancelled().await,
        }
    }

    /// Registers the bot, however many attempts that takes. Nothing waits for it, because updates
    /// may come without it.
    async fn register(&self, mut registered: Result<(), MessengerError>) {
        let mut failures = FailureLog::new(&self.context, self.source.name());
        while let Err(error) = registered {
            sleep(failures.record(&error.into())).await;
            registered = self.source.register().await;
        }

        failures.end();
    }

    async fn fetch(&self, duty: &HeldDuty) {
        if self.source.uses_webhook() {
            return self.keep_webhook().await;
        }

        let mut failures = FailureLog::new(&self.context, self.source.name());
        loop {
            let began = Instant::now();
            match self.round(duty).await {
                Ok(new) => {
                    failures.end();
                    if new == 0 && began.elapsed() < SHORTEST_ROUND {
                        sleep(SHORTEST_ROUND).await;
                    }
                }
                Err(error) => {
                    if matches!(error.downcast_ref(), Some(MessengerError::WebhookActive)) {
                        // An error here is as good as the one before: the pause below follows.
                        let _ = self.source.register().await;
                    }

                    sleep(failures.record(&error)).await;
                }
            }
        }
    }

    /// Some messengers forget a webhook that could not be reached for a while.
    async fn keep_webhook(&self) {
        let Some(pause) = self.source.registers_again_after() else {
            return;
        };

        loop {
            sleep(pause).await;
            self.register(self.source.register().await).await;
        }
    }

    /// Returns how many updates are new.
    async fn round(&self, duty: &HeldDuty) -> anyhow::Result<usize> {
        let name = self.source.name();
        let cursor = self.context.stores.inbox.cursor(name).await?;

        // A process that has woken after a while must not ask beside the next one.
        let longest = duty.sure_for().saturating_sub(MARGIN);
        if longest.is_zero() {
            return Ok(0);
        }

        let batch = self.source.poll(cursor.as_deref(), longest).await?;
        if batch.cursor.is_none() || !duty.is_sure() {
            return Ok(0);
        }

        let acknowledge = |receipts| self.source.acknowledge(receipts);
        Ok(self
            .receiver
            .receive_batch(name, batch, acknowledge)
            .await?)
    }
}

/// Failures in a row: logged once for as long as they stay the same, with growing pauses.
struct FailureLog<'a> {
    context: &'a WorkerContext,
    messenger: &'static str,
    last_message: Option<String>,
    failures: u32,
}

impl<'a> FailureLog<'a> {
    fn new(context: &'a WorkerContext, messenger: &'static str) -> Self {
        Self {
            context,
            messenger,
            last_message: None,
            failures: 0,
        }
    }

    /// Records a failure; returns the pause before the next attempt.
    fn record(&mut self, error: &anyhow::Error) -> Duration {
        count_error(self.messenger);

        let message = error.to_string();
        if self.last_message.as_ref() != Some(&message) {
            let causes: Vec<String> = error.chain().skip(1).map(ToString::to_string).collect();
            tracing::warn!(
                messenger = self.messenger,
                causes = causes.join(": "),
                "{message}"
            );

            self.last_message = Some(message);
        }

        if let Some(MessengerError::RetryAfter(pause)) = error.downcast_ref() {
            return *pause;
        }

        let pause = BACKOFF.random_pause(self.failures, self.context.chance);
        self.failures += 1;

        pause
    }

    /// Ends the row of failures.
    fn end(&mut self) {
        if self.last_message.take().is_some() {
            tracing::info!(messenger = self.messenger, "the messenger answers again");
        }

        self.failures = 0;
    }
}
