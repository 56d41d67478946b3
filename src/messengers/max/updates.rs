//! Reads updates into the domain's types. Each is read by itself: one that does not concern the bot
//! is dropped, and the others are kept.
//!
//! Updates have no ids of their own. A message is known by its id, and a press or a start by who
//! did it and when, which is the same whenever MAX delivers it again.

use std::time::Duration;

use serde_json::Value;

use super::{
    answers::CallbackAnswer,
    lenient::string,
    message::{self, Me, timestamp},
    names::NameCache,
    peer::Peer,
};
use crate::{
    domain::{
        incoming::{Arrived, Incoming},
        language::Language,
    },
    messengers::UpdateBatch,
};

/// The kinds of updates that the bot handles.
pub(super) const UPDATE_TYPES: [&str; 3] = ["message_created", "message_callback", "bot_started"];

/// The content of an update.
struct ChatUpdate {
    id: String,
    peer: Peer,
    incoming: Incoming,
}

/// Reads updates.
pub(super) fn read(me: Option<&Me>, names: &NameCache, updates: &[Value]) -> UpdateBatch {
    let mut batch = UpdateBatch::default();
    for update in updates {
        add(&mut batch, me, names, update);
    }

    batch
}

fn add(batch: &mut UpdateBatch, me: Option<&Me>, names: &NameCache, update: &Value) {
    let language = update["user_locale"].as_str().map(Language::from_tag);
    let read = match update["update_type"].as_str() {
        Some("message_created") => {
            names.insert(&update["message"]["sender"]);
            read_message(&update["message"], me)
        }
        Some("message_callback") => {
            names.insert(&update["callback"]["user"]);
            let answer = CallbackAnswer::from_callback(&update["callback"], language);
            batch
                .receipts
                .extend(answer.map(|answer| answer.to_receipt()));
            read_press(update)
        }
        Some("bot_started") => {
            names.insert(&update["user"]);
            read_start(update)
        }
        _ => None,
    };

    let Some(ChatUpdate { id, peer, incoming }) = read else {
        return;
    };

    batch.arrived.push(Arrived {
        id,
        chat: peer.to_string(),
        topic: None,
        language,
        album: None,
        pause: Duration::ZERO,
        incoming,
    });
}

fn read_message(message: &Value, me: Option<&Me>) -> Option<ChatUpdate> {
    let peer = Peer::from_message(message)?;
    let incoming = match peer {
        Peer::Person(_) => message::read_private(message),
        Peer::Group(_) => message::read_group(message, me)?,
    };

    Some(ChatUpdate {
        id: string(&message["body"]["mid"])?,
        peer,
        incoming,
    })
}

/// A press belongs to the dialog of the person who pressed. The message may be gone by then.
fn read_press(update: &Value) -> Option<ChatUpdate> {
    let callback = &update["callback"];
    let peer = Peer::from_user(&callback["user"])?;
    let kind = update["message"]["recipient"]["chat_type"].as_str();
    if kind.is_some_and(|kind| kind != "dialog") {
        return None;
    }

    let keyboard = string(&callback["callback_id"])?;
    let at = timestamp(callback).or_else(|| timestamp(update))?;

    Some(ChatUpdate {
        id: format!("press:{at}:{keyboard}"),
        peer,
        incoming: Incoming::Button(string(&callback["payload"])?),
    })
}

/// The button that starts a conversation does the same as `/start`, with the code of the link that
/// the person has followed.
fn read_start(update: &Value) -> Option<ChatUpdate> {
    let peer = Peer::from_user(&update["user"])?;
    let at = timestamp(update)?;
    let code = string(&update["payload"]).unwrap_or_default();
    let words = format!("/start {}", code.trim());

    Some(ChatUpdate {
        id: format!("start:{at}:{peer}"),
        peer,
        incoming: Incoming::Text(words.trim_end().to_owned()),
    })
}

#[cfg(test)]
mod tests;
