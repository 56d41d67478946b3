//! Styles that everybody may take for a photo of their own.

use std::fmt;

use super::{EntryId, Part, Shape, StyleId};
use crate::domain::look::Level;
use crate::domain::styles::GalleryStyle;

/// A style by its public key: of the starter gallery, or shown by somebody's entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StyleKey {
    /// Of the starter gallery.
    Gallery(GalleryStyle),
    /// Shown by an entry.
    Published(StyleId),
}

impl StyleKey {
    /// Reads what [`fmt::Display`] wrote; nothing else is a key.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        GalleryStyle::parse(text)
            .map(Self::Gallery)
            .or_else(|| StyleId::parse(text).map(Self::Published))
    }
}

impl fmt::Display for StyleKey {
    /// Letters and digits only, at most 13: it stands in links that open a chat.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gallery(style) => f.write_str(style.slug()),
            Self::Published(id) => id.fmt(f),
        }
    }
}

/// What everybody may know of a style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicStyle {
    /// Its public key.
    pub key: StyleKey,
    /// Where its picture is seen; `None` while only the gallery shows it.
    pub face: Option<Face>,
    /// How many paintings were begun with it.
    pub uses: u32,
    /// How many public entries show it.
    pub entries: u32,
    /// How strong it should be, where the operator has tuned it.
    pub strength: Option<Level>,
    /// How large its strokes should be, where the operator has tuned it.
    pub stroke: Option<Level>,
}

/// A part of a public entry that shows a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Face {
    /// The entry.
    pub entry: EntryId,
    /// Which of its pictures.
    pub part: Part,
    /// The picture's shape.
    pub shape: Shape,
}
