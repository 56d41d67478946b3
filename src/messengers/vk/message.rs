//! Reads the content of a message. Only the fields that the bot needs are read, and leniently, so
//! that unknown fields and small deviations from the documentation do no harm.

use serde_json::Value;

use super::{
    keyboard::ButtonPayload,
    lenient::{number, size, string},
    mention::{Addressed, Mention},
};
use crate::domain::{
    command::Command,
    conversation::Event,
    incoming::{Incoming, RemoteFile, Unsupported},
    language::Language,
};

/// Group chats have ids above this one.
const GROUP_CHATS: i64 = 2_000_000_000;
/// How deep forwarded messages are nested; VKontakte itself goes no deeper.
const MAX_DEPTH: u32 = 8;
/// The types of photo sizes from small to large, for sizes without width and height.
const SIZE_TYPES: &str = "smopqrxyzw";

/// Attachments that the bot cannot use, by their types.
const UNSUPPORTED: [(&str, Unsupported); 9] = [
    ("sticker", Unsupported::Sticker),
    ("ugc_sticker", Unsupported::Sticker),
    ("audio_message", Unsupported::Voice),
    ("audio", Unsupported::Voice),
    ("podcast", Unsupported::Voice),
    ("video", Unsupported::Video),
    ("video_message", Unsupported::Video),
    ("clip", Unsupported::Video),
    ("story", Unsupported::Video),
];

/// The chat that a message was sent in, by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chat {
    /// With one person.
    Private(i64),
    /// With several people; there the bot only says that it works in private chats.
    Group(i64),
}

impl Chat {
    /// The chat with this id; `None` for a chat with another community, or an unreadable id.
    pub(super) fn from_peer_id(peer_id: &Value) -> Option<Self> {
        match number(peer_id)? {
            id if id > GROUP_CHATS => Some(Self::Group(id)),
            id if id > 0 => Some(Self::Private(id)),
            _ => None,
        }
    }
}

/// What a person sent in a private chat; `None` for a service message.
pub(super) fn read_private(message: &Value) -> Option<Incoming> {
    if message["action"].is_object() {
        return None;
    }

    let payload = string(&message["payload"]);
    if let Some(payload) = payload.and_then(|payload| ButtonPayload::parse(&payload)) {
        return Some(payload.into_incoming(string(&message["ref"]).as_deref()));
    }

    let text = string(&message["text"]).filter(|text| !text.trim().is_empty());
    let files = files(message);
    if !files.is_empty() {
        return Some(Incoming::Files {
            files,
            caption: text,
        });
    }

    Some(match (unsupported(message), text) {
        (None, Some(text)) if is_start_word(&text) => {
            ButtonPayload::Start.into_incoming(string(&message["ref"]).as_deref())
        }
        // A text with a link may come with an attachment for the link.
        (None | Some(Unsupported::Other), Some(text)) => Incoming::Text(text),
        (what, _) => Incoming::Unsupported(what.unwrap_or(Unsupported::Other)),
    })
}

/// A message in a group; `None` unless it is for the bot: one of its commands, or a reply to it.
pub(super) fn read_group(message: &Value, community: u64) -> Option<Incoming> {
    if message["action"].is_object() {
        return None;
    }

    let text = string(&message["text"]).unwrap_or_default();
    let replied_to = number(&message["reply_message"]["from_id"]);
    let ours = i64::try_from(community).ok().map(|id| -id);

    let is_ours = match Addressed::parse(&text) {
        Addressed {
            mention: Some(Mention::Other),
            ..
        } => false,
        Addressed {
            mention: Some(Mention::Community(id)),
            text,
        } => id == community && (text.starts_with('/') || is_start_word(text)),
        Addressed {
            mention: None,
            text,
        } => match replied_to {
            Some(author) if Some(author) == ours => true,
            // A command without a mention is for the bot that it replies to.
            Some(..0) => false,
            _ => is_command(text),
        },
    };

    is_ours.then_some(Incoming::Unsupported(Unsupported::Group))
}

