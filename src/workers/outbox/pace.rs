//! The pauses that a messenger asks for between messages.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::{Instant, sleep_until};

use crate::{domain::ids::ChatId, messengers::Messenger};

/// A chat may have so many messages at once, as long as each has its pause in the long run: an
/// album and the buttons that belong to it come together.
const AT_ONCE_IN_CHAT: u32 = 3;

/// A messenger as a whole, or one of its chats.
type Place = (&'static str, Option<ChatId>);

/// When each place has had its pauses.
#[derive(Default)]
pub(super) struct Pace(Mutex<HashMap<Place, Instant>>);

impl Pace {
    /// Waits for the turn of a message.
    pub(super) async fn wait(&self, messenger: &dyn Messenger, chat: ChatId) {
        let name = messenger.name();
        let limits = messenger.limits();
        self.turn((name, Some(chat)), limits.pause_in_chat, AT_ONCE_IN_CHAT)
            .await;

        // Taken only now: a chat that has to wait keeps no other waiting.
        self.turn((name, None), limits.pause, 1).await;
    }

    async fn turn(&self, place: Place, pause: Duration, at_once: u32) {
        if !pause.is_zero() {
            sleep_until(self.reserve(Instant::now(), place, pause, at_once)).await;
        }
    }

    /// The next turn at a place.
    fn reserve(&self, now: Instant, place: Place, pause: Duration, at_once: u32) -> Instant {
        let mut paused = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        paused.retain(|_, until| *until > now);

        let until = paused.get(&place).copied().unwrap_or(now);
        paused.insert(place, until + pause);

        until
            .checked_sub(pause * (at_once - 1))
            .map_or(now, |turn| turn.max(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn turns(pace: &Pace, now: Instant, chat: i64, count: u32) -> Vec<u64> {
        let reserve = || {
            pace.reserve(
                now,
                ("telegram", Some(ChatId(chat))),
                SECOND,
                AT_ONCE_IN_CHAT,
            )
        };

        (0..count)
            .map(|_| reserve().duration_since(now).as_secs())
            .collect()
    }

    #[test]
    fn a_chat_has_a_few_messages_at_once_and_then_one_a_second() {
        let pace = Pace::default();
        let now = Instant::now();
        assert_eq!(turns(&pace, now, 1, 5), [0, 0, 0, 1, 2]);
        assert_eq!(turns(&pace, now, 2, 1), [0], "another chat does not wait");
        assert_eq!(turns(&pace, now + 10 * SECOND, 1, 4), [0, 0, 0, 1]);
    }
}
