//! Reads updates into the domain's types. Each is read by itself: one that does not concern the bot
//! is dropped, and the others are kept.

use std::time::Duration;

use serde_json::Value;

use super::{
    groups::{GroupPhotos, GroupRequest},
    inline,
    lenient::{number, string},
    message::{self, Chat, Me},
    payment,
};
use crate::{
    domain::incoming::{Arrived, Incoming},
    messengers::UpdateBatch,
};

/// The parts of an album arrive one by one; the inbox waits this long for the next.
const ALBUM_PAUSE: Duration = Duration::from_secs(1);

/// Reads updates. Their ids and the cursor carry the bot's id, since each bot numbers its own
/// updates. `groups` has what was lately sent in groups; without it nothing is painted there, and the
/// bot only says that it works in private chats.
pub(super) fn read(me: Me<'_>, groups: Option<&GroupPhotos>, updates: Vec<Value>) -> UpdateBatch {
    let bot_id = me.id;
    let mut numbered: Vec<(i64, Value)> = updates
        .into_iter()
        .filter_map(|update| Some((number(&update["update_id"])?, update)))
        .collect();
    numbered.sort_by_key(|(id, _)| *id);

    let mut batch = UpdateBatch::default();
    for (id, update) in numbered {
        batch.cursor = Some(format!("{bot_id}:{}", id.saturating_add(1)));
        let id = format!("{bot_id}:{id}");
        match groups.and_then(|photos| group_message(photos, me, &update)) {
            Some(found) => batch.arrived.extend(
                found
                    .request
                    .map(|request| read_request(id, &update["message"], request)),
            ),
            None => add(&mut batch, me, id, &update),
        }
    }

    batch
}

/// The `offset` of a cursor; `None` if the cursor is another bot's.
pub(super) fn offset(bot_id: &str, cursor: &str) -> Option<i64> {
    let (owner, offset) = cursor.split_once(':')?;
    offset.parse().ok().filter(|_| owner == bot_id)
}

fn add(batch: &mut UpdateBatch, me: Me<'_>, id: String, update: &Value) {
    let message = &update["message"];
    let callback = &update["callback_query"];
    let shipping = &update["shipping_query"];
    let pre_checkout = &update["pre_checkout_query"];
    let membership = &update["my_chat_member"];
    let inline_query = &update["inline_query"];
    let chosen_result = &update["chosen_inline_result"];

    if shipping.is_object() {
        batch.checkouts.extend(payment::shipping_query(shipping));
    } else if pre_checkout.is_object() {
        batch
            .checkouts
            .extend(payment::pre_checkout_query(pre_checkout));
    } else if callback.is_object() {
        batch.receipts.extend(string(&callback["id"]));
        batch.arrived.extend(read_callback(id, callback));
    } else if message.is_object() {
        batch.arrived.extend(if is_payment(message) {
            read_payment(id, message)
        } else {
            read_message(id, me, message)
        });
    } else if inline_query.is_object() {
        batch.inline.extend(inline::query(inline_query));
    } else if chosen_result.is_object() {
        batch.inline.extend(inline::chosen(chosen_result));
    } else if membership.is_object() {
        batch.unblocked.extend(read_unblocking(membership));
    }
}

/// The private chat of a person who no longer blocks the bot.
fn read_unblocking(membership: &Value) -> Option<String> {
    let is_member = membership["new_chat_member"]["status"] == "member";
    match Chat::from_message(membership)? {
        Chat::Private(chat) => is_member.then(|| chat.to_string()),
        Chat::Group(_) => None,
    }
}

fn read_message(id: String, me: Me<'_>, message: &Value) -> Option<Arrived> {
    let (chat, incoming) = match Chat::from_message(message)? {
        Chat::Private(chat) => (chat, message::read_private(message)?),
        Chat::Group(chat) => (chat, message::read_group(message, me)?),
    };
    let album = string(&message["media_group_id"]);
    let pause = if album.is_some() {
        ALBUM_PAUSE
    } else {
        Duration::ZERO
    };

    Some(Arrived {
        id,
        chat: chat.to_string(),
        topic: message::topic(message),
        language: message::language(&message["from"]),
        album,
        pause,
        incoming,
    })
}

/// A message in a group where the bot paints.
struct GroupMessage {
    /// What it asks for, if it asks for something.
    request: Option<GroupRequest>,
}

/// Reads an update if it is a message in a group. One about money is read as everywhere.
fn group_message(photos: &GroupPhotos, me: Me<'_>, update: &Value) -> Option<GroupMessage> {
    let message = &update["message"];
    if is_payment(message) {
        return None;
    }

    match Chat::from_message(message)? {
        Chat::Private(_) => None,
        Chat::Group(group) => Some(GroupMessage {
            request: photos.read(group, message, me),
        }),
    }
}

fn is_payment(message: &Value) -> bool {
    ["successful_payment", "refunded_payment"]
        .iter()
        .any(|field| message[field].is_object())
}

/// What a person asks for in a group.
fn read_request(id: String, message: &Value, request: GroupRequest) -> Arrived {
    Arrived {
        id,
        chat: request.chat,
        topic: Some(request.topic),
        language: message::language(&message["from"]),
        album: None,
        pause: Duration::ZERO,
        incoming: request.incoming,
    }
}

/// A payment belongs to the payer's private chat with the bot, wherever the invoice was paid. The
/// id of that chat is the payer's id.
fn read_payment(id: String, message: &Value) -> Option<Arrived> {
    let payment = &message["successful_payment"];
    let from = &message["from"];
    let private = match Chat::from_message(message) {
        Some(Chat::Private(id)) => Some(id),
        Some(Chat::Group(_)) | None => None,
    };

    let (chat, incoming) = if payment.is_object() {
        let payer = private.or_else(|| number(&from["id"]))?;
        (payer, payment::successful_payment(payment, payer)?)
    } else {
        let refund = &message["refunded_payment"];
        (private?, payment::refunded_payment(refund)?)
    };

    Some(Arrived {
        id,
        chat: chat.to_string(),
        topic: private.and_then(|_| message::topic(message)),
        language: message::language(from),
        album: None,
        pause: Duration::ZERO,
        incoming,
    })
}

fn read_callback(id: String, callback: &Value) -> Option<Arrived> {
    let chat = match Chat::from_message(&callback["message"]) {
        Some(Chat::Private(chat)) => chat,
        // In a private chat the chat's id is the person's. Not so for a message that was sent to
        // others in inline mode, which has an `inline_message_id`.
        None if callback["message"].is_null() && callback["inline_message_id"].is_null() => {
            number(&callback["from"]["id"])?
        }
        Some(Chat::Group(_)) | None => return None,
    };

    Some(Arrived {
        id,
        chat: chat.to_string(),
        topic: message::topic(&callback["message"]),
        language: message::language(&callback["from"]),
        album: None,
        pause: Duration::ZERO,
        incoming: Incoming::Button(string(&callback["data"])?),
    })
}

#[cfg(test)]
mod tests;
