//! What a photo shows, as the classifier of the engine takes it, in words that may be said.
//!
//! The classes are the 1,000 of ImageNet, which name dogs to the breed and people not at all. So
//! this module has broader words for kinds that are close ([`Group`]), and a list of classes that are
//! never said, whatever their probability: what the classifier says of a portrait is a wig or a
//! weapon. It knows probabilities and text keys; how they are computed is the engine's.

mod groups;
mod never_said;
mod search;
mod seen;

use serde::{Deserialize, Serialize};

use super::language::Language;

pub use groups::Group;
pub use search::with_words;
pub use seen::{Certainty, Guess, Seen, guesses};

/// A class of ImageNet: 0 is a tench, 999 is toilet tissue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Thing(u16);

impl Thing {
    /// The number of classes.
    pub const COUNT: u16 = 1000;

    /// The thing with this index; `None` beyond the classes.
    #[must_use]
    pub fn new(class: u16) -> Option<Self> {
        (class < Self::COUNT).then_some(Self(class))
    }

    /// Its index.
    #[must_use]
    pub const fn class(self) -> u16 {
        self.0
    }

    /// The key of its name.
    #[must_use]
    pub fn text_key(self) -> String {
        format!("thing-{}", self.0)
    }

    /// Reads [`Thing::text_key`].
    fn from_text_key(key: &str) -> Option<Self> {
        Self::new(key.strip_prefix("thing-")?.parse().ok()?)
    }

    /// Whether it may be said of a photo.
    #[must_use]
    pub fn may_be_said(self) -> bool {
        !never_said::is_never_said(self.0)
    }
}

/// A word for what a photo shows. It is kept as the key of its name, so that everybody reads it in
/// their own language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Word {
    /// A class.
    Thing(Thing),
    /// A broader word for several classes.
    Group(Group),
}

impl Word {
    /// The key of its name.
    #[must_use]
    pub fn text_key(self) -> String {
        match self {
            Self::Thing(thing) => thing.text_key(),
            Self::Group(group) => group.text_key(),
        }
    }

    /// Its name as the language's sentences about photos want it: with an article in English, in the
    /// nominative in Russian.
    #[must_use]
    pub fn name(self, language: Language) -> String {
        language.text(&self.text_key())
    }

    /// Whether `thing` is called the same: a cup is both a class and a group.
    fn has_the_name_of(self, thing: Thing) -> bool {
        let name = |word: Self| word.name(Language::En);
        name(self) == name(Self::Thing(thing))
    }

    /// Its name with a capital letter, as the title of a picture.
    #[must_use]
    pub fn title(self, language: Language) -> String {
        language.capitalised(&self.name(language))
    }

    /// Reads [`Word::text_key`]; `None` for what is no word, or none that may be said (any more).
    #[must_use]
    pub fn parse(key: &str) -> Option<Self> {
        let thing = || Thing::from_text_key(key).filter(|thing| thing.may_be_said());
        let group = Group::from_text_key(key).map(Self::Group);
        group.or_else(|| thing().map(Self::Thing))
    }

    /// The classes that it stands for.
    #[must_use]
    pub fn classes(self) -> Vec<u16> {
        match self {
            Self::Thing(thing) => vec![thing.class()],
            Self::Group(group) => group.classes(),
        }
    }
}

impl TryFrom<String> for Word {
    type Error = &'static str;

    fn try_from(key: String) -> Result<Self, Self::Error> {
        Self::parse(&key).ok_or("no word for what a photo shows")
    }
}

impl From<Word> for String {
    fn from(word: Word) -> Self {
        word.text_key()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_that_may_be_said_is_read_back() {
        let things = (0..Thing::COUNT).filter_map(Thing::new);
        let things = things.filter(|thing| thing.may_be_said()).map(Word::Thing);
        let groups = Group::ALL.iter().copied().map(Word::Group);
        for word in things.chain(groups) {
            assert_eq!(Word::parse(&word.text_key()), Some(word));
        }

        for key in [
            "thing-903",
            "thing-1000",
            "thing-group-0",
            "thing-",
            "285",
            "",
        ] {
            assert_eq!(Word::parse(key), None, "{key}");
        }
    }

    #[test]
    fn a_title_begins_with_a_capital_letter() {
        let cat = Word::parse("thing-285").unwrap();
        assert_eq!(cat.title(Language::En), "An Egyptian cat");
        assert_eq!(cat.title(Language::Ru), "Египетская кошка");
    }
}
