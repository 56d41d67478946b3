//! What visitors do with an entry.

use strum::{EnumCount, EnumString, IntoStaticStr, VariantArray};

use crate::domain::ids::PersonId;

/// Who likes or reports: one voice each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Liker {
    /// Somebody who talks to the bot.
    Person(PersonId),
    /// A browser, by a digest of its cookie and one of the address it comes from: many cookies at
    /// one address are not many people.
    Visitor {
        /// Of the cookie.
        cookie: String,
        /// Of the network address.
        address: String,
    },
}

/// What became of a like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum LikeOutcome {
    /// It counts (or does not any more); so many do now.
    Yes(u32),
    /// It was so before; so many like it.
    Already(u32),
    /// It is the visitor's own.
    Own(u32),
    /// Too many came from there in a short time.
    TooMany,
    /// No such entry is public.
    Nothing,
}

/// Why something should not be public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Reason {
    /// It shows the visitor, or is their picture.
    Mine,
    /// It is indecent or hurts somebody.
    Indecent,
    /// It breaks the law or somebody's rights.
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

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum ReportOutcome {
    /// The operator will see it; also when it was reported before by the same visitor.
    Yes,
    /// Too many came from there in a short time.
    TooMany,
    /// No such entry is public.
    Nothing,
}
