//! How a style is edited before it is painted in: fewer colours, a part of it, something removed.

use std::fmt;

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::picture::{PictureKey, PictureRef};

/// What is changed about a style. Kept as JSON without what is as usual.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct StyleEdit {
    /// To how many colours it is reduced.
    #[serde(skip_serializing_if = "is_usual")]
    pub colours: Colours,
    /// Which part of it is used.
    #[serde(skip_serializing_if = "is_usual")]
    pub part: StylePart,
    /// A copy of the whole style in which the person has painted over what is not to be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without: Option<PictureKey>,
}

fn is_usual<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl StyleEdit {
    /// Whether nothing is changed.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        is_usual(self)
    }
}

/// To how many colours a style is reduced.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
pub enum Colours {
    /// It keeps all of them.
    #[default]
    #[strum(serialize = "a")]
    All,
    /// To eight.
    #[strum(serialize = "8")]
    Eight,
    /// To five.
    #[strum(serialize = "5")]
    Five,
    /// To three.
    #[strum(serialize = "3")]
    Three,
}

impl Colours {
    /// What can be chosen.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The letter or digit in the codes of buttons.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// How many they are; `None` for all.
    #[must_use]
    pub const fn count(self) -> Option<u8> {
        match self {
            Self::All => None,
            Self::Eight => Some(8),
            Self::Five => Some(5),
            Self::Three => Some(3),
        }
    }
}

/// The part of a style that is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum StylePart {
    /// All of it.
    #[default]
    Whole,
    /// The upper half.
    Top,
    /// The lower half.
    Bottom,
    /// The left half.
    Left,
    /// The right half.
    Right,
    /// The middle, without a fifth at each edge.
    Middle,
    /// What the person has chosen themselves.
    Rectangle(Rectangle),
}

impl StylePart {
    /// The parts that have a name.
    pub const NAMED: [Self; 6] = [
        Self::Whole,
        Self::Top,
        Self::Bottom,
        Self::Left,
        Self::Right,
        Self::Middle,
    ];

    /// The name in the keys of texts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Top => "top",
            Self::Bottom => "bottom",
            Self::Left => "left",
            Self::Right => "right",
            Self::Middle => "middle",
            Self::Rectangle(_) => "rectangle",
        }
    }

    /// Reads what [`fmt::Display`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let named = Self::NAMED.into_iter().find(|part| part.name() == text);
        named.or_else(|| Rectangle::parse(text).map(Self::Rectangle))
    }
}

impl fmt::Display for StylePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rectangle(rectangle) => rectangle.fmt(f),
            named => f.write_str(named.name()),
        }
    }
}

impl TryFrom<String> for StylePart {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("no part of a style")
    }
}

impl From<StylePart> for String {
    fn from(part: StylePart) -> Self {
        part.to_string()
    }
}

/// A rectangle in thousandths of a picture's width and height. It lies inside the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rectangle {
    x: u16,
    y: u16,
    width: u16,
    height: u16,
}

impl Rectangle {
    /// The least width and height.
    pub const LEAST: u16 = 50;
    /// All of the picture.
    pub const WHOLE: Self = Self {
        x: 0,
        y: 0,
        width: Self::SIDE,
        height: Self::SIDE,
    };
    const SIDE: u16 = 1000;

    /// From its left upper corner, width and height; `None` if it is too small or not inside.
    #[must_use]
    pub const fn new(x: u16, y: u16, width: u16, height: u16) -> Option<Self> {
        let is_large_enough = width >= Self::LEAST && height >= Self::LEAST;
        let is_inside = width <= Self::SIDE
            && height <= Self::SIDE
            && x <= Self::SIDE - width
            && y <= Self::SIDE - height;
        if !is_large_enough || !is_inside {
            return None;
        }

        Some(Self {
            x,
            y,
            width,
            height,
        })
    }

    /// Its left edge.
    #[must_use]
    pub const fn x(self) -> u16 {
        self.x
    }

    /// Its upper edge.
    #[must_use]
    pub const fn y(self) -> u16 {
        self.y
    }

    /// Its width.
    #[must_use]
    pub const fn width(self) -> u16 {
        self.width
    }

    /// Its height.
    #[must_use]
    pub const fn height(self) -> u16 {
        self.height
    }

    /// Reads what [`fmt::Display`] wrote; nothing else is a rectangle.
    fn parse(text: &str) -> Option<Self> {
        let mut numbers = text.split('.').map(|number| number.parse::<u16>().ok());
        let mut next = || numbers.next().flatten();
        let rectangle = Self::new(next()?, next()?, next()?, next()?)?;
        (rectangle.to_string() == text).then_some(rectangle)
    }
}

impl fmt::Display for Rectangle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}.{}", self.x, self.y, self.width, self.height)
    }
}

/// A style with its edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EditedStyle {
    /// The picture.
    pub picture: PictureRef,
    /// What is changed about it.
    pub edit: StyleEdit,
}

impl EditedStyle {
    /// A style as it is.
    #[must_use]
    pub fn plain(picture: PictureRef) -> Self {
        Self {
            picture,
            edit: StyleEdit::default(),
        }
    }

    /// The person's own pictures in it.
    pub fn own_pictures(self) -> impl Iterator<Item = PictureKey> + Clone {
        self.picture.own().into_iter().chain(self.edit.without)
    }
}

/// What became of an edit when it was tried on its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TriedEdit {
    /// What was tried.
    pub style: EditedStyle,
    /// A picture of the edited style, or why there is none.
    pub outcome: Result<PictureKey, EditProblem>,
}

/// Why an edit cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditProblem {
    /// The painted-over copy has another shape than the style.
    OtherShape,
    /// Nothing is painted over in the copy.
    NothingRemoved,
    /// Everything is painted over, or everything in the chosen part.
    EverythingRemoved,
    /// The part has too few pixels.
    TooSmall,
    /// Nobody knows: it took too long, or a picture could not be read at the moment. The painting
    /// may succeed.
    NotTried,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_is_kept_without_what_is_usual() {
        let json = |edit: &StyleEdit| serde_json::to_string(edit).unwrap();
        assert_eq!(json(&StyleEdit::default()), "{}");

        let rectangle = Rectangle::new(120, 0, 500, 1000).unwrap();
        let edit = StyleEdit {
            colours: Colours::Five,
            part: StylePart::Rectangle(rectangle),
            without: None,
        };
        assert_eq!(json(&edit), r#"{"colours":"five","part":"120.0.500.1000"}"#);
        assert_eq!(
            serde_json::from_str::<StyleEdit>(&json(&edit)).unwrap(),
            edit
        );
    }

    #[test]
    fn every_part_is_read_back() {
        for part in StylePart::NAMED {
            assert_eq!(StylePart::parse(&part.to_string()), Some(part));
        }

        for text in [
            "",
            "all",
            "rectangle",
            "0.0.1000",
            "0.0.1000.1000.1",
            "0.0.01000.1000",
            "0.0.49.1000",
            "501.0.500.500",
            "0.65535.500.500",
            "-1.0.500.500",
        ] {
            assert_eq!(StylePart::parse(text), None, "{text}");
        }
    }
}
