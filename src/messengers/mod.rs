//! The border to the messengers: what the workers ask of each, and [`web_chat`], the one of the house.
//!
//! A messenger translates between its own dialect and the domain's words in both directions. It owns its connection,
//! its limits and its ids of messages; it knows no store, no job and no engine. What comes in it hands to the inbox by
//! itself (a route, a poll); what goes out it is asked to send.

pub mod web_chat;

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;

use crate::domain::{ids::OutboxId, incoming::RemoteFile, message::Message, picture::PictureRef};

/// A messenger as the workers see it.
#[async_trait]
pub trait Messenger: Send + Sync + 'static {
    /// The name that stands in the store.
    fn name(&self) -> &'static str;

    /// What it allows.
    fn limits(&self) -> Limits;

    /// Sends or edits a message; returns its id. Sending the same [`Outgoing::id`] twice is allowed to show it twice.
    async fn send(&self, outgoing: Outgoing<'_>) -> Result<String, SendError>;

    /// Fetches a file that a person of this chat has sent.
    async fn fetch(&self, chat: &str, file: &RemoteFile) -> Result<Bytes, FetchError>;

    /// A file was looked at, and `copy` is a small JPEG of it if it is a picture; only a messenger that keeps files
    /// itself cares.
    async fn looked_at(&self, _chat: &str, _file: &RemoteFile, _copy: Option<Bytes>) {}

    /// Something about the person has changed that the messenger itself may show.
    async fn changed(&self, _chat: &str, _change: Change) {}
}

/// What changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The person was forgotten: whatever the messenger keeps of the chat goes.
    Forgotten,
    /// The person chose a language.
    Language,
}

/// What a messenger allows.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The largest file it hands out.
    pub fetch_bytes: u64,
    /// The pause between two messages in one chat.
    pub pause_in_chat: Duration,
    /// The pause between any two messages.
    pub pause: Duration,
}

/// A message to be sent.
pub struct Outgoing<'a> {
    /// Stable over all attempts, for messengers that recognise a repetition.
    pub id: OutboxId,
    /// The messenger's own id of the chat.
    pub chat: &'a str,
    /// What is said.
    pub message: &'a Message,
    /// The message to edit; `None` for a new one.
    pub edits: Option<Edit<'a>>,
    /// The files of the message's pictures.
    pub files: &'a dyn Files,
}

/// A message that is to be edited.
#[derive(Clone, Copy, Debug)]
pub struct Edit<'a> {
    /// The messenger's id of it.
    pub message_id: &'a str,
    /// What it shows now; the same picture need not be sent again.
    pub picture: Option<PictureRef>,
}

/// Where a messenger gets the files of a message.
#[async_trait]
pub trait Files: Send + Sync {
    /// A picture's file; `None` when it is gone.
    async fn file(&self, picture: PictureRef) -> anyhow::Result<Option<Bytes>>;
}

/// Why a message was not sent.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// Too many messages: again after so long.
    #[error("the messenger asks to wait for {0:?}")]
    RetryAfter(Duration),
    /// The messenger cannot be reached or has trouble of its own.
    #[error("the messenger cannot be reached")]
    Unavailable(#[source] anyhow::Error),
    /// It will never take this message.
    #[error("the messenger refuses the message: {0}")]
    Refused(String),
    /// The person does not want to hear from the bot.
    #[error("the person has blocked the bot")]
    Blocked,
}

/// Why a file was not fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// It is not handed out (any more).
    #[error("the file is gone")]
    Gone,
    /// The messenger cannot be reached or has trouble of its own.
    #[error("the file cannot be fetched")]
    Unavailable(#[source] anyhow::Error),
}
