//! Presses of buttons, which VKontakte wants to be answered within a minute: until then a button
//! shows that it waits.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    api::Params,
    client::Clients,
    keyboard::{self, Pressed},
    lenient::{number, words},
};
use crate::domain::{
    button::{Action, DraftAction, JobAction},
    language::Language,
};

/// Words over the chat for a moment; VKontakte takes 90 letters.
const MOST_LETTERS: usize = 90;

/// What has to be said to answer a press.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Press {
    event_id: String,
    user_id: i64,
    peer_id: i64,
    /// The words that are shown for a moment.
    says: Option<String>,
    #[serde(skip)]
    code: Option<String>,
}

impl Press {
    /// Reads `message_event`; `None` for one that cannot be answered.
    pub(super) fn read(object: &Value) -> Option<Self> {
        let payload = &object["payload"];
        let payload = payload
            .as_str()
            .map_or_else(|| payload.to_string(), ToOwned::to_owned);
        let code = keyboard::read(&payload).and_then(|pressed| match pressed {
            Pressed::Button(code) => Some(code),
            Pressed::Command(_) | Pressed::Start => None,
        });

        Some(Self {
            event_id: words(&object["event_id"])?,
            user_id: number(&object["user_id"])?,
            peer_id: number(&object["peer_id"])?,
            says: None,
            code,
        })
    }

    /// The press in the words of [`Press::parse`], with words where what was pressed takes a while.
    pub(super) fn receipt(mut self, clients: &Clients) -> String {
        let language = clients.of(self.peer_id).language.unwrap_or(Language::Ru);
        let key = self
            .code
            .take()
            .and_then(|code| match Action::parse(&code) {
                Action::Draft(_, DraftAction::Start) => Some("pressed-start"),
                Action::Job(_, JobAction::Cancel) => Some("pressed-cancel"),
                Action::Job(_, JobAction::File(_)) => Some("pressed-file"),
                _ => None,
            });

        self.says = key.map(|key| language.text(key).chars().take(MOST_LETTERS).collect());
        json!(self).to_string()
    }

    pub(super) fn parse(receipt: &str) -> Option<Self> {
        serde_json::from_str(receipt).ok()
    }

    /// How messages.sendMessageEventAnswer is called.
    pub(super) fn answer(self) -> Params {
        let mut params = vec![
            ("event_id", self.event_id),
            ("user_id", self.user_id.to_string()),
            ("peer_id", self.peer_id.to_string()),
        ];

        if let Some(says) = self.says {
            params.push((
                "event_data",
                json!({ "type": "show_snackbar", "text": says }).to_string(),
            ));
        }

        params
    }
}
