//! Telegram, through the Bot API. Owns the connection, the file ids and the rate limit; knows no
//! store and no worker.
//!
//! - `api` calls methods, `error` says what a failure means
//! - in: `updates` reads a batch, `message` one message, `groups` what people ask for in groups,
//!   `payment` and `shipping` the payments
//! - `inline`: pictures that people find by the bot's name in any chat
//! - out: `send` sends and edits by `calls`, `films` sends what moves, `keyboard` writes the buttons,
//!   `uploads` keeps the ids of files that Telegram already has
//! - `setup` registers commands and the webhook, `stars` refunds Stars and lists them
//!
//! The types and payloads are `teloxide`'s, its client is not: it keeps the text of a refusal but
//! not the error code, sleeps for ten seconds on every 5xx, gives up after 17 seconds, and fails
//! on a response with an unknown field, so that a message that was delivered would be sent twice.
//! `api` therefore makes the calls itself, with `reqwest`.

mod api;
mod calls;
mod error;
mod films;
mod groups;
mod inline;
mod keyboard;
mod message;
mod payment;
mod send;
mod setup;
mod shipping;
mod stars;
mod updates;
mod uploads;

use std::{sync::Arc, time::Duration};

use anyhow::Context;
use async_trait::async_trait;
use bytes::Bytes;
use reqwest::Url;
use serde::Serialize;
use serde_json::Value;
use subtle::ConstantTimeEq;
use teloxide::{
    payloads::{AnswerCallbackQuery, GetFile},
    types::{AllowedUpdate, CallbackQueryId, FileId},
};
use tokio::sync::{OnceCell, Semaphore};

use self::{
    api::Api, error::CallError, films::SentNotes, groups::GroupPhotos, message::Me,
    uploads::FileIdCache,
};
use super::{
    FetchError, FilmFormat, FilmLimits, Limits, Messenger, MessengerError, Outgoing, SendError,
    UpdateBatch, UpdateSource, Webhook, WebhookDelivery, files, lenient,
};
use crate::domain::{incoming::RemoteFile, picture::PictureRef};

pub use setup::BotProfile;
pub use stars::{StarRefund, StarTransaction, StarsError};

/// The name under which the store knows it.
pub const NAME: &str = "telegram";

/// The path of the webhook, unless the URL has one.
const WEBHOOK_PATH: &str = "/hooks/telegram";
/// Bots cannot download larger files.
const FETCH_BYTES: u64 = 20_000_000;
/// Bots cannot send larger files.
const FILM_BYTES: u64 = 50_000_000;
/// How long a poll waits for updates.
const POLL_TIMEOUT: Duration = Duration::from_secs(25);
/// How much longer its response may take.
const POLL_GRACE: Duration = Duration::from_secs(10);
/// How many button presses are acknowledged at a time.
const PARALLEL_ACKNOWLEDGEMENTS: usize = 16;

/// A bot in Telegram.
pub struct Telegram {
    api: Arc<Api>,
    /// The bot's user id, which is the number in front of the token.
    bot_id: String,
    /// What Telegram says about the bot, once it has been requested.
    profile: OnceCell<BotProfile>,
    /// What people ask for in groups; `None` if nothing is painted there.
    groups: Option<GroupPhotos>,
    /// The token of the provider that takes roubles.
    provider_token: String,
    webhook: Option<WebhookSettings>,
    file_ids: FileIdCache,
    sent_notes: SentNotes,
    acknowledging: Arc<Semaphore>,
    limits: Limits,
}

/// The settings of a bot.
pub struct Account<'a> {
    /// Its token.
    pub token: &'a str,
    /// The URL of the Bot API.
    pub api_url: &'a str,
    /// `None` to poll.
    pub webhook: Option<WebhookAccount<'a>>,
    /// The rate limit of all messages together.
    pub messages_per_second: u32,
    /// The token of the provider that takes roubles; empty for none.
    pub provider_token: &'a str,
    /// Whether paintings are made in groups.
    pub groups: bool,
}

/// The settings of a webhook.
pub struct WebhookAccount<'a> {
    /// Its URL.
    pub url: &'a str,
    /// The secret that Telegram sends with each update.
    pub secret: &'a str,
}

struct WebhookSettings {
    url: Url,
    secret: String,
}

/// `getUpdates`.
#[derive(Serialize)]
struct GetUpdates {
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<i64>,
    /// In seconds.
    timeout: u64,
    allowed_updates: [AllowedUpdate; 7],
}

impl Telegram {
    /// A client for this bot.
    ///
    /// # Errors
    /// When a URL is invalid, or TLS cannot be set up.
    pub fn new(account: &Account<'_>) -> anyhow::Result<Self> {
        let base = Url::parse(account.api_url).context("telegram.api_url is not a URL")?;
        let bot_id = account
            .token
            .split(':')
            .next()
            .filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
        let pause = Duration::from_secs(1) / account.messages_per_second.max(1);

        Ok(Self {
            bot_id: bot_id.unwrap_or_default().to_owned(),
            profile: OnceCell::new(),
            groups: account.groups.then(GroupPhotos::default),
            provider_token: account.provider_token.to_owned(),
            api: Arc::new(Api::new(base, account.token.to_owned())?),
            webhook: account
                .webhook
                .as_ref()
                .map(WebhookSettings::parse)
                .transpose()?,
            file_ids: FileIdCache::default(),
            sent_notes: SentNotes::default(),
            acknowledging: Arc::new(Semaphore::new(PARALLEL_ACKNOWLEDGEMENTS)),
            limits: Limits {
                fetch_bytes: FETCH_BYTES,
                pause_in_chat: Duration::from_secs(1),
                pause,
                film: FilmLimits {
                    format: FilmFormat::Mp4,
                    bytes: FILM_BYTES,
                },
            },
        })
    }

