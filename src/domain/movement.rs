//! A movement of a person's credits, as they read it in /balance.

use strum::{EnumString, IntoStaticStr};

use super::credits::Credits;
use super::time::Moment;

/// One line of a person's own books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Movement {
    /// When.
    pub at: Moment,
    /// Why.
    pub why: Why,
    /// How much.
    pub amount: Credits,
    /// Whether the person has more now, or less.
    pub way: Way,
}

/// Which way credits went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To the person.
    In,
    /// From the person.
    Out,
}

/// Why credits moved.
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
    /// The word that stands in the books and in the keys of texts.
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
