//! Fetches what was sent in a messenger that has to be asked: writes it down, and only then asks
//! for what comes next.

use std::{sync::Arc, time::Duration};

use tokio::time::{Instant, sleep};

use super::WorkerContext;
use crate::{
    backoff::Backoff,
    messengers::{AskError, Checkouts, Mailbox, Post},
    store::Arrivals,
};

const BACKOFF: Backoff = Backoff::new(Duration::from_secs(1), Duration::from_mins(1));
/// A messenger that says at once that there is nothing, or nothing new, instead of waiting, is not
/// asked more often.
const PAUSE: Duration = Duration::from_millis(200);

/// The loop.
pub struct UpdateFetcher {
    context: WorkerContext,
    mailbox: Arc<dyn Mailbox>,
    checkouts: Checkouts,
}

impl UpdateFetcher {
    /// What fetches from this mailbox.
    #[must_use]
    pub fn new(context: WorkerContext, mailbox: Arc<dyn Mailbox>, checkouts: Checkouts) -> Self {
        Self {
            context,
            mailbox,
            checkouts,
        }
    }

    /// Fetches until told to stop; what was not written down is handed over again.
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

    /// Opens the mailbox, however often it takes. Nobody waits for it: updates may come without it.
    async fn open(&self, mut opened: Result<(), AskError>) {
        let mut trouble = Trouble::new(&self.context, self.mailbox.name());
        while let Err(error) = opened {
            sleep(trouble.pause(&error.into())).await;
            opened = self.mailbox.open().await;
        }

        trouble.over();
    }

    async fn fetch(&self) {
        if self.mailbox.is_delivered() {
            return;
        }

        let mut trouble = Trouble::new(&self.context, self.mailbox.name());
        loop {
            let asked = Instant::now();
            match self.round().await {
                Ok(something) => {
                    trouble.over();
                    if !something && asked.elapsed() < PAUSE {
                        sleep(PAUSE).await;
                    }
                }
                Err(error) => {
                    if error
                        .downcast_ref()
                        .is_some_and(|error| matches!(error, AskError::Delivered))
                    {
                        // The pause below is enough for one that fails.
                        let _ = self.mailbox.open().await;
                    }

                    sleep(trouble.pause(&error)).await;
                }
            }
        }
    }

    /// Whether there was anything new.
    async fn round(&self) -> anyhow::Result<bool> {
        let cursor = self.context.store.cursor(self.mailbox.name()).await?;
        let post = self.mailbox.ask(cursor.as_deref()).await?;
        if post.cursor.is_none() {
            return Ok(false);
        }

        self.receive(post).await
    }

    async fn receive(&self, post: Post) -> anyhow::Result<bool> {
        let Post {
            arrived,
            cursor,
            receipts,
            checkouts,
        } = post;

        let name = self.mailbox.name();

        // First: they are waited for only a few seconds, and a database may be busy for longer.
        self.checkouts.hand_over(name, checkouts);

        let new = self
            .context
            .store
            .receive(Arrivals::of(
                name,
                arrived,
                cursor,
                self.context.clock.now(),
            ))
            .await?;
        metrics::counter!("vernissage_updates_total", "messenger" => name).increment(new as u64);
        self.context.bells.inbox.ring();
        self.mailbox.acknowledge(receipts);

        Ok(new > 0)
    }
}

/// Failures in a row: said once while they stay the same, waited for longer and longer.
struct Trouble<'a> {
    context: &'a WorkerContext,
    messenger: &'static str,
    said: Option<String>,
    failures: u32,
}

impl<'a> Trouble<'a> {
    fn new(context: &'a WorkerContext, messenger: &'static str) -> Self {
        Self {
            context,
            messenger,
            said: None,
            failures: 0,
        }
    }

    /// How long to wait before the next try.
    fn pause(&mut self, error: &anyhow::Error) -> Duration {
        metrics::counter!("vernissage_errors_total", "where" => self.messenger).increment(1);

        let what = error.to_string();
        if self.said.as_ref() != Some(&what) {
            let causes: Vec<String> = error.chain().skip(1).map(ToString::to_string).collect();
            tracing::warn!(
                messenger = self.messenger,
                causes = causes.join(": "),
                "{what}"
            );

            self.said = Some(what);
        }

        if let Some(AskError::RetryAfter(pause)) = error.downcast_ref() {
            return *pause;
        }

        let pause = BACKOFF.random_pause(self.failures, self.context.chance);
        self.failures += 1;

        pause
    }

    fn over(&mut self) {
        if self.said.take().is_some() {
            tracing::info!(messenger = self.messenger, "all is well again");
        }
        self.failures = 0;
    }
}
