//! A kind of work, as data.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Effort, Knob, Knobs, Lane};

/// A kind of work.
#[derive(Debug)]
pub struct Kind {
    /// Its name in the database, in metrics, in the settings, and in the keys of its texts.
    pub name: KindName,
    /// The command that begins one; `None` for the kind that everything begins with, and for those
    /// that begin with a button only.
    pub command: Option<&'static str>,
    /// What it is made of.
    pub made_of: MadeOf,
    /// What it needs beside that.
    pub beside: Beside,
    /// Whether it begins with the tap that asks for it, without a summary to confirm.
    pub starts_at_once: bool,
    /// What can be chosen.
    pub knobs: &'static [Knob],
    /// The lane of the queue in which it is made.
    pub lane: Lane,
    /// How much work it is.
    pub effort: Effort,
    /// What can be done next with a finished one: the rows of buttons below it.
    pub next: &'static [&'static [NextStep]],
    /// A small picture of what comes out, as a WebP of about 330 by 220 pixels.
    pub picture: Option<&'static [u8]>,
    /// Whether the result is kept to the bit, and sent as a file, too.
    pub is_lossless: bool,
    /// Whether it is a picture to print on canvas and to publish. Otherwise it is information.
    pub is_art: bool,
}

/// The picture that a kind is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MadeOf {
    /// A photo.
    Photo,
    /// A photo without colours of its own: the kind is offered first for such a photo, and not for
    /// others unless the person asks for it.
    GreyPhoto,
    /// A film, whose still is the photo.
    Film,
    /// A picture whose style counts: the gallery's pictures are as good as the person's own.
    Style,
    /// A finished piece of work, by a button below it. The result is a film, which is kept beside
    /// that piece's picture.
    Finished,
}

/// Which pictures a kind needs beside the photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// None.
    Nothing,
    /// One picture, if the person wants.
    Guide,
    /// One style, or two with a ratio.
    Styles,
    /// One style.
    OneStyle,
}

impl Beside {
    /// Whether it needs a style before it can be made.
    #[must_use]
    pub const fn is_style(self) -> bool {
        matches!(self, Self::Styles | Self::OneStyle)
    }
}

/// What can be done with a finished piece of work: a button below it.
#[derive(Clone, Copy, Debug)]
pub struct NextStep {
    /// What its button carries.
    pub code: Code,
    /// The key of the button's text.
    pub label: &'static str,
    /// What it does.
    pub action: StepAction,
}

/// What a [`NextStep`] does.
#[derive(Clone, Copy, Debug)]
pub enum StepAction {
    /// The same with this knob a place higher or lower.
    Turn {
        /// The knob.
        knob: Code,
        /// By how many places.
        by: i8,
        /// The key of the text that says that there is no further place.
        end: &'static str,
    },
    /// The same with another choice on this knob.
    Choose(Code),
    /// The same photo with another picture beside it.
    OtherBeside,
    /// Another photo with the same picture beside it and the same choices.
    OtherPhoto,
    /// A painting in the style of what this was made of.
    PaintInIt,
    /// A painting of the photo in the style of the gallery with this short name.
    PaintWith(&'static str),
    /// A film of this kind about the finished piece, or the one that was made before.
    Film(KindName),
    /// Something from this photo, or from the result.
    Make {
        /// Of which kind.
        kind: KindName,
        /// From what.
        from: FromResult,
    },
}

/// What the next piece of work begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FromResult {
    /// The photo of this one.
    Photo,
    /// What was made.
    Result,
}

/// The letter that stands for a knob or a next step in the code of a button. A letter that was in
/// use is never used for something else.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Code(pub char);

impl Code {
    /// Reads a letter or sign.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut letters = text.chars();
        let code = letters.next()?;
        (letters.next().is_none() && code.is_ascii_graphic() && !code.is_ascii_digit())
            .then_some(Self(code))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

/// The name of a kind: at most [`KindName::LONGEST`] small letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct KindName([u8; Self::LONGEST]);

impl KindName {
    /// The longest name in bytes.
    pub const LONGEST: usize = 12;

    /// A name that is written in the program.
    ///
    /// # Panics
    /// If it is longer than [`KindName::LONGEST`] or has something else than small letters.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self::read(name.as_bytes()).expect("the name of a kind has at most 12 small letters")
    }

    /// Reads a name.
    #[must_use]
    pub const fn parse(name: &str) -> Option<Self> {
        Self::read(name.as_bytes())
    }

