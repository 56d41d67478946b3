//! Names of things. Rows count up in the database; a job's id is drawn by chance.

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
    /// Who owns a balance, pictures and paintings; may talk in several chats.
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
            /// Makes an id of 64 drawn bits; the sign is dropped because databases count in signed
            /// numbers.
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
            /// At most 13 letters and digits (base 36): buttons have 64 bytes for everything.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write(self.0, f)
            }
        }
    };
}

drawn_id!(
    /// A job, and before it the draft that becomes it: both bear one id, so a draft can start only
    /// once.
    ///
    /// Drawn by chance outside of the domain (`Facts::fresh`), never counted: it stands in buttons,
    /// and a stranger who guesses must find nothing.
    JobId
);
drawn_id!(
    /// A purchase. Drawn by chance: it stands in invoices and in the addresses of payment pages.
    PurchaseId
);
drawn_id!(
    /// An entry of the feed: its public key. Drawn by chance, so that nobody finds what is not
    /// public by counting.
    EntryId
);
drawn_id!(
    /// A style that entries of the feed show: its public key.
    StyleId
);
drawn_id!(
    /// An order of a canvas: its number, which people read to each other. Drawn by chance: it
    /// stands in buttons.
    OrderId
);

impl OrderId {
    /// Made of another drawn id: 40 of its bits, so that it has at most eight letters and digits.
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
