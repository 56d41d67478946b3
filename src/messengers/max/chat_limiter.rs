//! The rate limits of single chats: two new messages a second, and as many edits.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use reqwest::Method;

use super::{peer::Peer, rate_limiter::RateLimiter};

/// The most calls of a kind in a second in one chat.
const CALLS_A_SECOND: usize = 2;
/// How many chats are remembered before those without recent calls are forgotten.
const CAPACITY: usize = 1_000;

/// What is counted by itself.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    peer: Peer,
    /// Sending and editing have a limit each.
    method: Method,
}

/// Spaces out the calls of each chat.
#[derive(Default)]
pub(super) struct ChatLimiter(Mutex<HashMap<Key, Arc<RateLimiter>>>);

impl ChatLimiter {
    /// Waits until the next call of this kind may leave for this chat.
    pub(super) async fn wait(&self, peer: Peer, method: &Method) {
        let limiter = self.limiter(Key {
            peer,
            method: method.clone(),
        });

        limiter.wait().await;
    }

    fn limiter(&self, key: Key) -> Arc<RateLimiter> {
        let mut chats = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if chats.len() >= CAPACITY {
            chats.retain(|_, limiter| !limiter.is_idle());
        }

        let limiter = chats
            .entry(key)
            .or_insert_with(|| Arc::new(RateLimiter::new(CALLS_A_SECOND)));
        Arc::clone(limiter)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[tokio::test]
    async fn the_third_message_in_a_chat_waits_and_an_edit_does_not() {
        let limiter = ChatLimiter::default();
        let began = Instant::now();
        for peer in [1, 1, 2] {
            limiter.wait(Peer::Person(peer), &Method::POST).await;
        }
        limiter.wait(Peer::Person(1), &Method::PUT).await;
        assert!(began.elapsed() < Duration::from_millis(500));

        limiter.wait(Peer::Person(1), &Method::POST).await;
        assert!(began.elapsed() > Duration::from_secs(1));
    }

    #[test]
    fn idle_chats_are_forgotten() {
        let limiter = ChatLimiter::default();
        for peer in 0..3 * CAPACITY as u64 {
            limiter.limiter(Key {
                peer: Peer::Person(peer),
                method: Method::POST,
            });
        }

        assert!(limiter.0.lock().unwrap().len() <= CAPACITY);
    }
}
