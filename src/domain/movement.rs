//! A person's ledger entries as /balance shows them.

use strum::{EnumString, IntoStaticStr};

use super::credits::Credits;
use super::time::Moment;

/// One movement of credits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Movement {
    /// When it happened.
    pub at: Moment,
    /// The reason.
    pub why: Why,
    /// The amount.
    pub amount: Credits,
    /// The direction.
    pub way: Way,
}

/// The direction of a movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To the person.
    In,
    /// From the person.
    Out,
}

/// The reason for a movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
#[expect(missing_docs, reason = "the texts `movement-…` say it")]
pub enum Why {
    Hold,
    Void,
    Grant,
    Sale,
    Bonus,
    Gift,
    Promo,
    Refund,
    Restore,
    Joined,
    Twice,
}

impl Why {
    /// The name in the ledger and in text keys.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Reads [`Why::name`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}
