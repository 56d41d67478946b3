//! The order of the feed, and positions in it.

use strum::{EnumCount, EnumString, IntoStaticStr, VariantArray};

use std::fmt;

use super::{EntryId, StyleKey};

/// How entries are sorted, and which of them are seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// All, newest first.
    #[default]
    Newest,
    /// The most liked ones of a period.
    Best(Span),
    /// Those painted in a style, newest first.
    Style(StyleKey),
}

/// The period of the best entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Span {
    /// 24 hours.
    Day,
    /// Seven days.
    Week,
    /// Thirty days.
    Month,
}

impl Span {
    /// Every span.
    pub const ALL: [Self; Self::COUNT] = *Self::VARIANTS
        .first_chunk()
        .expect("an array of all variants has a place for each");

    /// The word in addresses.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Reads [`Span::name`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    /// Its length in days.
    #[must_use]
    pub const fn days(self) -> u32 {
        match self {
            Self::Day => 1,
            Self::Week => 7,
            Self::Month => 30,
        }
    }
}

/// The position behind the last item that was shown. New items in front of it do not shift the next
/// page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor {
    /// The sort key: a moment, likes or uses.
    pub rank: i64,
    /// The tie-breaker.
    pub id: i64,
}

impl Cursor {
    /// Before everything.
    pub const START: Self = Self {
        rank: i64::MAX,
        id: i64::MAX,
    };

    /// At an entry.
    #[must_use]
    pub const fn at(rank: i64, id: EntryId) -> Self {
        Self { rank, id: id.row() }
    }

    /// Reads what [`fmt::Display`] wrote; nothing else is a cursor.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (rank, id) = text.split_once('-')?;
        Some(Self {
            rank: EntryId::parse(rank)?.row(),
            id: EntryId::parse(id)?.row(),
        })
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}-{}",
            EntryId::from_row(self.rank),
            EntryId::from_row(self.id)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back_and_nothing_else_is_one() {
        for cursor in [
            Cursor::START,
            Cursor { rank: 0, id: 7 },
            Cursor {
                rank: 1_795_564_800_000,
                id: i64::MAX,
            },
        ] {
            assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor));
        }

        for text in [
            "",
            "-",
            "1",
            "1-",
            "-1-2",
            "1-2-3",
            "1 -2",
            "ю-1",
            "zzzzzzzzzzzzz-1",
        ] {
            assert_eq!(Cursor::parse(text), None, "{text}");
        }
    }
}
