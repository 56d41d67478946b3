//! Messages that wait to be sent, and what was sent.

use std::time::Duration;

use async_trait::async_trait;

use super::inbox::Address;
use crate::domain::ids::{ChatId, OutboxId, PersonId};
use crate::domain::incoming::Incoming;
use crate::domain::language::Language;
use crate::domain::message::Message;
use crate::domain::picture::PictureRef;
use crate::domain::time::Moment;
use crate::store::Result;

/// Messages to be sent. Nothing is sent except from here.
#[async_trait]
pub trait OutboxStore: Send + Sync + 'static {
    /// Claims messages that may be sent now, at most one per chat. Nobody else claims them before
    /// their process is gone (`DutyStore`), and this one not before `hide_for` has passed.
    async fn claim_outgoing(&self, claim: MessageClaim) -> Result<Vec<OutgoingMessage>>;

    /// [`OutboxStore::claim_outgoing`] for all messengers, where there is one process only.
    async fn claim_messages(
        &self,
        now: Moment,
        hide_for: Duration,
        limit: u32,
        in_hand: &[OutboxId],
    ) -> Result<Vec<OutgoingMessage>> {
        self.claim_outgoing(MessageClaim {
            process: String::new(),
            messengers: None,
            limit,
            in_hand: in_hand.to_vec(),
            hide_for,
            now,
        })
        .await
    }

    /// Saves the result of an attempt to send. Ignored if a later attempt has begun.
    async fn settle_message(
        &self,
        id: OutboxId,
        attempt: u32,
        sent: SendOutcome,
        now: Moment,
    ) -> Result<()>;
}

/// How a process asks for messages to send.
#[derive(Clone, Debug)]
pub struct MessageClaim {
    /// The process that sends them.
    pub process: String,
    /// The names of the messengers that it sends to; `None` for all.
    pub messengers: Option<Vec<String>>,
    /// The most messages.
    pub limit: u32,
    /// What it is sending now, which is not claimed again, whatever the clock says.
    pub in_hand: Vec<OutboxId>,
    /// How long a message is hidden from the process itself.
    pub hide_for: Duration,
    /// Now.
    pub now: Moment,
}

/// A message to send now.
#[derive(Clone, Debug, PartialEq)]
pub struct OutgoingMessage {
    /// The same in all attempts. Derive idempotency keys from it.
    pub id: OutboxId,
    /// A number of this database. It keeps idempotency keys apart from those of another database
    /// that had the same row ids.
    pub salt: u64,
    /// Which attempt this is, from 1.
    pub attempt: u32,
    /// How many attempts have failed. Attempts that died with their process do not count.
    pub failures: u32,
    /// The chat.
    pub chat: ChatId,
    /// Where to.
    pub address: Address,
    /// The messenger's id of the topic that it belongs to.
    pub topic: Option<String>,
    /// Whose pictures it shows; `None` if the person was forgotten meanwhile.
    pub owner: Option<PersonId>,
    /// The person's language.
    pub language: Language,
    /// What is said.
    pub message: Message,
    /// The message to edit; `None` sends a new one.
    pub edits: Option<SentBefore>,
}

/// The message of a slot, as it was sent last.
#[derive(Clone, Debug, PartialEq)]
pub struct SentBefore {
    /// The messenger's id of it.
    pub message_id: String,
    /// The messenger's id of the topic it is in.
    pub topic: Option<String>,
    /// The picture or the film's file that it shows. An edit with the same one need not send it again.
    pub picture: Option<PictureRef>,
}

/// The result of an attempt to send.
#[derive(Clone, Debug, PartialEq)]
pub enum SendOutcome {
    /// It was sent, and the messenger calls it by this id.
    Delivered(String),
    /// It failed. Try again at this time.
    Later(Moment),
    /// It was not tried, because something of ours did not work. Try at this time.
    NotTried(Moment),
    /// The messenger will never accept it. The chat's next messages follow.
    Refused(String),
    /// The person has blocked the bot. What waits for this chat is kept back; the newest of it is
    /// sent when they are back.
    Blocked,
}

/// One line of a chat as a page shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct TranscriptLine {
    /// When it was first said.
    pub at: Moment,
    /// Who did it, and what.
    pub content: TranscriptContent,
}

/// What was said.
#[derive(Clone, Debug, PartialEq)]
pub enum TranscriptContent {
    /// By the person.
    Person(Incoming),
    /// By the bot: the message, and the id under which it was sent.
    Bot(Message, String),
}
