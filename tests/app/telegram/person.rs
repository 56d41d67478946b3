//! A person with Telegram on a phone: sends, presses, and waits for what the chat shows.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

pub(crate) use crate::support::service::pair;
use crate::support::wait::{PATIENCE, after_changes};
use crate::telegram::fake::{
    Body, Button, Chat, FilmKind, InlineAnswer, Message, Telegram, bot, now,
};

#[derive(Clone)]
pub(crate) struct Person {
    telegram: Telegram,
    pub(crate) id: i64,
}

impl Person {
    pub(crate) fn new(telegram: &Telegram, id: i64, language: &str) -> Self {
        telegram
            .world()
            .chats
            .open
            .insert(id, Chat::new(id, language));

        Self {
            telegram: telegram.clone(),
            id,
        }
    }

    pub(crate) fn telegram(&self) -> &Telegram {
        &self.telegram
    }

    pub(crate) fn write(&self, text: &str) {
        self.put(text, Body::Text, &Value::Null);
    }

    pub(crate) fn send_photo(&self, bytes: Vec<u8>) {
        let photo = self.photo(bytes);
        self.put("", photo, &Value::Null);
    }

    pub(crate) fn send_captioned(&self, bytes: Vec<u8>, caption: &str) {
        let photo = self.photo(bytes);
        self.put(caption, photo, &Value::Null);
    }

    /// Writes in a topic of the chat.
    pub(crate) fn write_in(&self, topic: i64, text: &str) {
        self.put(text, Body::Text, &json!({ "message_thread_id": topic }));
    }

    /// Sends pictures in a topic of the chat, one by one.
    pub(crate) fn send_photos_in(&self, topic: i64, pictures: impl IntoIterator<Item = Vec<u8>>) {
        for bytes in pictures {
            let photo = self.photo(bytes);
            self.put("", photo, &json!({ "message_thread_id": topic }));
        }
    }

    /// Opens topics in the chat, or closes all others.
    pub(crate) fn set_topics(&self, topics: impl IntoIterator<Item = i64>) {
        let topics = topics.into_iter().collect();
        self.in_world(|world| world.chats.open.get_mut(&self.id).unwrap().topics = topics);
    }

    /// As the app does: as many messages as pictures, with a common name.
    pub(crate) fn send_album(&self, pictures: impl IntoIterator<Item = Vec<u8>>, caption: &str) {
        static ALBUMS: AtomicU64 = AtomicU64::new(13_000_000_000);

        let album = json!({ "media_group_id": ALBUMS.fetch_add(1, Ordering::Relaxed).to_string() });
        for (place, bytes) in pictures.into_iter().enumerate() {
            let photo = self.photo(bytes);
            self.put(if place == 0 { caption } else { "" }, photo, &album);
        }
    }

    pub(crate) fn send_document(&self, bytes: Vec<u8>, name: &str) {
        let file = self.telegram.world().chats.keep(bytes.into());
        self.put("", Body::Document(file, name.to_owned()), &Value::Null);
    }

    pub(crate) fn send_film(&self, kind: FilmKind, bytes: Vec<u8>, caption: &str) {
        let file = self.telegram.world().chats.keep(bytes.into());
        self.put(caption, Body::Film(kind, file), &Value::Null);
    }

    pub(crate) fn forward_photo(&self, bytes: Vec<u8>) {
        let sender = json!({ "id": 9, "is_bot": false, "first_name": "Bob" });
        let photo = self.photo(bytes);
        let origin =
            json!({ "forward_origin": { "type": "user", "sender_user": sender, "date": now() } });
        self.put("look at this", photo, &origin);
    }

    /// A sticker, a voice message, ...: the name of the field of the Bot API.
    pub(crate) fn send_other(&self, what: &'static str) {
        self.put("", Body::Other(what), &Value::Null);
    }

    fn photo(&self, bytes: Vec<u8>) -> Body {
        Body::Photo(self.telegram.world().chats.keep(bytes.into()))
    }

    fn put(&self, text: &str, body: Body, more: &Value) {
        let update = self.in_world(|world| {
            let id = world.chats.next_message();
            let life = world.life;
            let me = Value::Null;
            let chat = world.chats.open.get_mut(&self.id).unwrap();
            let text = text.to_owned();

            let at = Instant::now();
            let album = more["media_group_id"].as_str().map(str::to_owned);
            let edits = Vec::new();
            let codes = Vec::new();
            let from_bot = false;

            let acknowledged = true;
            let buttons = Vec::new();
            let message = Message {
                id,
                from_bot,
                text,
                body,
                buttons,
                album,
                topic: more["message_thread_id"].as_i64(),
                replies_to: None,
                at,
                life,
                acknowledged,
                edits,
                codes,
            };

            let mut update = chat.to_json(&message, &me);
            if let Some(more) = more.as_object() {
                update.as_object_mut().unwrap().extend(more.clone());
            }

            chat.messages.push(message);
            update
        });
        self.telegram.push("message", update);
    }

    fn in_world<T>(&self, act: impl FnOnce(&mut crate::telegram::fake::World) -> T) -> T {
        act(&mut self.telegram.world())
    }

    /// Waits for a button with this label and presses it.
    pub(crate) async fn press(&self, label: &str) -> Button {
        let (message, button) = self.see(|chat| button(chat, label)).await;
        self.press_code(message, &button.data);
        button
    }

