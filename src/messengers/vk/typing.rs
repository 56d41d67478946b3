//! The sign that an answer is being written, while pictures are fetched and brought. It is shown
//! for ten seconds, or until a message comes; it is never waited for, and left out when the line to
//! VKontakte is long.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

use super::Vk;

/// VKontakte shows it a little longer.
const SHOWN: Duration = Duration::from_secs(8);
/// Chats remembered at a time: those of the last seconds.
const MOST_SHOWN: usize = 1_000;

/// Since when it is shown, by the ids of chats.
#[derive(Default)]
pub(super) struct Typing(Mutex<HashMap<i64, Instant>>);

impl Typing {
    /// Whether it is to be shown now, which is remembered.
    fn begins(&self, peer: i64, now: Instant) -> bool {
        let mut shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shown.retain(|_, since| now.duration_since(*since) < SHOWN);

        let begins = shown.len() < MOST_SHOWN && !shown.contains_key(&peer);
        if begins {
            shown.insert(peer, now);
        }

        begins
    }

    /// A message has taken it away.
    pub(super) fn is_over(&self, peer: i64) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&peer);
    }
}

impl Vk {
    /// Shows that an answer is on its way; returns at once.
    pub(super) fn show_typing(&self, peer: i64) {
        if !self.typing.begins(peer, Instant::now()) {
            return;
        }

        let api = Arc::clone(&self.api);
        tokio::spawn(async move {
            let params = vec![("peer_id", peer.to_string()), ("type", "typing".to_owned())];
            // Nobody misses one that does not come.
            let _ = api.call_if_free("messages.setActivity", &params).await;
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_shown_once_until_it_has_faded_or_a_message_has_come() {
        let typing = Typing::default();
        let now = Instant::now();
        assert_eq!(
            [
                typing.begins(7, now),
                typing.begins(7, now),
                typing.begins(8, now)
            ],
            [true, false, true]
        );

        assert!(typing.begins(7, now + SHOWN));
        typing.is_over(7);
        assert!(typing.begins(7, now + SHOWN));
    }
}
