//! Why a call of the Bot API failed, and what that means to each caller.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::Value;

use super::StarsError;
use crate::{
    messengers::{FetchError, MessengerError, SendError},
    reply_body::ReplyBodyError,
};

/// The setting with the token.
const TOKEN_SETTING: &str = "telegram.token";
/// The pause when Telegram asks for one without saying how long.
const DEFAULT_PAUSE: Duration = Duration::from_secs(5);

/// Why a call failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum CallError {
    /// The Bot API returned an error.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// There was no reply, or none that can be read.
    #[error(transparent)]
    Unreachable(anyhow::Error),
}

/// An error that the Bot API returned.
#[derive(Debug, thiserror::Error)]
#[error("{code} {description}")]
pub(super) struct Refusal {
    pub(super) code: u16,
    pub(super) description: String,
    pub(super) retry_after: Option<Duration>,
}

impl From<ReplyBodyError> for CallError {
    fn from(error: ReplyBodyError) -> Self {
        Self::Unreachable(error.into())
    }
}

impl From<reqwest::Error> for CallError {
    /// Removes the URL, which contains the token.
    fn from(error: reqwest::Error) -> Self {
        Self::Unreachable(error.without_url().into())
    }
}

impl Refusal {
    /// An HTTP status in place of a reply.
    pub(super) fn from_status(status: StatusCode) -> Self {
        let description = status.canonical_reason().unwrap_or_default().to_owned();
        Self {
            code: status.as_u16(),
            description,
            retry_after: None,
        }
    }

    /// The edit would change nothing.
    pub(super) fn is_not_modified(&self) -> bool {
        self.mentions(&["message is not modified"])
    }

    /// The message cannot be edited (any more): deleted by the person, too old, of another kind, or
    /// whatever else the server has against it. If more than the edit is wrong, sending the message
    /// again fails as well.
    pub(super) fn is_lost_message(&self) -> bool {
        matches!(self.code, 400 | 404)
    }

    /// Telegram does not accept the picture as a photo because of its shape or size; it may accept
    /// it as a document.
    pub(super) fn is_no_photo(&self) -> bool {
        self.code == 413
            || self.mentions(&[
                "photo_invalid_dimensions",
                "image_process_failed",
                "photo_save_file_invalid",
                "too big",
            ])
    }

    /// Telegram does not accept a film in this form; it may accept it in another.
    pub(super) fn is_no_film(&self) -> bool {
        self.code == 413
            || self.mentions(&[
                "video_content_type_invalid",
                "video_file_invalid",
                "media_invalid",
                "file_part",
                "voice_messages_forbidden",
                "wrong type of the web page content",
                "can't use file of type",
                "too big",
            ])
    }

    /// A file id is no longer valid.
    pub(super) fn is_unknown_file(&self) -> bool {
        self.mentions(&[
            "file identifier",
            "file_id",
            "file reference",
            "file_reference",
        ])
    }

    /// Nothing can be sent to the forum topic (any more): deleted or closed.
    pub(super) fn is_no_topic(&self) -> bool {
        self.mentions(&["thread not found", "topic_deleted", "topic_closed"])
    }

    /// Telegram does not hand a file out now. It says the same, whether the file is gone for good
    /// or is on a server that does not answer.
    pub(super) fn is_unavailable_file(&self) -> bool {
        self.mentions(&["temporarily unavailable", "temporary unavailable"])
    }

    /// The query was answered before, or has timed out.
    pub(super) fn is_too_old(&self) -> bool {
        self.mentions(&[
            "query is too old",
            "query id is invalid",
            "query_id_invalid",
        ])
    }

    /// The Stars were refunded before.
    pub(super) fn is_refunded(&self) -> bool {
        self.mentions(&["charge_already_refunded"])
    }

    fn mentions(&self, phrases: &[&str]) -> bool {
        let description = self.description.to_lowercase();
        matches!(self.code, 400 | 413) && phrases.iter().any(|phrase| description.contains(phrase))
    }
}

impl CallError {
    /// For a message. A rejected token is the operator's problem, so the message waits.
    pub(super) fn into_send_error(self) -> SendError {
        match self {
            Self::Refused(Refusal {
                code: 420 | 429,
                retry_after,
                ..
            }) => SendError::RetryAfter(retry_after.unwrap_or(DEFAULT_PAUSE)),
            Self::Refused(Refusal { code: 403, .. }) => SendError::Blocked,
            Self::Refused(refusal) if matches!(refusal.code, 400 | 402 | 405..=499) => {
                SendError::Refused(refusal.to_string())
            }
            error => SendError::Unavailable(error.into()),
        }
    }

    /// For a refund or the list of transactions. A rejected token is the operator's problem, so the
    /// call is repeated.
    pub(super) fn into_stars_error(self) -> StarsError {
        match self {
            Self::Refused(refusal) if refusal.code == 400 => {
                StarsError::Refused(refusal.to_string())
            }
            error => StarsError::Unavailable(error.into()),
        }
    }

    /// For a download.
    pub(super) fn into_fetch_error(self) -> FetchError {
        match self {
            Self::Refused(refusal) if refusal.mentions(&["file is too big"]) => {
                FetchError::TooLarge
            }
            Self::Refused(refusal) if refusal.is_unavailable_file() => FetchError::Withheld,
            Self::Refused(Refusal {
                code: 400 | 403 | 404,
                ..
            }) => FetchError::Gone,
            error => FetchError::Unavailable(error.into()),
        }
    }

    /// For updates, setup and answers to checkouts.
    pub(super) fn into_messenger_error(self) -> MessengerError {
        match self {
            Self::Refused(Refusal {
                code: 420 | 429,
                retry_after,
                ..
            }) => MessengerError::RetryAfter(retry_after.unwrap_or(DEFAULT_PAUSE)),
            Self::Refused(Refusal {
                code: 401 | 404, ..
            }) => MessengerError::TokenRejected(TOKEN_SETTING),
            Self::Refused(Refusal {
                code: 409,
                description,
                ..
            }) if description.contains("webhook") => MessengerError::WebhookActive,
            Self::Refused(Refusal { code: 409, .. }) => MessengerError::OtherPoller,
            error => MessengerError::Unavailable(error.into()),
        }
    }
}

/// An answer that comes too late is no error: nothing was charged, and the person starts over.
pub(super) fn ignore_too_old(reply: Result<Value, CallError>) -> Result<(), MessengerError> {
    match reply {
        Ok(_) => Ok(()),
        Err(CallError::Refused(refusal)) if refusal.is_too_old() => {
            tracing::warn!("a checkout was answered too late, or twice");
            Ok(())
        }
        Err(error) => Err(error.into_messenger_error()),
    }
}
