//! Fetches updates from a messenger that has to be asked for them, and asks for the next ones only
//! when these are written down.

use std::{sync::Arc, time::Duration};

use tokio::time::{Instant, sleep};

use super::{WorkerContext, leased::count_error};
use crate::{
    backoff::Backoff,
    messengers::{AskError, Mailbox},
    update_receiver::UpdateReceiver,
};

/// The pause after a failure.
const BACKOFF: Backoff = Backoff::new(Duration::from_secs(1), Duration::from_mins(1));
/// A messenger that answers at once with nothing new, instead of waiting, is not asked more often
/// than this.
const SHORTEST_ROUND: Duration = Duration::from_millis(200);

/// Fetches the updates of one messenger.
pub struct UpdateFetcher {
    context: WorkerContext,
    mailbox: Arc<dyn Mailbox>,
    receiver: UpdateReceiver,
}

impl UpdateFetcher {
    /// A fetcher for this mailbox.
    #[must_use]
    pub fn new(
        context: WorkerContext,
        mailbox: Arc<dyn Mailbox>,
        receiver: UpdateReceiver,
    ) -> Self {
        Self {
            context,
            mailbox,
            receiver,
        }
    }

    /// Fetches until the service stops. The messenger hands over again what was not written down.
    pub async fn run(self) {
        let work = async {
            let opened = self.mailbox.open().await;
            tokio::join!(self.open(opened), self.fetch());
        };
        tokio::select! {
            () = self.context.stop.cancelled() => {}
            () = work => self.context.stop.cancelled().await,
        }
    }

    /// Opens the mailbox, however many attempts that takes. Nothing waits for it, because updates
    /// may come without it.
    async fn open(&self, mut opened: Result<(), AskError>) {
        let mut failures = FailureLog::new(&self.context, self.mailbox.name());
        while let Err(error) = opened {
            sleep(failures.record(&error.into())).await;
            opened = self.mailbox.open().await;
        }

        failures.end();
    }

    async fn fetch(&self) {
        if self.mailbox.is_delivered() {
            return;
        }

        let mut failures = FailureLog::new(&self.context, self.mailbox.name());
        loop {
            let began = Instant::now();
            match self.round().await {
                Ok(new) => {
                    failures.end();
                    if new == 0 && began.elapsed() < SHORTEST_ROUND {
                        sleep(SHORTEST_ROUND).await;
                    }
                }
                Err(error) => {
                    if matches!(error.downcast_ref(), Some(AskError::Delivered)) {
                        // An error here is as good as the one before: the pause below follows.
                        let _ = self.mailbox.open().await;
                    }

                    sleep(failures.record(&error)).await;
                }
            }
        }
    }

    /// Returns how many updates are new.
    async fn round(&self) -> anyhow::Result<usize> {
        let name = self.mailbox.name();
        let cursor = self.context.stores.inbox.cursor(name).await?;
        let post = self.mailbox.ask(cursor.as_deref()).await?;
        if post.cursor.is_none() {
            return Ok(0);
        }

        let acknowledge = |receipts| self.mailbox.acknowledge(receipts);
        Ok(self.receiver.receive_post(name, post, acknowledge).await?)
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

        if let Some(AskError::RetryAfter(pause)) = error.downcast_ref() {
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
