//! Notices when the clock is put forward or back.
//!
//! Leases end by the clock, because processes share nothing else. After a step, a lease that looks
//! run out may belong to a worker that is alive: it renews its lease by the new time within a third
//! of its length. So for the length of a lease after a step, and after the start of this process,
//! which knows nothing of earlier steps, nobody's lease is taken for run out.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use crate::{clock::Clock, domain::time::Moment};

/// A step of less than this part of a lease leaves a worker that renews its lease in time.
const HARMLESS_PART: u32 = 6;

/// Watches the clock.
#[derive(Debug)]
pub struct ClockSteps(Mutex<Seen>);

#[derive(Debug)]
struct Seen {
    now: Moment,
    steady: Duration,
    /// The steady time of the last step.
    stepped: Duration,
}

impl ClockSteps {
    /// Watches from now on. The start counts as a step.
    #[must_use]
    pub fn watch(clock: &dyn Clock) -> Self {
        let steady = clock.steady();

        Self(Mutex::new(Seen {
            now: clock.now(),
            steady,
            stepped: steady,
        }))
    }

    /// Whether leases of this length can be judged by the clock: it has not stepped for as long.
    pub(super) fn can_judge(&self, clock: &dyn Clock, lease: Duration) -> bool {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = clock.now();
        let steady = clock.steady();

        let passed = steady.saturating_sub(seen.steady);
        let expected = seen.now.plus(passed);
        let step = now.since(expected).max(expected.since(now));
        if step > lease / HARMLESS_PART {
            tracing::warn!(?step, "the clock was put forward or back");
            seen.stepped = steady;
        }

        seen.now = now;
        seen.steady = steady;

        steady.saturating_sub(seen.stepped) >= lease
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, Ordering};

    use super::*;

    const LEASE: Duration = Duration::from_secs(30);

    #[derive(Default)]
    struct SetClock {
        seconds: AtomicI64,
        steady: AtomicI64,
    }

    impl SetClock {
        fn pass(&self, seconds: i64) {
            self.seconds.fetch_add(seconds, Ordering::Relaxed);
            self.steady.fetch_add(seconds, Ordering::Relaxed);
        }

        fn step(&self, seconds: i64) {
            self.seconds.fetch_add(seconds, Ordering::Relaxed);
        }
    }

    impl Clock for SetClock {
        fn now(&self) -> Moment {
            Moment::from_millis(self.seconds.load(Ordering::Relaxed) * 1000)
        }

        fn steady(&self) -> Duration {
            Duration::from_secs(self.steady.load(Ordering::Relaxed).unsigned_abs())
        }
    }

    #[test]
    fn leases_are_judged_once_the_clock_has_been_steady_for_the_length_of_one() {
        for step in [-86_400, -3_600, -31, 31, 3_600, 86_400] {
            let clock = SetClock::default();
            let steps = ClockSteps::watch(&clock);
            assert!(!steps.can_judge(&clock, LEASE), "it has just started");

            clock.pass(29);
            assert!(!steps.can_judge(&clock, LEASE));
            clock.pass(1);
            assert!(steps.can_judge(&clock, LEASE));

            clock.pass(3_600);
            clock.step(step);
            assert!(!steps.can_judge(&clock, LEASE), "{step} s");
            clock.pass(29);
            assert!(!steps.can_judge(&clock, LEASE), "{step} s");
            clock.pass(1);
            assert!(steps.can_judge(&clock, LEASE), "{step} s");
        }
    }

    #[test]
    fn a_clock_that_drifts_is_trusted() {
        let clock = SetClock::default();
        let steps = ClockSteps::watch(&clock);
        clock.pass(60);
        for _ in 0..10 {
            clock.pass(3_600);
            clock.step(2);
            assert!(steps.can_judge(&clock, LEASE));
        }
    }
}
