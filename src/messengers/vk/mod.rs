//! VKontakte, as a community whose messages the bot answers. Knows nothing but its own connection:
//! what it reads goes to the inbox by the hands of others, what it sends is given to it.
//!
//! Calls in `api`, their failures in `error`, their pace in `pacer`; what comes in: `poll` or
//! `hook`, then `post` and `update`; what goes out: `send`, `content`, `number`, `parcel`,
//! `keyboard` and `carousel`, with the sign of `typing` before it; presses in `press`; what
//! people's apps can show in `client`, who they are in `profile`; what is looked at and set at the
//! start: `open`. A thin client of our own: there is no typed one that is kept up.

mod api;
mod carousel;
mod client;
mod content;
mod error;
mod hook;
mod keyboard;
mod number;
mod open;
mod pacer;
mod parcel;
mod poll;
mod post;
mod press;
mod profile;
mod send;
mod typing;
mod update;

use std::{sync::Arc, time::Duration};

use anyhow::Context;
use async_trait::async_trait;
use bytes::Bytes;
use reqwest::Url;

use self::{
    api::Api, client::Clients, hook::Address, parcel::Known, poll::Line, press::Press,
    typing::Typing,
};
use super::{
    AskError, FetchError, Limits, Mailbox, Messenger, Outgoing, Post, SendError, files, lenient,
};
use crate::domain::incoming::RemoteFile;

pub use open::Community;

/// The name that stands in the store.
pub const NAME: &str = "vk";

/// The largest photo that VKontakte keeps.
const FETCH_BYTES: u64 = 50_000_000;
/// A message may take several calls, whose pace is kept where they are made; this keeps a crowd
/// from filling that line.
const PAUSE: Duration = Duration::from_millis(50);
/// Nobody reads faster.
const PAUSE_IN_CHAT: Duration = Duration::from_millis(300);

/// A community in VKontakte.
pub struct Vk {
    api: Arc<Api>,
    /// The number of the community.
    community: u64,
    /// Where people reach the pages of the house.
    home: String,
    hook: Option<Address>,
    line: Line,
    known: Known,
    cards: Known,
    clients: Clients,
    typing: Typing,
}

/// What the settings say of it.
pub struct Account<'a> {
    /// The token of the community.
    pub token: &'a str,
    /// The number of the community.
    pub community: u64,
    /// The server.
    pub api_url: &'a str,
    /// Where people reach the pages of the house, without a slash at the end.
    pub home: &'a str,
    /// Where events are brought to; `None` for asking.
    pub callback: Option<Callback<'a>>,
}

/// Where events are brought to.
pub struct Callback<'a> {
    /// The address.
    pub url: &'a str,
    /// What VKontakte says with every event.
    pub secret: &'a str,
    /// The word that proves whose the address is; empty to ask for it.
    pub confirmation: &'a str,
}

impl Vk {
    /// A community by its account.
    ///
    /// # Errors
    /// When an address is none, or TLS cannot be had.
    pub fn new(account: &Account<'_>) -> anyhow::Result<Self> {
        let base = Url::parse(account.api_url).context("vk.api_url is no address")?;
        let hook = account.callback.as_ref();

        Ok(Self {
            api: Arc::new(Api::new(base, account.token.to_owned())?),
            community: account.community,
            home: account.home.to_owned(),
            hook: hook
                .map(|hook| Address::parse(hook.url, hook.secret, hook.confirmation))
                .transpose()?,
            line: Line::default(),
            known: Known::default(),
            cards: Known::default(),
            clients: Clients::default(),
            typing: Typing::default(),
        })
    }

    fn answer_presses(&self, receipts: &[String]) {
        for press in receipts.iter().filter_map(|receipt| Press::parse(receipt)) {
            let api = Arc::clone(&self.api);
            tokio::spawn(async move {
                // Only the button stops to wait. What came too late is of no use any more.
                let _ = api
                    .call("messages.sendMessageEventAnswer", &press.answer())
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
        }
    }

    async fn send(&self, outgoing: Outgoing<'_>) -> Result<String, SendError> {
        self.deliver(&outgoing).await
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
impl Mailbox for Vk {
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
        self.ask_for_events(cursor).await
    }

    fn acknowledge(&self, receipts: Vec<String>) {
        self.answer_presses(&receipts);
    }

    /// Nothing is paid for in the chats of VKontakte themselves.
    async fn answer_checkout(
        &self,
        _id: &str,
        _verdict: Result<(), String>,
    ) -> Result<(), AskError> {
        Ok(())
    }
}
