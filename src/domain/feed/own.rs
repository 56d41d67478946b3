//! A person's own entries, and what was fetched for them from the feed.

use super::{EntryId, Stage, StyleUse};
use crate::domain::ids::JobId;
use crate::domain::look::Level;
use crate::domain::picture::PictureKey;
use crate::domain::style_edit::EditedStyle;

/// One of a person's entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublishedEntry {
    /// The entry.
    pub entry: EntryId,
    /// The job that painted it.
    pub job: JobId,
    /// Its stage.
    pub stage: Stage,
    /// Whether the operator has ever hidden it, even if it was taken back since.
    pub was_hidden: bool,
    /// How many people like it.
    pub likes: u32,
    /// Whether it shows a film, or soon will.
    pub has_film: bool,
}

impl PublishedEntry {
    /// Whether it can be taken back.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.stage != Stage::TakenBack
    }
}

/// A public style that was copied for a person. From now on it is like one they have sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FetchedStyle {
    /// The picture, with the edit of the painting that it was found with.
    pub style: EditedStyle,
    /// The operator's recommended strength.
    pub strength: Option<Level>,
    /// The operator's recommended stroke size.
    pub stroke: Option<Level>,
}

/// One of the best entries, copied to be shown in a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Best {
    /// The entry.
    pub entry: EntryId,
    /// The painting.
    pub picture: PictureKey,
    /// Its style, if it is shown.
    pub style: Option<StyleUse>,
    /// How many people like it.
    pub likes: u32,
}
