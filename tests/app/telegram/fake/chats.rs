//! The chats as people see them: every message with its pictures, buttons and edits.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Instant,
};

use axum::body::Bytes;
use serde_json::{Value, json};
use tokio::sync::Notify;

use super::{bills::Bill, payments::Invoice};

/// What a message is besides its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Body {
    Text,
    Photo(Picture),
    Document(Picture, String),
    Film(FilmKind, Picture),
    Invoice(Invoice),
    Bill(Bill),
    /// A service message: the name of its field, and the value.
    Service(&'static str, Value),
    /// Anything else a person sent, by the name of its field.
    Other(&'static str),
}

/// How a film is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FilmKind {
    Animation,
    Video,
    VideoNote,
}

impl FilmKind {
    /// The field of the Bot API.
    pub(crate) fn field(self) -> &'static str {
        match self {
            Self::Animation => "animation",
            Self::Video => "video",
            Self::VideoNote => "video_note",
        }
    }
}

/// A file in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) file_id: String,
    pub(crate) bytes: Bytes,
}

/// A button below a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Button {
    pub(crate) label: String,
    pub(crate) data: String,
}

/// A message in a chat.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) id: i64,
    pub(crate) from_bot: bool,
    pub(crate) text: String,
    pub(crate) body: Body,
    pub(crate) buttons: Vec<Vec<Button>>,
    pub(crate) album: Option<String>,
    /// The topic that it is in.
    pub(crate) topic: Option<i64>,
    /// The message that it replies to.
    pub(crate) replies_to: Option<i64>,
    pub(crate) at: Instant,
    /// Which life of the bot sent it, for tests that kill it.
    pub(crate) life: u32,
    /// Whether the bot was told that it was sent.
    pub(crate) acknowledged: bool,
    /// When it was edited, and what it said from then on.
    pub(crate) edits: Vec<(Instant, String)>,
    /// The codes of all buttons that ever stood below it.
    pub(crate) codes: Vec<String>,
}

impl Message {
    /// What it is from now on.
    pub(crate) fn turn_into(&mut self, text: String, body: Body, buttons: Vec<Vec<Button>>) {
        self.codes
            .extend(buttons.iter().flatten().map(|button| button.data.clone()));
        (self.text, self.body, self.buttons) = (text, body, buttons);
    }
}

/// A chat with the bot, as a rule somebody's private one.
#[derive(Debug)]
pub(crate) struct Chat {
    pub(crate) id: i64,
    pub(crate) language: String,
    pub(crate) messages: Vec<Message>,
    pub(crate) blocked: bool,
    /// The topics to which messages can be sent.
    pub(crate) topics: HashSet<i64>,
    /// Notified whenever the chat has changed.
    pub(crate) changed: Arc<Notify>,
}

impl Chat {
    pub(crate) fn new(id: i64, language: &str) -> Self {
        let changed = Arc::default();
        Self {
            id,
            language: language.to_owned(),
            messages: Vec::new(),
            blocked: false,
            topics: HashSet::new(),
            changed,
        }
    }

    pub(crate) fn message(&mut self, id: i64) -> Option<&mut Message> {
        self.messages.iter_mut().find(|message| message.id == id)
    }

    pub(crate) fn user(&self) -> Value {
        json!({
            "id": self.id, "is_bot": false, "first_name": "Ada", "last_name": format!("the {}th", self.id),
            "username": format!("ada{}", self.id), "language_code": self.language,
        })
    }

    pub(crate) fn as_json(&self) -> Value {
        json!({
            "id": self.id, "type": "private", "first_name": "Ada", "last_name": format!("the {}th", self.id),
            "username": format!("ada{}", self.id),
        })
    }

    /// A message of this chat as the Bot API tells it.
    pub(crate) fn to_json(&self, message: &Message, bot: &Value) -> Value {
        let from = if message.from_bot {
            bot.clone()
        } else {
            self.user()
        };

        let mut update = json!({
            "message_id": message.id, "from": from, "chat": self.as_json(), "date": now(),
        });

        let words = if message.body == Body::Text {
            "text"
        } else {
            "caption"
        };

        if !message.text.is_empty() {
            update[words] = json!(message.text);
        }

        if !message.from_bot && message.text.starts_with('/') {
            let length = message.text.split(' ').next().unwrap_or("").len();
            let entities = if message.body == Body::Text {
                "entities"
            } else {
                "caption_entities"
            };
            update[entities] = json!([{ "type": "bot_command", "offset": 0, "length": length }]);
        }

        if let Some(topic) = message.topic {
            update["message_thread_id"] = json!(topic);
            update["is_topic_message"] = json!(true);
        }

        if let Some(album) = &message.album {
            update["media_group_id"] = json!(album);
        }

        if !message.buttons.is_empty() {
            update["reply_markup"] = json!({ "inline_keyboard": keyboard(&message.buttons) });
        }

        body(&mut update, &message.body);
        update
    }
}

