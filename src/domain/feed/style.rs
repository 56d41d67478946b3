//! Public styles that everybody can use.

use std::fmt;

use super::{EntryId, Part, StyleId};
use crate::domain::look::Level;
use crate::domain::picture_size::PictureSize;
use crate::domain::styles::GalleryStyle;

/// A public style by its key: from the starter gallery, or shown by an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StyleKey {
    /// From the starter gallery.
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

/// A public style as links and buttons name it. Seen in an entry, it is used as it was edited there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StyleUse {
    /// The style.
    pub key: StyleKey,
    /// The entry that it was seen in.
    pub seen_in: Option<EntryId>,
}

impl StyleUse {
    /// A style as it is.
    #[must_use]
    pub const fn plain(key: StyleKey) -> Self {
        Self { key, seen_in: None }
    }

    /// Reads what [`fmt::Display`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let Some((key, entry)) = text.split_once('_') else {
            return StyleKey::parse(text).map(Self::plain);
        };
        Some(Self {
            key: StyleKey::parse(key)?,
            seen_in: Some(EntryId::parse(entry)?),
        })
    }
}

impl fmt::Display for StyleUse {
    /// At most 27 letters, digits and underscores.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.key.fmt(f)?;
        match self.seen_in {
            None => Ok(()),
            Some(entry) => write!(f, "_{entry}"),
        }
    }
}

/// What the public pages show about a style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicStyle {
    /// Its public key.
    pub key: StyleKey,
    /// The entry whose picture shows the style; `None` for gallery styles without entries.
    pub face: Option<Face>,
    /// How many paintings have used it.
    pub uses: u32,
    /// How many public entries show it.
    pub entries: u32,
    /// The operator's recommended strength.
    pub strength: Option<Level>,
    /// The operator's recommended stroke size.
    pub stroke: Option<Level>,
}

/// The part of a public entry that shows a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Face {
    /// The entry.
    pub entry: EntryId,
    /// Which of its pictures.
    pub part: Part,
    /// The picture's shape.
    pub shape: PictureSize,
}
