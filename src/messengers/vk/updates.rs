//! Reads events into the domain's types. Each is read by itself: one that does not concern the bot
//! is dropped, and the others are kept.

use std::time::Duration;

use serde_json::Value;

use super::{
    client_info::{ClientInfo, ClientInfoCache},
    event_answer::EventAnswer,
    keyboard::ButtonPayload,
    lenient::{number, string},
    message::{self, Chat},
};
use crate::{
    domain::incoming::{Arrived, Incoming},
    messengers::UpdateBatch,
};

/// The content of an event.
struct ChatEvent {
    chat: i64,
    incoming: Incoming,
    /// The id of an event that does not have one of its own.
    fallback_id: String,
}

/// Reads events. Their ids carry the community's id, since each community numbers its own events.
pub(super) fn read(community: u64, clients: &ClientInfoCache, events: &[Value]) -> UpdateBatch {
    let mut batch = UpdateBatch::default();
    for event in events {
        add(&mut batch, community, clients, event);
    }

    batch
}

fn add(batch: &mut UpdateBatch, community: u64, clients: &ClientInfoCache, event: &Value) {
    let object = &event["object"];
    let read = match event["type"].as_str() {
        Some("message_new") => read_message(object, community, clients),
        Some("message_event") => {
            let answer = EventAnswer::from_event(object, clients);
            batch
                .receipts
                .extend(answer.map(|answer| answer.to_receipt()));
            read_button(object)
        }
        _ => None,
    };

    let Some(ChatEvent {
        chat,
        incoming,
        fallback_id,
    }) = read
    else {
        return;
    };

    let id = string(&event["event_id"]).unwrap_or(fallback_id);
    batch.arrived.push(Arrived {
        id: format!("{community}:{id}"),
        chat: chat.to_string(),
        topic: None,
        language: clients.get(chat).language,
        album: None,
        pause: Duration::ZERO,
        incoming,
    });
}

fn read_message(object: &Value, community: u64, clients: &ClientInfoCache) -> Option<ChatEvent> {
    // Before version 5.103 the message was the object itself.
    let message = if object["message"].is_object() {
        &object["message"]
    } else {
        object
    };

    // Messages that the community itself has sent.
    if number(&message["out"]) == Some(1)
        || number(&message["from_id"]).is_some_and(|from| from < 0)
    {
        return None;
    }

    let (chat, incoming) = match Chat::from_peer_id(&message["peer_id"])? {
        Chat::Private(chat) => {
            if object["client_info"].is_object() {
                clients.insert(chat, ClientInfo::read(&object["client_info"]));
            }
            (chat, message::read_private(message)?)
        }
        Chat::Group(chat) => (chat, message::read_group(message, community)?),
    };

    let number = string(&message["conversation_message_id"]).or_else(|| string(&message["id"]))?;
    Some(ChatEvent {
        chat,
        incoming,
        fallback_id: format!("message-{chat}-{number}"),
    })
}

fn read_button(object: &Value) -> Option<ChatEvent> {
    let chat =
        Chat::from_peer_id(&object["peer_id"]).or_else(|| Chat::from_peer_id(&object["user_id"]));
    let Some(Chat::Private(chat)) = chat else {
        return None;
    };

    let incoming = ButtonPayload::from_event(object)?.into_incoming(None);
    let id = string(&object["event_id"])?;
    Some(ChatEvent {
        chat,
        incoming,
        fallback_id: format!("press-{chat}-{id}"),
    })
}

#[cfg(test)]
mod tests;
