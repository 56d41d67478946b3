//! What people's apps can show, as their messages tell. Kept only in memory: whoever is not known
//! (any more) is taken for somebody with the app of today, but for what may be lacking.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use serde_json::Value;

use super::lenient::number;
use crate::domain::language::Language;

/// Apps remembered at a time; each writes again what it can.
const MOST_KNOWN: usize = 10_000;

/// What an app can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "an app can each of these or cannot"
)]
pub(super) struct Client {
    /// Buttons that are answered without a message.
    pub(super) callback: bool,
    /// Buttons that open an address.
    pub(super) open_link: bool,
    /// Buttons below a message.
    pub(super) inline: bool,
    /// Cards in a row.
    pub(super) carousel: bool,
    /// In the language of the app, if it is known.
    pub(super) language: Option<Language>,
    /// Whether the menu was shown since the service has started.
    pub(super) has_menu: bool,
}

impl Default for Client {
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

impl Client {
    /// An app that shows words and pictures alone.
    pub(super) const SHOWS_NOTHING: Self = Self {
        callback: false,
        open_link: false,
        inline: false,
        carousel: false,
        language: None,
        has_menu: false,
    };

    /// Reads `client_info`; what is not said is taken for granted.
    pub(super) fn read(info: &Value) -> Self {
        let actions = info["button_actions"].as_array();
        let can =
            |action: &str| actions.is_none_or(|actions| actions.iter().any(|one| one == action));
        Self {
            callback: can("callback"),
            open_link: can("open_link"),
            inline: info["inline_keyboard"] != Value::Bool(false),
            carousel: info["carousel"] == Value::Bool(true),
            language: number(&info["lang_id"]).map(language),
            has_menu: false,
        }
    }
}

/// The languages by VKontakte's numbers: Russian, Ukrainian, Belarusian, Kazakh, Tatar and the
/// Russian of before 1917 and of the Soviet Union are nearer to Russian than to English.
fn language(id: i64) -> Language {
    match id {
        0 | 1 | 2 | 50 | 51 | 97 | 100 | 777 => Language::Ru,
        _ => Language::En,
    }
}

/// The apps by the ids of their chats.
#[derive(Default)]
pub(super) struct Clients(Mutex<HashMap<i64, Client>>);

impl Clients {
    /// Learns what an app has told of itself.
    pub(super) fn learn(&self, peer: i64, told: Client) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() > MOST_KNOWN {
            known.clear();
        }

        // Another language has another menu.
        let before = known
            .get(&peer)
            .filter(|before| before.language == told.language);
        let has_menu = before.is_some_and(|before| before.has_menu);
        known.insert(peer, Client { has_menu, ..told });
    }

    pub(super) fn of(&self, peer: i64) -> Client {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&peer)
            .copied()
            .unwrap_or_default()
    }

    /// The menu was shown.
    pub(super) fn has_menu(&self, peer: i64) {
        if let Some(client) = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get_mut(&peer)
        {
            client.has_menu = true;
        }
    }
}
