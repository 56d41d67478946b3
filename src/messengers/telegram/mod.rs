//! Telegram, by the Bot API. Knows nothing but its own connection: what it reads goes to the inbox
//! by the hands of others, what it sends is given to it.
//!
//! Calls in `api`, their failures in `error`; what comes in: `update` and `post`; what goes out:
//! `send` and `parcel`; what is told at the start: `open`; what is taken and given back: `payment`,
//! `stars` and, for what is sent somewhere, `delivery`. The only home of `teloxide_core` and
//! `reqwest`.

mod api;
mod delivery;
mod error;
mod open;
mod parcel;
mod payment;
mod post;
mod send;
mod stars;
mod update;

use std::{sync::Arc, time::Duration};

use anyhow::Context;
use async_trait::async_trait;
use bytes::Bytes;
use reqwest::Url;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use teloxide_core::{
    payloads::{AnswerCallbackQuery, GetFile},
    types::{AllowedUpdate, CallbackQueryId, FileId},
};
use tokio::sync::{OnceCell, Semaphore};

use self::{api::Api, error::CallError, parcel::Known};
use super::{
    AskError, Brought, FetchError, Hook, Limits, Mailbox, Messenger, Outgoing, Post, SendError,
    Way, files, lenient,
};
use crate::domain::incoming::RemoteFile;

/// The name that stands in the store.
pub const NAME: &str = "telegram";

/// Where updates are brought to, unless the address says otherwise.
const PATH: &str = "/hooks/telegram";
/// Telegram hands out no larger files.
const FETCH_BYTES: u64 = 20_000_000;
/// How long Telegram waits with an answer when there are no updates, and how much later it is given
/// up.
const WAIT: Duration = Duration::from_secs(25);
const GRACE: Duration = Duration::from_secs(10);
/// Presses acknowledged at a time.
const ACKNOWLEDGED_AT_ONCE: usize = 16;

/// A bot in Telegram.
pub struct Telegram {
    api: Arc<Api>,
    /// The number in front of the token.
    bot: String,
    /// Its name in links, once it was asked for.
    name: OnceCell<String>,
    /// Who takes roubles.
    provider_token: String,
    hook: Option<Address>,
    known: Known,
    acknowledging: Arc<Semaphore>,
    limits: Limits,
}

/// What the settings say of it.
pub struct Account<'a> {
    /// The token of the bot.
    pub token: &'a str,
    /// The server.
    pub api_url: &'a str,
    /// Where updates are brought to, and the secret that proves it; `None` for asking.
    pub webhook: Option<(&'a str, &'a str)>,
    /// How many messages go out in a second at the most.
    pub messages_per_second: u32,
    /// Who takes roubles; empty for nobody.
    pub provider_token: &'a str,
}

/// Where updates are brought to.
struct Address {
    url: Url,
    secret: String,
}

/// `getUpdates`.
#[derive(Serialize)]
struct Question {
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<i64>,
    timeout: u64,
    allowed_updates: [AllowedUpdate; 4],
}

impl Telegram {
    /// A bot by its account.
    ///
    /// # Errors
    /// When an address is none, or TLS cannot be had.
    pub fn new(account: &Account<'_>) -> anyhow::Result<Self> {
        let base = Url::parse(account.api_url).context("telegram.api_url is no address")?;
        let bot = account
            .token
            .split(':')
            .next()
            .filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
        let pause = Duration::from_secs(1) / account.messages_per_second.max(1);

        Ok(Self {
            bot: bot.unwrap_or_default().to_owned(),
            name: OnceCell::new(),
            provider_token: account.provider_token.to_owned(),
            api: Arc::new(Api::new(base, account.token.to_owned())?),
            hook: account
                .webhook
                .map(|(url, secret)| Address::parse(url, secret))
                .transpose()?,
            known: Known::default(),
            acknowledging: Arc::new(Semaphore::new(ACKNOWLEDGED_AT_ONCE)),
            limits: Limits {
                fetch_bytes: FETCH_BYTES,
                pause_in_chat: Duration::from_secs(1),
                pause,
            },
        })
    }

