//! Ids. Row ids count up in the database; public ids are random.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! row_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

row_id!(
    /// A person, who owns a balance, pictures and paintings, and may have several chats.
    PersonId
);
row_id!(
    /// One chat with one person in one messenger.
    ChatId
);
row_id!(
    /// A received update.
    InboxId
);
row_id!(
    /// A message to be sent. Stable over all attempts, so a messenger's idempotency key may be
    /// derived from it.
    OutboxId
);

macro_rules! drawn_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(i64);

        impl $name {
            /// Makes an id from 64 random bits; the sign bit is dropped because the database's
            /// integers are signed.
            #[must_use]
            pub const fn from_chance(bits: u64) -> Self {
                Self((bits & (u64::MAX >> 1)).cast_signed())
            }

            /// Reads the id as the database keeps it.
            #[must_use]
            pub const fn from_row(row: i64) -> Self {
                Self(row & i64::MAX)
            }

            /// The id as the database keeps it; never negative.
            #[must_use]
            pub const fn row(self) -> i64 {
                self.0
            }

            /// Reads what [`fmt::Display`] wrote; nothing else is an id.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                read(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            /// Base 36, at most 13 characters: a button has 64 bytes for everything.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write(self.0, f)
            }
        }
    };
}

drawn_id!(
    /// A job, and the draft that becomes it: both have the same id, so a draft can only start once.
    ///
    /// Random (`Facts::fresh`), because it is used in buttons and must not be guessable.
    JobId
);
drawn_id!(
    /// A purchase. Random, because it is used in invoices and in the addresses of payment pages.
    PurchaseId
);
drawn_id!(
    /// The public key of a feed entry. Random, so that hidden entries cannot be found by counting.
    EntryId
);
drawn_id!(
    /// The public key of a style that feed entries show.
    StyleId
);
drawn_id!(
    /// The number of a canvas order, which people read out to each other. Random, because it is
    /// used in buttons.
    OrderId
);

impl OrderId {
    /// Made from 40 bits of another random id, so that it has at most eight characters.
    #[must_use]
    pub const fn short(drawn: i64) -> Self {
        Self(drawn & ((1 << 40) - 1))
    }
}

fn read(text: &str) -> Option<i64> {
    let plain = (1..=13).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || b.is_ascii_lowercase());

    if plain {
        i64::from_str_radix(text, 36).ok()
    } else {
        None
    }
}

fn write(number: i64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut digits = [0_u8; 13];
    let mut rest = number.unsigned_abs();
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b"0123456789abcdefghijklmnopqrstuvwxyz"[(rest % 36) as usize];
        rest /= 36;

        if rest == 0 {
            break;
        }
    }

    f.write_str(std::str::from_utf8(&digits[at..]).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_id_is_read_back_from_what_was_written() {
        for bits in [0, 1, 35, 36, 12_345_678_901, u64::MAX] {
            let id = JobId::from_chance(bits);
            assert_eq!(JobId::parse(&id.to_string()), Some(id));
        }
    }

    #[test]
    fn nothing_else_is_a_job_id() {
        for text in ["", "-1", "+1", "A", "ю", "zzzzzzzzzzzzz", "00000000000000"] {
            assert_eq!(JobId::parse(text), None, "{text}");
        }
    }
}
