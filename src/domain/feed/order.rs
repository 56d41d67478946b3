//! In which order the feed is seen, and where one was in it.

use strum::{EnumCount, EnumString, IntoStaticStr, VariantArray};

use std::fmt;

use super::{EntryId, StyleKey};

/// How entries are sorted, and which of them are seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// All, the newest first.
    #[default]
    Newest,
    /// Those of the last time, the most liked first.
    Best(Span),
    /// Those painted after a style, the newest first.
    Style(StyleKey),
}

/// How far back the best are looked for.
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

/// The last thing that was seen: what stands behind it comes next, whatever came in before it
/// meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor {
    /// By what it is sorted: a moment, likes, uses.
    pub rank: i64,
    /// What is last among equals.
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
