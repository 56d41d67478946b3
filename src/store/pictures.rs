//! Rows of pictures. Their bytes are in the object store at `{owner}/{key}`.

use async_trait::async_trait;
use strum::{EnumString, IntoStaticStr};

use crate::domain::film::{Film, KeptFilm};
use crate::domain::ids::{ChatId, PersonId};
use crate::domain::picture::PictureKey;
use crate::domain::picture_size::PictureSize;
use crate::domain::time::Moment;
use crate::store::Result;

/// Rows of pictures. A row is written before its bytes and removed after them, so no bytes are ever
/// without a row.
#[async_trait]
pub trait PictureStore: Send + Sync + 'static {
    /// Creates the row of a picture before its bytes are written. A known picture is kept longer.
    async fn keep_picture(&self, picture: KeepPicture) -> Result<KeepOutcome>;

    /// A picture by owner and key; `None` if the owner does not have it.
    async fn picture(&self, owner: PersonId, key: PictureKey) -> Result<Option<StoredPicture>>;

    /// Notes that a picture is the still of a film, whose file has a row, too. The file is kept for
    /// as long as a still names it. Another film that the picture was the still of is let go.
    async fn keep_film(&self, owner: PersonId, kept: KeptFilm, now: Moment) -> Result<KeepOutcome>;

    /// The film that a picture is the still of; `None` if it is none, or the owner does not have it.
    async fn film(&self, owner: PersonId, still: PictureKey) -> Result<Option<Film>>;

    /// How much is kept of what a person has sent, and of what has been sent lately from the
    /// network of this chat.
    async fn kept_inputs(&self, owner: PersonId, chat: ChatId, now: Moment) -> Result<KeptInputs>;

    /// Notes that a picture was sent in this chat, for the network that it came from.
    async fn count_input(&self, chat: ChatId, key: PictureKey, now: Moment) -> Result<()>;

    /// Marks expired pictures that no running job needs. Returns up to `limit` marked pictures,
    /// whose bytes can be deleted.
    async fn pictures_to_delete(&self, now: Moment, limit: u32) -> Result<Vec<OwnedPicture>>;

    /// Deletes the row of a marked picture, once its bytes are deleted.
    async fn delete_picture_row(&self, owner: PersonId, key: PictureKey) -> Result<()>;
}

/// A picture to save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeepPicture {
    /// Whose.
    pub owner: PersonId,
    /// Its name.
    pub key: PictureKey,
    /// What it is for.
    pub kind: PictureKind,
    /// Its size in bytes.
    pub bytes: u64,
    /// Width and height in pixels.
    pub size: PictureSize,
    /// Whether it has no colours of its own.
    pub is_grey: bool,
    /// When it may be deleted; `None` keeps it until the person is forgotten.
    pub expires_at: Option<Moment>,
    /// Now.
    pub now: Moment,
}

/// What a picture is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum PictureKind {
    /// Sent by the person.
    Input,
    /// Shown while a job runs.
    Preview,
    /// Painted.
    Painting,
    /// Where the next attempt of a job continues.
    Checkpoint,
}

/// A picture by its owner and its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnedPicture {
    /// The folder of its bytes.
    pub owner: PersonId,
    /// Its name.
    pub key: PictureKey,
}

/// What is kept of the pictures that were sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeptInputs {
    /// By the person, in all their chats.
    pub by_person: KeptBytes,
    /// From the network; nothing where the account is the measure.
    pub by_network: KeptBytes,
}

/// Bytes that are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeptBytes {
    /// How many.
    pub bytes: u64,
    /// When they become fewer; `None` if nothing of them expires.
    pub fewer_at: Option<Moment>,
}

/// Whether the bytes may be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum KeepOutcome {
    /// Write them.
    Yes,
    /// Earlier bytes of the same name are being deleted. Try again soon.
    TryLater,
    /// The person was forgotten.
    NoOwner,
}

/// A saved picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPicture {
    /// The folder of its bytes: the person, or an account that joined theirs.
    pub owner: PersonId,
    /// What it is.
    pub kind: PictureKind,
    /// Its size in bytes.
    pub bytes: u64,
    /// Width and height in pixels.
    pub size: PictureSize,
}
