//! What VKontakte hands over, in the domain's words. Each event is read by itself: one that does
//! not concern the bot is left out and keeps none of the others.

use std::time::Duration;

use serde_json::Value;

use super::{
    client::{Client, Clients},
    keyboard,
    lenient::{number, words},
    press::Press,
    update::{self, Chat},
};
use crate::{
    domain::incoming::{Arrived, Incoming},
    messengers::Post,
};

/// Reads events. Ids bear the community's own: those of another one are counted for themselves.
pub(super) fn read(community: u64, clients: &Clients, events: &[Value]) -> Post {
    let mut post = Post::default();
    for event in events {
        put(&mut post, community, clients, event);
    }
    post
}

fn put(post: &mut Post, community: u64, clients: &Clients, event: &Value) {
    let object = &event["object"];
    let arrived = match event["type"].as_str() {
        Some("message_new") => written(object, clients),
        Some("message_event") => {
            let press = Press::read(object);
            post.receipts
                .extend(press.map(|press| press.receipt(clients)));
            pressed(object)
        }
        _ => None,
    };

    let Some((chat, incoming, id)) = arrived else {
        return;
    };
    let id = words(&event["event_id"]).unwrap_or(id);
    let language = clients.of(chat).language;
    let id = format!("{community}:{id}");
    let chat = chat.to_string();

    post.arrived.push(Arrived {
        id,
        chat,
        language,
        album: None,
        pause: Duration::ZERO,
        incoming,
    });
}

/// The chat, what was sent, and an id of the event for one that bears none.
type Read = (i64, Incoming, String);

fn written(object: &Value, clients: &Clients) -> Option<Read> {
    // Before 5.103 the message was the object itself.
    let message = if object["message"].is_object() {
        &object["message"]
    } else {
        object
    };

    // What the community itself has said, by whichever hand, is no question to it.
    if number(&message["out"]) == Some(1)
        || number(&message["from_id"]).is_some_and(|from| from < 0)
    {
        return None;
    }

    let (chat, incoming) = match Chat::of(&message["peer_id"])? {
        Chat::Private(chat) => {
            if object["client_info"].is_object() {
                clients.learn(chat, Client::read(&object["client_info"]));
            }
            (chat, update::incoming(message)?)
        }
        Chat::Group(chat) => (chat, update::called(message)?),
    };

    let number = words(&message["conversation_message_id"]).or_else(|| words(&message["id"]))?;
    Some((chat, incoming, format!("message-{chat}-{number}")))
}

fn pressed(object: &Value) -> Option<Read> {
    let Chat::Private(chat) =
        Chat::of(&object["peer_id"]).or_else(|| Chat::of(&object["user_id"]))?
    else {
        return None;
    };
    let payload = &object["payload"];
    let payload = payload
        .as_str()
        .map_or_else(|| payload.to_string(), ToOwned::to_owned);

    let incoming = keyboard::read(&payload)?.incoming(None);
    Some((
        chat,
        incoming,
        format!("press-{chat}-{}", words(&object["event_id"])?),
    ))
}

#[cfg(test)]
mod tests;
