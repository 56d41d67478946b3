//! Pictures in other chats: what they are called, and what stands below them.

use super::{in_date, of_kind, style_name};
use crate::domain::feed::{Entry, StyleKey};
use crate::domain::job::WhichStyle;
use crate::domain::language::Language;
use crate::domain::message::Label;
use crate::domain::picture::PictureRef;
use crate::domain::sharing::OwnPainting;
use crate::domain::work::KindName;

/// The words about a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureWords {
    /// Its name in a list.
    pub title: String,
    /// What stands below it; may be empty.
    pub caption: String,
    /// Whether it says which style it is painted in.
    pub names_style: bool,
}

/// The words about a painting of one's own. A style of their own has no name: it may be private.
#[must_use]
pub fn own(language: Language, painting: &OwnPainting) -> PictureWords {
    let gallery = painting
        .request
        .styles
        .map(|styles| styles.first)
        .filter(|style| painting.is_in_style() && style.own().is_none());
    let style = gallery.map(|style| style_name(language, style));
    let name = style
        .clone()
        .unwrap_or_else(|| untitled(language, painting.request.kind));

    let values = [
        ("name", name.into()),
        ("date", in_date(language, painting.finished).into()),
    ];
    PictureWords {
        title: language.fill("inline-own-title", &values),
        names_style: style.is_some(),
        caption: style.map_or_else(String::new, |style| in_style(language, style)),
    }
}

/// The words about an entry of the feed: what its author shows of it.
#[must_use]
pub fn entry(language: Language, entry: &Entry) -> PictureWords {
    let style = entry
        .style_use(WhichStyle::First)
        .map(|style| public_style(language, style.key));
    let thing = entry.title.map(|word| word.title(language));
    let name = thing
        .or_else(|| style.clone())
        .unwrap_or_else(|| untitled(language, entry.recipe.kind));

    let title = match &entry.name {
        None => name,
        Some(author) => {
            let values = [("title", name.into()), ("name", author.to_string().into())];
            language.fill("inline-by", &values)
        }
    };
    let caption = match style.clone() {
        None => title.clone(),
        Some(style) => format!("{title}\n{}", in_style(language, style)),
    };

    PictureWords {
        title,
        caption,
        names_style: style.is_some(),
    }
}

/// The label of a link into a chat with the bot.
#[must_use]
pub fn open_bot_label(language: Language, has_style: bool) -> String {
    let key = if has_style {
        "inline-take-style"
    } else {
        "inline-make-own"
    };
    label(language, key)
}

/// The label of a link to the page of an entry.
#[must_use]
pub fn see_entry_label(language: Language) -> String {
    label(language, "inline-see-entry")
}

/// The label of the button that opens the bot for people who have nothing yet.
#[must_use]
pub fn start_label(language: Language) -> String {
    label(language, "inline-open-bot")
}

fn label(language: Language, key: &str) -> String {
    Label::from(language.text(key)).into()
}

fn in_style(language: Language, style: String) -> String {
    language.fill("inline-caption", &[("style", style.into())])
}

fn public_style(language: Language, style: StyleKey) -> String {
    match style {
        StyleKey::Gallery(style) => style_name(language, PictureRef::Gallery(style)),
        StyleKey::Published(_) => language.text("site-visitors-style"),
    }
}

fn untitled(language: Language, kind: KindName) -> String {
    of_kind(language, "site-untitled", kind)
}
