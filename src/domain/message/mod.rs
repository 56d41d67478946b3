//! What the bot says, in no messenger's dialect.
//!
//! The narrowest messenger's limits hold by construction, so no sender has to cut: 4096 for a text,
//! 1024 for a caption (in UTF-16 units, as Telegram counts), 2 to 10 pictures in an album, 10
//! buttons in 6 rows of up to 5, 40 in a label, 32 and 255 in an invoice.

mod bounded;
mod keyboard;

use serde::{Deserialize, Serialize};

use super::ids::{JobId, OrderId, PurchaseId};
use super::money::Money;
use super::picture::{PictureKey, PictureRef};

pub use bounded::{Caption, Description, Label, Text, Title};
pub use keyboard::{Button, Keyboard};

/// One message of the bot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// New, or in place of an earlier one.
    pub place: Place,
    /// What is said or shown.
    pub body: Body,
    /// The buttons below; empty for none. An edit without buttons takes the old ones away.
    pub keyboard: Keyboard,
}

/// Where a message appears.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// At the end of the chat.
    New,
    /// At the end of the chat, and from now on the message of this slot.
    NewIn(Slot),
    /// Instead of the slot's message; at the end of the chat when the slot has none (any more).
    Edit(Slot),
}

impl Place {
    /// The slot concerned.
    #[must_use]
    pub const fn slot(self) -> Option<Slot> {
        match self {
            Self::New => None,
            Self::NewIn(slot) | Self::Edit(slot) => Some(slot),
        }
    }
}

/// A message that is edited later. The outbox remembers which message of the messenger it became.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    /// The summary of a draft; always a text.
    Summary(JobId),
    /// Place in the queue, progress and previews of a job; always a picture with a caption.
    Job(JobId),
    /// /settings; always a text.
    Settings,
    /// A purchase that is paid on a page: the way there, and what became of it; always a text.
    Purchase(PurchaseId),
    /// A painting that is about to be published; always a text.
    Publishing(JobId),
    /// A canvas on a wall while it is being adjusted; always a picture with a caption.
    Canvas(OrderId),
}

/// What is said or shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// Words.
    Text(Text),
    /// A picture to look at; the messenger may recompress it.
    Picture {
        /// Which.
        picture: PictureRef,
        /// Below it.
        caption: Caption,
    },
    /// Several pictures together. Messengers show no buttons below an album: the buttons come in
    /// the next message.
    Album(Album),
    /// A picture as a file, byte for byte.
    File {
        /// Which.
        picture: PictureKey,
        /// How the file is called, without its ending, which follows from the bytes.
        name: String,
        /// Below it.
        caption: Caption,
    },
    /// Something to be paid in the chat itself; only where the chat's till has invoices.
    Invoice(Invoice),
}

/// An invoice in a chat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// What is paid for; comes back with the payment.
    pub purchase: PurchaseId,
    /// A few words: what is sold.
    pub title: Title,
    /// A sentence more.
    pub description: Description,
    /// What it costs.
    pub price: Money,
    /// Whether it is sent somewhere: then where, and by which way, is asked for while it is paid.
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

    /// What stands below.
    #[must_use]
    pub const fn caption(&self) -> &Caption {
        &self.caption
    }

    /// What chooses each of the pictures, if that is what they are for. The same buttons come in
    /// the next message: only a messenger that can put one below each picture cares.
    #[must_use]
    pub fn choices(&self) -> &[Button] {
        &self.choices
    }
}

impl Body {
    /// Shows as many pictures as there are: words alone, one picture, or an album of the first ten.
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

    /// Every picture that has to be fetched to send it.
    pub fn pictures(&self) -> impl Iterator<Item = PictureRef> {
        let (one, several) = match self {
            Self::Text(_) | Self::Invoice(_) => (None, [].as_slice()),
            Self::Picture { picture, .. } => (Some(*picture), [].as_slice()),
            Self::File { picture, .. } => (Some(PictureRef::Own(*picture)), [].as_slice()),
            Self::Album(album) => (None, album.pictures()),
        };
        one.into_iter().chain(several.iter().copied())
    }
}

impl Message {
    /// Words at the end of the chat.
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

    /// All words of the body.
    #[must_use]
    pub fn words(&self) -> &str {
        match &self.body {
            Body::Text(text) => text.as_str(),
            Body::Picture { caption, .. } | Body::File { caption, .. } => caption.as_str(),
            Body::Album(album) => album.caption().as_str(),
            Body::Invoice(invoice) => invoice.description.as_str(),
        }
    }
}
