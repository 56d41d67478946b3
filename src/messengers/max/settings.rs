//! The section `max` of the settings.

use std::{fs, path::PathBuf};

use anyhow::Context;
use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::{Account, Max, WebhookAccount};
use crate::validation::{InvalidSetting, Path, address, api, invalid, is_written_with};

/// The domain of MAX's own API, which delivers to HTTPS only.
const OFFICIAL_DOMAIN: &str = ".max.ru";
/// The lengths of a secret that MAX accepts.
const SECRET_LETTERS: std::ops::RangeInclusive<usize> = 5..=256;

/// Section `max`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The bot's token; empty to run without MAX.
    pub token: SecretString,
    /// The API server.
    pub api_url: String,
    /// A file of certificates that are trusted beside the usual ones; empty for none.
    pub root_certificates: PathBuf,
    /// The public address for the webhook; empty for long polling.
    pub webhook_url: String,
    /// The secret that proves an update comes from MAX.
    pub webhook_secret: SecretString,
}

impl Settings {
    /// Refuses values that make no sense. Messages never contain the secrets themselves.
    pub(crate) fn check(&self) -> Result<(), InvalidSetting> {
        let token = self.token.expose_secret();
        if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(invalid(
                "max.token",
                "has characters that no token has: write it exactly as MAX gave it",
            ));
        }

        api("max.api_url", &self.api_url, !token.is_empty())?;
        address("max.webhook_url", &self.webhook_url, Path::Any)?;
        self.check_webhook_scheme()?;

        let secret = self.webhook_secret.expose_secret();
        let is_needed = !token.is_empty() && !self.webhook_url.is_empty();
        let is_missing = is_needed && secret.is_empty();
        let is_accepted = secret.is_empty()
            || (SECRET_LETTERS.contains(&secret.len()) && is_written_with(secret, "_-"));

        if is_missing || !is_accepted {
            return Err(invalid(
                "max.webhook_secret",
                "must be 5 to 256 letters, digits, _ and - when max.webhook_url is set",
            ));
        }

        Ok(())
    }

    fn check_webhook_scheme(&self) -> Result<(), InvalidSetting> {
        let is_official = Url::parse(&self.api_url).is_ok_and(|url| {
            url.host_str()
                .is_some_and(|host| host.ends_with(OFFICIAL_DOMAIN))
        });
        let is_plain = Url::parse(&self.webhook_url).is_ok_and(|url| url.scheme() == "http");

        if is_official && is_plain {
            return Err(invalid(
                "max.webhook_url",
                "must begin with https://: MAX delivers to nothing else",
            ));
        }

        Ok(())
    }
}

impl Max {
    /// The bot of these settings, if they have a token for it. Its buttons open pages below `home`.
    ///
    /// # Errors
    /// If the certificates cannot be read, or an address is invalid.
    pub fn from_settings(settings: &Settings, home: &str) -> anyhow::Result<Option<Self>> {
        let token = settings.token.expose_secret();
        if token.is_empty() {
            return Ok(None);
        }

        let file = &settings.root_certificates;
        let root_certificates = if file.as_os_str().is_empty() {
            Vec::new()
        } else {
            fs::read(file).with_context(|| format!("max.root_certificates: {}", file.display()))?
        };

        let webhook = WebhookAccount {
            url: &settings.webhook_url,
            secret: settings.webhook_secret.expose_secret(),
        };

        Self::new(&Account {
            token,
            api_url: &settings.api_url,
            root_certificates: &root_certificates,
            home,
            webhook: (!settings.webhook_url.is_empty()).then_some(webhook),
        })
        .map(Some)
    }
}
