//! The bot's accounts in the messengers, from the settings.

use std::{collections::HashMap, sync::Arc};

use anyhow::bail;
use secrecy::ExposeSecret;

use crate::{
    config::Settings,
    messengers::{
        Messenger, MessengerAccount, ProfileSource, Webhook, max,
        telegram::{self, Telegram},
        vk::{self, Vk},
        web_chat::WebChat,
    },
    pictures::Pictures,
};

/// A messenger of which the service needs no more than a [`MessengerAccount`].
struct MessengerEntry {
    /// The name under which the store knows it.
    name: &'static str,
    /// Opens the account of the settings, if they have one. Its buttons open pages below the
    /// address.
    open: fn(&Settings, &str) -> anyhow::Result<Option<MessengerAccount>>,
}

/// The messengers beside the chat page and Telegram, which also takes payments. Another one is
/// another line.
const ENTRIES: [MessengerEntry; 2] = [
    MessengerEntry {
        name: vk::NAME,
        open: |settings, home| Ok(vk(settings, home)?.map(vk_account)),
    },
    MessengerEntry {
        name: max::NAME,
        open: |settings, home| max::open(&settings.max, home),
    },
];

/// The messengers that the settings have accounts for.
pub(super) struct Messengers {
    pub(super) chat: WebChat,
    pub(super) telegram: Option<Arc<Telegram>>,
    /// All of them but the chat page.
    pub(super) accounts: Vec<MessengerAccount>,
}

/// An account that was opened to be checked.
pub struct OpenedAccount {
    /// The messenger's name.
    pub messenger: &'static str,
    /// The account, if the settings have one.
    pub account: anyhow::Result<Option<MessengerAccount>>,
}

impl Messengers {
    pub(super) fn from_settings(
        settings: &Settings,
        pictures: &Pictures,
        home: &str,
    ) -> anyhow::Result<Self> {
        let upload_bytes = settings.picture_limits().bytes;
        let telegram = telegram(settings)?.map(Arc::new);

        let mut accounts: Vec<MessengerAccount> =
            telegram.iter().map(MessengerAccount::new).collect();
        for entry in &ENTRIES {
            accounts.extend((entry.open)(settings, home)?);
        }
        refuse_shared_paths(&accounts)?;

        Ok(Self {
            chat: WebChat::new(pictures.clone(), upload_bytes, home.to_owned()),
            telegram,
            accounts,
        })
    }

    /// All of them, the chat page first.
    pub(super) fn all(&self) -> Vec<Arc<dyn Messenger>> {
        let mut all: Vec<Arc<dyn Messenger>> = vec![Arc::new(self.chat.clone())];
        let others = self.accounts.iter();
        all.extend(others.map(|account| Arc::clone(&account.messenger)));

        all
    }

    /// Those that bring their updates to this service.
    pub(super) fn hooks(&self) -> Arc<[Arc<dyn Webhook>]> {
        self.accounts
            .iter()
            .filter(|account| account.updates.uses_webhook())
            .map(|account| Arc::clone(&account.webhook))
            .collect()
    }

    /// Those that can be asked who somebody is.
    pub(super) fn people(&self) -> Vec<Arc<dyn ProfileSource>> {
        self.accounts
            .iter()
            .filter_map(|account| account.profiles.clone())
            .collect()
    }
}

/// Refuses two webhooks at one path, by which their updates are told apart.
fn refuse_shared_paths(accounts: &[MessengerAccount]) -> anyhow::Result<()> {
    let pushed = accounts
        .iter()
        .filter(|account| account.updates.uses_webhook());
    let mut names = HashMap::new();

    for account in pushed {
        let hook = &account.webhook;
        if let Some(other) = names.insert(hook.path(), hook.name()) {
            bail!(
                "the webhooks of {other} and {} have the same path, {}: their addresses in the settings must differ",
                hook.name(),
                hook.path()
            );
        }
    }

    Ok(())
}

/// Every messenger's account, opened by itself, so that one that cannot be opened does not hide the
/// others.
#[must_use]
pub fn open_accounts(settings: &Settings, home: &str) -> Vec<OpenedAccount> {
    let telegram = telegram(settings).map(|one| {
        let one = one.map(Arc::new);
        one.as_ref().map(MessengerAccount::new)
    });
    let telegram = OpenedAccount {
        messenger: telegram::NAME,
        account: telegram,
    };

    let others = ENTRIES.iter().map(|entry| OpenedAccount {
        messenger: entry.name,
        account: (entry.open)(settings, home),
    });

    std::iter::once(telegram).chain(others).collect()
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

fn vk_account(community: Vk) -> MessengerAccount {
    let community = Arc::new(community);
    MessengerAccount::new(&community).with_profiles(Arc::clone(&community) as _)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accounts(path_of_max: &str) -> Vec<MessengerAccount> {
        let toml = format!(
            "telegram = {{ token = \"1:a\", webhook_url = \"https://a.example/hook\", webhook_secret = \"12345\" }}\n\
             max = {{ token = \"a\", webhook_url = \"https://a.example{path_of_max}\", webhook_secret = \"12345\" }}\n"
        );
        let settings = Settings::from_toml(&toml).unwrap();
        let opened = open_accounts(&settings, "");

        opened
            .into_iter()
            .filter_map(|one| one.account.unwrap())
            .collect()
    }

    #[test]
    fn two_webhooks_have_two_paths() {
        for path in ["", "/max"] {
            let accounts = accounts(path);
            assert_eq!(accounts.len(), 2);
            refuse_shared_paths(&accounts).unwrap();
        }

        let shared = refuse_shared_paths(&accounts("/hook")).unwrap_err();
        let words = shared.to_string();
        assert!(
            ["telegram", "max", "/hook"]
                .iter()
                .all(|word| words.contains(word)),
            "{words}"
        );
    }
}
