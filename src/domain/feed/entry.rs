//! A published painting.

use std::fmt;

use serde::{Deserialize, Serialize};
use strum::{EnumCount, EnumString, IntoStaticStr, VariantArray};

use super::{EntryId, StyleKey, StyleUse};
use crate::domain::job::{JobRequest, Styles, WhichStyle};
use crate::domain::look::Share;
use crate::domain::picture_size::PictureSize;
use crate::domain::style_edit::StyleEdit;
use crate::domain::things::Word;
use crate::domain::tier::Tier;
use crate::domain::time::Moment;
use crate::domain::work::{KindName, Knobs, painting};

/// What visitors see of a published painting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its public key.
    pub id: EntryId,
    /// The author's pen name, if they show it.
    pub name: Option<PenName>,
    /// What its photo shows, if its author has made that its title.
    pub title: Option<Word>,
    /// Whether the service painted it by itself as a showcase.
    pub is_by_service: bool,
    /// When it became public.
    pub published: Moment,
    /// How it was made.
    pub recipe: PaintingRecipe,
    /// The pictures it shows, by their shapes.
    pub parts: Parts,
    /// The style, if it is shown; others can use it.
    pub style: Option<StyleKey>,
    /// The second style, if there is one and it is shown.
    pub second_style: Option<StyleKey>,
    /// How many people like it.
    pub likes: u32,
}

impl Entry {
    /// One of its styles as it was used for it; `None` if it is not shown.
    #[must_use]
    pub fn style_use(&self, which: WhichStyle) -> Option<StyleUse> {
        let key = match which {
            WhichStyle::First => self.style,
            WhichStyle::Second => self.second_style,
        }?;

        let seen_in = self.is_edited(which).then_some(self.id);
        Some(StyleUse { key, seen_in })
    }

    fn is_edited(&self, which: WhichStyle) -> bool {
        let (edit, copy) = match which {
            WhichStyle::First => (self.recipe.edit, self.parts.painted_over),
            WhichStyle::Second => (self.recipe.second_edit, self.parts.second_painted_over),
        };
        !edit.is_nothing() || copy.is_some()
    }
}

/// The public part of how a painting was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaintingRecipe {
    /// What it is. Entries from the time when there was nothing else are paintings.
    #[serde(default = "painting::name")]
    pub kind: KindName,
    /// What was chosen.
    #[serde(alias = "look")]
    pub knobs: Knobs,
    /// Whether it was made after a second picture.
    #[serde(default)]
    pub is_guided: bool,
    /// The tier.
    pub tier: Tier,
    /// The longest side in pixels.
    pub size: u32,
    /// After how many iterations.
    pub iterations: u32,
    /// The share of the second style, if there is one.
    pub share: Option<Share>,
    /// What is changed about the style, if it is shown. The copy in which something is painted over
    /// is one of the entry's pictures.
    #[serde(default, skip_serializing_if = "StyleEdit::is_nothing")]
    pub edit: StyleEdit,
    /// What is changed about the second style, if it is shown.
    #[serde(default, skip_serializing_if = "StyleEdit::is_nothing")]
    pub second_edit: StyleEdit,
}

impl PaintingRecipe {
    /// The recipe with what is changed about the styles, which are shown.
    #[must_use]
    pub fn with_edits(self, styles: &Styles) -> Self {
        let shown = |edit: StyleEdit| StyleEdit {
            without: None,
            ..edit
        };
        let second = styles.second.map(|second| shown(second.edit));
        Self {
            edit: shown(styles.edit),
            second_edit: second.unwrap_or_default(),
            ..self
        }
    }

    /// The recipe of a painting at one of its iterations.
    #[must_use]
    pub fn from_request(request: &JobRequest, iterations: u32) -> Self {
        let JobRequest {
            kind,
            knobs,
            plan,
            styles,
            ..
        } = *request;
        Self {
            kind,
            knobs,
            is_guided: styles.is_some(),
            tier: plan.tier,
            size: plan.size,
            iterations,
            share: styles
                .and_then(|styles| styles.second)
                .map(|second| second.share),
            edit: StyleEdit::default(),
            second_edit: StyleEdit::default(),
        }
    }
}

/// One of the pictures of an entry.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumCount, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Part {
    /// The painting.
    Painting,
    /// The photo.
    Photo,
    /// The style.
    Style,
    /// The second style.
    SecondStyle,
    /// The copy of the style in which something is painted over.
    PaintedOver,
    /// The copy of the second style in which something is painted over.
    SecondPaintedOver,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; Self::COUNT] = *Self::VARIANTS
        .first_chunk()
        .expect("an array of all variants has a place for each");

    /// The word in addresses.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Reads [`Part::name`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

/// The size in which a part is served.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumCount, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub enum Size {
    /// In the grid of the feed.
    Grid,
    /// On the entry's own page.
    Page,
    /// As a link preview in messengers and social networks, 1200 by 630 pixels; painting only.
    Card,
}

