//! Likes and reports.

use strum::{EnumCount, EnumString, IntoStaticStr, VariantArray};

use super::EntryId;
use crate::domain::ids::PersonId;

/// Who likes or reports an entry. Each counts once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Liker {
    /// A person of the bot. Many cookies are not many people either once they have said hello.
    Person {
        /// Who.
        person: PersonId,
        /// The digest of the network that they write from; `None` in messengers, where the account
        /// is the measure.
        network: Option<String>,
    },
    /// A browser, by digests of its cookie and its network: many cookies from one network are not
    /// many people.
    Visitor {
        /// The digest of the cookie.
        cookie: String,
        /// The digest of the network.
        network: String,
    },
}

/// The outcome of a like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum LikeOutcome {
    /// The like was added or removed; the number of likes now.
    Yes(u32),
    /// Nothing changed; the number of likes.
    Already(u32),
    /// The entry is the visitor's own; the number of likes.
    Own(u32),
    /// Too many came from that network in a short time.
    TooMany,
    /// There is no such public entry.
    Nothing,
}

/// The reason for a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Reason {
    /// It shows the visitor, or it is their picture.
    Mine,
    /// It is indecent or offensive.
    Indecent,
    /// It is against the law or violates somebody's rights.
    Unlawful,
    /// Anything else.
    Other,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; Self::COUNT] = *Self::VARIANTS
        .first_chunk()
        .expect("an array of all variants has a place for each");

    /// The word in forms and in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Reads [`Reason::name`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

/// A report to the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What is reported.
    pub entry: EntryId,
    /// Who reports it.
    pub by: Liker,
    /// Why.
    pub reason: Reason,
}

/// The outcome of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum ReportOutcome {
    /// The operator will see it; also when it was reported before by the same visitor.
    Yes,
    /// Too many came from that network in a short time.
    TooMany,
    /// There is no such public entry.
    Nothing,
}
