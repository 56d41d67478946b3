//! Checks of addresses: those that people and providers use to reach us, and those of APIs.

use secrecy::ExposeSecret;
use url::Url;

use crate::config::{
    Settings,
    validation::{InvalidSetting, Path, address, api, invalid},
};

/// Where Telegram itself has its API.
const TELEGRAM_API: &str = "api.telegram.org";

pub(super) fn check(settings: &Settings) -> Result<(), InvalidSetting> {
    let telegram = &settings.telegram;
    let vk = &settings.vk;
    let yookassa = &settings.yookassa;
    let has_telegram = !telegram.token.expose_secret().is_empty();
    let has_vk = !vk.token.expose_secret().is_empty();
    let has_shop = !yookassa.shop_id.is_empty();

    address("server.public_url", &settings.server.public_url, Path::No)?;
    address("telegram.webhook_url", &telegram.webhook_url, Path::Any)?;
    address("vk.callback_url", &vk.callback_url, Path::Any)?;

    api("telegram.api_url", &telegram.api_url, has_telegram)?;
    api("vk.api_url", &vk.api_url, has_vk)?;
    api("yookassa.api_url", &yookassa.api_url, has_shop)?;
    api(
        "stripe.api_url",
        &settings.stripe.api_url,
        settings.stripe.is_on(),
    )?;

    address("storage.endpoint", &settings.storage.endpoint, Path::No)?;

    webhook_of_telegram(&telegram.api_url, &telegram.webhook_url)
}

/// Telegram delivers to HTTPS only; a Bot API server of one's own also to HTTP.
fn webhook_of_telegram(api: &str, webhook: &str) -> Result<(), InvalidSetting> {
    let is_official = Url::parse(api).is_ok_and(|api| api.host_str() == Some(TELEGRAM_API));
    let is_plain = Url::parse(webhook).is_ok_and(|webhook| webhook.scheme() == "http");
    if is_official && is_plain {
        return Err(invalid(
            "telegram.webhook_url",
            "must begin with https://: Telegram delivers to nothing else",
        ));
    }

    Ok(())
}
