//! Inline mode: a person types the bot's name in any conversation, and chooses a picture to send
//! there.
//!
//! The messenger asks at every pause in typing and waits only a few seconds. So queries go through
//! a channel of their own, past the inbox, and are never stored: the next letter asks again.

use async_trait::async_trait;
use tokio::{sync::mpsc, time::Instant};

use super::MessengerError;
use crate::domain::{language::Language, picture_size::PictureSize};

/// How many queries may wait. A person who types on asks again.
const CAPACITY: usize = 256;

/// A messenger in which people can find pictures by the bot's name.
#[async_trait]
pub trait InlineAnswers: Send + Sync + 'static {
    /// Answers a query. One that is too old is no error.
    async fn answer_inline(&self, query: &str, answer: InlineAnswer) -> Result<(), MessengerError>;
}

/// What happens in inline mode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlineUpdate {
    /// Somebody types.
    Query(InlineQuery),
    /// Somebody has sent the result with this id.
    Chosen(String),
}

/// What somebody types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineQuery {
    /// The messenger's id of the query.
    pub id: String,
    /// Who types: the messenger's id of their own chat with the bot.
    pub person: String,
    /// The language of the person's app.
    pub language: Language,
    /// What was typed.
    pub text: String,
    /// Where the list goes on; empty at its beginning.
    pub offset: String,
}

/// The answer to a query: for this person only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InlineAnswer {
    /// The pictures.
    pub results: Vec<InlineResult>,
    /// Where the list goes on; `None` at its end.
    pub next: Option<String>,
    /// The label of a button that opens the bot, for people who have nothing yet.
    pub open_bot: Option<String>,
}

/// A picture that can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineResult {
    /// Its id in the answer.
    pub id: String,
    /// The picture.
    pub picture: InlinePicture,
    /// What it is called in the list.
    pub title: String,
    /// What stands below it in the conversation; may be empty.
    pub caption: String,
    /// Links below it, one a row.
    pub links: Vec<InlineLink>,
}

/// Where the messenger gets a picture from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InlinePicture {
    /// The messenger has it: it was sent to this person before, and is called this.
    Sent(String),
    /// From a public page.
    Public {
        /// The address of a JPEG file.
        address: String,
        /// Its width and height.
        size: PictureSize,
    },
}

/// A link below a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InlineLink {
    /// The label.
    pub label: String,
    /// What it opens.
    pub address: String,
}

/// The sending end of the channel. It never waits, because the inbox comes after it.
#[derive(Clone, Debug)]
pub struct InlineSender(mpsc::Sender<PendingInline>);

/// An update that waits for its turn.
#[derive(Debug)]
pub struct PendingInline {
    /// The messenger that it is from.
    pub messenger: &'static str,
    /// What happened.
    pub update: InlineUpdate,
    /// When it was received.
    pub since: Instant,
}

impl InlineSender {
    /// A new channel.
    #[must_use]
    pub fn channel() -> (Self, mpsc::Receiver<PendingInline>) {
        let (sender, receiver) = mpsc::channel(CAPACITY);
        (Self(sender), receiver)
    }

    /// Passes on what happened in a messenger.
    pub fn send_all(&self, messenger: &'static str, updates: Vec<InlineUpdate>) {
        for update in updates {
            let pending = PendingInline {
                messenger,
                update,
                since: Instant::now(),
            };

            if self.0.try_send(pending).is_err() {
                metrics::counter!("vernissage_inline_queries_total", "outcome" => "dropped")
                    .increment(1);
            }
        }
    }
}