    fn acknowledge_all(&self, receipts: Vec<String>) {
        for receipt in receipts {
            let api = Arc::clone(&self.api);
            let permits = Arc::clone(&self.acknowledging);
            tokio::spawn(async move {
                let _permit = permits.acquire().await;
                // Only the button's little clock stops. What came too late is of no use any more.
                let _ = api
                    .call(&AnswerCallbackQuery::new(CallbackQueryId(receipt)))
                    .await;
            });
        }
    }
}

impl Address {
    fn parse(url: &str, secret: &str) -> anyhow::Result<Self> {
        let mut url = Url::parse(url).context("telegram.webhook_url is no address")?;
        if url.path() == "/" {
            url.set_path(PATH);
        }

        Ok(Self {
            url,
            secret: secret.to_owned(),
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
        self.deliver(&outgoing).await
    }

    async fn fetch(&self, _chat: &str, file: &RemoteFile) -> Result<Bytes, FetchError> {
        let found = self
            .api
            .call(&GetFile::new(FileId(file.reference.clone())))
            .await
            .map_err(CallError::fetching)?;
        let path = found["file_path"].as_str().ok_or(FetchError::Gone)?;

        self.api.download(path, FETCH_BYTES).await
    }

    async fn invitation(&self, code: &str) -> Option<String> {
        let name = self.name.get_or_try_init(|| self.bot_name()).await.ok()?;
        Some(format!("https://t.me/{name}?start={code}"))
    }
}

#[async_trait]
impl Mailbox for Telegram {
    fn name(&self) -> &'static str {
        NAME
    }

    async fn open(&self) -> Result<(), AskError> {
        self.introduce().await
    }

    fn is_delivered(&self) -> bool {
        self.hook.is_some()
    }

    async fn ask(&self, cursor: Option<&str>) -> Result<Post, AskError> {
        let offset = cursor.and_then(|cursor| post::offset(&self.bot, cursor));
        let question = Question {
            offset,
            timeout: WAIT.as_secs(),
            allowed_updates: open::ALLOWED,
        };

        let updates: Vec<Value> = self
            .api
            .request("getUpdates", &question, WAIT + GRACE)
            .await
            .map_err(CallError::asking)?;

        Ok(post::read(&self.bot, updates))
    }

    fn acknowledge(&self, receipts: Vec<String>) {
        self.acknowledge_all(receipts);
    }

    async fn answer_checkout(&self, id: &str, verdict: Result<(), String>) -> Result<(), AskError> {
        self.say_whether(id, verdict).await
    }

    async fn answer_delivery(
        &self,
        id: &str,
        ways: Result<Vec<Way>, String>,
    ) -> Result<(), AskError> {
        self.say_how(id, ways).await
    }
}

impl Hook for Telegram {
    fn name(&self) -> &'static str {
        NAME
    }

    fn path(&self) -> &str {
        self.hook.as_ref().map_or(PATH, |hook| hook.url.path())
    }

    fn proof_header(&self) -> Option<&'static str> {
        Some("x-telegram-bot-api-secret-token")
    }

    fn read(&self, proof: Option<&[u8]>, body: &[u8]) -> Option<Brought> {
        let secret = &self.hook.as_ref()?.secret;

        // Hashes differ from their first byte on, so the time of their comparison tells nothing of
        // the secret.
        if Sha256::digest(proof?) != Sha256::digest(secret) {
            return None;
        }

        let updates = serde_json::from_slice::<Value>(body).map(|update| vec![update]);
        if updates.is_err() {
            tracing::warn!("a delivery that is no update");
        }

        let post = Post {
            cursor: None,
            ..post::read(&self.bot, updates.unwrap_or_default())
        };
        Some(Brought {
            post,
            reply: String::new(),
        })
    }

    fn acknowledge(&self, receipts: Vec<String>) {
        self.acknowledge_all(receipts);
    }
}
