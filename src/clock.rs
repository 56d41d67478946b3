//! The only sources of time and of random numbers: code that needs them is given a [`Clock`] or a
//! [`Chance`].

use std::{
    sync::{
        Arc, LazyLock,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use crate::domain::time::Moment;

/// Tells the time.
pub trait Clock: Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Moment;

    /// The time that has passed since some moment, by a clock that nobody puts forward or back.
    fn steady(&self) -> Duration {
        STARTED.elapsed()
    }
}

static STARTED: LazyLock<Instant> = LazyLock::new(Instant::now);

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Moment::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// The time of the database, as all processes that share it have it: the machine's clock, put right
/// from time to time. Due times and leases in rows are compared by it, so that a machine whose clock
/// is wrong neither waits for hours nor takes over what another one is doing.
pub struct SharedClock {
    own: Arc<dyn Clock>,
    /// How far the own clock is behind, in milliseconds.
    offset: AtomicI64,
}

impl SharedClock {
    /// A clock that goes by this one until it is set.
    #[must_use]
    pub fn new(own: Arc<dyn Clock>) -> Self {
        Self {
            own,
            offset: AtomicI64::new(0),
        }
    }

    /// Sets the time.
    pub fn set(&self, now: Moment) {
        let offset = now.millis().saturating_sub(self.own.now().millis());
        self.offset.store(offset, Ordering::Relaxed);
    }
}

impl Clock for SharedClock {
    fn now(&self) -> Moment {
        let offset = self.offset.load(Ordering::Relaxed);
        Moment::from_millis(self.own.now().millis().saturating_add(offset))
    }

    fn steady(&self) -> Duration {
        self.own.steady()
    }
}

/// The system's random numbers, which are good enough for secrets.
#[derive(Clone, Copy, Debug, Default)]
pub struct Chance;

impl Chance {
    /// Random bytes.
    ///
    /// # Panics
    /// If the system has no source of random numbers, without which no secret can be made.
    #[must_use]
    pub fn bytes<const N: usize>(self) -> [u8; N] {
        let mut bytes = [0; N];
        getrandom::fill(&mut bytes).expect("the system has a source of random numbers");
        bytes
    }

    /// 64 random bits.
    #[must_use]
    pub fn bits(self) -> u64 {
        u64::from_le_bytes(self.bytes())
    }

    /// A random number from 0 up to, but not including, 1.
    #[must_use]
    pub fn fraction(self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }
}
