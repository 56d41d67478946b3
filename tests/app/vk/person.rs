//! A person with VKontakte on a phone: sends, presses, and waits for what the chat shows.

use std::time::Duration;

use serde_json::{Value, json};

pub(crate) use crate::support::service::pair;
use crate::support::{
    crowd::{self, Customer},
    wait::{PATIENCE, after_changes},
};
use crate::vk::fake::{Attachment, Button, Chat, Message, Vk, World};

#[derive(Clone)]
pub(crate) struct Person {
    vk: Vk,
    pub(crate) id: i64,
}

impl Person {
    /// With an app in the language of this number: 0 is Russian, 3 is English.
    pub(crate) fn new(vk: &Vk, id: i64, language: i64) -> Self {
        vk.world().chats.open.insert(id, Chat::new(id, language));
        Self { vk: vk.clone(), id }
    }

    /// With an app that can show only these buttons.
    pub(crate) fn with_app(vk: &Vk, id: i64, actions: Vec<&'static str>) -> Self {
        let person = Self::new(vk, id, 0);
        person.chat(|chat| (chat.actions, chat.carousel) = (actions, false));
        person
    }

    /// With an app that reports no features, and a profile with this language.
    pub(crate) fn speaking(vk: &Vk, id: i64, language: &'static str) -> Self {
        let person = Self::new(vk, id, 0);
        person.chat(|chat| (chat.tells, chat.speaks, chat.zone) = (false, Some(language), Some(3)));
        person
    }

    pub(crate) fn write(&self, text: &str) {
        self.put(text, Vec::new(), &Value::Null);
    }

