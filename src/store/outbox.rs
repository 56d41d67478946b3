//! Messages on their way out.

use super::inbox::Address;
use crate::domain::ids::{ChatId, OutboxId, PersonId};
use crate::domain::incoming::Incoming;
use crate::domain::message::Message;
use crate::domain::picture::PictureRef;
use crate::domain::time::Moment;

/// A message to be sent now.
#[derive(Clone, Debug, PartialEq)]
pub struct OutgoingMessage {
    /// Stable over all attempts: derive idempotency keys from it.
    pub id: OutboxId,
    /// The database's own: those keys must not be taken for the ones of another that had the same
    /// rows.
    pub salt: u64,
    /// Which attempt this is, from 1.
    pub attempt: u32,
    /// How many attempts have failed; those that ended with their process have not.
    pub failures: u32,
    /// The chat.
    pub chat: ChatId,
    /// Where to.
    pub address: Address,
    /// Whose pictures it shows; `None` for somebody who was forgotten meanwhile.
    pub owner: Option<PersonId>,
    /// What is said.
    pub message: Message,
    /// For an edit: the message to edit. `None`: send it as a new one.
    pub edits: Option<SentBefore>,
}

/// The message a slot became.
#[derive(Clone, Debug, PartialEq)]
pub struct SentBefore {
    /// The messenger's id of it.
    pub message_id: String,
    /// What it shows now: an edit that shows the same picture need not send it again.
    pub picture: Option<PictureRef>,
}

/// What became of an attempt to send.
#[derive(Clone, Debug, PartialEq)]
pub enum SendOutcome {
    /// It is there, under this id of the messenger.
    Delivered(String),
    /// Not yet: try again then.
    Later(Moment),
    /// The messenger will never take it; the chat's next messages go on.
    Refused(String),
    /// The person has blocked the bot: what waits for this chat is dropped until the person writes
    /// again.
    Blocked,
}

/// One line of a chat as a page shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// When it was said.
    pub at: Moment,
    /// By whom, and what.
    pub said: LineAuthor,
}

/// What was said.
#[derive(Clone, Debug, PartialEq)]
pub enum LineAuthor {
    /// By the person.
    Person(Incoming),
    /// By the bot: the message, and the id under which it was sent.
    Bot(Message, String),
}
