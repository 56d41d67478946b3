//! Messages of the bot, independent of the messenger.
//!
//! The narrowest messenger's limits hold by construction, so no sender has to cut: 4096 for a text,
//! 1024 for a caption (in UTF-16 units, as Telegram counts), 2 to 10 pictures in an album, 10
//! buttons in 6 rows of up to 5, 40 in a label, 32 and 255 in an invoice.

mod bounded;
mod keyboard;

use serde::{Deserialize, Serialize};

use super::film::Film;
use super::ids::{JobId, OrderId, PurchaseId};
use super::money::Money;
use super::picture::{PictureKey, PictureRef};

pub use bounded::{Caption, Description, Label, Text, Title};
pub use keyboard::{Button, Keyboard, Tool};

/// One message of the bot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Where it appears.
    pub place: Place,
    /// Its content.
    pub body: Body,
    /// The buttons below it. An edit without buttons removes the old ones.
    pub keyboard: Keyboard,
}

/// Where a message appears.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// At the end of the chat.
    New,
    /// At the end of the chat, as the new message of this slot.
    NewIn(Slot),
    /// In place of the slot's message, or at the end of the chat if the slot has none.
    Edit(Slot),
}

impl Place {
    /// The slot, if there is one.
    #[must_use]
    pub const fn slot(self) -> Option<Slot> {
        match self {
            Self::New => None,
            Self::NewIn(slot) | Self::Edit(slot) => Some(slot),
        }
    }
}

/// A message that can be edited later. The outbox remembers the messenger's id of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    /// The summary of a draft; always a text.
    Summary(JobId),
    /// Place in the queue, progress and previews of a job; always a picture with a caption.
    Job(JobId),
    /// /settings; always a text.
    Settings,
    /// A purchase that is paid on a page: the link, and later its outcome; always a text.
    Purchase(PurchaseId),
    /// A painting that is about to be published; always a text.
    Publishing(JobId),
    /// The preview of a canvas while it is being adjusted; always a picture with a caption.
    Canvas(OrderId),
    /// A style of a draft while it is being edited; always a picture with a caption.
    Editing(JobId),
}

/// The content of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// A text.
    Text(Text),
    /// A picture; the messenger may recompress it.
    Picture {
        /// Which.
        picture: PictureRef,
        /// Below it.
        caption: Caption,
    },
    /// A film: it plays by itself, again and again, if the messenger has something like that. What
    /// the messenger cannot put below it, such as the caption of a round one, comes in the next
    /// message.
    Film {
        /// Which; its file is MP4 with H.264.
        film: Film,
        /// The picture to show before it plays, or in its place.
        still: PictureKey,
        /// Below it.
        caption: Caption,
    },
    /// Several pictures together. Albums cannot have buttons in messengers: those come in
    /// the next message.
    Album(Album),
    /// A picture or a film as a file, byte for byte.
    File {
        /// Which.
        picture: PictureKey,
        /// The file name without the extension, which follows from the bytes.
        name: String,
        /// Below it.
        caption: Caption,
    },
    /// An invoice; only in chats whose till has invoices.
    Invoice(Invoice),
}

/// An invoice in a chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// The purchase; comes back with the payment.
    pub purchase: PurchaseId,
    /// A short name of the goods.
    pub title: Title,
    /// A sentence about the goods.
    pub description: Description,
    /// The price.
    pub price: Money,
    /// Whether the goods are delivered. Then the messenger asks for the address during the payment.
    #[serde(default)]
    pub is_sent: bool,
}

/// Two to ten pictures with one caption.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Album {
    pictures: Vec<PictureRef>,
    caption: Caption,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    choices: Vec<Button>,
}

impl Album {
    /// The pictures, two to ten.
    #[must_use]
    pub fn pictures(&self) -> &[PictureRef] {
        &self.pictures
    }

    /// The caption.
    #[must_use]
    pub const fn caption(&self) -> &Caption {
        &self.caption
    }

