//! What Telegram hands over, in the domain's words. Each update is read by itself: one that does
//! not concern the bot is left out and keeps none of the others.

use std::time::Duration;

use serde_json::Value;

use super::{
    lenient::{number, words},
    payment,
    update::{self, Chat},
};
use crate::{
    domain::incoming::{Arrived, Incoming},
    messengers::Post,
};

/// The parts of an album come one by one.
const ALBUM: Duration = Duration::from_secs(1);

/// Reads updates. Ids and the cursor bear the bot's own: those of another bot are counted for
/// themselves.
pub(super) fn read(bot: &str, updates: Vec<Value>) -> Post {
    let mut numbered: Vec<(i64, Value)> = updates
        .into_iter()
        .filter_map(|update| Some((number(&update["update_id"])?, update)))
        .collect();
    numbered.sort_by_key(|(id, _)| *id);

    let mut post = Post::default();
    for (id, update) in numbered {
        post.cursor = Some(format!("{bot}:{}", id.saturating_add(1)));
        put(&mut post, format!("{bot}:{id}"), &update);
    }

    post
}

/// Where to go on by a cursor; `None` for the cursor of another bot.
pub(super) fn offset(bot: &str, cursor: &str) -> Option<i64> {
    let (owner, offset) = cursor.split_once(':')?;
    offset.parse().ok().filter(|_| owner == bot)
}

fn put(post: &mut Post, id: String, update: &Value) {
    let message = &update["message"];
    let query = &update["callback_query"];
    let shipping = &update["shipping_query"];
    let checkout = &update["pre_checkout_query"];

    if shipping.is_object() {
        post.checkouts.extend(payment::shipping(shipping));
    } else if checkout.is_object() {
        post.checkouts.extend(payment::checkout(checkout));
    } else if query.is_object() {
        post.receipts.extend(words(&query["id"]));
        post.arrived.extend(pressed(id, query));
    } else if message.is_object() {
        let of_money = ["successful_payment", "refunded_payment"]
            .iter()
            .any(|field| message[field].is_object());
        post.arrived.extend(if of_money {
            paid(id, message)
        } else {
            written(id, message)
        });
    }
}

fn written(id: String, message: &Value) -> Option<Arrived> {
    let (chat, incoming) = match Chat::of(message)? {
        Chat::Private(chat) => (chat, update::incoming(message)?),
        Chat::Group(chat) => (chat, update::called(message)?),
    };
    let album = words(&message["media_group_id"]);
    let pause = if album.is_some() {
        ALBUM
    } else {
        Duration::ZERO
    };

    let language = update::language(&message["from"]);
    Some(Arrived {
        id,
        chat: chat.to_string(),
        language,
        album,
        pause,
        incoming,
    })
}

/// Wherever it was paid, the chat concerned is the payer's own with the bot, which bears their id.
fn paid(id: String, message: &Value) -> Option<Arrived> {
    let payment = &message["successful_payment"];
    let from = &message["from"];
    let private = Chat::of(message).and_then(|chat| {
        if let Chat::Private(id) = chat {
            Some(id)
        } else {
            None
        }
    });

    let (chat, incoming) = if payment.is_object() {
        let payer = private.or_else(|| number(&from["id"]))?;
        (payer, payment::taken(payment, payer)?)
    } else {
        (private?, payment::returned(&message["refunded_payment"])?)
    };
    let chat = chat.to_string();
    let language = update::language(from);

    Some(Arrived {
        id,
        chat,
        language,
        album: None,
        pause: Duration::ZERO,
        incoming,
    })
}

fn pressed(id: String, query: &Value) -> Option<Arrived> {
    let chat = match Chat::of(&query["message"]) {
        Some(Chat::Private(chat)) => chat,
        // Whoever presses in a private chat is the chat; what was sent through the bot to others
        // has an id of its own.
        None if query["message"].is_null() && query["inline_message_id"].is_null() => {
            number(&query["from"]["id"])?
        }
        Some(Chat::Group(_)) | None => return None,
    };

    let language = update::language(&query["from"]);
    let incoming = Incoming::Button(words(&query["data"])?);

    Some(Arrived {
        id,
        chat: chat.to_string(),
        language,
        album: None,
        pause: Duration::ZERO,
        incoming,
    })
}

#[cfg(test)]
mod tests;
