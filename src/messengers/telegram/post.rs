//! What Telegram hands over, in the domain's words. Each update is read by itself: one that cannot be read is left out
//! and keeps none of the others.

use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use super::{
    payment,
    update::{CallbackQuery, Chat, Message, Update, User},
};
use crate::{
    domain::{
        incoming::{Arrived, Incoming},
        language::Language,
    },
    messengers::Post,
};

/// The parts of an album come one by one.
const ALBUM: Duration = Duration::from_secs(1);

/// Reads updates. Ids and the cursor bear the bot's own: those of another bot are counted for themselves.
pub(super) fn read(bot: &str, updates: Vec<Value>) -> Post {
    let mut numbered: Vec<(i64, Value)> =
        updates.into_iter().filter_map(|update| Some((update.get("update_id")?.as_i64()?, update))).collect();
    numbered.sort_by_key(|(id, _)| *id);
    let mut post = Post::default();
    for (id, update) in numbered {
        post.cursor = Some(format!("{bot}:{}", id.saturating_add(1)));
        if let Ok(update) = Update::deserialize(&update) {
            put(&mut post, format!("{bot}:{id}"), update);
        } else {
            // Not even its error is written down: it may quote what a person wrote.
            tracing::warn!(id, "update not understood");
        }
    }
    post
}

/// Where to go on by a cursor; `None` for the cursor of another bot.
pub(super) fn offset(bot: &str, cursor: &str) -> Option<i64> {
    let (owner, offset) = cursor.split_once(':')?;
    offset.parse().ok().filter(|_| owner == bot)
}

fn put(post: &mut Post, id: String, update: Update) {
    let arrived = match update {
        Update { message: Some(message), .. } => written(id, message),
        Update { callback_query: Some(query), .. } => {
            post.receipts.push(query.id.clone());
            pressed(id, query)
        }
        Update { pre_checkout_query: Some(query), .. } => {
            post.checkouts.extend(payment::checkout(&query));
            None
        }
        Update { .. } => None,
    };
    post.arrived.extend(arrived);
}

fn written(id: String, mut message: Message) -> Option<Arrived> {
    if let Some(payment) = message.successful_payment.take() {
        return paid(id, &payment, &message);
    }
    if !message.chat.is_private() {
        return None;
    }
    if let Some(payment) = message.refunded_payment.take() {
        return Some(of_money(id, message.chat.id, Language::default(), payment::returned(&payment)?));
    }
    let chat = message.chat.id.to_string();
    let language = message.from.as_ref().map_or_else(Language::default, User::language);
    let album = message.media_group_id.clone();
    let pause = if album.is_some() { ALBUM } else { Duration::ZERO };
    Some(Arrived { id, chat, language, album, pause, incoming: message.incoming()? })
}

/// Wherever it was paid, the chat concerned is the payer's own with the bot, which bears their id.
fn paid(id: String, payment: &Value, message: &Message) -> Option<Arrived> {
    let payer = message.from.as_ref().map_or(message.chat.id, |user| user.id);
    let language = message.from.as_ref().map_or_else(Language::default, User::language);
    Some(of_money(id, payer, language, payment::taken(payment, payer)?))
}

fn of_money(id: String, chat: i64, language: Language, incoming: Incoming) -> Arrived {
    Arrived { id, chat: chat.to_string(), language, album: None, pause: Duration::ZERO, incoming }
}

fn pressed(id: String, query: CallbackQuery) -> Option<Arrived> {
    let chat = query.message.map(|message| message.chat).filter(Chat::is_private)?;
    let (chat, language) = (chat.id.to_string(), query.from.language());
    let incoming = Incoming::Button(query.data?);
    Some(Arrived { id, chat, language, album: None, pause: Duration::ZERO, incoming })
}

#[cfg(test)]
mod tests;
