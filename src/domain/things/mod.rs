//! What a photo shows, as the classifier of the engine takes it, in words that may be said.
//!
//! The classes are the 1,000 of ImageNet, which name dogs to the breed and people not at all. So
//! this module has broader words for kinds that are close ([`Group`]), and a list of classes that are
//! never said, whatever their probability: what the classifier says of a portrait is a wig or a
//! weapon. It knows probabilities and text keys; how they are computed is the engine's.

mod groups;
mod never_said;
mod seen;

use super::language::Language;

pub use groups::Group;
pub use seen::{Certainty, Seen};

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

    /// Whether it may be said of a photo.
    #[must_use]
    pub fn may_be_said(self) -> bool {
        !never_said::is_never_said(self.0)
    }
}

/// A word for what a photo shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

    /// Its name: with an article in English, in the nominative in Russian.
    #[must_use]
    pub fn name(self, language: Language) -> String {
        language.text(&self.text_key())
    }

    /// Whether `thing` is called the same: a cup is both a class and a group.
    fn has_the_name_of(self, thing: Thing) -> bool {
        let name = |word: Self| word.name(Language::En);
        name(self) == name(Self::Thing(thing))
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
