//! Checks of addresses: those that people and providers use to reach us, and those of APIs.

use secrecy::ExposeSecret;
use url::Url;

use crate::config::{
    Settings,
    validation::{InvalidSetting, invalid},
};

/// Where Telegram itself has its API.
const TELEGRAM_API: &str = "api.telegram.org";

/// The parts of an address that a setting may have beside scheme, host and port.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Path {
    /// The pages link to each other from the root of their host.
    No,
    Any,
}

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

/// An API that is used has an address.
fn api(key: &'static str, text: &str, is_used: bool) -> Result<(), InvalidSetting> {
    if is_used && text.is_empty() {
        return Err(invalid(
            key,
            "must not be empty: it is the address of the API",
        ));
    }

    address(key, text, Path::Any)
}

/// An address with http or https and a host, or none at all.
fn address(key: &'static str, text: &str, path: Path) -> Result<(), InvalidSetting> {
    if text.is_empty() {
        return Ok(());
    }

    let must_be = |what: &str| invalid(key, format!("must be {what}, not {text:?}"));
    let example = "an address such as https://paint.example.org";
    let url = Url::parse(text).map_err(|error| must_be(&format!("{example} ({error})")))?;

    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(must_be(&format!(
            "{example}, beginning with http:// or https://"
        )));
    }

    let has_user = !url.username().is_empty() || url.password().is_some();
    if has_user || url.query().is_some() || url.fragment().is_some() {
        return Err(must_be("an address without a user, ? and #"));
    }

    if path == Path::No && url.path() != "/" {
        return Err(must_be(
            "an address without a path, such as https://paint.example.org (the pages are at the root of their host)",
        ));
    }

    Ok(())
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
