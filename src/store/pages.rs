//! What open chat pages have not shown yet, because another process answered.

use async_trait::async_trait;

use crate::domain::ids::{ChatId, InboxId, OutboxId};
use crate::domain::incoming::Incoming;
use crate::domain::language::Language;
use crate::domain::message::Message;
use crate::domain::time::Moment;
use crate::store::Result;

/// The news of chats. Within a chat messages are sent in the order of their ids, so that a mark
/// tells exactly what was shown.
#[async_trait]
pub trait PageStore: Send + Sync + 'static {
    /// Who is in these chats of a messenger; those of which nothing is known are left out.
    async fn accounts(&self, messenger: &str, chats: &[String]) -> Result<Vec<ChatAccount>>;

    /// The mark before everything that was said in a chat since a moment.
    async fn mark_at(&self, chat: ChatId, since: Moment) -> Result<ChatMark>;

    /// What was said since these marks, in its order; a bounded number of lines.
    async fn news(&self, marks: &[ChatMark]) -> Result<Vec<ChatNews>>;
}

/// Whose chat it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatAccount {
    /// The chat.
    pub chat: ChatId,
    /// The messenger's id of it.
    pub external: String,
    /// The row of the person; `None` once they are forgotten.
    pub person: Option<i64>,
    /// The language of the chat.
    pub language: Language,
}

/// Up to where a chat was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChatMark {
    /// The chat.
    pub chat: ChatId,
    /// The last message that was sent.
    pub sent: OutboxId,
    /// The last update that was received.
    pub received: InboxId,
}

/// Something that was said.
#[derive(Clone, Debug, PartialEq)]
pub enum ChatNews {
    /// By the bot.
    Bot {
        /// The chat.
        chat: ChatId,
        /// The row.
        id: OutboxId,
        /// The id under which it was sent: an edit has that of the message it changes.
        message_id: String,
        /// The message.
        message: Message,
    },
    /// By the person.
    Person {
        /// The chat.
        chat: ChatId,
        /// The row.
        id: InboxId,
        /// When it was received.
        at: Moment,
        /// What was sent.
        incoming: Incoming,
    },
}
