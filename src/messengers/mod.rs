//! The border to the messengers: [`telegram`], [`vk`], [`max`] and [`web_chat`], the chat on our own
//! site.
//!
//! A messenger translates between its own API and the domain's types, in both directions. It owns
//! its connection, its rate limits and its message ids. It knows no store, no job, no engine and
//! no payment provider.
//!
//! Every messenger sends ([`Messenger`]). What else it can do is a trait of its own: updates are
//! polled ([`UpdateSource`]) or pushed ([`Webhook`]), a person's profile can be read
//! ([`ProfileSource`]), a payment in the chat asks for approval first ([`CheckoutAnswers`]), and
//! pictures are found in any conversation ([`InlineAnswers`]). A [`MessengerAccount`] holds all that
//! every account can do, so that nobody else has to know which messengers there are.

mod accounts;
mod button_links;
mod checkouts;
mod downloads;
mod files;
mod inline_queries;
mod lenient;
pub mod max;
mod press_notices;
mod profiles;
mod rate_limiter;
pub mod telegram;
mod updates;
pub mod vk;
pub mod web_chat;

pub use accounts::{AccountCheck, MessengerAccount};
pub use checkouts::{
    Checkout, CheckoutAnswers, CheckoutQuestion, CheckoutSender, PendingCheckout, ShippingOption,
};
pub use inline_queries::{
    InlineAnswer, InlineAnswers, InlineLink, InlinePicture, InlineQuery, InlineResult,
    InlineSender, InlineUpdate, PendingInline,
};
pub use profiles::ProfileSource;
pub use updates::{MessengerError, UpdateBatch, UpdateSource, Webhook, WebhookDelivery};

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;

use crate::domain::{
    film::Film, ids::OutboxId, incoming::RemoteFile, language::Language, message::Message,
    picture::PictureRef,
};

/// A messenger as the workers see it.
#[async_trait]
pub trait Messenger: Send + Sync + 'static {
    /// The name under which the store knows it.
    fn name(&self) -> &'static str;

    /// Its size and rate limits.
    fn limits(&self) -> Limits;

    /// Sends or edits a message and returns the messenger's id of it. A message sent twice with
    /// the same [`Outgoing::id`] may be shown twice.
    async fn send(&self, outgoing: Outgoing<'_>) -> Result<String, SendError>;

    /// Downloads a file that a person sent in this chat.
    async fn fetch(&self, chat: &str, file: &RemoteFile) -> Result<Bytes, FetchError>;

    /// The link that starts a conversation with this code; `None` while it cannot be found out.
    async fn invitation(&self, code: &str) -> Option<String>;

    /// What the messenger calls a picture that was just sent as a photo, so that its person can show
    /// it elsewhere; `None` if it cannot be shown so.
    fn sent_photo(&self, _picture: PictureRef) -> Option<String> {
        None
    }

    /// The chats as this service keeps them; `None` for a messenger that runs elsewhere.
    fn hosted_chats(&self) -> Option<&dyn HostedChats> {
        None
    }
}

/// A messenger whose chats live in this service, which therefore keeps uploads and shows changes
/// itself.
#[async_trait]
pub trait HostedChats: Send + Sync {
    /// An upload was read. `preview` is a small JPEG of it and replaces it; `None` if the file is
    /// no picture, and then nothing of it is kept.
    async fn upload_was_read(&self, chat: &str, file: &RemoteFile, preview: Option<Bytes>);

    /// The person was forgotten: everything that is kept about the chat is deleted.
    async fn person_was_forgotten(&self, chat: &str);

    /// The person's language has changed.
    async fn language_was_changed(&self, chat: &str);

    /// The chats that somebody is looking at.
    fn open_chats(&self) -> Vec<String>;

    /// Shows something on the open pages of a chat.
    fn show(&self, chat: &str, event: web_chat::PageEvent);
}

/// What a messenger allows.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The largest file that can be downloaded from it, in bytes.
    pub fetch_bytes: u64,
    /// The pause between two messages in one chat.
    pub pause_in_chat: Duration,
    /// The pause between any two messages.
    pub pause: Duration,
    /// The films that it shows.
    pub film: FilmLimits,
}

/// The films that a messenger shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilmLimits {
    /// In what format.
    pub format: FilmFormat,
    /// The largest file in bytes.
    pub bytes: u64,
}

/// A format in which a messenger shows films.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilmFormat {
    /// As it was made.
    Mp4,
    /// Made from it for each message.
    Gif,
}

/// A message to be sent.
pub struct Outgoing<'a> {
    /// The same in every attempt, for messengers that recognise repetitions.
    pub id: OutboxId,
    /// A random number of this database, so that its ids differ from another database's.
    pub salt: u64,
    /// The messenger's id of the chat.
    pub chat: &'a str,
    /// The messenger's id of the topic of the chat that a new message belongs to; `None` in a chat
    /// without topics, and outside of them.
    pub topic: Option<&'a str>,
    /// The person's language, for what the messenger itself has to say.
    pub language: Language,
    /// The message itself.
    pub message: &'a Message,
    /// The message to edit; `None` to send a new one.
    pub edits: Option<Edit<'a>>,
    /// Where the message's pictures are read from.
    pub files: &'a dyn Files,
}

/// A message that is to be edited.
#[derive(Clone, Copy, Debug)]
pub struct Edit<'a> {
    /// The messenger's id of it.
    pub message_id: &'a str,
    /// The picture or the film's file that it shows now, which need not be sent again.
    pub picture: Option<PictureRef>,
}

/// Where a messenger reads the pictures and films of a message.
#[async_trait]
pub trait Files: Send + Sync {
    /// A picture's file; `None` if it has been deleted.
    async fn file(&self, picture: PictureRef) -> anyhow::Result<Option<Bytes>>;

    /// The middle of a picture as a small JPEG of 13:8, the shape of a carousel card; `None` if it
    /// has been deleted.
    async fn card(&self, picture: PictureRef) -> anyhow::Result<Option<Bytes>>;

    /// A picture as a JPEG of at most 320 px, to show before a film plays; `None` if it has been
    /// deleted.
    async fn thumbnail(&self, picture: PictureRef) -> anyhow::Result<Option<Bytes>>;

    /// The file of a film in the messenger's format; `None` if it has been deleted, or does not get
    /// small enough for the messenger.
    async fn film(&self, film: &Film) -> anyhow::Result<Option<Bytes>>;
}

/// Why a message was not sent.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// Too many messages: try again after this pause.
    #[error("the messenger asks to wait for {0:?}")]
    RetryAfter(Duration),
    /// The messenger cannot be reached or has an internal problem.
    #[error("the messenger cannot be reached")]
    Unavailable(#[source] anyhow::Error),
    /// It will never accept this message.
    #[error("the messenger refuses the message: {0}")]
    Refused(String),
    /// The person has blocked the bot.
    #[error("the person has blocked the bot")]
    Blocked,
}

/// Why a file was not downloaded.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// It does not exist, or not any more.
    #[error("the file is gone")]
    Gone,
    /// It is not handed out now. It may be in a moment, or never.
    #[error("the file is not handed out now")]
    Withheld,
    /// It is larger than allowed.
    #[error("the file is too large")]
    TooLarge,
    /// The messenger cannot be reached or has an internal problem.
    #[error("the file cannot be downloaded")]
    Unavailable(#[source] anyhow::Error),
}
