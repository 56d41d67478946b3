//! A movement of a person's credits, as they read it in /balance.

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    const ALL: [Self; 11] = [
        Self::Hold,
        Self::Void,
        Self::Grant,
        Self::Sale,
        Self::Bonus,
        Self::Gift,
        Self::Promo,
        Self::Refund,
        Self::Restore,
        Self::Joined,
        Self::Twice,
    ];

    /// The word that stands in the books and in the keys of texts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hold => "hold",
            Self::Void => "void",
            Self::Grant => "grant",
            Self::Sale => "sale",
            Self::Bonus => "bonus",
            Self::Gift => "gift",
            Self::Promo => "promo",
            Self::Refund => "refund",
            Self::Restore => "restore",
            Self::Joined => "joined",
            Self::Twice => "twice",
        }
    }

    /// Reads [`Why::name`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.name() == name)
    }
}
