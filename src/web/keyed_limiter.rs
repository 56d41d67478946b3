//! One rate for each of many keys, such as visitors and networks.

use std::{
    hash::Hash,
    num::NonZeroU32,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};

/// Keys that are kept before those that have not been seen recently are dropped.
const MOST_KEYS: usize = 10_000;
/// How often keys are dropped at most: somebody may have very many networks.
const DROP_EVERY: Duration = Duration::from_secs(10);

/// One limit for each key. Its memory is bounded by how many keys are active at the same time.
pub(super) struct KeyedLimiter<K: Hash + Eq + Clone> {
    limiter: DefaultKeyedRateLimiter<K>,
    dropped_at: Mutex<Option<Instant>>,
}

impl<K: Hash + Eq + Clone> KeyedLimiter<K> {
    pub(super) fn new(quota: Quota) -> Self {
        Self {
            limiter: RateLimiter::dashmap(quota),
            dropped_at: Mutex::default(),
        }
    }

    /// Counts a request; `false` when it is one too many.
    pub(super) fn allow(&self, key: &K) -> bool {
        self.check(key).is_ok()
    }

    /// Counts a request. When it is one too many, says how long the next one has to wait.
    pub(super) fn check(&self, key: &K) -> Result<(), Duration> {
        self.forget_old_keys();
        self.limiter
            .check_key(key)
            .map_err(|refusal| refusal.wait_time_from(DefaultClock::default().now()))
    }

    /// Counts so many at once; `false` when they are too many, and then none is counted.
    pub(super) fn allow_many(&self, key: &K, count: NonZeroU32) -> bool {
        self.forget_old_keys();
        matches!(self.limiter.check_key_n(key, count), Ok(Ok(())))
    }

    fn forget_old_keys(&self) {
        if self.limiter.len() > MOST_KEYS && self.is_time_to_drop() {
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
        }
    }

    fn is_time_to_drop(&self) -> bool {
        let mut dropped_at = self
            .dropped_at
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let is_due = dropped_at.is_none_or(|at| now - at >= DROP_EVERY);
        if is_due {
            *dropped_at = Some(now);
        }

        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_sends_too_much_waits() {
        let quota = Quota::per_minute(NonZeroU32::new(3).unwrap());
        let limiter = KeyedLimiter::new(quota);
        assert!((0..3).all(|_| limiter.allow(&"one")));
        assert!(!limiter.allow(&"one"));
        assert!(limiter.allow(&"another"));

        let wait = limiter.check(&"one").unwrap_err();
        assert!(wait <= Duration::from_secs(20), "{wait:?}");
    }

    #[test]
    fn what_is_too_much_at_once_is_not_counted() {
        let count = |count| NonZeroU32::new(count).unwrap();
        let limiter = KeyedLimiter::new(Quota::per_hour(count(10)));

        assert!(!limiter.allow_many(&"one", count(11)));
        assert!(limiter.allow_many(&"one", count(7)));
        assert!(!limiter.allow_many(&"one", count(4)));
        assert!(limiter.allow_many(&"one", count(3)));
    }
}
