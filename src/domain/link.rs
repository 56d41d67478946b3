//! Joining the chats of one person: a code is shown in one chat and written in another.
//!
//! Whoever writes the code gets everything that belongs to the one who was shown it, so it must not
//! be guessed. A person has five tries an hour, but the chat page makes new persons for nothing: it
//! is the code that has to hold. There are 32^10, about 10^15, codes, and one is good for ten
//! minutes. With a hundred of them open day and night, a guess hits one of them once in 10^13
//! times: somebody who keeps the service busy with nothing but guesses, a thousand a second, needs
//! some 350 years for one account. So nobody has to be stopped for what others do: a limit to the
//! tries of all people together would let one vandal keep everybody from joining. No link carries a
//! code, so a press alone joins nothing.

use std::fmt;
use std::time::Duration;

use super::credits::Credits;
use super::profile::Name;
use super::time::Moment;

/// A code is good for so long.
pub const LIFE: Duration = Duration::from_mins(10);
/// Over which time tries are counted.
pub const WINDOW: Duration = Duration::from_hours(1);
/// So many wrong codes a person may try.
pub const TRIES: u32 = 5;
/// Without those that look like others: no 0 and O, no 1 and I.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const LENGTH: usize = 10;

/// What is typed on a Russian keyboard and looks the same.
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
    /// Makes a code of 50 drawn bits; those above are not needed.
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

/// What a step knows about joining.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkFacts {
    /// Who was shown the code that the event speaks of.
    pub offer: Option<LinkOffer>,
    /// So many wrong codes this person has tried within [`WINDOW`].
    pub misses: u32,
}

/// The account that a code opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkOffer {
    /// The messenger in which it was shown.
    pub messenger: String,
    /// The name of whoever was shown it, if the messenger tells one.
    pub name: Option<Name>,
    /// The code is good until then.
    pub until: Moment,
    /// It was shown to the very person who writes it.
    pub is_own: bool,
    /// The credits of that account that can be spent.
    pub balance: Credits,
    /// What promotions have brought both accounts: to one person they bring it once.
    pub doubled: Credits,
}

impl LinkOffer {
    /// What both have together.
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
