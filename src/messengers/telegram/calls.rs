//! What a call is made of: where it goes, what it shows, and how it is written.

use serde::Serialize;
use serde_json::{Value, json};
use teloxide::{
    requests::Payload,
    types::{ChatId, MessageId},
};

use super::{api::method_name, error::CallError, keyboard::markup};
use crate::{
    domain::{
        film::Film,
        message::{Caption, Keyboard},
        picture::{PictureKey, PictureRef},
    },
    messengers::{Edit, SendError},
};

/// A call without its files.
pub(super) struct Call {
    pub(super) method: String,
    pub(super) params: Value,
}

/// Where a new message goes.
#[derive(Clone, Copy)]
pub(super) struct Target {
    pub(super) chat: ChatId,
    pub(super) topic: Option<i64>,
    /// The message to reply to, if it is still there.
    pub(super) replies_to: Option<i64>,
}

impl Target {
    /// Makes a call there, and once more outside of the topic if that is gone or closed.
    pub(super) async fn call<Reply>(
        self,
        params: &Value,
        call: impl Fn(Value) -> Reply,
    ) -> Result<Value, CallError>
    where
        Reply: Future<Output = Result<Value, CallError>>,
    {
        let mut params = params.clone();
        if let Some(message) = self.replies_to {
            params["reply_parameters"] =
                json!({ "message_id": message, "allow_sending_without_reply": true });
        }

        let Some(topic) = self.topic else {
            return call(params).await;
        };
        let mut in_topic = params.clone();
        in_topic["message_thread_id"] = topic.into();

        match call(in_topic).await {
            Err(CallError::Refused(refusal)) if refusal.is_no_topic() => call(params).await,
            reply => reply,
        }
    }
}

impl Call {
    pub(super) fn from_payload<P: Payload + Serialize>(payload: &P) -> Result<Self, SendError> {
        let params =
            serde_json::to_value(payload).map_err(|error| SendError::Refused(error.to_string()))?;

        Ok(Self {
            method: method_name(P::NAME),
            params,
        })
    }
}

/// The message that is edited.
#[derive(Clone, Copy)]
pub(super) struct EditTarget<'a> {
    pub(super) chat: ChatId,
    pub(super) id: MessageId,
    pub(super) edit: Edit<'a>,
}

impl EditTarget<'_> {
    /// The call that puts a file and its caption in place of what is shown.
    pub(super) fn media_call(&self, media: &Value, keyboard: &Keyboard) -> Call {
        Call {
            method: "editMessageMedia".to_owned(),
            params: json!({
                "chat_id": self.chat,
                "message_id": self.id.0,
                "media": media,
                "reply_markup": markup(keyboard).unwrap_or_default(),
            }),
        }
    }
}

/// A picture of a message, and what is said below it.
#[derive(Clone, Copy)]
pub(super) struct MessagePicture<'a> {
    pub(super) picture: PictureRef,
    pub(super) caption: &'a str,
}

impl<'a> MessagePicture<'a> {
    pub(super) fn new(picture: PictureRef, caption: &'a Caption) -> Self {
        Self {
            picture,
            caption: caption.as_str(),
        }
    }
}

/// A film of a message.
#[derive(Clone, Copy)]
pub(super) struct MessageFilm<'a> {
    pub(super) film: &'a Film,
    pub(super) still: PictureKey,
}
