//! VKontakte: a community whose messages the bot answers. Owns the connection, the uploaded
//! attachments and the rate limit; knows no store and no worker.
//!
//! - `api` calls methods at the pace of the rate limit, `error` says what a failure means
//! - in: `long_poll` or `callback_api`, then `updates` reads a batch, `message` one message and
//!   `mention` who it is addressed to
//! - out: `send`, with `content`, `random_id`, `uploads`, `keyboard` and `carousel`; `typing` shows
//!   that an answer is on its way; `event_answer` answers button presses
//! - people: `client_info` says what their apps can show, `profile` who they are
//! - `setup` checks and configures the community
//!
//! There is no maintained crate of the API's types, so this is a small client of our own.

mod api;
mod callback_api;
mod carousel;
mod client_info;
mod content;
mod error;
mod event_answer;
mod keyboard;
mod languages;
mod long_poll;
mod mention;
mod message;
mod profile;
mod random_id;
mod send;
mod setup;
mod typing;
mod updates;
mod uploads;

use std::{sync::Arc, time::Duration};

use anyhow::Context;
use async_trait::async_trait;
use bytes::Bytes;
use reqwest::Url;

use self::{
    api::Api, callback_api::CallbackServer, client_info::ClientInfoCache,
    event_answer::EventAnswer, long_poll::LongPoll, typing::TypingIndicator,
    uploads::AttachmentCache,
};
use super::{
    FetchError, FilmFormat, FilmLimits, Limits, Messenger, MessengerError, Outgoing, SendError,
    UpdateBatch, UpdateSource, button_links, files, lenient, rate_limiter,
};
use crate::domain::incoming::RemoteFile;

pub use setup::CommunityCheck;

/// The name under which the store knows it.
pub const NAME: &str = "vk";

/// The largest photo that VKontakte stores, in bytes.
const FETCH_BYTES: u64 = 50_000_000;
/// A document may be larger, but a film that loads for long is no film.
const FILM_BYTES: u64 = 10_000_000;
/// A message may take several calls. Their rate limit is kept in `api`; this pause keeps many
/// messages from filling its queue.
const PAUSE: Duration = Duration::from_millis(50);
/// Nobody reads faster.
const PAUSE_IN_CHAT: Duration = Duration::from_millis(300);

/// A community in VKontakte.
pub struct Vk {
    api: Arc<Api>,
    /// The community's id.
    community: u64,
    /// The URL of this site.
    home: String,
    callback_server: Option<CallbackServer>,
    long_poll: LongPoll,
    attachments: AttachmentCache,
    card_photos: AttachmentCache,
    clients: ClientInfoCache,
    typing: TypingIndicator,
}

/// The settings of a community.
pub struct Account<'a> {
    /// The community's token.
    pub token: &'a str,
    /// The community's id.
    pub community: u64,
    /// The URL of the API.
    pub api_url: &'a str,
    /// The URL of this site, without a slash at the end.
    pub home: &'a str,
    /// The Callback API; `None` for Long Poll.
    pub callback: Option<CallbackAccount<'a>>,
}

/// The settings of the Callback API.
pub struct CallbackAccount<'a> {
    /// The URL that receives events.
    pub url: &'a str,
    /// The secret that VKontakte sends with each event.
    pub secret: &'a str,
    /// The confirmation code of the URL; empty to request it from the API.
    pub confirmation: &'a str,
}

impl Vk {
    /// A client for this community.
    ///
    /// # Errors
    /// When a URL is invalid, or TLS cannot be set up.
    pub fn new(account: &Account<'_>) -> anyhow::Result<Self> {
        let base = Url::parse(account.api_url).context("vk.api_url is not a URL")?;

        Ok(Self {
            api: Arc::new(Api::new(base, account.token.to_owned())?),
            community: account.community,
            home: account.home.to_owned(),
            callback_server: account
                .callback
                .as_ref()
                .map(CallbackServer::parse)
                .transpose()?,
            long_poll: LongPoll::default(),
            attachments: AttachmentCache::default(),
            card_photos: AttachmentCache::default(),
            clients: ClientInfoCache::default(),
            typing: TypingIndicator::default(),
        })
    }

    fn acknowledge_all(&self, receipts: &[String]) {
        let answers = receipts
            .iter()
            .filter_map(|receipt| EventAnswer::parse(receipt));

        for answer in answers {
            let api = Arc::clone(&self.api);
            tokio::spawn(async move {
                // It only stops the button's spinner, and an answer that is too late has no use.
                let _ = api
                    .call("messages.sendMessageEventAnswer", &answer.into_params())
                    .await;
            });
        }
    }
}

#[async_trait]
impl Messenger for Vk {
    fn name(&self) -> &'static str {
        NAME
    }

    fn limits(&self) -> Limits {
        Limits {
            fetch_bytes: FETCH_BYTES,
            pause_in_chat: PAUSE_IN_CHAT,
            pause: PAUSE,
            film: FilmLimits {
                format: FilmFormat::Gif,
                bytes: FILM_BYTES,
            },
        }
    }

    async fn send(&self, outgoing: Outgoing<'_>) -> Result<String, SendError> {
        self.send_or_edit(&outgoing).await
    }

    async fn fetch(&self, chat: &str, file: &RemoteFile) -> Result<Bytes, FetchError> {
        if let Ok(peer) = chat.parse() {
            self.show_typing(peer);
        }
        self.api.download(&file.reference, FETCH_BYTES).await
    }

    async fn invitation(&self, code: &str) -> Option<String> {
        Some(format!("https://vk.me/club{}?ref={code}", self.community))
    }
}

#[async_trait]
impl UpdateSource for Vk {
    fn name(&self) -> &'static str {
        NAME
    }

    async fn register(&self) -> Result<(), MessengerError> {
        self.set_up_community().await
    }

    fn uses_webhook(&self) -> bool {
        self.callback_server.is_some()
    }

    async fn poll(
        &self,
        cursor: Option<&str>,
        longest: Duration,
    ) -> Result<UpdateBatch, MessengerError> {
        self.poll_events(cursor, longest).await
    }

    fn acknowledge(&self, receipts: Vec<String>) {
        self.acknowledge_all(&receipts);
    }
}
