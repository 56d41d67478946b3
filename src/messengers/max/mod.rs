//! MAX, the messenger that Russian phones come with: a bot of its Bot API. Owns the connection, the
//! uploaded files and the rate limit; knows no store and no worker.
//!
//! - `settings` is the section of the settings, with its checks
//! - `api` calls methods at the pace of the rate limit, `chat_limiter` keeps that of each chat, and
//!   `error` says what a failure means
//! - in: `polling` or `webhook`, then `updates` reads a batch and `message` one message; `videos`
//!   finds what a video's token stands for, `names` keeps the names that people's messages come with
//! - out: `send`, with `content`, `keyboard` and `uploads`; `answers` answers button presses
//! - `peer` says how a chat is addressed, `setup` checks and registers the bot
//!
//! It is a small client of our own. The crates for this API (maxoxide, maxbot) fail on an update
//! with a field that they do not expect, keep the words of a refusal or its HTTP status but not its
//! code, on which everything here depends (`attachment.not.ready`, `chat.denied`), and acknowledge
//! updates before their handlers have ended.

mod answers;
mod api;
mod chat_limiter;
mod content;
mod error;
mod keyboard;
mod message;
mod names;
mod peer;
mod polling;
mod send;
mod settings;
mod setup;
mod updates;
mod uploads;
mod videos;
mod webhook;

use std::{sync::Arc, time::Duration};

use anyhow::Context;
use async_trait::async_trait;
use bytes::Bytes;
use reqwest::Url;
use serde_json::Value;
use tokio::sync::OnceCell;

use self::{
    api::Api, chat_limiter::ChatLimiter, message::Me, names::NameCache, peer::Peer,
    uploads::TokenCache, webhook::WebhookSettings,
};
use super::{
    FetchError, FilmFormat, FilmLimits, Limits, Messenger, MessengerAccount, MessengerError,
    Outgoing, SendError, UpdateBatch, UpdateSource, button_links, files, lenient, rate_limiter,
};
use crate::domain::incoming::RemoteFile;

pub use settings::Settings;

/// The name under which the store knows it.
pub const NAME: &str = "max";

/// The largest image that MAX stores, in bytes.
const FETCH_BYTES: u64 = 50_000_000;
/// A video may be larger, but one that is uploaded for long is late.
const FILM_BYTES: u64 = 50_000_000;
/// A message may take several calls. Their rate limit is kept in `api`; this pause keeps many
/// messages from filling its queue.
const PAUSE: Duration = Duration::from_millis(35);
/// Two messages, and as many edits, are allowed in a second in one chat. `chat_limiter` keeps that
/// for those that come together.
const PAUSE_IN_CHAT: Duration = Duration::from_millis(550);
/// MAX ends a subscription whose address has not answered for eight hours.
const REGISTERS_AGAIN_AFTER: Duration = Duration::from_hours(1);

/// A bot in MAX.
pub struct Max {
    api: Arc<Api>,
    /// Who the bot is, once it has been requested.
    me: OnceCell<Me>,
    /// The URL of this site.
    home: String,
    webhook: Option<WebhookSettings>,
    chat_limiter: ChatLimiter,
    tokens: TokenCache,
    names: NameCache,
}

/// The settings of a bot.
pub struct Account<'a> {
    /// Its token.
    pub token: &'a str,
    /// The URL of the API.
    pub api_url: &'a str,
    /// Certificates in PEM that are trusted beside the usual ones; empty for none.
    pub root_certificates: &'a [u8],
    /// The URL of this site, without a slash at the end.
    pub home: &'a str,
    /// `None` to poll.
    pub webhook: Option<WebhookAccount<'a>>,
}

/// The settings of a webhook.
pub struct WebhookAccount<'a> {
    /// Its URL.
    pub url: &'a str,
    /// The secret that MAX sends with each update.
    pub secret: &'a str,
}

/// The account of these settings; `None` without a token. Its buttons open pages below `home`.
///
/// # Errors
/// If the certificates cannot be read, or an address is invalid.
pub fn open(settings: &Settings, home: &str) -> anyhow::Result<Option<MessengerAccount>> {
    let Some(bot) = Max::from_settings(settings, home)? else {
        return Ok(None);
    };

    let bot = Arc::new(bot);
    Ok(Some(
        MessengerAccount::new(&bot).with_profiles(Arc::clone(&bot) as _),
    ))
}

impl Max {
    /// A client for this bot.
    ///
    /// # Errors
    /// When a URL or a certificate is invalid, or TLS cannot be set up.
    pub fn new(account: &Account<'_>) -> anyhow::Result<Self> {
        let base = Url::parse(account.api_url).context("max.api_url is not a URL")?;
        let api = Api::new(base, account.token.to_owned(), account.root_certificates)?;

        Ok(Self {
            api: Arc::new(api),
            me: OnceCell::new(),
            home: account.home.to_owned(),
            webhook: account
                .webhook
                .as_ref()
                .map(WebhookSettings::parse)
                .transpose()?,
            chat_limiter: ChatLimiter::default(),
            tokens: TokenCache::default(),
            names: NameCache::default(),
        })
    }

    /// Reads updates as `GET /updates` returns them.
    #[must_use]
    pub fn read_updates(&self, updates: &[Value]) -> UpdateBatch {
        updates::read(self.me.get(), &self.names, updates)
    }

    /// Who the bot is, requested if it is not known yet.
    async fn me(&self) -> Result<&Me, MessengerError> {
        self.me.get_or_try_init(|| self.request_me()).await
    }
}

#[async_trait]
impl Messenger for Max {
    fn name(&self) -> &'static str {
        NAME
    }

    fn limits(&self) -> Limits {
        Limits {
            fetch_bytes: FETCH_BYTES,
            pause_in_chat: PAUSE_IN_CHAT,
            pause: PAUSE,
            film: FilmLimits {
                format: FilmFormat::Mp4,
                bytes: FILM_BYTES,
            },
        }
    }

    async fn send(&self, outgoing: Outgoing<'_>) -> Result<String, SendError> {
        let peer = Peer::parse(outgoing.chat)
            .ok_or_else(|| SendError::Refused("not a chat id".to_owned()))?;

        self.send_or_edit(peer, &outgoing).await
    }

    async fn fetch(&self, _chat: &str, file: &RemoteFile) -> Result<Bytes, FetchError> {
        match videos::token(&file.reference) {
            Some(token) => self.fetch_video(token, FETCH_BYTES).await,
            None => self.api.download(&file.reference, FETCH_BYTES).await,
        }
    }

    async fn invitation(&self, code: &str) -> Option<String> {
        let username = self.me().await.ok()?.username.as_deref()?;
        Some(format!("https://max.ru/{username}?start={code}"))
    }
}

#[async_trait]
impl UpdateSource for Max {
    fn name(&self) -> &'static str {
        NAME
    }

    async fn register(&self) -> Result<(), MessengerError> {
        self.register_bot().await
    }

    fn uses_webhook(&self) -> bool {
        self.webhook.is_some()
    }

    fn registers_again_after(&self) -> Option<Duration> {
        Some(REGISTERS_AGAIN_AFTER)
    }

    async fn poll(
        &self,
        cursor: Option<&str>,
        longest: Duration,
    ) -> Result<UpdateBatch, MessengerError> {
        self.poll_updates(cursor, longest).await
    }

    fn acknowledge(&self, receipts: Vec<String>) {
        self.answer_presses(&receipts);
    }
}