fn body(update: &mut Value, body: &Body) {
    match body {
        Body::Text => {}
        Body::Photo(picture) => {
            let id = &picture.file_id;
            let size = picture.bytes.len();
            update["photo"] = json!([
                { "file_id": format!("thumb-{id}"), "file_unique_id": format!("ut-{id}"), "file_size": 5,
                  "width": 90, "height": 68 },
                { "file_id": id, "file_unique_id": format!("u-{id}"), "file_size": size, "width": 1280, "height": 960 },
            ]);
        }
        Body::Document(picture, name) => {
            let id = &picture.file_id;
            let size = picture.bytes.len();
            update["document"] = json!({
                "file_id": id, "file_unique_id": format!("u-{id}"), "file_name": name, "file_size": size,
                "mime_type": if name.to_lowercase().ends_with(".png") { "image/png" } else { "image/jpeg" },
            });
        }
        Body::Film(kind, picture) => {
            let id = &picture.file_id;
            let size = picture.bytes.len();
            let mut film = json!({
                "file_id": id, "file_unique_id": format!("u-{id}"), "file_size": size, "duration": 1,
            });
            match kind {
                FilmKind::VideoNote => film["length"] = 64.into(),
                FilmKind::Animation | FilmKind::Video => {
                    film["width"] = 64.into();
                    film["height"] = 48.into();
                    film["mime_type"] = "video/mp4".into();
                }
            }
            if *kind == FilmKind::Animation {
                update["document"] = film.clone();
            }
            update[kind.field()] = film;
        }
        Body::Invoice(invoice) => update["invoice"] = invoice.to_json(),
        Body::Bill(bill) => update["invoice"] = bill.to_json(),
        Body::Service(what, content) => update[*what] = content.clone(),
        Body::Other(what) => update[*what] = other(what),
    }
}

/// The shapes of what the bot has no use for.
fn other(what: &str) -> Value {
    let file = |more: Value| {
        let mut file = json!({ "file_id": format!("f-{what}"), "file_unique_id": format!("u-{what}"), "file_size": 9 });
        file.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        file
    };

    match what {
        "sticker" => file(json!({
            "type": "regular", "width": 512, "height": 512, "is_animated": false, "is_video": false, "emoji": "🎨",
        })),
        "voice" => file(json!({ "duration": 3, "mime_type": "audio/ogg" })),
        "contact" => json!({ "phone_number": "+10000000000", "first_name": "Bob" }),
        "location" => json!({ "latitude": 59.9, "longitude": 30.3 }),
        _ => json!({}),
    }
}

fn keyboard(rows: &[Vec<Button>]) -> Vec<Vec<Value>> {
    let key = |button: &Button| json!({ "text": button.label, "callback_data": button.data });
    rows.iter()
        .map(|row| row.iter().map(key).collect())
        .collect()
}

/// Seconds since 1970.
pub(crate) fn now() -> i64 {
    use vernissage::clock::Clock;

    vernissage::clock::SystemClock.now().millis() / 1000
}

/// All chats, and the files in them.
#[derive(Debug, Default)]
pub(crate) struct Chats {
    pub(crate) open: HashMap<i64, Chat>,
    pub(crate) files: HashMap<String, Bytes>,
    last_message: i64,
    last_file: u64,
}

impl Chats {
    pub(crate) fn next_message(&mut self) -> i64 {
        self.last_message += 1;
        self.last_message
    }

    /// Keeps a file, as Telegram does: under an id, and for downloads at a path.
    pub(crate) fn keep(&mut self, bytes: Bytes) -> Picture {
        self.last_file += 1;
        let file_id = format!("file{}", self.last_file);
        self.files.insert(file_id.clone(), bytes.clone());
        Picture { file_id, bytes }
    }
}
