//! Credits: whole numbers, never negative, never silently wrapped.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An amount of credits; one credit costs about one rouble.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Credits(u32);

impl Credits {
    /// Nothing to pay.
    pub const ZERO: Self = Self(0);

    /// This many credits.
    #[must_use]
    pub const fn new(amount: u32) -> Self {
        Self(amount)
    }

    /// The number itself.
    #[must_use]
    pub const fn amount(self) -> u32 {
        self.0
    }

    /// Whether there is nothing to pay.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The sum, unless it is too large to count.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// What is left after paying `other`; `None` if that is too much.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// How much is missing to pay `price`; zero if nothing is.
    #[must_use]
    pub fn missing_for(self, price: Self) -> Self {
        Self(price.0.saturating_sub(self.0))
    }
}

impl fmt::Display for Credits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_suffice_is_refused() {
        assert_eq!(Credits::new(3).checked_sub(Credits::new(4)), None);
        assert_eq!(
            Credits::new(3).missing_for(Credits::new(50)),
            Credits::new(47)
        );

        assert_eq!(
            Credits::new(60).missing_for(Credits::new(50)),
            Credits::ZERO
        );
    }
}
