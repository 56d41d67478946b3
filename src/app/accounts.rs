//! The bot's accounts in the messengers, as the settings have them.

use secrecy::ExposeSecret;

use crate::{
    config::Settings,
    messengers::{
        telegram::{self, Telegram},
        vk::{self, Vk},
    },
};

/// The bot in Telegram, if the settings have a token.
///
/// # Errors
/// When an address of its settings is none.
pub fn telegram(settings: &Settings) -> anyhow::Result<Option<Telegram>> {
    let telegram = &settings.telegram;
    let token = telegram.token.expose_secret();
    let webhook = (
        telegram.webhook_url.as_str(),
        telegram.webhook_secret.expose_secret(),
    );

    let account = telegram::Account {
        token,
        api_url: &telegram.api_url,
        webhook: (!telegram.webhook_url.is_empty()).then_some(webhook),
        messages_per_second: telegram.messages_per_second,
        provider_token: telegram.provider_token.expose_secret(),
    };

    if token.is_empty() {
        Ok(None)
    } else {
        Telegram::new(&account).map(Some)
    }
}

/// The community in VKontakte, if the settings have a token; its buttons open pages below `home`.
///
/// # Errors
/// When an address of its settings is none.
pub fn vk(settings: &Settings, home: &str) -> anyhow::Result<Option<Vk>> {
    let vk = &settings.vk;
    let callback = vk::Callback {
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
