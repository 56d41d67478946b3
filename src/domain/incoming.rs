//! What a person sent, before its pictures were fetched: what a messenger puts into the inbox.
//!
//! Every messenger translates its updates into [`Incoming`]; the inbox worker fetches the files and
//! makes an [`Event`](super::conversation::Event) of it. It is kept as JSON, so a field may be
//! added but never renamed.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::language::Language;
use super::news::News;
use super::payment::{Charge, Provider};

/// An update as a messenger hands it over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// The messenger's id of the update; a second update of the same id is the same update.
    pub id: String,
    /// The messenger's id of the chat.
    pub chat: String,
    /// The language the messenger tells of, if it does.
    pub language: Option<Language>,
    /// Updates of one album bear one name.
    pub album: Option<String>,
    /// How long the rest of the album is waited for.
    pub pause: Duration,
    /// What was sent.
    pub incoming: Incoming,
}

/// One update, in no messenger's dialect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Incoming {
    /// Written words, commands among them.
    Text(String),
    /// A pressed button: the code that [`Action`](super::button::Action) wrote.
    Button(String),
    /// Pictures, or files that claim to be some.
    Files {
        /// In the order of the album.
        files: Vec<RemoteFile>,
        /// What was written below.
        caption: Option<String>,
    },
    /// Something the bot has no use for.
    Unsupported(Unsupported),
    /// The messenger itself has taken money.
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

/// A file that still lies with the messenger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemoteFile {
    /// What the messenger needs to fetch it (a file id, an address, a key); meaningless to anybody
    /// else.
    pub reference: String,
    /// Its size, where the messenger says it; larger ones need not be fetched.
    pub bytes: Option<u64>,
}

/// Things the bot has no use for, told apart because each gets its own answer.
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
    /// A call from among several people: the bot speaks with each alone.
    Group,
}

impl Incoming {
    /// Puts the parts of an album together; what is of no use among pictures changes nothing.
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
