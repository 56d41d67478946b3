//! Reads the content of a message. Only the fields that the bot needs are read, and leniently, so
//! that unknown fields and small deviations from the documentation do no harm.

use serde_json::Value;

use super::lenient::{self, number, string};
use crate::domain::{
    command::Command,
    conversation::Event,
    incoming::{Incoming, RemoteFile, Unsupported},
    language::Language,
};

/// The chat that a message was sent in, by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chat {
    /// With one person.
    Private(i64),
    /// With several people; there the bot only says that it works in private chats.
    Group(i64),
}

/// Content that the bot cannot use, by the field that holds it.
const UNSUPPORTED: [(&str, Unsupported); 6] = [
    ("sticker", Unsupported::Sticker),
    ("voice", Unsupported::Voice),
    ("audio", Unsupported::Voice),
    ("video", Unsupported::Video),
    ("video_note", Unsupported::Video),
    ("animation", Unsupported::Animation),
];

/// Fields of service messages, which nobody wrote: the chat or the account has changed.
const SERVICE_FIELDS: [&str; 24] = [
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
    /// The chat of a message; `None` for a channel or an unreadable chat.
    pub(super) fn from_message(message: &Value) -> Option<Self> {
        let chat = &message["chat"];
        let id = number(&chat["id"])?;

        match chat["type"].as_str() {
            Some("private") => Some(Self::Private(id)),
            Some("group" | "supergroup") => Some(Self::Group(id)),
            // Only people have positive ids.
            None if id > 0 => Some(Self::Private(id)),
            _ => None,
        }
    }
}

/// The language of a user's app, if Telegram says it.
pub(super) fn language(user: &Value) -> Option<Language> {
    user["language_code"].as_str().map(Language::from_tag)
}

/// What a person sent in a private chat; `None` for a service message.
pub(super) fn read_private(message: &Value) -> Option<Incoming> {
    let has = |field: &str| message.get(field).is_some_and(|value| !value.is_null());
    if SERVICE_FIELDS.into_iter().any(has) {
        return None;
    }

    if let Some(text) = string(&message["text"]) {
        return Some(Incoming::Text(text));
    }

    // Before the document, because an animation has its file there as well.
    if let Some((_, kind)) = UNSUPPORTED.into_iter().find(|(field, _)| has(field)) {
        return Some(Incoming::Unsupported(kind));
    }

    Some(
        match photo(&message["photo"]).or_else(|| file(&message["document"])) {
            Some(file) => Incoming::Files {
                files: vec![file],
                caption: string(&message["caption"]),
            },
            None => Incoming::Unsupported(Unsupported::Other),
        },
    )
}

/// A message in a group; `None` unless it is one of the bot's commands.
pub(super) fn read_group(message: &Value) -> Option<Incoming> {
    let is_command = match Event::written(message["text"].as_str()?) {
        Event::Command(Command::Unknown) => false,
        event => matches!(event, Event::Command(_)),
    };
    is_command.then_some(Incoming::Unsupported(Unsupported::Group))
}

/// The largest size of a photo.
fn photo(sizes: &Value) -> Option<RemoteFile> {
    let area = |size: &&Value| {
        let side = |name: &str| lenient::size(&size[name]).unwrap_or(0);
        side("width").saturating_mul(side("height"))
    };
    let sizes = sizes.as_array()?.iter().filter(|size| file(size).is_some());

    sizes.max_by_key(area).and_then(file)
}

fn file(file: &Value) -> Option<RemoteFile> {
    Some(RemoteFile {
        reference: string(&file["file_id"])?,
        bytes: lenient::size(&file["file_size"]),
    })
}
