//! How much of the machine quick work may take while paintings run.
//!
//! Quick work and a painting compute on the same cores. If both run, the system gives each about
//! half of them, so a second of quick work holds a painting up by half a second, and never by more
//! than a second. This is a token bucket of such seconds: it holds a burst for people who come now
//! and then, and gets back a share of each second that passes. What is taken may exceed what is
//! left, because nobody knows before how long a piece takes; the next one waits until that is paid
//! back. A painting is therefore held up by at most that share of its time, after the burst.
//!
//! The clock is a parameter, so that tests need not wait.

use std::time::{Duration, Instant};

/// What quick work may take beside paintings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Allowance {
    /// The part of the time, from 0 to 1.
    pub share: f64,
    /// What may be taken at once after a pause.
    pub burst: Duration,
}

/// What is left of an [`Allowance`].
#[derive(Debug)]
pub(super) struct Budget {
    allowance: Allowance,
    /// Seconds; below zero after a piece that took longer than what was left.
    left: f64,
    /// When `left` was right.
    at: Instant,
}

impl Budget {
    /// A full one.
    pub(super) fn full(allowance: Allowance, now: Instant) -> Self {
        Self {
            allowance,
            left: allowance.burst.as_secs_f64(),
            at: now,
        }
    }

    /// How long the next piece has to wait beside a painting. Zero while anything is left.
    pub(super) fn wait(&mut self, now: Instant) -> Duration {
        self.refill(now);
        if self.left > 0.0 {
            return Duration::ZERO;
        }

        // A little more than nothing has to be there.
        let seconds = (0.001 - self.left) / self.allowance.share;
        Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)
    }

    /// A piece has worked for so long beside a painting.
    pub(super) fn take(&mut self, worked: Duration, now: Instant) {
        self.refill(now);
        self.left -= worked.as_secs_f64();
    }

    fn refill(&mut self, now: Instant) {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        let burst = self.allowance.burst.as_secs_f64();

        self.left = (self.left + passed * self.allowance.share).min(burst);
        self.at = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TENTH: Allowance = Allowance {
        share: 0.1,
        burst: Duration::from_secs(3),
    };

    fn seconds(count: f64) -> Duration {
        Duration::from_secs_f64(count)
    }

    /// A clock by hand, and what runs by it.
    struct Machine {
        budget: Budget,
        now: Instant,
        worked: Duration,
    }

    impl Machine {
        fn idle() -> Self {
            let now = Instant::now();
            Self {
                budget: Budget::full(TENTH, now),
                now,
                worked: Duration::ZERO,
            }
        }

        /// Does a piece as soon as that is allowed.
        fn work(&mut self, piece: Duration) {
            self.now += self.budget.wait(self.now);
            self.now += piece;
            self.worked += piece;
            self.budget.take(piece, self.now);
        }
    }

    #[test]
    fn who_comes_now_and_then_does_not_wait() {
        let mut machine = Machine::idle();
        for _ in 0..100 {
            assert_eq!(machine.budget.wait(machine.now), Duration::ZERO);
            machine.work(seconds(0.5));
            machine.now += seconds(5.0);
        }
    }

    #[test]
    fn a_crowd_takes_the_burst_and_then_its_share() {
        let mut machine = Machine::idle();
        let began = machine.now;
        while machine.now - began < Duration::from_mins(10) {
            machine.work(seconds(0.5));
        }

        let passed = (machine.now - began).as_secs_f64();
        let most = 3.0 + 0.5 + passed * 0.1;
        assert!(
            machine.worked.as_secs_f64() <= most,
            "{machine:?}",
            machine = machine.worked
        );
        assert!(machine.worked.as_secs_f64() > passed * 0.09);
    }

    #[test]
    fn a_long_piece_is_paid_back_before_the_next() {
        let mut machine = Machine::idle();
        machine.work(seconds(10.0));

        // Ten seconds bring back one, and three were there: a debt of six.
        let wait = machine.budget.wait(machine.now).as_secs_f64();
        assert!((60.0..70.1).contains(&wait), "{wait}");

        machine.now += seconds(wait);
        assert_eq!(machine.budget.wait(machine.now), Duration::ZERO);
    }

    #[test]
    fn a_clock_that_stands_still_gives_nothing_back() {
        let mut machine = Machine::idle();
        machine.budget.take(seconds(3.0), machine.now);
        assert!(machine.budget.wait(machine.now) > Duration::ZERO);
        assert!(machine.budget.wait(machine.now) > Duration::ZERO);
    }
}
