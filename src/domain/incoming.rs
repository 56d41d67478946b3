//! What the inbox holds: updates from messengers, and news from the store.
//!
//! Every messenger translates its updates into [`Incoming`]. The inbox worker fetches the files and
//! turns it into an [`Event`](super::conversation::Event). It is kept as JSON.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::language::Language;
use super::news::News;
use super::payment::{Charge, Provider};

/// An update as a messenger delivers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// The messenger's id of the update; a second update of the same id is the same update.
    pub id: String,
    /// The messenger's id of the chat.
    pub chat: String,
    /// The messenger's id of the topic of the chat that it was sent in, such as one of a forum.
    pub topic: Option<String>,
    /// The language that the messenger reports, if it does.
    pub language: Option<Language>,
    /// Updates of the same album have the same name here.
    pub album: Option<String>,
    /// How long to wait for the rest of the album.
    pub pause: Duration,
    /// What was sent.
    pub incoming: Incoming,
}

/// One entry of the inbox, independent of the messenger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Incoming {
    /// A text, perhaps a command.
    Text(String),
    /// A pressed button, by the code that [`Action`](super::button::Action) wrote.
    Button(String),
    /// Pictures, or files that may be pictures.
    Files {
        /// In the order of the album.
        files: Vec<RemoteFile>,
        /// The caption.
        caption: Option<String>,
    },
    /// Somebody asks for a painting in a group.
    InGroup {
        /// The messenger's id of this person's own chat.
        person: String,
        /// The photo and the style; empty if they were not found.
        files: Vec<RemoteFile>,
    },
    /// Something the bot cannot use.
    Unsupported(Unsupported),
    /// The messenger itself has taken a payment.
    Charged(Charge),
    /// The messenger itself has refunded a charge.
    Returned {
        /// Who had taken the money.
        provider: Provider,
        /// The provider's id of the charge.
        charge: String,
    },
    /// The store's own: something happened without the person's doing.
    News(News),
}

/// A file that has not been fetched from the messenger yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemoteFile {
    /// What the messenger needs to fetch it: a file id, an address or a key. Only the messenger
    /// understands it.
    pub reference: String,
    /// Its size in bytes, if the messenger reports it; files that are too large are not fetched.
    pub bytes: Option<u64>,
    /// Whether the messenger shows it in a circle, as it does with a video note. What a file is
    /// turns out by its bytes.
    #[serde(default)]
    pub is_round: bool,
}

/// What the bot cannot use. Each kind has its own answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unsupported {
    /// A sticker.
    Sticker,
    /// A voice message or other sound.
    Voice,
    /// A video, round or not.
    Video,
    /// A moving picture.
    Animation,
    /// Anything else: a contact, a place, a poll.
    Other,
    /// A command in a group chat: the bot only talks to one person at a time.
    Group,
}

impl Incoming {
    /// Joins two parts of an album. Unsupported parts are dropped.
    #[must_use]
    pub fn join(self, later: Self) -> Self {
        match (self, later) {
            (
                Self::Files { mut files, caption },
                Self::Files {
                    files: more,
                    caption: another,
                },
            ) => {
                files.extend(more);
                Self::Files {
                    files,
                    caption: caption.or(another),
                }
            }
            (Self::Unsupported(_), pictures @ Self::Files { .. }) => pictures,
            (first, _) => first,
        }
    }
}
