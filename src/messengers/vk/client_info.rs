//! What people's apps can show, as `client_info` in their messages says. It is kept only in memory;
//! a person without an entry is assumed to have a current app, except for what many lack.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde_json::Value;

use super::{languages, lenient::number};
use crate::domain::language::Language;

/// How many apps are remembered. The next message of a person fills a gap.
const CAPACITY: usize = 10_000;

/// What an app can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an ability that an app has or lacks"
)]
pub(super) struct ClientInfo {
    /// Buttons that are answered without a message.
    pub(super) callback: bool,
    /// Buttons that open a URL.
    pub(super) open_link: bool,
    /// Buttons below a message.
    pub(super) inline: bool,
    /// Cards in a row.
    pub(super) carousel: bool,
    /// The language of the app, if it is known.
    pub(super) language: Option<Language>,
    /// Whether the menu has been shown since the service started.
    pub(super) has_menu: bool,
}

impl Default for ClientInfo {
    fn default() -> Self {
        Self {
            callback: true,
            open_link: true,
            inline: true,
            carousel: false,
            language: None,
            has_menu: false,
        }
    }
}

impl ClientInfo {
    /// An app that shows only text and pictures.
    pub(super) const TEXT_ONLY: Self = Self {
        callback: false,
        open_link: false,
        inline: false,
        carousel: false,
        language: None,
        has_menu: false,
    };

    /// Reads `client_info`; an ability that is not mentioned is assumed.
    pub(super) fn read(info: &Value) -> Self {
        let actions = info["button_actions"].as_array();
        let can =
            |name: &str| actions.is_none_or(|actions| actions.iter().any(|action| action == name));

        Self {
            callback: can("callback"),
            open_link: can("open_link"),
            inline: info["inline_keyboard"] != Value::Bool(false),
            carousel: info["carousel"] == Value::Bool(true),
            language: number(&info["lang_id"]).map(languages::with_number),
            has_menu: false,
        }
    }
}

/// The apps by chat.
#[derive(Default)]
pub(super) struct ClientInfoCache(Mutex<HashMap<i64, ClientInfo>>);

impl ClientInfoCache {
    /// Remembers the app of a chat.
    pub(super) fn insert(&self, peer: i64, client: ClientInfo) {
        let mut clients = self.lock();
        if clients.len() > CAPACITY {
            clients.clear();
        }

        // In another language the menu has to be shown again.
        let has_menu = clients
            .get(&peer)
            .filter(|before| before.language == client.language)
            .is_some_and(|before| before.has_menu);
        clients.insert(peer, ClientInfo { has_menu, ..client });
    }

    pub(super) fn get(&self, peer: i64) -> ClientInfo {
        self.lock().get(&peer).copied().unwrap_or_default()
    }

    /// Remembers that the menu has been shown.
    pub(super) fn set_menu_shown(&self, peer: i64) {
        if let Some(client) = self.lock().get_mut(&peer) {
            client.has_menu = true;
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<i64, ClientInfo>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