/// The word on the button that starts a conversation. Some people write it instead.
pub(super) fn is_start_word(text: &str) -> bool {
    let word = text.trim().to_lowercase();
    Language::ALL
        .iter()
        .any(|language| language.text("vk-start-word") == word)
}

fn is_command(text: &str) -> bool {
    match Event::written(text) {
        Event::Command(Command::Unknown) => false,
        // The command of a kind of work does what its button does.
        event => matches!(event, Event::Command(_) | Event::Code(_) | Event::Button(_)),
    }
}

/// The pictures of a message: its own, or else those of the messages it forwards, or else those of
/// the message it replies to, if a person wrote that one. A reply to a painting of the bot is not a
/// new photo.
fn files(message: &Value) -> Vec<RemoteFile> {
    let own = attached(message, 0);
    if !own.is_empty() {
        return own;
    }

    let forwarded = forwarded(message, 0);
    if !forwarded.is_empty() {
        return forwarded;
    }

    let original = &message["reply_message"];
    let is_from_person = number(&original["from_id"]).is_some_and(|from| from > 0);

    if is_from_person {
        attached(original, 0)
    } else {
        Vec::new()
    }
}

fn forwarded(message: &Value, depth: u32) -> Vec<RemoteFile> {
    message["fwd_messages"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|_| depth < MAX_DEPTH)
        .flat_map(|inner| [attached(inner, 0), forwarded(inner, depth + 1)].concat())
        .collect()
}

/// The pictures among the attachments of a message or a post, in their order.
fn attached(message: &Value, depth: u32) -> Vec<RemoteFile> {
    let attachments = message["attachments"].as_array().into_iter().flatten();
    attachments
        .flat_map(|attachment| attachment_files(attachment, depth))
        .collect()
}

/// A post on a wall has attachments of its own, and may repost another.
fn attachment_files(attachment: &Value, depth: u32) -> Vec<RemoteFile> {
    match attachment["type"].as_str() {
        Some("photo") => photo(&attachment["photo"]).into_iter().collect(),
        Some("doc") => document(&attachment["doc"]).into_iter().collect(),
        Some("wall") if depth < MAX_DEPTH => {
            let post = &attachment["wall"];
            let reposted = post["copy_history"].as_array().into_iter().flatten();

            std::iter::once(post)
                .chain(reposted)
                .flat_map(|post| attached(post, depth + 1))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// The original of a photo, or its largest size.
fn photo(photo: &Value) -> Option<RemoteFile> {
    let area = |one: &Value| {
        let side = |name: &str| size(&one[name]).unwrap_or(0);
        side("width").saturating_mul(side("height"))
    };
    let rank = |one: &Value| one["type"].as_str().and_then(|kind| SIZE_TYPES.find(kind));

    let sizes = photo["sizes"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|one| http_url(&one["url"]).is_some());
    let largest = sizes.max_by_key(|one| (area(one), rank(one)));

    let url = http_url(&photo["orig_photo"]["url"]).or_else(|| http_url(&largest?["url"]))?;
    Some(RemoteFile {
        reference: url,
        bytes: None,
        is_round: false,
    })
}

/// Any document. Whether it is a picture or a film turns out after the download.
fn document(document: &Value) -> Option<RemoteFile> {
    Some(RemoteFile {
        reference: http_url(&document["url"])?,
        bytes: size(&document["size"]),
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
    let attachments = message["attachments"].as_array().into_iter().flatten();
    let kinds: Vec<Unsupported> = attachments.map(unsupported_kind).collect();
    let specific = kinds.iter().find(|kind| **kind != Unsupported::Other);

    specific
        .or(kinds.first())
        .copied()
        .or_else(|| message["geo"].is_object().then_some(Unsupported::Other))
}

fn unsupported_kind(attachment: &Value) -> Unsupported {
    let known = UNSUPPORTED
        .iter()
        .find(|(name, _)| attachment["type"] == *name);

    known.map_or(Unsupported::Other, |(_, kind)| *kind)
}