    /// Presses a button, perhaps one that is no longer there.
    pub(crate) fn press_code(&self, message: i64, code: &str) {
        let update = self.in_world(|world| {
            let me = bot();
            let query = world.next_press();
            let chat = world.chats.open.get_mut(&self.id).unwrap();
            let below = chat.message(message).cloned();
            let below = below.map(|message| chat.to_json(&message, &me));

            let gone = || json!({ "message_id": message, "chat": chat.as_json(), "date": 0 });
            json!({
                "id": query, "from": chat.user(), "message": below.unwrap_or_else(gone),
                "chat_instance": "1", "data": code,
            })
        });
        self.telegram.push("callback_query", update);
    }

    /// Types the bot's name and these words in any chat; the id of the query.
    pub(crate) fn type_name(&self, words: &str, offset: &str) -> String {
        let (id, user) = self.in_world(|world| {
            let id = world.next_query();
            (id, world.chats.open[&self.id].user())
        });
        let update = json!({
            "id": id, "from": user, "query": words, "offset": offset, "chat_type": "private",
        });
        self.telegram.push("inline_query", update);
        id
    }

    /// Types the bot's name and these words, and waits for what is found.
    pub(crate) async fn find(&self, words: &str, offset: &str) -> InlineAnswer {
        let query = self.type_name(words, offset);
        let answer = self.telegram.inline_answer(&query, PATIENCE).await;
        let answer = answer.expect("an answer");
        assert!(answer.is_personal, "nobody may see another's answer");
        assert!(answer.cache_time <= 5, "what is taken back is soon gone");
        answer
    }

    /// Sends a result into a chat.
    pub(crate) fn choose(&self, result: &str, words: &str) {
        let user = self.in_world(|world| world.chats.open[&self.id].user());
        let update = json!({ "result_id": result, "from": user, "query": words });
        self.telegram.push("chosen_inline_result", update);
    }

    /// Sends two pictures and presses the first button.
    pub(crate) async fn order(&self) {
        self.send_album(pair(), "");
        self.press("Paint it").await;
    }

    /// Deletes a message for both sides.
    pub(crate) fn delete(&self, message: i64) {
        let gone = |chat: &mut Chat| chat.messages.retain(|one| one.id != message);
        self.in_world(|world| gone(world.chats.open.get_mut(&self.id).unwrap()));
    }

    pub(crate) fn block(&self) {
        self.in_world(|world| world.chats.open.get_mut(&self.id).unwrap().blocked = true);
    }

    pub(crate) fn unblock(&self) {
        self.in_world(|world| world.chats.open.get_mut(&self.id).unwrap().blocked = false);
    }

    /// Telegram tells the bot that it is no longer blocked.
    pub(crate) fn report_unblocking(&self) {
        let update = self.in_world(|world| {
            let chat = &world.chats.open[&self.id];
            json!({
                "chat": chat.as_json(), "from": chat.user(), "date": now(),
                "old_chat_member": { "user": bot(), "status": "kicked", "until_date": 0 },
                "new_chat_member": { "user": bot(), "status": "member" },
            })
        });
        self.telegram.push("my_chat_member", update);
    }

    /// Waits for a message of the bot that says this.
    pub(crate) async fn read(&self, words: &str) -> Message {
        self.see(|chat| {
            chat.messages
                .iter()
                .find(|message| says(message, words))
                .cloned()
        })
        .await
    }

    pub(crate) fn count(&self, words: &str) -> usize {
        self.messages()
            .iter()
            .filter(|message| says(message, words))
            .count()
    }

    pub(crate) fn messages(&self) -> Vec<Message> {
        self.in_world(|world| world.chats.open[&self.id].messages.clone())
    }

    /// Waits until the chat shows it.
    pub(crate) async fn see<T>(&self, wanted: impl FnMut(&Chat) -> Option<T>) -> T {
        match self.wait(PATIENCE, wanted).await {
            Some(seen) => seen,
            None => panic!("not seen by {} among {:#?}", self.id, self.words()),
        }
    }

    /// Waits until the chat shows it, but not for ever.
    pub(crate) async fn wait<T>(
        &self,
        patience: Duration,
        mut wanted: impl FnMut(&Chat) -> Option<T>,
    ) -> Option<T> {
        let changed = self.in_world(|world| world.chats.open[&self.id].changed.clone());

        after_changes(&changed, patience, || {
            self.in_world(|world| wanted(&world.chats.open[&self.id]))
        })
        .await
    }

    /// The chat as text, for failure messages.
    fn words(&self) -> Vec<String> {
        let side = |message: &Message| if message.from_bot { "bot" } else { "me" };
        let labels = |message: &Message| {
            message
                .buttons
                .iter()
                .flatten()
                .map(|button| button.label.clone())
                .collect::<Vec<_>>()
        };

        self.messages()
            .iter()
            .map(|one| format!("{} {}: {} {:?}", one.id, side(one), one.text, labels(one)))
            .collect()
    }
}

pub(crate) fn says(message: &Message, words: &str) -> bool {
    message.from_bot && message.text.contains(words)
}

/// The newest button with this label, and the id of its message.
pub(crate) fn button(chat: &Chat, label: &str) -> Option<(i64, Button)> {
    let named = |message: &Message| {
        let button = message
            .buttons
            .iter()
            .flatten()
            .find(|button| button.label.contains(label))?;
        Some((message.id, button.clone()))
    };

    chat.messages
        .iter()
        .rev()
        .filter(|message| message.from_bot)
        .find_map(named)
}
