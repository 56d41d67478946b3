//! Messages, as much of them as the bot needs: what it does not know of cannot be in its way, and
//! what is written in another way than the documentation's is read as well as it goes.

use serde_json::Value;

use super::{
    keyboard,
    lenient::{number, size, words},
};
use crate::domain::{
    command::Command,
    conversation::Event,
    incoming::{Incoming, RemoteFile, Unsupported},
};

/// Chats of several people have numbers from here on.
const GROUPS: i64 = 2_000_000_000;
/// Messages in messages in messages: VKontakte itself goes no deeper.
const DEEPEST: u32 = 8;
/// The sizes of photos by their letters, from small to large, for those that are told without width
/// and height.
const LETTERS: &str = "smopqrxyzw";
/// The kind of documents that move.
const GIF: i64 = 3;

/// Attachments that are of no use, by their types.
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

/// Who is spoken with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chat {
    /// One person.
    Private(i64),
    /// Several, among whom the bot only says where it can be found.
    Group(i64),
}

impl Chat {
    /// The chat of an id; `None` for one with another community, and for what is no chat.
    pub(super) fn of(peer: &Value) -> Option<Self> {
        match number(peer)? {
            id if id > GROUPS => Some(Self::Group(id)),
            id if id > 0 => Some(Self::Private(id)),
            _ => None,
        }
    }
}

/// What was sent in a private chat; `None` for what nobody has written.
pub(super) fn incoming(message: &Value) -> Option<Incoming> {
    if message["action"].is_object() {
        return None;
    }

    if let Some(pressed) = words(&message["payload"]).and_then(|payload| keyboard::read(&payload)) {
        return Some(pressed.incoming(words(&message["ref"]).as_deref()));
    }

    let text = words(&message["text"]).filter(|text| !text.trim().is_empty());
    let files = files(message);
    if !files.is_empty() {
        return Some(Incoming::Files {
            files,
            caption: text,
        });
    }

    Some(match (unsupported(message), text) {
        // A page that is spoken of comes with words.
        (None | Some(Unsupported::Other), Some(text)) => Incoming::Text(text),
        (what, _) => Incoming::Unsupported(what.unwrap_or(Unsupported::Other)),
    })
}

/// What was said to the bot among several people: only a command of its own is.
pub(super) fn called(message: &Value) -> Option<Incoming> {
    let text = words(&message["text"])?;

    // A call begins with the community's name in brackets.
    let text = text
        .split_once(']')
        .filter(|_| text.starts_with('['))
        .map_or(text.as_str(), |(_, rest)| rest);
    let called = match Event::written(text.trim_start_matches([',', ' '])) {
        Event::Command(Command::Unknown) => false,
        event => matches!(event, Event::Command(_)),
    };

    called.then_some(Incoming::Unsupported(Unsupported::Group))
}

/// The pictures of a message: its own, else those of what it passes on, else those of what it
/// answers. What the bot has painted is not taken for a new photo because somebody thanks for it.
fn files(message: &Value) -> Vec<RemoteFile> {
    let own = attached(message);
    if !own.is_empty() {
        return own;
    }

    let passed_on = passed_on(message, 0);
    if !passed_on.is_empty() {
        return passed_on;
    }

    let answered = &message["reply_message"];
    let of_a_person = number(&answered["from_id"]).is_some_and(|from| from > 0);

    if of_a_person {
        attached(answered)
    } else {
        Vec::new()
    }
}

fn passed_on(message: &Value, depth: u32) -> Vec<RemoteFile> {
    let inner = message["fwd_messages"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|_| depth < DEEPEST);

    inner
        .flat_map(|one| [attached(one), passed_on(one, depth + 1)].concat())
        .collect()
}

/// The pictures among attachments, in their order; a post bears attachments of its own, and may
/// repeat another's.
fn attached(message: &Value) -> Vec<RemoteFile> {
    attached_within(message, 0)
}

fn attached_within(message: &Value, depth: u32) -> Vec<RemoteFile> {
    let attachments = message["attachments"].as_array().into_iter().flatten();
    attachments.flat_map(|one| files_of(one, depth)).collect()
}

fn files_of(attachment: &Value, depth: u32) -> Vec<RemoteFile> {
    match attachment["type"].as_str() {
        Some("photo") => photo(&attachment["photo"]).into_iter().collect(),
        Some("doc") => document(&attachment["doc"]).into_iter().collect(),
        Some("wall") if depth < DEEPEST => {
            let post = &attachment["wall"];
            let depth = depth + 1;
            let repeated = post["copy_history"].as_array().into_iter().flatten();

            repeated.fold(attached_within(post, depth), |files, one| {
                [files, attached_within(one, depth)].concat()
            })
        }
        _ => Vec::new(),
    }
}

/// The original of a photo, or its largest size.
fn photo(photo: &Value) -> Option<RemoteFile> {
    let side = |one: &Value, name: &str| size(&one[name]).unwrap_or(0);
    let rank = |one: &Value| one["type"].as_str().and_then(|letter| LETTERS.find(letter));
    let largest = |one: &&Value| {
        (
            side(one, "width").saturating_mul(side(one, "height")),
            rank(one),
        )
    };

    let sizes = photo["sizes"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|one| address(&one["url"]).is_some());

    let url = address(&photo["orig_photo"]["url"])
        .or_else(|| address(&sizes.max_by_key(largest)?["url"]))?;
    Some(RemoteFile {
        reference: url,
        bytes: None,
    })
}

/// Any document but one that moves: whether it is a picture is seen when it is there.
fn document(document: &Value) -> Option<RemoteFile> {
    let still = number(&document["type"]) != Some(GIF);
    Some(RemoteFile {
        reference: address(&document["url"])?,
        bytes: size(&document["size"]),
    })
    .filter(|_| still)
}

fn address(url: &Value) -> Option<String> {
    url.as_str()
        .filter(|url| url.starts_with("https://") || url.starts_with("http://"))
        .map(ToOwned::to_owned)
}

/// What else there is; `None` when there is nothing.
fn unsupported(message: &Value) -> Option<Unsupported> {
    let attachments = message["attachments"].as_array().into_iter().flatten();
    let kinds: Vec<Unsupported> = attachments.map(kind).collect();
    let told_apart = kinds.iter().find(|kind| **kind != Unsupported::Other);

    told_apart
        .or(kinds.first())
        .copied()
        .or_else(|| message["geo"].is_object().then_some(Unsupported::Other))
}

fn kind(attachment: &Value) -> Unsupported {
    if number(&attachment["doc"]["type"]) == Some(GIF) {
        return Unsupported::Animation;
    }

    let known = UNSUPPORTED
        .iter()
        .find(|(name, _)| attachment["type"] == *name);

    known.map_or(Unsupported::Other, |(_, kind)| *kind)
}
