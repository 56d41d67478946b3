//! The rate limit of an account whose messenger counts calls, whatever they are. Calls wait in one
//! queue, so none waits longer than those before it.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::{Instant, sleep_until};

/// A little more than a second, because calls that leave evenly may arrive together.
const WINDOW: Duration = Duration::from_millis(1100);

/// Spaces out the calls.
pub(in crate::messengers) struct RateLimiter(Mutex<Schedule>);

struct Schedule {
    /// The most calls within [`WINDOW`].
    calls_in_window: usize,
    /// When the last calls leave.
    slots: VecDeque<Instant>,
    /// No call leaves earlier.
    held_until: Option<Instant>,
}

impl RateLimiter {
    /// For an account that may make this many calls a second.
    pub(in crate::messengers) const fn new(calls_a_second: usize) -> Self {
        Self(Mutex::new(Schedule::new(calls_a_second)))
    }

    /// Waits until the next call may leave.
    pub(in crate::messengers) async fn wait(&self) {
        loop {
            let slot = self.lock().reserve(Instant::now());
            sleep_until(slot).await;

            // If all calls were held in the meantime, this one needs a new slot.
            if self.lock().held_until.is_none_or(|until| until <= slot) {
                return;
            }
        }
    }

    /// Takes a slot that is free at once; false if other calls are waiting.
    pub(in crate::messengers) fn try_acquire(&self) -> bool {
        let mut schedule = self.lock();
        let now = Instant::now();
        let is_free = schedule.is_free(now);
        if is_free {
            schedule.reserve(now);
        }

        is_free
    }

    /// Whether no call has left lately, and none waits.
    pub(in crate::messengers) fn is_idle(&self) -> bool {
        let schedule = self.lock();
        let now = Instant::now();
        let last = schedule.slots.back();

        schedule.held_until.is_none_or(|until| until <= now)
            && last.is_none_or(|slot| *slot + WINDOW <= now)
    }

    /// Holds all calls for a while, after the messenger has reported too many.
    pub(in crate::messengers) fn hold(&self, pause: Duration) {
        let mut schedule = self.lock();
        schedule.held_until = schedule.held_until.max(Some(Instant::now() + pause));
    }

    fn lock(&self) -> MutexGuard<'_, Schedule> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Schedule {
    const fn new(calls_in_window: usize) -> Self {
        Self {
            calls_in_window,
            slots: VecDeque::new(),
            held_until: None,
        }
    }

    /// Whether a slot is free now, and another one after it.
    fn is_free(&self, now: Instant) -> bool {
        let recent = self
            .slots
            .iter()
            .filter(|slot| **slot + WINDOW > now)
            .count();
        self.held_until.is_none_or(|until| until <= now) && recent + 1 < self.calls_in_window
    }

    fn reserve(&mut self, now: Instant) -> Instant {
        let earliest = self.held_until.map_or(now, |until| until.max(now));
        let last = self
            .slots
            .back()
            .map_or(earliest, |last| earliest.max(*last));
        let slot = match self.slots.len().checked_sub(self.calls_in_window) {
            Some(first) => last.max(self.slots[first] + WINDOW),
            None => last,
        };

        self.slots.push_back(slot);

        if self.slots.len() > self.calls_in_window {
            self.slots.pop_front();
        }

        slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALLS: usize = 20;

    #[test]
    fn no_window_has_more_calls_than_are_allowed() {
        let mut schedule = Schedule::new(CALLS);
        let now = Instant::now();
        let slots: Vec<Instant> = (0..100).map(|_| schedule.reserve(now)).collect();
        assert!(
            slots[..CALLS].iter().all(|slot| *slot == now),
            "the first calls do not wait"
        );

        for (first, later) in slots.iter().zip(&slots[CALLS..]) {
            assert!(later.duration_since(*first) >= WINDOW);
        }

        assert!(slots.is_sorted(), "first come, first served");
    }

    #[tokio::test]
    async fn unimportant_calls_take_only_slots_that_no_other_needs() {
        let limiter = RateLimiter::new(CALLS);
        let taken = (0..CALLS).filter(|_| limiter.try_acquire()).count();

        assert_eq!(taken, CALLS - 1);
        limiter.wait().await;

        let other = RateLimiter::new(CALLS);
        other.hold(WINDOW);
        assert!(!other.try_acquire());
    }

    #[tokio::test]
    async fn held_calls_wait_and_then_go_on() {
        let limiter = RateLimiter::new(CALLS);
        limiter.hold(Duration::from_millis(50));
        let began = Instant::now();
        limiter.wait().await;
        assert!(began.elapsed() >= Duration::from_millis(50));
    }
}
