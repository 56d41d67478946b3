//! A person with MAX on a phone: sends, presses, and waits for what the chat shows.

use std::time::Duration;

use serde_json::{Value, json};

pub(crate) use crate::support::service::pair;
use crate::{
    max::fake::{Attachment, BOT, Button, Chat, Max, Message, World},
    support::{
        crowd::{self, Customer},
        wait::{PATIENCE, after_changes},
    },
};

#[derive(Clone)]
pub(crate) struct Person {
    max: Max,
    pub(crate) id: i64,
}

impl Person {
    /// With an app in the language of this tag.
    pub(crate) fn new(max: &Max, id: i64, locale: &'static str) -> Self {
        max.world().chats.open.insert(id, Chat::new(id, locale));
        Self {
            max: max.clone(),
            id,
        }
    }

    pub(crate) fn write(&self, text: &str) {
        self.put(text, Vec::new(), &json!({}));
    }

    /// Presses the button that starts the bot, after a link with this code.
    pub(crate) fn begin(&self, code: Option<&str>) {
        let update = self.in_world(|world| {
            world.chats.open.get_mut(&self.id).unwrap().stopped = false;
            json!({
                "update_type": "bot_started", "timestamp": world.chats.next_number(), "chat_id": 1,
                "user": self.user(), "user_id": self.id, "payload": code,
                "user_locale": world.chats.open[&self.id].locale,
            })
        });

        self.max.push(update);
    }

    /// As the app does: one message for all pictures.
    pub(crate) fn send_images(&self, pictures: impl IntoIterator<Item = Vec<u8>>, caption: &str) {
        let images = pictures.into_iter();
        let images = images.map(|bytes| Attachment::Image(bytes.into()));
        self.put(caption, images.collect(), &json!({}));
    }

    pub(crate) fn send_document(&self, bytes: Vec<u8>, name: &str) {
        let file = Attachment::File(bytes.into(), name.to_owned());
        self.put("", vec![file], &json!({}));
    }

    pub(crate) fn send_video(&self, bytes: Vec<u8>, caption: &str) {
        self.put(caption, vec![Attachment::Video(bytes.into())], &json!({}));
    }

    /// Forwards somebody else's message.
    pub(crate) fn forward_image(&self, bytes: Vec<u8>) {
        let image = self.describe(&Attachment::Image(bytes.into()));
        let link = json!({
            "type": "forward", "sender": { "user_id": 99, "is_bot": false }, "chat_id": -5,
            "message": { "mid": "mid.other", "seq": 1, "text": "look", "attachments": [image] },
        });
        self.put("", Vec::new(), &json!({ "link": link }));
    }

    /// A sticker, a voice message, ...: the type of the attachment.
    pub(crate) fn send_other(&self, what: &'static str) {
        self.put("", vec![Attachment::Other(what)], &json!({}));
    }

    fn user(&self) -> Value {
        let first = format!("Имя{}", self.id);
        json!({
            "user_id": self.id, "first_name": first, "last_name": "Фамилия", "is_bot": false,
            "last_activity_time": 1_775_053_249_000_i64, "name": format!("{first} Фамилия"),
        })
    }

    fn put(&self, text: &str, attachments: Vec<Attachment>, more: &Value) {
        let described: Vec<Value> = attachments.iter().map(|one| self.describe(one)).collect();
        let user = self.user();
        let update = self.in_world(|world| {
            let mid = world.chats.next_message();
            let life = world.chats.life;
            let chat = world.chats.open.get_mut(&self.id).unwrap();
            let mut message = json!({
                "recipient": { "chat_id": 1_000_000 + self.id, "chat_type": "dialog", "user_id": BOT },
                "timestamp": 1_775_053_255_737_i64, "sender": user,
                "body": { "mid": mid, "seq": 1, "text": text, "attachments": described },
            });
            let fields = more.as_object().unwrap().clone();
            message.as_object_mut().unwrap().extend(fields);

            // Somebody who writes has started the bot again.
            chat.stopped = false;
            chat.messages.push(Message {
                id: mid,
                from_bot: false,
                text: text.to_owned(),
                attachments,
                buttons: Vec::new(),
                acknowledged: true,
                life,
                edits: Vec::new(),
            });

            json!({
                "update_type": "message_created", "timestamp": 1_775_025_604_499_i64,
                "message": message, "user_locale": chat.locale,
            })
        });

        self.max.push(update);
    }

