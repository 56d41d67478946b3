//! What a messenger reports about a person: name, language and time zone.

use super::language::Language;
use super::time::Zone;

/// A messenger's report about a person; any part may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// The public name.
    pub name: Option<Name>,
    /// The language. Used until the person chooses one or their app reports one.
    pub language: Option<Language>,
    /// The time zone.
    pub zone: Option<Zone>,
}

/// A person's name: one line that is short enough to stand in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(String);

impl Name {
    /// The longest name in characters; longer ones are cut.
    pub const LONGEST: usize = 64;

    /// Reads a name; `None` for one without letters or digits. Line breaks and marks that change
    /// the writing direction are removed.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let words: Vec<&str> = text
            .split(|letter: char| letter.is_whitespace() || letter.is_control())
            .collect();
        let line = words
            .into_iter()
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ");

        let name: String = line
            .chars()
            .filter(|letter| !turns(*letter))
            .take(Self::LONGEST)
            .collect();
        let name = name.trim_end();

        name.chars()
            .any(char::is_alphanumeric)
            .then(|| Self(name.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

const fn turns(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_short_line() {
        let name = |text: &str| Name::parse(text).map(|name| name.as_str().to_owned());
        assert_eq!(name("  Анна \n Петрова ").as_deref(), Some("Анна Петрова"));
        assert_eq!(name("Eve\u{202e}\u{0}!").as_deref(), Some("Eve !"));
        assert_eq!(
            name(&"я".repeat(500)).map(|name| name.chars().count()),
            Some(Name::LONGEST)
        );

        for nobody in ["", " \t", "\u{202e}", "…"] {
            assert_eq!(name(nobody), None, "{nobody:?}");
        }
    }
}
