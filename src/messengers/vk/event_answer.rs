//! Answers to pressed buttons (`message_event`). VKontakte wants one within a minute; until then
//! the button shows a spinner.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    api::Params,
    client_info::ClientInfoCache,
    keyboard::ButtonPayload,
    lenient::{number, string},
};
use crate::{
    domain::{button::Action, language::Language},
    messengers::press_notices::press_notice,
};

/// The answer to a pressed button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct EventAnswer {
    event_id: String,
    user_id: i64,
    peer_id: i64,
    /// The text that is shown for a moment, where the action takes a while.
    snackbar: Option<String>,
}

impl EventAnswer {
    /// The answer to a `message_event`; `None` if it lacks an id.
    pub(super) fn from_event(event: &Value, clients: &ClientInfoCache) -> Option<Self> {
        let peer_id = number(&event["peer_id"])?;
        let payload = ButtonPayload::from_event(event);
        let language = clients.get(peer_id).language.unwrap_or(Language::Ru);

        Some(Self {
            event_id: string(&event["event_id"])?,
            user_id: number(&event["user_id"])?,
            peer_id,
            snackbar: payload.and_then(|payload| snackbar(&payload, language)),
        })
    }

    /// The answer as a receipt of an update batch.
    pub(super) fn to_receipt(&self) -> String {
        json!(self).to_string()
    }

    /// Reads a receipt of [`EventAnswer::to_receipt`].
    pub(super) fn parse(receipt: &str) -> Option<Self> {
        serde_json::from_str(receipt).ok()
    }

    /// The parameters of `messages.sendMessageEventAnswer`.
    pub(super) fn into_params(self) -> Params {
        let mut params = vec![
            ("event_id", self.event_id),
            ("user_id", self.user_id.to_string()),
            ("peer_id", self.peer_id.to_string()),
        ];

        if let Some(text) = self.snackbar {
            let data = json!({ "type": "show_snackbar", "text": text });
            params.push(("event_data", data.to_string()));
        }

        params
    }
}

fn snackbar(payload: &ButtonPayload, language: Language) -> Option<String> {
    let ButtonPayload::Button(code) = payload else {
        return None;
    };

    press_notice(Action::parse(code), language)
}