impl Size {
    /// Every size.
    pub const ALL: [Self; Self::COUNT] = *Self::VARIANTS
        .first_chunk()
        .expect("an array of all variants has a place for each");
    /// Width and height of a card.
    pub const CARD: PictureSize = PictureSize {
        width: 1200,
        height: 630,
    };

    /// The word in addresses.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Reads [`Size::name`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    /// Width and height of a picture in this size: never larger than the picture is.
    #[must_use]
    pub fn scale(self, picture: PictureSize) -> PictureSize {
        match self {
            Self::Grid => picture.within(480),
            Self::Page => picture.within(1200),
            Self::Card => Self::CARD,
        }
    }

    /// Whether this part is served in this size.
    #[must_use]
    pub const fn serves(self, part: Part) -> bool {
        match part {
            Part::Painting => true,
            Part::Photo | Part::Style | Part::SecondStyle => !matches!(self, Self::Card),
            // Nobody looks at them: they are used with the style.
            Part::PaintedOver | Part::SecondPaintedOver => matches!(self, Self::Page),
        }
    }
}

/// The pictures that an entry shows, by their shapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parts {
    /// The painting.
    pub painting: PictureSize,
    /// The photo, if it is shown.
    pub photo: Option<PictureSize>,
    /// The style, if it is shown.
    pub style: Option<PictureSize>,
    /// The second style, if there is one and it is shown.
    pub second_style: Option<PictureSize>,
    /// The copy of the style in which something is painted over, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub painted_over: Option<PictureSize>,
    /// The copy of the second style in which something is painted over, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_painted_over: Option<PictureSize>,
    /// The film beside the painting, if it is shown; no picture, and served as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub film: Option<PictureSize>,
}

impl Parts {
    /// The shape of a part, if it is shown.
    #[must_use]
    pub const fn shape(&self, part: Part) -> Option<PictureSize> {
        match part {
            Part::Painting => Some(self.painting),
            Part::Photo => self.photo,
            Part::Style => self.style,
            Part::SecondStyle => self.second_style,
            Part::PaintedOver => self.painted_over,
            Part::SecondPaintedOver => self.second_painted_over,
        }
    }
}

/// What a person shows along with a painting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shows {
    /// The photo.
    pub photo: bool,
    /// The style, or both of them.
    pub style: bool,
    /// The film beside the painting.
    #[serde(default)]
    pub film: bool,
    /// A name.
    pub name: Option<PenName>,
    /// A title.
    #[serde(default)]
    pub title: Option<Word>,
}

/// The name that a person publishes under: one short line without links or markup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PenName(String);

impl PenName {
    /// The longest name in characters.
    pub const LONGEST: usize = 32;

    /// Reads a name: letters, digits, spaces and a few marks; runs of spaces become one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let plain = |letter: char| letter.is_alphanumeric() || " -'’._".contains(letter);
        let is_address = name
            .split(' ')
            .any(|word| word.trim_end_matches('.').contains('.'));

        let fits = (1..=Self::LONGEST).contains(&name.chars().count());
        (fits && !is_address && name.chars().all(plain) && name.chars().any(char::is_alphanumeric))
            .then_some(Self(name))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PenName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for PenName {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("a name has at most 32 letters and no marks")
    }
}

impl From<PenName> for String {
    fn from(name: PenName) -> Self {
        name.0
    }
}

/// The stage of an entry. Visitors only see [`Stage::Public`] entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumCount, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum Stage {
    /// Its small pictures are being made.
    Preparing,
    /// It waits for the operator's approval.
    Awaiting,
    /// Everybody can see it.
    Public,
    /// The operator has hidden it.
    Hidden,
    /// Its author has taken it back.
    TakenBack,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Self; Self::COUNT] = *Self::VARIANTS
        .first_chunk()
        .expect("an array of all variants has a place for each");

    /// The word in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Reads [`Stage::name`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_short_line_without_addresses() {
        for (text, name) in [
            ("  Анна   К. ", "Анна К."),
            ("J.", "J."),
            ("O'Neil-2", "O'Neil-2"),
            ("日本", "日本"),
        ] {
            assert_eq!(
                PenName::parse(text).map(String::from).as_deref(),
                Some(name),
                "{text}"
            );
        }

        let long = "a".repeat(33);
        for text in [
            "",
            " ",
            "...",
            "<b>",
            "a\u{202e}b",
            "see t.me",
            "a@b",
            "https://x",
            "🙂",
            long.as_str(),
        ] {
            assert_eq!(PenName::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_picture_is_never_made_larger_and_keeps_its_proportions() {
        let shape = |width, height| PictureSize { width, height };
        for (size, picture, served) in [
            (Size::Grid, shape(600, 400), shape(480, 320)),
            (Size::Grid, shape(100, 50), shape(100, 50)),
            (Size::Page, shape(900, 2400), shape(450, 1200)),
            (Size::Page, shape(4000, 1), shape(1200, 1)),
            (Size::Card, shape(10, 10), Size::CARD),
        ] {
            assert_eq!(size.scale(picture), served);
        }
    }
}
