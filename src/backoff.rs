//! The pause before the next attempt after failures in a row. Everything that tries again uses it,
//! so it knows nothing but [`Chance`].

use std::time::Duration;

use crate::clock::Chance;

/// Shifts beyond this one only overflow.
const MOST_DOUBLINGS: u32 = 30;

/// A pause that doubles with every failure in a row, up to a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    first: Duration,
    longest: Duration,
}

impl Backoff {
    /// Starts with `first` and never exceeds `longest`.
    #[must_use]
    pub const fn new(first: Duration, longest: Duration) -> Self {
        Self { first, longest }
    }

    /// The pause before the next attempt, after `failures` failures before the latest one.
    #[must_use]
    pub fn pause(self, failures: u32) -> Duration {
        self.first
            .saturating_mul(1 << failures.min(MOST_DOUBLINGS))
            .min(self.longest)
    }

    /// The same pause, shortened at random by up to a half, so that clients that failed together do
    /// not come back together.
    #[must_use]
    pub fn random_pause(self, failures: u32, chance: Chance) -> Duration {
        self.pause(failures).mul_f64(0.5 + chance.fraction() / 2.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BACKOFF: Backoff = Backoff::new(Duration::from_secs(2), Duration::from_mins(1));

    #[test]
    fn a_pause_doubles_up_to_the_longest() {
        let seconds: Vec<u64> = (0..7).map(|n| BACKOFF.pause(n).as_secs()).collect();
        assert_eq!(seconds, [2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(BACKOFF.pause(u32::MAX), Duration::from_mins(1));
    }

    #[test]
    fn a_random_pause_is_between_a_half_and_the_whole() {
        for failures in 0..100 {
            let whole = BACKOFF.pause(failures);
            let pause = BACKOFF.random_pause(failures, Chance);
            assert!(
                pause >= whole / 2 && pause <= whole,
                "{pause:?} of {whole:?}"
            );
        }
    }
}
