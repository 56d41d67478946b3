//! The bot's accounts in the messengers, from the settings.

use std::sync::Arc;

use secrecy::ExposeSecret;

use crate::{
    config::Settings,
    messengers::{
        Messenger, ProfileSource, UpdateSource, Webhook,
        telegram::{self, Telegram},
        vk::{self, Vk},
        web_chat::WebChat,
    },
    pictures::Pictures,
};

/// The messengers that the settings have accounts for.
pub(super) struct Messengers {
    pub(super) chat: WebChat,
    pub(super) telegram: Option<Arc<Telegram>>,
    pub(super) vk: Option<Arc<Vk>>,
}

impl Messengers {
    pub(super) fn from_settings(
        settings: &Settings,
        pictures: &Pictures,
        home: &str,
    ) -> anyhow::Result<Self> {
        let upload_bytes = settings.picture_limits().bytes;

        Ok(Self {
            chat: WebChat::new(pictures.clone(), upload_bytes, home.to_owned()),
            telegram: telegram(settings)?.map(Arc::new),
            vk: vk(settings, home)?.map(Arc::new),
        })
    }

    /// All of them, the chat page first.
    pub(super) fn all(&self) -> Vec<Arc<dyn Messenger>> {
        let mut all: Vec<Arc<dyn Messenger>> = vec![Arc::new(self.chat.clone())];
        all.extend(self.telegram.clone().map(|one| one as Arc<dyn Messenger>));
        all.extend(self.vk.clone().map(|one| one as Arc<dyn Messenger>));

        all
    }

    /// Those that bring their updates to this service.
    pub(super) fn hooks(&self) -> Arc<[Arc<dyn Webhook>]> {
        let telegram = self.telegram.clone().filter(|one| one.uses_webhook());
        let vk = self.vk.clone().filter(|one| one.uses_webhook());

        telegram
            .map(|one| one as Arc<dyn Webhook>)
            .into_iter()
            .chain(vk.map(|one| one as Arc<dyn Webhook>))
            .collect()
    }

    /// Those that can be asked who somebody is.
    pub(super) fn people(&self) -> Vec<Arc<dyn ProfileSource>> {
        let vk = self.vk.clone().map(|one| one as Arc<dyn ProfileSource>);
        vk.into_iter().collect()
    }
}

/// The bot in Telegram, if the settings have a token for it.
///
/// # Errors
/// If an address in its settings is invalid.
pub fn telegram(settings: &Settings) -> anyhow::Result<Option<Telegram>> {
    let telegram = &settings.telegram;
    let token = telegram.token.expose_secret();
    let webhook = telegram::WebhookAccount {
        url: &telegram.webhook_url,
        secret: telegram.webhook_secret.expose_secret(),
    };

    let account = telegram::Account {
        token,
        api_url: &telegram.api_url,
        webhook: (!telegram.webhook_url.is_empty()).then_some(webhook),
        messages_per_second: telegram.messages_per_second,
        provider_token: telegram.provider_token.expose_secret(),
        groups: telegram.groups,
    };

    if token.is_empty() {
        Ok(None)
    } else {
        Telegram::new(&account).map(Some)
    }
}

/// The community in VKontakte, if the settings have a token for it. Its buttons open pages below
/// `home`.
///
/// # Errors
/// If an address in its settings is invalid.
pub fn vk(settings: &Settings, home: &str) -> anyhow::Result<Option<Vk>> {
    let vk = &settings.vk;
    let callback = vk::CallbackAccount {
        url: &vk.callback_url,
        secret: vk.secret.expose_secret(),
        confirmation: &vk.confirmation,
    };

    let account = vk::Account {
        token: vk.token.expose_secret(),
        community: vk.group_id,
        api_url: &vk.api_url,
        home,
        callback: (!vk.callback_url.is_empty()).then_some(callback),
    };

    if account.token.is_empty() {
        Ok(None)
    } else {
        Vk::new(&account).map(Some)
    }
}
