//! The border to the messengers: what the workers ask of each, [`telegram`] and [`vk`], and
//! [`web_chat`], the one of the house.
//!
//! A messenger translates between its own dialect and the domain's words in both directions. It
//! owns its connection, its limits and its ids of messages; it knows no store, no job and no
//! engine. What comes in is asked of it (a [`Mailbox`]) or brought to it (a [`Hook`]) by those who
//! write it down; what goes out it is asked to send. What has to be answered before money is taken
//! goes its own way ([`Checkouts`]). One that takes money itself is a [payment
//! provider](crate::payments), too.

mod checkouts;
mod files;
mod lenient;
mod people;
pub mod telegram;
pub mod vk;
pub mod web_chat;

pub use checkouts::{Checkouts, Waiting};
pub use people::People;

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;

use crate::domain::{
    ids::{OutboxId, PurchaseId},
    incoming::{Arrived, RemoteFile},
    language::Language,
    message::Message,
    money::Money,
    order::Place,
    payment::Destination,
    picture::PictureRef,
};

/// A messenger as the workers see it.
#[async_trait]
pub trait Messenger: Send + Sync + 'static {
    /// The name that stands in the store.
    fn name(&self) -> &'static str;

    /// What it allows.
    fn limits(&self) -> Limits;

    /// Sends or edits a message; returns its id. Sending the same [`Outgoing::id`] twice is allowed
    /// to show it twice.
    async fn send(&self, outgoing: Outgoing<'_>) -> Result<String, SendError>;

    /// Fetches a file that a person of this chat has sent.
    async fn fetch(&self, chat: &str, file: &RemoteFile) -> Result<Bytes, FetchError>;

    /// A file was looked at, and `copy` is a small JPEG of it if it is a picture; only a messenger
    /// that keeps files itself cares.
    async fn looked_at(&self, _chat: &str, _file: &RemoteFile, _copy: Option<Bytes>) {}

    /// The link that begins a conversation with this code, where the messenger has such links and
    /// can be asked.
    async fn invitation(&self, _code: &str) -> Option<String> {
        None
    }

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
    /// Tells the ids of one database from those of another.
    pub salt: u64,
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

    /// The middle of a picture as a small JPEG of 13 to 8, the shape of the cards that a messenger
    /// may show in a row; `None` when it is gone.
    async fn card(&self, picture: PictureRef) -> anyhow::Result<Option<Bytes>>;
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
    /// It is larger than the messenger hands out.
    #[error("the file is too heavy")]
    TooHeavy,
    /// The messenger cannot be reached or has trouble of its own.
    #[error("the file cannot be fetched")]
    Unavailable(#[source] anyhow::Error),
}

/// A messenger that is asked for what was sent.
#[async_trait]
pub trait Mailbox: Send + Sync + 'static {
    /// The name that stands in the store.
    fn name(&self) -> &'static str;

    /// Tells the messenger how updates are to come. Repeated until it succeeds.
    async fn open(&self) -> Result<(), AskError>;

    /// Whether the messenger brings its updates by itself, so that it is never asked.
    fn is_delivered(&self) -> bool;

    /// Asks for what came after `cursor`, and waits a while when nothing did. What was handed over
    /// once is handed over again until it is asked for with the cursor that came with it.
    async fn ask(&self, cursor: Option<&str>) -> Result<Post, AskError>;

    /// Tells the messenger that these were received, as well as it goes; returns at once.
    fn acknowledge(&self, receipts: Vec<String>);

    /// Says whether money may be taken. The messenger waits only a few seconds for it.
    async fn answer_checkout(&self, id: &str, verdict: Result<(), String>) -> Result<(), AskError>;

    /// Says which ways of delivery there are; only a messenger that asks for them hears it.
    async fn answer_delivery(
        &self,
        _id: &str,
        _ways: Result<Vec<Way>, String>,
    ) -> Result<(), AskError> {
        Ok(())
    }
}

/// A messenger that brings its updates to an address of this service.
pub trait Hook: Send + Sync + 'static {
    /// The name that stands in the store.
    fn name(&self) -> &'static str;

    /// The path that it brings them to.
    fn path(&self) -> &str;

    /// The header that proves where they come from, if it is a header that does.
    fn proof_header(&self) -> Option<&'static str> {
        None
    }

    /// Reads what was brought; `None` for one who cannot prove where it comes from.
    fn read(&self, proof: Option<&[u8]>, body: &[u8]) -> Option<Brought>;

    /// Tells the messenger that these were received, as well as it goes; returns at once.
    fn acknowledge(&self, receipts: Vec<String>);
}

/// What was brought to an address of this service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// What was handed over.
    pub post: Post,
    /// What the messenger wants to hear once that is written down.
    pub reply: String,
}

/// What was handed over at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Post {
    /// The updates that concern the bot.
    pub arrived: Vec<Arrived>,
    /// Where to go on.
    pub cursor: Option<String>,
    /// What the messenger wants to be acknowledged, in its own words.
    pub receipts: Vec<String>,
    /// Payments that wait for a word before money is taken. They never wait behind the inbox.
    pub checkouts: Vec<Checkout>,
}

/// Somebody is about to pay, and the messenger asks whether that is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkout {
    /// The messenger's id of the question.
    pub id: String,
    /// What is paid for; `None` if the messenger brings something that is no purchase of ours.
    pub purchase: Option<PurchaseId>,
    /// Who pays: the messenger's id of their chat.
    pub payer: String,
    /// The language that the messenger tells of.
    pub language: Language,
    /// What is asked.
    pub asks: Asks,
}

/// What a messenger wants to know of somebody who is about to pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Whether so much may be taken, for something that may go somewhere.
    Whether {
        /// What is to be taken.
        amount: Money,
        /// Where it goes, if it does.
        destination: Option<Destination>,
    },
    /// Which ways lead to a place; `None` for one that cannot be read.
    Ways(Option<Place>),
}

/// A way of delivery as it is offered to somebody who pays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// What comes back when it is chosen.
    pub id: String,
    /// What people read.
    pub title: String,
    /// What it costs.
    pub price: Money,
}

/// Why a messenger cannot be asked; the words are for the operator.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// Too many questions: again after so long.
    #[error("the messenger asks to wait for {0:?}")]
    RetryAfter(Duration),
    /// The messenger cannot be reached or has trouble of its own.
    #[error("the messenger cannot be reached")]
    Unavailable(#[source] anyhow::Error),
    /// It does not know this bot.
    #[error(
        "the messenger does not accept the token: look whether {0} is the one it gave and whether it still holds"
    )]
    Unknown(&'static str),
    /// Somebody else asks in this bot's name.
    #[error(
        "another program fetches updates with the same token, of which only one may: stop one of the two"
    )]
    Elsewhere,
    /// A setting does not fit what the messenger says.
    #[error("{0}")]
    Mistaken(String),
    /// The messenger brings its updates to an address.
    #[error("the messenger still brings its updates to an address; it is told to stop that")]
    Delivered,
}
