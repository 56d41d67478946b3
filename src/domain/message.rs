//! What the bot says, in no messenger's dialect.
//!
//! The narrowest messenger's limits hold by construction, so no sender has to cut: 4096 for a text, 1024 for a caption
//! (in UTF-16 units, as Telegram counts), 2 to 10 pictures in an album, 10 buttons in 6 rows of up to 5, 40 in a label.

use serde::{Deserialize, Serialize};

use super::button::Action;
use super::ids::JobId;
use super::picture::{PictureKey, PictureRef};

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
    /// Several pictures together. Messengers show no buttons below an album: the buttons come in the next message.
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
}

macro_rules! bounded_text {
    ($(#[$doc:meta])* $name:ident, $limit:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The most UTF-16 units it can hold.
            pub const LIMIT: usize = $limit;

            /// The words.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<String> for $name {
            /// Cuts what is too long and says so with an ellipsis.
            fn from(words: String) -> Self {
                Self(cut(words, Self::LIMIT))
            }
        }

        impl From<$name> for String {
            fn from(words: $name) -> Self {
                words.0
            }
        }
    };
}

bounded_text!(
    /// A message's words.
    Text,
    4096
);
bounded_text!(
    /// The words below a picture.
    Caption,
    1024
);
bounded_text!(
    /// The words on a button.
    Label,
    40
);

fn cut(words: String, limit: usize) -> String {
    if words.encode_utf16().count() <= limit {
        return words;
    }
    let mut units = 1; // the ellipsis
    let kept = words.chars().take_while(|letter| {
        units += letter.len_utf16();
        units <= limit
    });
    kept.chain(std::iter::once('…')).collect()
}

/// Two to ten pictures with one caption.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Album {
    pictures: Vec<PictureRef>,
    caption: Caption,
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
}

impl Body {
    /// Shows as many pictures as there are: words alone, one picture, or an album of the first ten.
    #[must_use]
    pub fn showing(pictures: &[PictureRef], words: String) -> Self {
        match pictures {
            [] => Self::Text(words.into()),
            [picture] => Self::Picture { picture: *picture, caption: words.into() },
            several => {
                Self::Album(Album { pictures: several.iter().take(10).copied().collect(), caption: words.into() })
            }
        }
    }

    /// Every picture that has to be fetched to send it.
    pub fn pictures(&self) -> impl Iterator<Item = PictureRef> {
        let (one, several) = match self {
            Self::Text(_) => (None, [].as_slice()),
            Self::Picture { picture, .. } => (Some(*picture), [].as_slice()),
            Self::File { picture, .. } => (Some(PictureRef::Own(*picture)), [].as_slice()),
            Self::Album(album) => (None, album.pictures()),
        };
        one.into_iter().chain(several.iter().copied())
    }
}

/// A button: what it says and what it does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// The words on it.
    pub label: Label,
    /// What a press means; a messenger carries [`Action`]'s code of at most 64 bytes.
    pub action: Action,
}

impl Button {
    /// A button.
    #[must_use]
    pub fn new(label: String, action: Action) -> Self {
        Self { label: label.into(), action }
    }
}

/// Rows of buttons.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Keyboard(Vec<Vec<Button>>);

impl Keyboard {
    /// The most buttons below one message.
    pub const MOST: usize = 10;

    /// No buttons.
    #[must_use]
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// Rows as they are given; what exceeds a limit is left out, which `debug_assert` makes a test's failure.
    #[must_use]
    pub fn rows(rows: Vec<Vec<Button>>) -> Self {
        let wanted = rows.iter().map(Vec::len).sum::<usize>();
        let mut left = Self::MOST;
        let mut kept = Vec::new();
        for mut row in rows.into_iter().filter(|row| !row.is_empty()).take(6) {
            row.truncate(left.min(5));
            left -= row.len();
            kept.push(row);
        }
        kept.retain(|row| !row.is_empty());
        debug_assert_eq!(wanted, Self::MOST - left, "a keyboard is too large");
        Self(kept)
    }

    /// Buttons in rows of `width`.
    #[must_use]
    pub fn grid(width: usize, buttons: Vec<Button>) -> Self {
        Self::rows(buttons.chunks(width.max(1)).map(<[Button]>::to_vec).collect())
    }

    /// The rows.
    #[must_use]
    pub fn as_rows(&self) -> &[Vec<Button>] {
        &self.0
    }

    /// Every button.
    pub fn buttons(&self) -> impl Iterator<Item = &Button> {
        self.0.iter().flatten()
    }
}

impl Message {
    /// Words at the end of the chat.
    #[must_use]
    pub fn text(words: String) -> Self {
        Self { place: Place::New, body: Body::Text(words.into()), keyboard: Keyboard::none() }
    }

    /// A picture at the end of the chat.
    #[must_use]
    pub fn picture(picture: PictureRef, caption: String) -> Self {
        Self { place: Place::New, body: Body::Picture { picture, caption: caption.into() }, keyboard: Keyboard::none() }
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
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_is_cut_in_utf16_units_and_never_inside_a_letter() {
        let caption = Caption::from("🎨".repeat(600));
        assert!(caption.as_str().encode_utf16().count() <= Caption::LIMIT);
        assert!(caption.as_str().ends_with('…'));
    }

    #[test]
    fn what_fits_stays_as_it_is() {
        assert_eq!(Label::from("я".repeat(40)).as_str(), "я".repeat(40));
    }
}
