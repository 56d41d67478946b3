//! The chats as people see them: every message with its pictures, buttons and edits.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    sync::Arc,
    time::{Duration, Instant},
};

use axum::body::Bytes;
use tokio::sync::Notify;

/// How many messages a bot may send in a second in one chat, and how many it may edit.
const PER_SECOND: usize = 2;

/// Something attached to a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Attachment {
    Image(Bytes),
    Video(Bytes),
    File(Bytes, String),
    /// Anything else a person sent, by its type.
    Other(&'static str),
}

/// A button below a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Button {
    pub(crate) label: String,
    /// `callback` or `link`.
    pub(crate) kind: String,
    /// What comes back, or the address that is opened.
    pub(crate) data: String,
}

/// A message in a chat.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) id: String,
    pub(crate) from_bot: bool,
    pub(crate) text: String,
    pub(crate) attachments: Vec<Attachment>,
    pub(crate) buttons: Vec<Vec<Button>>,
    /// Whether the bot was told that it was sent.
    pub(crate) acknowledged: bool,
    /// The number of the service's run that sent it.
    pub(crate) life: u64,
    /// What it said at first, and after each edit.
    pub(crate) edits: Vec<String>,
}

impl Message {
    /// What it is from now on.
    pub(crate) fn turn_into(
        &mut self,
        text: String,
        attachments: Vec<Attachment>,
        buttons: Vec<Vec<Button>>,
    ) {
        self.edits.push(text.clone());
        self.text = text;
        self.attachments = attachments;
        self.buttons = buttons;
    }
}

/// A chat with the bot: of a person, by their id, or of a group, by its own, which is negative.
#[derive(Clone, Debug)]
pub(crate) struct Chat {
    pub(crate) id: i64,
    /// The tag of the app's language.
    pub(crate) locale: &'static str,
    pub(crate) messages: Vec<Message>,
    /// Whether the person has stopped the bot.
    pub(crate) stopped: bool,
    /// Notified whenever the chat has changed.
    pub(crate) changed: Arc<Notify>,
    sends: VecDeque<Instant>,
    edits: VecDeque<Instant>,
}

impl Chat {
    pub(crate) fn new(id: i64, locale: &'static str) -> Self {
        Self {
            id,
            locale,
            messages: Vec::new(),
            stopped: false,
            changed: Arc::default(),
            sends: VecDeque::new(),
            edits: VecDeque::new(),
        }
    }

    /// Whether the bot may send one more message now.
    pub(super) fn admit_send(&mut self) -> bool {
        admit(&mut self.sends)
    }

    /// Whether the bot may edit one more message now.
    pub(super) fn admit_edit(&mut self) -> bool {
        admit(&mut self.edits)
    }
}

fn admit(recent: &mut VecDeque<Instant>) -> bool {
    let now = Instant::now();
    recent.retain(|at| now - *at < Duration::from_secs(1));

    let admitted = recent.len() < PER_SECOND;
    if admitted {
        recent.push_back(now);
    }

    admitted
}

#[derive(Debug, Default)]
pub(crate) struct Chats {
    pub(crate) open: BTreeMap<i64, Chat>,
    /// Presses that are not answered yet.
    pub(crate) pressed: BTreeSet<String>,
    /// Notifications that were shown.
    pub(crate) notifications: Vec<String>,
    /// The number of the service's run.
    pub(crate) life: u64,
    last: u64,
}

impl Chats {
    pub(crate) fn next_number(&mut self) -> u64 {
        self.last += 1;
        self.last
    }

    pub(crate) fn next_message(&mut self) -> String {
        format!("mid.{:032x}", self.next_number())
    }

    /// The chat with a message of this id.
    pub(super) fn with_message(&mut self, id: &str) -> Option<&mut Chat> {
        let mut chats = self.open.values_mut();
        chats.find(|chat| chat.messages.iter().any(|message| message.id == id))
    }

    pub(super) fn mark_acknowledged(&mut self, id: &str) {
        let all = self.open.values_mut().flat_map(|chat| &mut chat.messages);
        all.filter(|message| message.id == id)
            .for_each(|message| message.acknowledged = true);
    }
}
