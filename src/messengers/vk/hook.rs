//! Callback API: VKontakte comes to an address of ours. It first asks for a word that proves whose
//! the address is, and says its own secret with every event.

use std::sync::OnceLock;

use anyhow::Context;
use reqwest::Url;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{NAME, Vk, lenient::number, post};
use crate::messengers::{Brought, Hook};

/// Where events are brought to, unless the address says otherwise.
const PATH: &str = "/hooks/vk";
/// What VKontakte wants to hear when an event was taken.
const TAKEN: &str = "ok";

/// Where events are brought to.
pub(super) struct Address {
    pub(super) url: Url,
    pub(super) secret: String,
    /// The word that proves whose the address is; asked for when the settings do not have it.
    pub(super) confirmation: OnceLock<String>,
}

impl Address {
    pub(super) fn parse(url: &str, secret: &str, confirmation: &str) -> anyhow::Result<Self> {
        let mut url = Url::parse(url).context("vk.callback_url is no address")?;
        if url.path() == "/" {
            url.set_path(PATH);
        }

        let known = OnceLock::new();
        if !confirmation.is_empty() {
            let _ = known.set(confirmation.to_owned());
        }

        Ok(Self {
            url,
            secret: secret.to_owned(),
            confirmation: known,
        })
    }

    /// Hashes differ from their first byte on, so the time of their comparison tells nothing of the
    /// secret.
    fn is_proof(&self, said: &str) -> bool {
        Sha256::digest(said) == Sha256::digest(&self.secret)
    }
}

impl Hook for Vk {
    fn name(&self) -> &'static str {
        NAME
    }

    fn path(&self) -> &str {
        self.hook.as_ref().map_or(PATH, |hook| hook.url.path())
    }

    fn read(&self, _proof: Option<&[u8]>, body: &[u8]) -> Option<Brought> {
        let hook = self.hook.as_ref()?;
        let event: Value = serde_json::from_slice(body).ok()?;
        let ours = number(&event["group_id"]).and_then(|id| u64::try_from(id).ok())
            == Some(self.community);

        let said = event["secret"].as_str();
        if event["type"] == "confirmation" {
            // The word is of use to nobody but the community's own people, and may be asked for
            // before the secret is.
            let known = hook
                .confirmation
                .get()
                .filter(|_| ours && said.is_none_or(|said| hook.is_proof(said)));
            return known.map(|word| Brought {
                reply: word.clone(),
                ..Brought::default()
            });
        }

        if !ours || !said.is_some_and(|said| hook.is_proof(said)) {
            return None;
        }

        let post = post::read(self.community, &self.clients, std::slice::from_ref(&event));
        Some(Brought {
            post,
            reply: TAKEN.to_owned(),
        })
    }

    fn acknowledge(&self, receipts: Vec<String>) {
        self.answer_presses(&receipts);
    }
}
