//! Time and chance, the only doors to both: whoever needs them is handed a [`Clock`] or a
//! [`Chance`].

use std::time::{SystemTime, UNIX_EPOCH};

use crate::domain::time::Moment;

/// Tells the time.
pub trait Clock: Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Moment;
}

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

/// Draws from the system's source of chance, good enough for secrets.
#[derive(Clone, Copy, Debug, Default)]
pub struct Chance;

impl Chance {
    /// So many drawn bytes.
    ///
    /// # Panics
    /// When the system has no source of chance, without which no secret can be made.
    #[must_use]
    pub fn bytes<const N: usize>(self) -> [u8; N] {
        let mut bytes = [0; N];
        getrandom::fill(&mut bytes).expect("the system has a source of chance");
        bytes
    }

    /// 64 drawn bits.
    #[must_use]
    pub fn bits(self) -> u64 {
        u64::from_le_bytes(self.bytes())
    }

    /// A number from 0 to 1.
    #[must_use]
    pub fn fraction(self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }
}
