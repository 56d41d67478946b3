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
    /// With several people.
    Group(i64),
}

/// Who the bot is: what people in a group write may be meant for another one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Me<'a> {
    /// The bot's user id.
    pub(super) id: &'a str,
    /// Its username; `None` until it is known.
    pub(super) username: Option<&'a str>,
}

/// Content that the bot cannot use, by the field that holds it.
const UNSUPPORTED: [(&str, Unsupported); 3] = [
    ("sticker", Unsupported::Sticker),
    ("voice", Unsupported::Voice),
    ("audio", Unsupported::Voice),
];

/// Films, by the field that holds the file. An animation has its file in the field of documents as
/// well.
const FILMS: [&str; 3] = ["animation", "video", "video_note"];
/// The one that is shown in a circle.
const ROUND: &str = "video_note";

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

/// The forum topic that a message was sent in. Ordinary replies have a thread as well, but nothing
/// can be sent to that one.
pub(super) fn topic(message: &Value) -> Option<String> {
    let is_in_topic = message["is_topic_message"].as_bool() == Some(true);
    string(&message["message_thread_id"]).filter(|_| is_in_topic)
}

/// What a person sent in a private chat; `None` for a service message.
pub(super) fn read_private(message: &Value) -> Option<Incoming> {
    if is_service(message) {
        return None;
    }

    if let Some(text) = string(&message["text"]) {
        return Some(Incoming::Text(text));
    }

    if let Some((_, kind)) = UNSUPPORTED
        .into_iter()
        .find(|(field, _)| has(message, field))
    {
        return Some(Incoming::Unsupported(kind));
    }

    Some(
        match picture(message).or_else(|| file(&message["document"])) {
            Some(file) => Incoming::Files {
                files: vec![file],
                caption: string(&message["caption"]),
            },
            None => Incoming::Unsupported(Unsupported::Other),
        },
    )
}

/// A message in a group; `None` unless it is for the bot: one of its commands, or a reply to it.
pub(super) fn read_group(message: &Value, me: Me<'_>) -> Option<Incoming> {
    let is_ours = match leading_command(message) {
        _ if is_service(message) => false,
        Some(command) => is_our_command(command, message, me),
        None => replied_to(message).is_some_and(|user| me.is(user)),
    };

    is_ours.then_some(Incoming::Unsupported(Unsupported::Group))
}

/// Whether a message in a group begins with this command, which is for this bot.
pub(super) fn asks_for(word: &str, message: &Value, me: Me<'_>) -> bool {
    let Some(command) = leading_command(message).filter(|_| !is_service(message)) else {
        return false;
    };
    let (named, bot) = match command.split_once('@') {
        Some((named, bot)) => (named, Some(bot)),
        None => (command, None),
    };
    let is_word = named
        .strip_prefix('/')
        .is_some_and(|named| named.eq_ignore_ascii_case(word));

    is_word && bot.map_or_else(|| !is_for_another(message, me), |bot| me.is_called(bot))
}

impl Me<'_> {
    fn is(self, user: &Value) -> bool {
        string(&user["id"]).is_some_and(|id| id == self.id)
    }

    fn is_called(self, name: &str) -> bool {
        self.username
            .is_some_and(|username| username.eq_ignore_ascii_case(name))
    }
}

fn has(message: &Value, field: &str) -> bool {
    message.get(field).is_some_and(|value| !value.is_null())
}

fn is_service(message: &Value) -> bool {
    SERVICE_FIELDS.into_iter().any(|field| has(message, field))
}

/// The command at the beginning of a text or a caption, such as `/start@vernissage_bot`. Telegram
/// marks commands: a word in a quotation or in code is none, and neither is one in the middle.
fn leading_command(message: &Value) -> Option<&str> {
    let (text, entities) = match message["text"].as_str() {
        Some(text) => (text, &message["entities"]),
        None => (message["caption"].as_str()?, &message["caption_entities"]),
    };

    let Some(entities) = entities.as_array() else {
        let word = text.split_whitespace().next()?;
        return word.starts_with('/').then_some(word);
    };

    let command = entities
        .iter()
        .find(|entity| entity["type"] == "bot_command" && number(&entity["offset"]) == Some(0))?;

    // Lengths are in UTF-16 units, and a command has only letters that are one in UTF-8 as well.
    text.get(..lenient::size(&command["length"])?.try_into().ok()?)
}

/// A command that names a bot is that bot's. One without a name is for the bot that it replies to,
/// or else for every bot that knows it.
fn is_our_command(command: &str, message: &Value, me: Me<'_>) -> bool {
    if let Some((_, name)) = command.split_once('@') {
        return me.is_called(name);
    }

    let is_known = match Event::written(command) {
        Event::Command(Command::Unknown) => false,
        // The command of a kind of work does what its button does.
        event => matches!(event, Event::Command(_) | Event::Button(_)),
    };

    is_known && !is_for_another(message, me)
}

/// Whether a command without a name replies to another bot.
fn is_for_another(message: &Value, me: Me<'_>) -> bool {
    replied_to(message).is_some_and(|user| user["is_bot"] == true && !me.is(user))
}

/// The user to whose message this one replies. In a topic, every message replies to the service
/// message that opened it, unless it replies to another.
fn replied_to(message: &Value) -> Option<&Value> {
    let original = &message["reply_to_message"];
    (original.is_object() && !has(original, "forum_topic_created")).then(|| &original["from"])
}

/// The photo of a message, or its film.
pub(super) fn picture(message: &Value) -> Option<RemoteFile> {
    photo(&message["photo"]).or_else(|| film(message))
}

fn film(message: &Value) -> Option<RemoteFile> {
    let (field, found) = FILMS
        .into_iter()
        .find_map(|field| Some((field, file(&message[field])?)))?;

    Some(RemoteFile {
        is_round: field == ROUND,
        ..found
    })
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
        is_round: false,
    })
}
