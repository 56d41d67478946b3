//! getUpdates, the long poll.

use std::time::Duration;

use serde_json::Value;
use tokio::time::{Instant, timeout_at};

use super::{Telegram, refusal::Refusal, request::Request};

/// In a disorder what was held back comes without anything new happening.
const DISORDER_PAUSE: Duration = Duration::from_millis(20);

/// Counts a poll while it is being answered, or its client is there.
struct PollInProgress(Telegram);

impl PollInProgress {
    fn begin(telegram: &Telegram) -> Self {
        let mut world = telegram.world();
        if world.polls_in_progress > 0 {
            world.polls_at_once += 1;
        }
        world.polls_in_progress += 1;

        Self(telegram.clone())
    }
}

impl Drop for PollInProgress {
    fn drop(&mut self) {
        self.0.world().polls_in_progress -= 1;
    }
}

impl Telegram {
    pub(super) async fn poll(&self, request: &Request) -> Result<Value, Refusal> {
        let until = Instant::now()
            + Duration::from_secs(request.number("timeout").unwrap_or(0).clamp(0, 50) as u64);
        let limit = request.number("limit").unwrap_or(100) as usize;
        let poll = self.begin_poll(request)?;
        let _in_progress = PollInProgress::begin(self);

        loop {
            let news = self.0.news.notified();
            tokio::pin!(news);
            news.as_mut().enable();

            let next = self.look(poll, limit)?;
            if !next.is_empty() || Instant::now() >= until {
                return Ok(Value::Array(next));
            }

            let disorder = self.world().updates.disorder.is_some();
            let wake = if disorder {
                until.min(Instant::now() + DISORDER_PAUSE)
            } else {
                until
            };

            // Looks again, whether something came or not.
            let _ = timeout_at(wake, news).await;
        }
    }

    fn begin_poll(&self, request: &Request) -> Result<u64, Refusal> {
        let mut world = self.world();
        if world.hook.is_some() {
            return Err(Refusal::conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
            ));
        }

        if let Some(offset) = request.number("offset") {
            world.updates.confirm(offset);
        }

        world.polls += 1;

        // Ends the poll before, if there is one.
        self.0.news.notify_waiters();
        Ok(world.polls)
    }

    fn look(&self, poll: u64, limit: usize) -> Result<Vec<Value>, Refusal> {
        let mut world = self.world();
        if world.polls != poll || world.hook.is_some() {
            return Err(Refusal::conflict(
                "terminated by other getUpdates request; make sure that only one bot instance is running",
            ));
        }

        Ok(world.updates.next(limit))
    }
}
