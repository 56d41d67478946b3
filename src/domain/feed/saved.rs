//! Saved styles.

use std::fmt;

use super::PenName;
use crate::domain::picture::{PictureKey, PictureRef};
use crate::domain::style_edit::{EditedStyle, StyleEdit};

/// The title that a person gives a saved style; the same rules as for a pen name.
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

/// A saved style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedStyle {
    /// The picture.
    pub picture: PictureKey,
    /// Its title.
    pub title: StyleTitle,
    /// What is changed about it.
    pub edit: StyleEdit,
}

impl SavedStyle {
    /// The most styles a person can save.
    pub const MOST: usize = 30;

    /// The style with its edit.
    #[must_use]
    pub const fn style(&self) -> EditedStyle {
        EditedStyle {
            picture: PictureRef::Own(self.picture),
            edit: self.edit,
        }
    }
}
