//! Answers to pressed buttons.

use std::sync::Arc;

use reqwest::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Max, api::Call, lenient::string};
use crate::{
    domain::{button::Action, language::Language},
    messengers::press_notices::press_notice,
};

/// The answer to a pressed button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct CallbackAnswer {
    callback_id: String,
    /// The text that is shown for a moment, where the action takes a while.
    notification: Option<String>,
}

impl CallbackAnswer {
    /// The answer to a press by somebody with this language; `None` if it lacks an id.
    pub(super) fn from_callback(callback: &Value, language: Option<Language>) -> Option<Self> {
        let language = language.unwrap_or(Language::Ru);
        let notification = string(&callback["payload"])
            .and_then(|code| press_notice(Action::parse(&code), language));

        Some(Self {
            callback_id: string(&callback["callback_id"])?,
            notification,
        })
    }

    /// The answer as a receipt of an update batch.
    pub(super) fn to_receipt(&self) -> String {
        json!(self).to_string()
    }

    /// Reads a receipt of [`CallbackAnswer::to_receipt`].
    pub(super) fn parse(receipt: &str) -> Option<Self> {
        serde_json::from_str(receipt).ok()
    }

    /// The call that answers.
    pub(super) fn into_call(self) -> Call {
        let body = self
            .notification
            .map_or_else(|| json!({}), |text| json!({ "notification": text }));

        Call::new(Method::POST, "answers")
            .with_query(vec![("callback_id", self.callback_id)])
            .with_body(body)
    }
}

impl Max {
    pub(super) fn answer_presses(&self, receipts: &[String]) {
        let answers = receipts
            .iter()
            .filter_map(|receipt| CallbackAnswer::parse(receipt));

        for answer in answers {
            let api = Arc::clone(&self.api);
            tokio::spawn(async move {
                // It only ends the button's waiting, and an answer that is too late has no use.
                let _ = api.call_if_idle(&answer.into_call()).await;
            });
        }
    }
}
