//! Pictures as rows; the bytes live behind the object store at `{owner}/{key}`.

use crate::domain::ids::PersonId;
use crate::domain::picture::PictureKey;
use crate::domain::time::Moment;

/// A picture to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeepPicture {
    /// Whose.
    pub owner: PersonId,
    /// Its name.
    pub key: PictureKey,
    /// What for.
    pub kind: PictureKind,
    /// Its size in bytes.
    pub bytes: u64,
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// Deleted after, unless kept again; `None` keeps it until the person goes.
    pub expires_at: Option<Moment>,
    /// Now.
    pub now: Moment,
}

/// What a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureKind {
    /// Sent by the person.
    Input,
    /// Shown while a job runs.
    Preview,
    /// Painted.
    Painting,
    /// Where a job's next attempt goes on.
    Checkpoint,
}

/// Whether the bytes may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum KeepOutcome {
    /// Write them.
    Yes,
    /// Earlier bytes of the same name are just being deleted: try again shortly.
    TryLater,
    /// The person has gone.
    NoOwner,
}

/// A kept picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPicture {
    /// Under whom its bytes lie: the person, or somebody who has joined them.
    pub owner: PersonId,
    /// What it is.
    pub kind: PictureKind,
    /// Its size in bytes.
    pub bytes: u64,
    /// Width and height in pixels.
    pub size: (u32, u32),
}
