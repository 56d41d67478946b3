//! Clocks for a service under test: one that a test sets, and one that runs faster.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use vernissage::{
    clock::{Clock, SystemClock},
    domain::time::Moment,
};

/// The machine's clock, put forward or back. Copies are handles to the same clock.
#[derive(Clone, Default)]
pub(crate) struct TestClock {
    ahead_millis: Arc<AtomicI64>,
}

impl TestClock {
    pub(crate) fn put_forward(&self, by: Duration) {
        self.ahead_millis
            .fetch_add(by.as_millis() as i64, Ordering::Relaxed);
    }

    pub(crate) fn put_back(&self, by: Duration) {
        self.ahead_millis
            .fetch_sub(by.as_millis() as i64, Ordering::Relaxed);
    }

    /// Puts the clock forward by this many hours, or back.
    pub(crate) fn step(&self, hours: i64) {
        let by = Duration::from_hours(hours.unsigned_abs());
        if hours < 0 {
            self.put_back(by);
        } else {
            self.put_forward(by);
        }
    }
}

impl Clock for TestClock {
    fn now(&self) -> Moment {
        let ahead = self.ahead_millis.load(Ordering::Relaxed);
        Moment::from_millis(SystemClock.now().millis() + ahead)
    }
}

/// A clock that runs faster from some moment on, so that pauses are short. Several processes with
/// the same clock agree on the time.
#[derive(Clone, Copy)]
pub(crate) struct FastClock {
    since: Moment,
    factor: i64,
    ahead_millis: i64,
}

impl FastClock {
    /// Runs this many times as fast as the machine's, from now on.
    pub(crate) fn starting_now(factor: i64) -> Self {
        Self {
            since: SystemClock.now(),
            factor,
            ahead_millis: 0,
        }
    }

    /// The same clock, put forward.
    pub(crate) fn put_forward(self, by: Duration) -> Self {
        Self {
            ahead_millis: self.ahead_millis + by.as_millis() as i64,
            ..self
        }
    }

    /// For the environment of a process; see [`FastClock::from_text`].
    pub(crate) fn to_text(self) -> String {
        format!(
            "{}:{}:{}",
            self.since.millis(),
            self.factor,
            self.ahead_millis
        )
    }

    pub(crate) fn from_text(text: &str) -> Self {
        let mut numbers = text.split(':').map(|number| number.parse().unwrap());
        let mut next = || numbers.next().unwrap();

        Self {
            since: Moment::from_millis(next()),
            factor: next(),
            ahead_millis: next(),
        }
    }
}

impl Clock for FastClock {
    fn now(&self) -> Moment {
        let passed = SystemClock.now().millis() - self.since.millis();
        let now = self.since.millis() + passed * self.factor;
        Moment::from_millis(now + self.ahead_millis)
    }

    fn steady(&self) -> Duration {
        self.now().since(self.since)
    }
}