    /// Reads updates as `getUpdates` returns them.
    #[must_use]
    pub fn read_updates(&self, updates: Vec<Value>) -> UpdateBatch {
        updates::read(self.me(), self.groups.as_ref(), updates)
    }

    fn me(&self) -> Me<'_> {
        Me {
            id: &self.bot_id,
            username: self.profile.get().map(|profile| profile.username.as_str()),
        }
    }

    fn acknowledge_all(&self, receipts: Vec<String>) {
        for receipt in receipts {
            let api = Arc::clone(&self.api);
            let permits = Arc::clone(&self.acknowledging);
            tokio::spawn(async move {
                let _permit = permits.acquire().await;
                // It only stops the button's spinner, and an answer that is too late has no use.
                let _ = api
                    .call(&AnswerCallbackQuery::new(CallbackQueryId(receipt)))
                    .await;
            });
        }
    }
}

impl WebhookSettings {
    fn parse(account: &WebhookAccount<'_>) -> anyhow::Result<Self> {
        let mut url = Url::parse(account.url).context("telegram.webhook_url is not a URL")?;
        if url.path() == "/" {
            url.set_path(WEBHOOK_PATH);
        }

        Ok(Self {
            url,
            secret: account.secret.to_owned(),
        })
    }
}

#[async_trait]
impl Messenger for Telegram {
    fn name(&self) -> &'static str {
        NAME
    }

    fn limits(&self) -> Limits {
        self.limits
    }

    async fn send(&self, outgoing: Outgoing<'_>) -> Result<String, SendError> {
        self.send_or_edit(&outgoing).await
    }

    async fn fetch(&self, _chat: &str, file: &RemoteFile) -> Result<Bytes, FetchError> {
        let found = self
            .api
            .call(&GetFile::new(FileId(file.reference.clone())))
            .await
            .map_err(CallError::into_fetch_error)?;
        let path = found["file_path"].as_str().ok_or(FetchError::Gone)?;

        self.api.download(path, FETCH_BYTES).await
    }

    async fn invitation(&self, code: &str) -> Option<String> {
        let username = &self.profile().await.ok()?.username;
        Some(format!("https://t.me/{username}?start={code}"))
    }

    fn sent_photo(&self, picture: PictureRef) -> Option<String> {
        self.file_name(picture)
    }
}

#[async_trait]
impl UpdateSource for Telegram {
    fn name(&self) -> &'static str {
        NAME
    }

    async fn register(&self) -> Result<(), MessengerError> {
        self.register_bot().await
    }

    fn uses_webhook(&self) -> bool {
        self.webhook.is_some()
    }

    async fn poll(
        &self,
        cursor: Option<&str>,
        longest: Duration,
    ) -> Result<UpdateBatch, MessengerError> {
        let wait = longest.min(POLL_TIMEOUT);
        let request = GetUpdates {
            offset: cursor.and_then(|cursor| updates::offset(&self.bot_id, cursor)),
            timeout: wait.as_secs(),
            allowed_updates: setup::ALLOWED_UPDATES,
        };

        let updates: Vec<Value> = self
            .api
            .request("getUpdates", &request, wait + POLL_GRACE)
            .await
            .map_err(CallError::into_messenger_error)?;

        Ok(self.read_updates(updates))
    }

    fn acknowledge(&self, receipts: Vec<String>) {
        self.acknowledge_all(receipts);
    }
}

impl Webhook for Telegram {
    fn name(&self) -> &'static str {
        NAME
    }

    fn path(&self) -> &str {
        self.webhook
            .as_ref()
            .map_or(WEBHOOK_PATH, |webhook| webhook.url.path())
    }

    fn secret_header(&self) -> Option<&'static str> {
        Some("x-telegram-bot-api-secret-token")
    }

    fn may_be_genuine(&self, secret: Option<&[u8]>) -> bool {
        let own = self.webhook.as_ref();
        own.zip(secret)
            .is_some_and(|(own, secret)| secret.ct_eq(own.secret.as_bytes()).into())
    }

    fn read(&self, secret: Option<&[u8]>, body: &[u8]) -> Option<WebhookDelivery> {
        if !self.may_be_genuine(secret) {
            return None;
        }

        let updates = serde_json::from_slice::<Value>(body).map(|update| vec![update]);
        if updates.is_err() {
            tracing::warn!("a webhook request without an update");
        }

        let batch = UpdateBatch {
            cursor: None,
            ..self.read_updates(updates.unwrap_or_default())
        };

        Some(WebhookDelivery {
            batch,
            reply: String::new(),
        })
    }

    fn acknowledge(&self, receipts: Vec<String>) {
        self.acknowledge_all(receipts);
    }
}
