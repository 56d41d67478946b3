//! Updates, as much of them as the bot needs: what it does not know of cannot be in its way, and
//! what is written in another way than the documentation's is read as well as it goes.

use serde_json::Value;

use super::lenient::{number, size, words};
use crate::domain::{
    command::Command,
    conversation::Event,
    incoming::{Incoming, RemoteFile, Unsupported},
    language::Language,
};

/// Who is spoken with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chat {
    /// One person.
    Private(i64),
    /// Several, among whom the bot only says where it can be found.
    Group(i64),
}

/// What a message holds when it is of no use, by the field that holds it.
const UNSUPPORTED: [(&str, Unsupported); 6] = [
    ("sticker", Unsupported::Sticker),
    ("voice", Unsupported::Voice),
    ("audio", Unsupported::Voice),
    ("video", Unsupported::Video),
    ("video_note", Unsupported::Video),
    ("animation", Unsupported::Animation),
];

/// Messages that nobody wrote, in a private chat: the chat or the account has changed.
const SERVICE: [&str; 24] = [
    "boost_added",
    "chat_background_set",
    "chat_owner_changed",
    "chat_shared",
    "connected_website",
    "direct_message_price_changed",
    "forum_topic_closed",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_reopened",
    "gift",
    "gift_upgrade_sent",
    "message_auto_delete_timer_changed",
    "migrate_from_chat_id",
    "paid_message_price_changed",
    "passport_data",
    "pinned_message",
    "proximity_alert_triggered",
    "refunded_payment",
    "successful_payment",
    "unique_gift",
    "users_shared",
    "web_app_data",
    "write_access_allowed",
];

impl Chat {
    /// The chat of a message; `None` for a channel, and for what is no chat.
    pub(super) fn of(message: &Value) -> Option<Self> {
        let chat = &message["chat"];
        let id = number(&chat["id"])?;

        match chat["type"].as_str() {
            Some("private") => Some(Self::Private(id)),
            Some("group" | "supergroup") => Some(Self::Group(id)),
            // Only people have numbers above zero.
            None if id > 0 => Some(Self::Private(id)),
            _ => None,
        }
    }
}

/// The language of a user's app, if it is told.
pub(super) fn language(user: &Value) -> Option<Language> {
    user["language_code"].as_str().map(Language::from_tag)
}

/// What was sent in a private chat; `None` for what nobody has written.
pub(super) fn incoming(message: &Value) -> Option<Incoming> {
    let has = |field: &str| message.get(field).is_some_and(|value| !value.is_null());
    if SERVICE.into_iter().any(has) {
        return None;
    }

    if let Some(text) = words(&message["text"]) {
        return Some(Incoming::Text(text));
    }

    let unsupported = UNSUPPORTED.into_iter().find(|(field, _)| has(field));

    // Asked for before the document: an animation bears its file there as well.
    if let Some((_, what)) = unsupported {
        return Some(Incoming::Unsupported(what));
    }

    Some(
        match photo(&message["photo"]).or_else(|| file(&message["document"])) {
            Some(file) => Incoming::Files {
                files: vec![file],
                caption: words(&message["caption"]),
            },
            None => Incoming::Unsupported(Unsupported::Other),
        },
    )
}

/// What was said to the bot among several people: only a command of its own is.
pub(super) fn called(message: &Value) -> Option<Incoming> {
    let called = match Event::written(message["text"].as_str()?) {
        Event::Command(Command::Unknown) => false,
        event => matches!(event, Event::Command(_)),
    };
    called.then_some(Incoming::Unsupported(Unsupported::Group))
}

/// The largest size of a photo.
fn photo(sizes: &Value) -> Option<RemoteFile> {
    let area = |one: &&Value| {
        size(&one["width"])
            .unwrap_or(0)
            .saturating_mul(size(&one["height"]).unwrap_or(0))
    };
    let sizes = sizes.as_array()?.iter().filter(|one| file(one).is_some());

    sizes.max_by_key(area).and_then(file)
}

fn file(told: &Value) -> Option<RemoteFile> {
    Some(RemoteFile {
        reference: words(&told["file_id"])?,
        bytes: size(&told["file_size"]),
    })
}