    /// An attachment as MAX describes it.
    fn describe(&self, attachment: &Attachment) -> Value {
        let address = |bytes| {
            let name = self.max.world().files.keep(bytes);
            format!("{}/file/{name}", self.max.url())
        };

        match attachment {
            Attachment::Image(bytes) => {
                let payload = json!({ "photo_id": 1, "token": "t", "url": address(bytes.clone()) });
                json!({ "type": "image", "payload": payload })
            }
            Attachment::Video(bytes) => {
                let token = self.max.world().files.keep(bytes.clone());
                let page = format!("{}/video/{token}", self.max.url());
                json!({
                    "type": "video", "payload": { "url": page, "token": token },
                    "width": 64, "height": 48, "duration": 1,
                })
            }
            Attachment::File(bytes, name) => json!({
                "type": "file", "filename": name, "size": bytes.len(),
                "payload": { "url": address(bytes.clone()), "token": "t" },
            }),
            Attachment::Other(what) => json!({ "type": what, "payload": {} }),
        }
    }

    fn in_world<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        act(&mut self.max.world())
    }

    /// Waits for a button with this label and presses it.
    pub(crate) async fn press(&self, label: &str) -> Button {
        let (_, button) = self.see(|chat| button(chat, label)).await;
        self.press_button(&button);
        button
    }

    /// Presses a button, perhaps one that is no longer there.
    pub(crate) fn press_button(&self, button: &Button) {
        let update = self.press_update(&button.data);
        self.max.push(update);
    }

    /// The update of a press of a button with this payload.
    pub(crate) fn press_update(&self, payload: &str) -> Value {
        self.in_world(|world| {
            let number = world.chats.next_number();
            let callback = format!("f9LHodD0cOJf4_{number}");
            world.chats.pressed.insert(callback.clone());

            json!({
                "update_type": "message_callback", "timestamp": number,
                "user_locale": world.chats.open[&self.id].locale,
                "callback": {
                    "timestamp": number, "callback_id": callback, "payload": payload,
                    "user": self.user(),
                },
                "message": {
                    "recipient": { "chat_id": 1, "chat_type": "dialog", "user_id": self.id },
                    "body": { "mid": "mid.any", "text": "" },
                },
            })
        })
    }

    /// Sends two pictures and presses the first button.
    pub(crate) async fn order(&self) {
        self.send_images(pair(), "");
        self.press("Нарисовать").await;
    }

    /// Deletes a message for both sides.
    pub(crate) fn delete(&self, message: &str) {
        self.chat(|chat| chat.messages.retain(|one| one.id != message));
    }

    pub(crate) fn stop(&self) {
        self.chat(|chat| chat.stopped = true);
    }

    fn chat(&self, act: impl FnOnce(&mut Chat)) {
        self.in_world(|world| act(world.chats.open.get_mut(&self.id).unwrap()));
    }

    /// Waits for a message of the bot that says this.
    pub(crate) async fn read(&self, words: &str) -> Message {
        self.see(|chat| {
            let mut messages = chat.messages.iter();
            messages.find(|message| says(message, words)).cloned()
        })
        .await
    }

    /// Waits until this many messages of the bot say this.
    pub(crate) async fn read_times(&self, words: &str, times: usize) {
        let enough = |chat: &Chat| {
            let messages = chat.messages.iter();
            messages.filter(|message| says(message, words)).count() >= times
        };
        self.see(|chat| enough(chat).then_some(())).await;
    }

    pub(crate) fn count(&self, words: &str) -> usize {
        let messages = self.messages();
        messages
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

impl Customer for Person {
    fn say(&self, words: &str) {
        self.write(words);
    }

    fn send_two(&self) {
        self.send_images(pair(), "");
    }

    fn seen(&self) -> usize {
        self.messages().len()
    }

    async fn press_after(&self, seen: usize, label: &str) -> Option<()> {
        let newer = |chat: &Chat| {
            let mut newer = chat.clone();
            newer.messages.drain(..seen.min(newer.messages.len()));
            button(&newer, label)
        };
        let (_, button) = self.wait(crowd::PATIENCE, newer).await?;
        self.press_button(&button);

        Some(())
    }
}

pub(crate) fn says(message: &Message, words: &str) -> bool {
    message.from_bot && message.text.contains(words)
}

/// The newest button with this label, and the id of its message.
pub(crate) fn button(chat: &Chat, label: &str) -> Option<(String, Button)> {
    let named = |message: &Message| {
        let button = message
            .buttons
            .iter()
            .flatten()
            .find(|button| button.label.contains(label))?;
        Some((message.id.clone(), button.clone()))
    };

    chat.messages
        .iter()
        .rev()
        .filter(|message| message.from_bot)
        .find_map(named)
}
