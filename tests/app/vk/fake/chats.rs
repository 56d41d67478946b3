//! The chats as people see them: every message with its pictures, buttons and edits.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
    time::Instant,
};

use axum::body::Bytes;
use tokio::sync::Notify;

/// Something attached to a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Attachment {
    Photo(Bytes),
    Document(Bytes, String),
    /// Anything else a person sent, by its type.
    Other(&'static str),
}

/// A button below a message or a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Button {
    pub(crate) label: String,
    /// `callback`, `text` or `open_link`.
    pub(crate) kind: String,
    /// What comes back, or the address that is opened.
    pub(crate) data: String,
}

/// A message in a chat.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) id: i64,
    pub(crate) from_bot: bool,
    pub(crate) text: String,
    pub(crate) attachments: Vec<Attachment>,
    /// Cards in a row, each with its picture and its buttons.
    pub(crate) is_carousel: bool,
    pub(crate) buttons: Vec<Vec<Button>>,
    pub(crate) random_id: i64,
    /// Whether the bot was told that it was sent.
    pub(crate) acknowledged: bool,
    /// When it was edited, and what it said from then on.
    pub(crate) edits: Vec<(Instant, String)>,
    /// What came back of all buttons that ever stood below it.
    pub(crate) codes: Vec<String>,
}

impl Message {
    /// What it is from now on.
    pub(crate) fn turn_into(
        &mut self,
        text: String,
        attachments: Vec<Attachment>,
        buttons: Vec<Vec<Button>>,
    ) {
        self.codes
            .extend(buttons.iter().flatten().map(|button| button.data.clone()));
        self.edits.push((Instant::now(), text.clone()));
        (self.text, self.attachments, self.buttons) = (text, attachments, buttons);
    }
}

/// A chat of somebody with the community.
#[derive(Clone, Debug)]
pub(crate) struct Chat {
    pub(crate) id: i64,
    /// The number of the app's language.
    pub(crate) language: i64,
    /// Which buttons the app can show.
    pub(crate) actions: Vec<&'static str>,
    /// Whether the app can show cards in a row.
    pub(crate) carousel: bool,
    pub(crate) messages: Vec<Message>,
    /// The menu below the chat.
    pub(crate) menu: Vec<Vec<Button>>,
    pub(crate) blocked: bool,
    /// How often it was shown that the bot is writing.
    pub(crate) typing: u64,
    /// The person's language as their profile has it, and their time zone.
    pub(crate) speaks: Option<&'static str>,
    pub(crate) zone: Option<i64>,
    /// Whether the app reports its features.
    pub(crate) tells: bool,
    /// Notified whenever the chat has changed.
    pub(crate) changed: Arc<Notify>,
}

impl Chat {
    pub(crate) fn new(id: i64, language: i64) -> Self {
        Self {
            id,
            language,
            actions: vec![
                "text",
                "vkpay",
                "open_app",
                "location",
                "open_link",
                "callback",
            ],
            carousel: true,
            messages: Vec::new(),
            menu: Vec::new(),
            blocked: false,
            typing: 0,
            speaks: None,
            zone: None,
            tells: true,
            changed: Arc::default(),
        }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Chats {
    pub(crate) open: BTreeMap<i64, Chat>,
    /// The message that each `random_id` has become, by chat.
    pub(crate) known: HashMap<(i64, i64), i64>,
    /// Sends that were carried out, and among them those with a known `random_id`.
    pub(crate) sends: u64,
    pub(crate) repeated: u64,
    /// Presses that are not answered yet.
    pub(crate) pressed: BTreeSet<String>,
    /// Toasts that were shown.
    pub(crate) snackbars: Vec<String>,
    last: i64,
}

impl Chats {
    pub(crate) fn next_message(&mut self) -> i64 {
        self.last += 1;
        self.last
    }

    pub(crate) fn mark_acknowledged(&mut self, id: i64) {
        let all = self.open.values_mut().flat_map(|chat| &mut chat.messages);
        all.filter(|message| message.id == id)
            .for_each(|message| message.acknowledged = true);
    }
}
