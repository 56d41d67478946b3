//! Linking the chats of one person: a code is shown in one chat and sent in another.
//!
//! The sender of the code gets access to the whole account, so codes must not be guessable. A
//! person has five tries an hour, but creating a new person on the chat page costs nothing, so the
//! code itself has to be strong. There are 32^10, about 10^15, codes, each valid for ten minutes.
//! With a hundred codes open at all times, one guess in 10^13 hits: at a thousand guesses a second,
//! an attacker needs about 350 years for one account. There is no limit on everybody's tries
//! together, because it would let one attacker lock everybody out. No link carries a code, so
//! following a link never joins anything.

use std::fmt;
use std::time::Duration;

use super::credits::Credits;
use super::profile::Name;
use super::time::Moment;

/// How long a code is valid.
pub const LIFE: Duration = Duration::from_mins(10);
/// The period that tries are counted over.
pub const WINDOW: Duration = Duration::from_hours(1);
/// The most wrong codes that a person may try in that period.
pub const TRIES: u32 = 5;
/// The most chats of one account. What is said to a person may be said in each of them.
pub const MOST_CHATS: u32 = 20;
/// The alphabet of codes, without the look-alikes 0 and O, 1 and I.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const LENGTH: usize = 10;

/// Russian letters that look like Latin ones.
const TWINS: [(char, u8); 11] = [
    ('А', b'A'),
    ('В', b'B'),
    ('С', b'C'),
    ('Е', b'E'),
    ('Н', b'H'),
    ('К', b'K'),
    ('М', b'M'),
    ('Р', b'P'),
    ('Т', b'T'),
    ('Х', b'X'),
    ('У', b'Y'),
];

/// A code by which one chat joins another.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct LinkCode([u8; LENGTH]);

impl LinkCode {
    /// Makes a code from the lowest 50 of these random bits.
    #[must_use]
    pub fn from_chance(bits: u64) -> Self {
        Self(std::array::from_fn(|place| {
            LETTERS[((bits >> (5 * place)) & 31) as usize]
        }))
    }

    /// Reads a code as people write it: in any case, with spaces or hyphens.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut letters = text
            .chars()
            .filter(|letter| !letter.is_whitespace() && *letter != '-')
            .map(read);
        let mut code = [0; LENGTH];
        for place in &mut code {
            *place = letters.next()??;
        }

        letters.next().is_none().then_some(Self(code))
    }

    /// As it is shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

fn read(letter: char) -> Option<u8> {
    let letter = letter.to_uppercase().next()?;
    let twin = TWINS
        .iter()
        .find(|(twin, _)| *twin == letter)
        .map(|(_, letter)| *letter);
    twin.or_else(|| u8::try_from(letter).ok())
        .filter(|letter| LETTERS.contains(letter))
}

impl fmt::Debug for LinkCode {
    /// A code must not get into a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkCode(…)")
    }
}

/// What a step knows about a link code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkFacts {
    /// The account of the code in the event, if it exists.
    pub offer: Option<LinkOffer>,
    /// Wrong codes that this person has tried within [`WINDOW`].
    pub misses: u32,
}

/// The account that a code belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkOffer {
    /// The messenger in which it was shown.
    pub messenger: String,
    /// The name of the account's owner, if the messenger reports one.
    pub name: Option<Name>,
    /// When the code expires.
    pub until: Moment,
    /// Whether it is the sender's own account.
    pub is_own: bool,
    /// The account's balance.
    pub balance: Credits,
    /// Credits from promotions that both accounts have used; one person gets them only once.
    pub doubled: Credits,
    /// The chats that both accounts have together.
    pub chats: u32,
}

impl LinkOffer {
    /// The balance after linking with an account that has `with` credits.
    #[must_use]
    pub fn together(&self, with: Credits) -> Credits {
        Credits::new(
            with.amount()
                .saturating_add(self.balance.amount())
                .saturating_sub(self.doubled.amount()),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_write_it() {
        for bits in [0, 1, 31 << 45, 0x0123_4567_89ab_cdef, u64::MAX] {
            let code = LinkCode::from_chance(bits);
            let shown = code.as_str();
            assert_eq!(shown.len(), 10);

            let apart = format!(" {}-{} ", &shown[..5], &shown[5..]);
            for text in [shown, &shown.to_lowercase(), &apart] {
                assert_eq!(LinkCode::parse(text), Some(code), "{text}");
            }
        }

        assert_eq!(LinkCode::parse("АВСЕнкмртх"), LinkCode::parse("ABCEHKMPTX"));
    }

    #[test]
    fn what_cannot_be_a_code_is_none() {
        for text in [
            "",
            "ABCDEFGHJ",
            "ABCDEFGHJKL",
            "ABCDEFGHJ0",
            "ABCDEFGHJI",
            "ЖЖЖЖЖЖЖЖЖЖ",
            "ABCDE_GHJK",
        ] {
            assert_eq!(LinkCode::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_code_does_not_get_into_a_log() {
        assert_eq!(format!("{:?}", LinkCode::from_chance(7)), "LinkCode(…)");
    }
}
