//! "… is typing" while pictures are downloaded and uploaded. VKontakte shows it for ten seconds or
//! until a message arrives. Nothing waits for it, and it is skipped while calls are queueing.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

use super::Vk;

/// VKontakte shows it a little longer.
const SHOWN_FOR: Duration = Duration::from_secs(8);
/// How many chats are remembered: those of the last seconds.
const CAPACITY: usize = 1_000;

/// When it was last shown in each chat.
#[derive(Default)]
pub(super) struct TypingIndicator(Mutex<HashMap<i64, Instant>>);

impl TypingIndicator {
    /// Whether it has to be shown now; if so, this is remembered.
    fn start(&self, peer: i64, now: Instant) -> bool {
        let mut shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shown.retain(|_, since| now.duration_since(*since) < SHOWN_FOR);

        let starts = shown.len() < CAPACITY && !shown.contains_key(&peer);
        if starts {
            shown.insert(peer, now);
        }

        starts
    }

    /// A message has ended it.
    pub(super) fn end(&self, peer: i64) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&peer);
    }
}

impl Vk {
    /// Shows that an answer is on its way; returns at once.
    pub(super) fn show_typing(&self, peer: i64) {
        if !self.typing.start(peer, Instant::now()) {
            return;
        }

        let api = Arc::clone(&self.api);
        tokio::spawn(async move {
            let params = vec![("peer_id", peer.to_string()), ("type", "typing".to_owned())];
            // Nobody misses it if it fails.
            let _ = api.call_if_idle("messages.setActivity", &params).await;
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_shown_once_until_it_expires_or_a_message_comes() {
        let typing = TypingIndicator::default();
        let now = Instant::now();
        assert_eq!(
            [
                typing.start(7, now),
                typing.start(7, now),
                typing.start(8, now)
            ],
            [true, false, true]
        );

        assert!(typing.start(7, now + SHOWN_FOR));
        typing.end(7);
        assert!(typing.start(7, now + SHOWN_FOR));
    }
}
