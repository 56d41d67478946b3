//! Styles that a person keeps under a name.

use std::fmt;

use super::PenName;
use crate::domain::picture::PictureKey;

/// How a style is called by the person who keeps it: like a name, one short line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyleTitle(PenName);

impl StyleTitle {
    /// Reads a title.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        PenName::parse(text).map(Self)
    }
}

impl fmt::Display for StyleTitle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A style that a person keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedStyle {
    /// The picture.
    pub picture: PictureKey,
    /// Its name.
    pub title: StyleTitle,
}

impl SavedStyle {
    /// As many as a person keeps.
    pub const MOST: usize = 30;
}