    const fn read(name: &[u8]) -> Option<Self> {
        if name.is_empty() || name.len() > Self::LONGEST {
            return None;
        }

        let mut letters = [0; Self::LONGEST];
        let mut place = 0;
        while place < name.len() {
            if !name[place].is_ascii_lowercase() {
                return None;
            }
            letters[place] = name[place];
            place += 1;
        }

        Some(Self(letters))
    }

    /// The name.
    ///
    /// # Panics
    /// Never: it has only letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let end = self.0.iter().position(|letter| *letter == 0);
        let letters = &self.0[..end.unwrap_or(Self::LONGEST)];
        std::str::from_utf8(letters).expect("a name has only letters")
    }
}

impl fmt::Display for KindName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for KindName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

impl TryFrom<String> for KindName {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        Self::parse(&name).ok_or("the name of a kind has at most 12 small letters")
    }
}

impl From<KindName> for String {
    fn from(name: KindName) -> Self {
        name.as_str().to_owned()
    }
}

impl Kind {
    /// The knobs that count, with their places: some do not beside a second picture.
    pub fn knobs_that_count(
        &self,
        has_guide: bool,
    ) -> impl Iterator<Item = (usize, &'static Knob)> {
        let knobs = self.knobs.iter().enumerate();
        knobs.filter(move |(_, knob)| !(has_guide && knob.without_guide))
    }

    /// The knob with this code.
    #[must_use]
    pub fn knob(&self, code: Code) -> Option<&'static Knob> {
        self.knobs.iter().find(|knob| knob.code == code)
    }

    /// The choice on a knob, as a place among its choices.
    #[must_use]
    pub fn place(&self, knobs: Knobs, code: Code) -> Option<usize> {
        let index = self.knobs.iter().position(|knob| knob.code == code)?;
        Some(knobs.place(index, &self.knobs[index]))
    }

    /// The same choices but for this one; unchanged if there is no such knob or place.
    #[must_use]
    pub fn with(&self, knobs: Knobs, code: Code, place: usize) -> Knobs {
        match self.knobs.iter().position(|knob| knob.code == code) {
            Some(index) => knobs.with(index, &self.knobs[index], place),
            None => knobs,
        }
    }

    /// The kind of film that can be made of a finished piece, and the button for it.
    #[must_use]
    pub fn film(&self) -> Option<(KindName, &'static NextStep)> {
        let mut steps = self.next.iter().copied().flatten();
        steps.find_map(|step| match step.action {
            StepAction::Film(kind) => Some((kind, step)),
            _ => None,
        })
    }

    /// The next step with this code.
    #[must_use]
    pub fn step(&self, code: Code) -> Option<&'static NextStep> {
        self.next
            .iter()
            .copied()
            .flatten()
            .find(|step| step.code == code)
    }

    /// The iterations that the engine is asked for; `None` if the tier decides.
    #[must_use]
    pub fn iterations(&self, knobs: Knobs) -> Option<u32> {
        match self.effort {
            Effort::ByTier => None,
            Effort::ByFrame { painting, .. } => Some(painting),
            Effort::Fixed(iterations) => Some(iterations),
            Effort::ByKnob { knob, iterations } => {
                let place = self.place(knobs, knob)?;
                iterations.get(place).copied()
            }
        }
    }

    /// The key of one of this kind's texts.
    #[must_use]
    pub fn text(&self, what: &str) -> String {
        format!("{what}-{}", self.name)
    }

    /// The key of a text about one of its knobs.
    #[must_use]
    pub fn knob_text(&self, what: &str, knob: &Knob) -> String {
        format!("{what}-{}-{}", self.name, knob.name)
    }

    /// The key of the name of a choice.
    #[must_use]
    pub fn choice_text(&self, knob: &Knob, place: usize) -> String {
        let choice = knob.choices.get(place).copied().unwrap_or_default();
        format!("choice-{}-{}-{choice}", self.name, knob.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_few_small_letters() {
        for name in ["dream", "a", "twelveletter"] {
            assert_eq!(KindName::parse(name).unwrap().as_str(), name);
        }

        for name in ["", "Dream", "thirteenlette", "a-b", "мечта"] {
            assert_eq!(KindName::parse(name), None, "{name}");
        }
    }

    #[test]
    fn a_code_is_one_sign_and_no_digit() {
        assert_eq!(Code::parse("+"), Some(Code('+')));
        for text in ["", "ab", "1", " ", "é"] {
            assert_eq!(Code::parse(text), None, "{text}");
        }
    }
}
