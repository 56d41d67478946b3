//! Keeps the pauses that a messenger wants between messages.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::{Instant, sleep_until};

use crate::{domain::ids::ChatId, messengers::Messenger};

/// How many messages a chat may get at once, as long as there is a pause for each in the long run:
/// an album and its buttons come together.
const AT_ONCE_IN_CHAT: u32 = 3;

/// What has a limit of its own: a messenger as a whole, or one of its chats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Limited {
    Messenger(&'static str),
    Chat(ChatId),
}

/// When the pauses reserved so far are over.
#[derive(Default)]
pub(super) struct Pace(Mutex<HashMap<Limited, Instant>>);

impl Pace {
    /// Waits for the turn of a message.
    pub(super) async fn wait(&self, messenger: &dyn Messenger, chat: ChatId) {
        let limits = messenger.limits();
        self.wait_for(Limited::Chat(chat), limits.pause_in_chat, AT_ONCE_IN_CHAT)
            .await;

        // Reserved only now, so that a chat that has to wait delays no other.
        let name = messenger.name();
        self.wait_for(Limited::Messenger(name), limits.pause, 1)
            .await;
    }

    async fn wait_for(&self, limited: Limited, pause: Duration, at_once: u32) {
        if !pause.is_zero() {
            sleep_until(self.reserve(Instant::now(), limited, pause, at_once)).await;
        }
    }

    /// Reserves the next turn; returns when it is.
    fn reserve(&self, now: Instant, limited: Limited, pause: Duration, at_once: u32) -> Instant {
        let mut paused = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        paused.retain(|_, until| *until > now);

        let until = paused.get(&limited).copied().unwrap_or(now);
        paused.insert(limited, until + pause);

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
        let chat = Limited::Chat(ChatId(chat));
        let reserve = || pace.reserve(now, chat, SECOND, AT_ONCE_IN_CHAT);

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