    /// Presses the start button, after a link with this reference.
    pub(crate) fn begin(&self, reference: &str) {
        self.put(
            "Начать",
            Vec::new(),
            &json!({ "payload": r#"{"command":"start"}"#, "ref": reference }),
        );
    }

    /// As the app does: one message for all pictures.
    pub(crate) fn send_photos(&self, pictures: impl IntoIterator<Item = Vec<u8>>, caption: &str) {
        let attachments: Vec<Attachment> = pictures
            .into_iter()
            .map(|bytes| Attachment::Photo(bytes.into()))
            .collect();
        self.put(caption, attachments, &Value::Null);
    }

    pub(crate) fn send_document(&self, bytes: Vec<u8>, name: &str) {
        self.put(
            "",
            vec![Attachment::Document(bytes.into(), name.to_owned())],
            &Value::Null,
        );
    }

    /// Forwards somebody else's message.
    pub(crate) fn forward_photo(&self, bytes: Vec<u8>) {
        let photo = self.attachment(&Attachment::Photo(bytes.into()));
        let inner = json!([{ "from_id": 99, "text": "", "date": 1, "attachments": [photo] }]);
        self.put(
            "look at this",
            Vec::new(),
            &json!({ "fwd_messages": inner }),
        );
    }

    /// Forwards a wall post.
    pub(crate) fn forward_post(&self, bytes: Vec<u8>) {
        let photo = self.attachment(&Attachment::Photo(bytes.into()));
        let post = json!({ "type": "wall", "wall": { "id": 1, "from_id": -9, "text": "a post", "attachments": [photo] } });
        self.put("", Vec::new(), &json!({ "attachments": [post] }));
    }

    /// A sticker, a voice message, ...: the type of the attachment.
    pub(crate) fn send_other(&self, what: &'static str) {
        self.put("", vec![Attachment::Other(what)], &Value::Null);
    }

    fn put(&self, text: &str, attachments: Vec<Attachment>, more: &Value) {
        let described: Vec<Value> = attachments.iter().map(|one| self.attachment(one)).collect();
        let event = self.in_world(|world| {
            let id = world.chats.next_message();
            let chat = world.chats.open.get_mut(&self.id).unwrap();
            let text = text.to_owned();
            let mut update = json!({
                "id": id, "conversation_message_id": id, "date": 1_764_000_000, "peer_id": self.id, "from_id": self.id,
                "out": 0, "random_id": 0, "important": false, "is_hidden": false, "text": text,
                "attachments": described, "fwd_messages": [],
            });

            if let Some(more) = more.as_object() {
                update.as_object_mut().unwrap().extend(more.clone());
            }

            let edits = Vec::new();
let codes = Vec::new();
let buttons = Vec::new();
            let from_bot = false;
let acknowledged = true;

let random_id = 0;
let is_carousel = false;
            let told_message =
                Message { id, from_bot, text, attachments, is_carousel, buttons, random_id, acknowledged, edits, codes };

            chat.messages.push(told_message);

            let info = json!({
                "button_actions": chat.actions, "keyboard": true, "inline_keyboard": true, "carousel": chat.carousel,
                "lang_id": chat.language,
            });

            if chat.tells { json!({ "message": update, "client_info": info }) } else { json!({ "message": update }) }
        });

        self.vk.push("message_new", &event);
    }

    /// An attachment as VKontakte describes it.
    fn attachment(&self, attachment: &Attachment) -> Value {
        let address = |bytes| {
            format!(
                "{}/file/{}",
                self.vk.url(),
                self.vk.world().files.keep(bytes)
            )
        };

        match attachment {
            Attachment::Photo(bytes) => {
                let size = |letter: &str, width: u32, url: String| json!({ "type": letter, "width": width, "height": width * 3 / 4, "url": url });
                let small = address("small".into());
                let large = address(bytes.clone());
                let sizes = [size("s", 75, small), size("w", 2560, large)];
                json!({ "type": "photo", "photo": { "id": 1, "owner_id": self.id, "date": 1, "sizes": sizes } })
            }
            Attachment::Document(bytes, name) => {
                let (_, extension) = name.rsplit_once('.').unwrap_or((name, "png"));
                let kind = match extension {
                    "gif" => 3,
                    "mp4" => 6,
                    _ => 4,
                };
                json!({ "type": "doc", "doc": {
                    "id": 1, "owner_id": self.id, "title": name, "size": bytes.len(), "ext": extension,
                    "type": kind, "date": 1, "url": address(bytes.clone()),
                } })
            }
            Attachment::Other(what) => {
                json!({ "type": what, (*what): { "id": 1, "owner_id": self.id } })
            }
        }
    }

    fn in_world<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        act(&mut self.vk.world())
    }

    /// Waits for a button with this label and presses it.
    pub(crate) async fn press(&self, label: &str) -> Button {
        let (message, button) = self.see(|chat| button(chat, label)).await;
        self.press_button(message, &button);
        button
    }

    /// Presses a button, perhaps one that is no longer there.
    pub(crate) fn press_button(&self, message: i64, button: &Button) {
        if button.kind == "text" {
            self.put(
                &button.label,
                Vec::new(),
                &json!({ "payload": button.data }),
            );
        } else {
            self.press_code(message, &button.data);
        }
    }

    /// Presses a button whose payload is this.
    pub(crate) fn press_code(&self, message: i64, payload: &str) {
        let payload: Value = serde_json::from_str(payload).unwrap();
        let event = self.in_world(|world| {
            let event = format!("press{}", world.chats.next_message());
            world.chats.pressed.insert(event.clone());

            json!({
                "user_id": self.id, "peer_id": self.id, "event_id": event, "payload": payload,
                "conversation_message_id": message,
            })
        });

        self.vk.push("message_event", &event);
    }

    /// Presses a button of the menu below the chat.
    pub(crate) async fn press_menu(&self, label: &str) {
        let find = |chat: &Chat| {
            chat.menu
                .iter()
                .flatten()
                .find(|button| button.label.contains(label))
                .cloned()
        };
        let button = self.see(find).await;
        self.press_button(0, &button);
    }

    /// Sends two pictures and presses the first button.
    pub(crate) async fn order(&self) {
        self.send_photos(pair(), "");
        self.press("Нарисовать").await;
    }

    /// Deletes a message for both sides.
    pub(crate) fn delete(&self, message: i64) {
        self.chat(|chat| chat.messages.retain(|one| one.id != message));
    }

    pub(crate) fn block(&self) {
        self.chat(|chat| chat.blocked = true);
    }

    pub(crate) fn unblock(&self) {
        self.chat(|chat| chat.blocked = false);
    }

    fn chat(&self, act: impl FnOnce(&mut Chat)) {
        self.in_world(|world| act(world.chats.open.get_mut(&self.id).unwrap()));
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

    /// Waits until this many messages of the bot say this.
    pub(crate) async fn read_times(&self, words: &str, times: usize) {
        let enough = |chat: &Chat| {
            chat.messages
                .iter()
                .filter(|message| says(message, words))
                .count()
                >= times
        };
        self.see(|chat| enough(chat).then_some(())).await;
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

impl Customer for Person {
    fn say(&self, words: &str) {
        self.write(words);
    }

    fn send_two(&self) {
        self.send_photos(pair(), "");
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
        let (message, button) = self.wait(crowd::PATIENCE, newer).await?;
        self.press_button(message, &button);

        Some(())
    }
}
