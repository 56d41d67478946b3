//! A person's own entries, as they see them.

use super::{EntryId, Stage, StyleKey};
use crate::domain::ids::JobId;
use crate::domain::look::Level;
use crate::domain::picture::{PictureKey, PictureRef};

/// One of a person's entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublishedEntry {
    /// The entry.
    pub entry: EntryId,
    /// Whose painting it is.
    pub job: JobId,
    /// How far it is.
    pub stage: Stage,
    /// Whether the operator has hidden it, also if it was taken back since.
    pub was_hidden: bool,
    /// How many people like it.
    pub likes: u32,
}

impl PublishedEntry {
    /// Whether there is something to be taken back.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.stage != Stage::TakenBack
    }
}

/// A public style that was fetched for a person: theirs from now on, like one they have sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FetchedStyle {
    /// The picture.
    pub picture: PictureRef,
    /// How strong it should be, where the operator has tuned it.
    pub strength: Option<Level>,
    /// How large its strokes should be.
    pub stroke: Option<Level>,
}

/// One of the best entries, fetched to be shown in a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Best {
    /// The entry.
    pub entry: EntryId,
    /// The painting.
    pub picture: PictureKey,
    /// Its style, if that is shown.
    pub style: Option<StyleKey>,
    /// How many people like it.
    pub likes: u32,
}
