//! The webhook: MAX sends each update to a URL of ours, with a shared secret in a header, and again
//! until it is answered with 200.

use anyhow::Context;
use reqwest::Url;
use serde_json::Value;
use subtle::ConstantTimeEq;

use super::{Max, NAME, WebhookAccount};
use crate::messengers::{UpdateBatch, Webhook, WebhookDelivery};

/// The path of the URL, unless it has one.
const WEBHOOK_PATH: &str = "/hooks/max";

/// Where updates are sent.
pub(super) struct WebhookSettings {
    pub(super) url: Url,
    pub(super) secret: String,
}

impl WebhookSettings {
    pub(super) fn parse(account: &WebhookAccount<'_>) -> anyhow::Result<Self> {
        let mut url = Url::parse(account.url).context("max.webhook_url is not a URL")?;
        if url.path() == "/" {
            url.set_path(WEBHOOK_PATH);
        }

        Ok(Self {
            url,
            secret: account.secret.to_owned(),
        })
    }
}

impl Webhook for Max {
    fn name(&self) -> &'static str {
        NAME
    }

    fn path(&self) -> &str {
        self.webhook
            .as_ref()
            .map_or(WEBHOOK_PATH, |webhook| webhook.url.path())
    }

    fn secret_header(&self) -> Option<&'static str> {
        Some("x-max-bot-api-secret")
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

        let batch = if let Ok(update) = serde_json::from_slice::<Value>(body) {
            self.read_updates(std::slice::from_ref(&update))
        } else {
            tracing::warn!("a webhook request without an update");
            UpdateBatch::default()
        };

        Some(WebhookDelivery {
            batch,
            reply: String::new(),
        })
    }

    fn acknowledge(&self, receipts: Vec<String>) {
        self.answer_presses(&receipts);
    }
}
