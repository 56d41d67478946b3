//! Reads the content of a message. Only the fields that the bot needs are read, and leniently, so
//! that unknown fields and small deviations from the documentation do no harm.

use serde_json::Value;

use super::{
    lenient::{number, size, string},
    videos,
};
use crate::domain::{
    command::Command,
    conversation::Event,
    incoming::{Incoming, RemoteFile, Unsupported},
};

/// What may stand between a mention and the text.
const SEPARATORS: [char; 4] = [',', ':', ' ', '\n'];

/// Attachments that the bot cannot use, by their types.
const UNSUPPORTED: [(&str, Unsupported); 3] = [
    ("sticker", Unsupported::Sticker),
    ("audio", Unsupported::Voice),
    ("video", Unsupported::Video),
];

/// Who the bot is: what people in a group write may be meant for another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Me {
    pub(super) id: u64,
    /// Its name in links and mentions; `None` if it has none yet.
    pub(super) username: Option<String>,
    /// The name that people read.
    pub(super) name: String,
}

impl Me {
    fn is(&self, user: &Value) -> bool {
        size(&user["user_id"]) == Some(self.id)
    }

    fn is_called(&self, name: &str) -> bool {
        self.username
            .as_deref()
            .is_some_and(|username| username.eq_ignore_ascii_case(name))
    }
}

/// What a person sent in a dialog.
pub(super) fn read_private(message: &Value) -> Incoming {
    let text = text(message);
    let files = files(message);
    if !files.is_empty() {
        return Incoming::Files {
            files,
            caption: text,
        };
    }

    match (unsupported(message), text) {
        // A text with a link may come with an attachment for the link.
        (None | Some(Unsupported::Other), Some(text)) => Incoming::Text(text),
        (what, _) => Incoming::Unsupported(what.unwrap_or(Unsupported::Other)),
    }
}

/// A message in a group; `None` unless it is for the bot: one of its commands, or a reply to it.
pub(super) fn read_group(message: &Value, me: Option<&Me>) -> Option<Incoming> {
    let text = text(message).unwrap_or_default();
    let replied_to = replied_to(message);
    let is_reply_to_us = replied_to.is_some_and(|user| me.is_some_and(|me| me.is(user)));
    let is_reply_to_bot = replied_to.is_some_and(|user| user["is_bot"] == true);

    let is_ours = match Addressed::parse(&text) {
        Addressed {
            name: Some(name),
            text,
        } => me.is_some_and(|me| me.is_called(name)) && text.starts_with('/'),
        // A command without a mention is for the bot that it replies to.
        Addressed { name: None, text } => is_reply_to_us || (!is_reply_to_bot && is_command(text)),
    };

    is_ours.then_some(Incoming::Unsupported(Unsupported::Group))
}

/// A text and the name of the bot that it is addressed to.
struct Addressed<'a> {
    name: Option<&'a str>,
    text: &'a str,
}

impl<'a> Addressed<'a> {
    /// Reads `@name /help` and `/help@name`.
    fn parse(text: &'a str) -> Self {
        let text = text.trim();
        if let Some(rest) = text.strip_prefix('@') {
            let end = rest.find(SEPARATORS).unwrap_or(rest.len());
            let (name, rest) = rest.split_at(end);

            return Self {
                name: Some(name),
                text: rest.trim_start_matches(SEPARATORS),
            };
        }

        let word = text.split_whitespace().next().unwrap_or_default();
        let name = word
            .strip_prefix('/')
            .and_then(|command| command.split_once('@'))
            .map(|(_, name)| name);

        Self { name, text }
    }
}

fn is_command(text: &str) -> bool {
    match Event::written(text) {
        Event::Command(Command::Unknown) => false,
        // The command of a kind of work does what its button does.
        event => matches!(event, Event::Command(_) | Event::Code(_) | Event::Button(_)),
    }
}

fn text(message: &Value) -> Option<String> {
    let own = string(&message["body"]["text"]).filter(|text| !text.trim().is_empty());
    own.or_else(|| {
        let link = &message["link"];
        let is_forward = link["type"] == "forward";
        string(&link["message"]["text"]).filter(|text| is_forward && !text.trim().is_empty())
    })
}

/// The user to whose message this one replies.
fn replied_to(message: &Value) -> Option<&Value> {
    let link = &message["link"];
    (link["type"] == "reply").then(|| &link["sender"])
}

/// The pictures of a message: its own, or else those of the message that it forwards, or else those
/// of the message that it replies to, if a person wrote that one. A reply to a painting of the bot
/// is not a new photo.
fn files(message: &Value) -> Vec<RemoteFile> {
    let own = attached(&message["body"]);
    let link = &message["link"];
    let is_of_bot = link["type"] == "reply" && link["sender"]["is_bot"] == true;

    if own.is_empty() && !is_of_bot {
        attached(&link["message"])
    } else {
        own
    }
}

fn attached(body: &Value) -> Vec<RemoteFile> {
    let attachments = body["attachments"].as_array().into_iter().flatten();
    attachments.filter_map(file).collect()
}

/// An image, or any file: whether it is a picture or a film turns out after the download.
fn file(attachment: &Value) -> Option<RemoteFile> {
    if attachment["type"] == "video" {
        return videos::remote_file(attachment);
    }
    if !matches!(attachment["type"].as_str(), Some("image" | "file")) {
        return None;
    }

    Some(RemoteFile {
        reference: http_url(&attachment["payload"]["url"])?,
        bytes: size(&attachment["size"]),
        is_round: false,
    })
}

fn http_url(url: &Value) -> Option<String> {
    url.as_str()
        .filter(|url| url.starts_with("https://") || url.starts_with("http://"))
        .map(ToOwned::to_owned)
}

/// The attachments that the bot cannot use; `None` if there are none.
fn unsupported(message: &Value) -> Option<Unsupported> {
    let linked = &message["link"]["message"]["attachments"];
    let attachments = message["body"]["attachments"].as_array().into_iter();
    let attachments = attachments.chain(linked.as_array());
    let kinds: Vec<Unsupported> = attachments.flatten().map(unsupported_kind).collect();
    let specific = kinds.iter().find(|kind| **kind != Unsupported::Other);

    specific.or(kinds.first()).copied()
}

fn unsupported_kind(attachment: &Value) -> Unsupported {
    let known = UNSUPPORTED
        .iter()
        .find(|(name, _)| attachment["type"] == *name);

    known.map_or(Unsupported::Other, |(_, kind)| *kind)
}

/// When something happened, in milliseconds, as a part of an id.
pub(super) fn timestamp(value: &Value) -> Option<i64> {
    number(&value["timestamp"])
}