    /// Buttons that choose one of the pictures each, if they are for choosing. The same buttons
    /// come in the next message: only a messenger that can put one below each picture cares.
    #[must_use]
    pub fn choices(&self) -> &[Button] {
        &self.choices
    }
}

impl Body {
    /// A text, one picture, or an album of the first ten, depending on the number of pictures.
    #[must_use]
    pub fn showing(pictures: &[PictureRef], words: String) -> Self {
        match pictures {
            [] => Self::Text(words.into()),
            [picture] => Self::Picture {
                picture: *picture,
                caption: words.into(),
            },
            several => {
                let pictures = several.iter().take(10).copied().collect();
                Self::Album(Album {
                    pictures,
                    caption: words.into(),
                    choices: Vec::new(),
                })
            }
        }
    }

    /// [`Body::showing`], of which one is to be chosen; `choices` has a button for each.
    #[must_use]
    pub fn choosing(pictures: &[PictureRef], words: String, choices: &[Button]) -> Self {
        let mut body = Self::showing(pictures, words);
        if let Self::Album(album) = &mut body {
            album.choices = choices.iter().take(album.pictures.len()).cloned().collect();
        }
        body
    }

    /// Every file that is needed to send it: its pictures, and a film's own.
    pub fn files(&self) -> impl Iterator<Item = PictureRef> {
        let film = match self {
            Self::Film { film, .. } => Some(PictureRef::Own(film.file)),
            Self::Text(_)
            | Self::Picture { .. }
            | Self::Album(_)
            | Self::File { .. }
            | Self::Invoice(_) => None,
        };

        film.into_iter().chain(self.pictures())
    }

    /// Every picture that is shown; of a film, its still.
    pub fn pictures(&self) -> impl Iterator<Item = PictureRef> {
        let (one, several) = match self {
            Self::Text(_) | Self::Invoice(_) => (None, [].as_slice()),
            Self::Picture { picture, .. } => (Some(*picture), [].as_slice()),
            Self::File { picture, .. } => (Some(PictureRef::Own(*picture)), [].as_slice()),
            Self::Film { still, .. } => (Some(PictureRef::Own(*still)), [].as_slice()),
            Self::Album(album) => (None, album.pictures()),
        };
        one.into_iter().chain(several.iter().copied())
    }
}

impl Message {
    /// A text at the end of the chat.
    #[must_use]
    pub fn text(words: String) -> Self {
        Self {
            place: Place::New,
            body: Body::Text(words.into()),
            keyboard: Keyboard::none(),
        }
    }

    /// A picture at the end of the chat.
    #[must_use]
    pub fn picture(picture: PictureRef, caption: String) -> Self {
        Self {
            place: Place::New,
            body: Body::Picture {
                picture,
                caption: caption.into(),
            },
            keyboard: Keyboard::none(),
        }
    }

    /// A film at the end of the chat.
    #[must_use]
    pub fn film(film: Film, still: PictureKey, caption: String) -> Self {
        Self {
            place: Place::New,
            body: Body::Film {
                film,
                still,
                caption: caption.into(),
            },
            keyboard: Keyboard::none(),
        }
    }

    /// The same message elsewhere.
    #[must_use]
    pub fn at(self, place: Place) -> Self {
        Self { place, ..self }
    }

    /// The same message with buttons.
    #[must_use]
    pub fn with(self, keyboard: Keyboard) -> Self {
        Self { keyboard, ..self }
    }

    /// The text of the body.
    #[must_use]
    pub fn words(&self) -> &str {
        match &self.body {
            Body::Text(text) => text.as_str(),
            Body::Picture { caption, .. }
            | Body::Film { caption, .. }
            | Body::File { caption, .. } => caption.as_str(),
            Body::Album(album) => album.caption().as_str(),
            Body::Invoice(invoice) => invoice.description.as_str(),
        }
    }
}
