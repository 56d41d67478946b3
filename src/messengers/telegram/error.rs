//! Why a call failed, and what that means to whoever asked for it.

use std::time::Duration;

use reqwest::StatusCode;

use crate::{
    messengers::{AskError, FetchError, SendError},
    payments::PaymentError,
};

/// The setting that an unknown bot is to be looked for in.
const TOKEN: &str = "telegram.token";
/// A wait that is asked for without saying how long.
const A_WHILE: Duration = Duration::from_secs(5);

/// Why a call failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum CallError {
    /// The Bot API said no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It said nothing that can be understood.
    #[error(transparent)]
    Unreachable(anyhow::Error),
}

/// A no of the Bot API.
#[derive(Debug, thiserror::Error)]
#[error("{code} {description}")]
pub(super) struct Refusal {
    pub(super) code: u16,
    pub(super) description: String,
    pub(super) retry_after: Option<Duration>,
}

impl From<reqwest::Error> for CallError {
    /// The address holds the token and must not go anywhere.
    fn from(error: reqwest::Error) -> Self {
        Self::Unreachable(error.without_url().into())
    }
}

impl Refusal {
    /// A no in HTTP's words alone.
    pub(super) fn of(status: StatusCode) -> Self {
        let description = status.canonical_reason().unwrap_or_default().to_owned();
        Self {
            code: status.as_u16(),
            description,
            retry_after: None,
        }
    }

    /// The message is what it would become.
    pub(super) fn is_not_modified(&self) -> bool {
        self.says(&["message is not modified"])
    }

    /// The message cannot be edited (any more): deleted by the person, too old, of another kind, or
    /// whatever else a server may have against it. What is wrong with more than the edit is refused
    /// once more when it is sent anew.
    pub(super) fn is_lost_message(&self) -> bool {
        matches!(self.code, 400 | 404)
    }

    /// The picture is no photo to Telegram, by its shape or weight; as a document it may go.
    pub(super) fn is_no_photo(&self) -> bool {
        self.code == 413
            || self.says(&[
                "photo_invalid_dimensions",
                "image_process_failed",
                "photo_save_file_invalid",
                "too big",
            ])
    }

    /// It does not know the file any more that it was told the id of.
    pub(super) fn is_unknown_file(&self) -> bool {
        self.says(&[
            "file identifier",
            "file_id",
            "file reference",
            "file_reference",
        ])
    }

    /// The question was answered before, or is not waited for any more.
    pub(super) fn is_too_old(&self) -> bool {
        self.says(&[
            "query is too old",
            "query id is invalid",
            "query_id_invalid",
        ])
    }

    /// The Stars were given back before.
    pub(super) fn is_refunded(&self) -> bool {
        self.says(&["charge_already_refunded"])
    }

    fn says(&self, words: &[&str]) -> bool {
        let description = self.description.to_lowercase();
        matches!(self.code, 400 | 413) && words.iter().any(|words| description.contains(words))
    }
}

impl CallError {
    /// For whoever sends. A token that is not accepted is the operator's to put right: the message
    /// waits.
    pub(super) fn sending(self) -> SendError {
        match self {
            Self::Refused(Refusal {
                code: 420 | 429,
                retry_after,
                ..
            }) => SendError::RetryAfter(retry_after.unwrap_or(A_WHILE)),
            Self::Refused(Refusal { code: 403, .. }) => SendError::Blocked,
            Self::Refused(refusal) if matches!(refusal.code, 400 | 402 | 405..=499) => {
                SendError::Refused(refusal.to_string())
            }
            error => SendError::Unavailable(error.into()),
        }
    }

    /// For whoever gives money back or reads the statement. A token that is not accepted is the
    /// operator's to put right.
    pub(super) fn paying(self) -> PaymentError {
        match self {
            Self::Refused(refusal) if refusal.code == 400 => {
                PaymentError::Refused(refusal.to_string())
            }
            error => PaymentError::Unavailable(error.into()),
        }
    }

    /// For whoever fetches a file.
    pub(super) fn fetching(self) -> FetchError {
        match self {
            Self::Refused(refusal) if refusal.says(&["file is too big"]) => FetchError::TooHeavy,
            Self::Refused(Refusal {
                code: 400 | 403 | 404,
                ..
            }) => FetchError::Gone,
            error => FetchError::Unavailable(error.into()),
        }
    }

    /// For whoever asks for updates.
    pub(super) fn asking(self) -> AskError {
        match self {
            Self::Refused(Refusal {
                code: 420 | 429,
                retry_after,
                ..
            }) => AskError::RetryAfter(retry_after.unwrap_or(A_WHILE)),
            Self::Refused(Refusal {
                code: 401 | 404, ..
            }) => AskError::Unknown(TOKEN),
            Self::Refused(Refusal {
                code: 409,
                description,
                ..
            }) if description.contains("webhook") => AskError::Delivered,
            Self::Refused(Refusal { code: 409, .. }) => AskError::Elsewhere,
            error => AskError::Unavailable(error.into()),
        }
    }
}
