//! The Callback API: VKontakte sends events to a URL of ours. Before that it asks for a
//! confirmation code, and every event carries a shared secret.

use std::sync::OnceLock;

use anyhow::Context;
use reqwest::Url;
use serde_json::Value;
use subtle::ConstantTimeEq;

use super::{CallbackAccount, NAME, Vk, lenient::number, updates};
use crate::messengers::{Webhook, WebhookDelivery};

/// The path of the URL, unless it has one.
const WEBHOOK_PATH: &str = "/hooks/vk";
/// The response that VKontakte expects to an event.
const OK: &str = "ok";

/// A callback server in VKontakte's terms: the URL that receives events.
pub(super) struct CallbackServer {
    pub(super) url: Url,
    pub(super) secret: String,
    /// Requested from the API if it is not in the settings.
    pub(super) confirmation_code: OnceLock<String>,
}

impl CallbackServer {
    pub(super) fn parse(account: &CallbackAccount<'_>) -> anyhow::Result<Self> {
        let mut url = Url::parse(account.url).context("vk.callback_url is not a URL")?;
        if url.path() == "/" {
            url.set_path(WEBHOOK_PATH);
        }

        let confirmation_code = OnceLock::new();
        if !account.confirmation.is_empty() {
            let _ = confirmation_code.set(account.confirmation.to_owned());
        }

        Ok(Self {
            url,
            secret: account.secret.to_owned(),
            confirmation_code,
        })
    }

    fn accepts(&self, secret: &str) -> bool {
        self.secret.as_bytes().ct_eq(secret.as_bytes()).into()
    }
}

impl Webhook for Vk {
    fn name(&self) -> &'static str {
        NAME
    }

    fn path(&self) -> &str {
        self.callback_server
            .as_ref()
            .map_or(WEBHOOK_PATH, |server| server.url.path())
    }

    fn secret_header(&self) -> Option<&'static str> {
        None
    }

    fn may_be_genuine(&self, _secret: Option<&[u8]>) -> bool {
        self.callback_server.is_some()
    }

    fn read(&self, _secret: Option<&[u8]>, body: &[u8]) -> Option<WebhookDelivery> {
        let server = self.callback_server.as_ref()?;
        let event: Value = serde_json::from_slice(body).ok()?;
        let community = number(&event["group_id"]).and_then(|id| u64::try_from(id).ok());
        let is_ours = community == Some(self.community);
        let secret = event["secret"].as_str();

        if event["type"] == "confirmation" {
            // VKontakte may ask for the code before it knows the secret. The code is useless to
            // everybody outside the community.
            let code = server
                .confirmation_code
                .get()
                .filter(|_| is_ours && secret.is_none_or(|secret| server.accepts(secret)));

            return code.map(|code| WebhookDelivery {
                reply: code.clone(),
                ..WebhookDelivery::default()
            });
        }

        if !is_ours || !secret.is_some_and(|secret| server.accepts(secret)) {
            return None;
        }

        Some(WebhookDelivery {
            batch: updates::read(self.community, &self.clients, std::slice::from_ref(&event)),
            reply: OK.to_owned(),
        })
    }

    fn acknowledge(&self, receipts: Vec<String>) {
        self.acknowledge_all(&receipts);
    }
}
