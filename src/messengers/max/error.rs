//! Why a call of the API failed, and what that means to each caller. An error is an HTTP status and
//! a code in words, such as `attachment.not.ready`.

use std::time::Duration;

use crate::{
    messengers::{FetchError, MessengerError, SendError},
    reply_body::ReplyBodyError,
};

/// The setting with the token.
const TOKEN_SETTING: &str = "max.token";
/// The pause when MAX asks for one without saying how long.
const DEFAULT_PAUSE: Duration = Duration::from_secs(1);
/// The longest pause that MAX may ask for.
const LONGEST_PAUSE: Duration = Duration::from_mins(10);

/// Why a call failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum CallError {
    /// MAX returned an error.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// There was no reply, or none that can be read.
    #[error(transparent)]
    Unreachable(anyhow::Error),
}

/// An error that MAX returned.
#[derive(Debug, thiserror::Error)]
#[error("error {status} of MAX, {code}: {message}")]
pub(super) struct Refusal {
    /// The HTTP status; 200 for a reply that says that it was no success.
    pub(super) status: u16,
    /// The code in words; empty if there is none.
    pub(super) code: String,
    pub(super) message: String,
    /// How long to wait, if MAX says it.
    pub(super) retry_after: Option<Duration>,
}

impl From<ReplyBodyError> for CallError {
    fn from(error: ReplyBodyError) -> Self {
        Self::Unreachable(error.into())
    }
}

impl From<reqwest::Error> for CallError {
    /// Removes the URL, which may contain a key of an upload.
    fn from(error: reqwest::Error) -> Self {
        Self::Unreachable(error.without_url().into())
    }
}

impl Refusal {
    /// An upload server refused a file.
    const UPLOAD: &str = "upload";

    /// An error of an upload server.
    pub(super) fn from_upload(status: u16) -> Self {
        Self {
            status,
            code: Self::UPLOAD.to_owned(),
            message: String::new(),
            retry_after: None,
        }
    }

    /// Too many calls: this one was not executed.
    pub(super) const fn is_too_many(&self) -> bool {
        self.status == 429
    }

    /// How long to wait before the next call.
    pub(super) fn pause(&self) -> Duration {
        self.retry_after.unwrap_or(DEFAULT_PAUSE).min(LONGEST_PAUSE)
    }

    /// MAX still processes a file that was uploaded.
    pub(super) fn is_not_ready(&self) -> bool {
        self.code == "attachment.not.ready" || self.mentions(&["not.ready", "not.processed"])
    }

    /// The upload server refused a file, or the URL for it has expired.
    pub(super) fn is_upload(&self) -> bool {
        self.code == Self::UPLOAD
    }

    /// The body of the call is invalid: its text, its buttons, or an attachment that is gone.
    pub(super) const fn is_invalid(&self) -> bool {
        self.status == 400
    }

    /// The message cannot be edited (any more): deleted, too old, of another kind, or whatever else
    /// the server has against it. If more than the edit is wrong, sending the message again fails as
    /// well.
    pub(super) const fn is_lost_message(&self) -> bool {
        matches!(self.status, 200 | 400 | 403 | 404 | 410)
    }

    /// The person has stopped the bot or never begun a dialog with it.
    fn is_blocked(&self) -> bool {
        self.status == 403
            || self.status == 404
            || self.mentions(&["dialog.suspended", "dialog.not.found", "chat.denied"])
    }

    fn mentions(&self, phrases: &[&str]) -> bool {
        phrases
            .iter()
            .any(|phrase| self.code.contains(phrase) || self.message.contains(phrase))
    }
}

impl CallError {
    /// For a message. A rejected token is the operator's problem, so the message waits. So does one
    /// whose file is not ready, but not for ever: MAX may never finish a file.
    pub(super) fn into_send_error(self) -> SendError {
        match self {
            Self::Refused(refusal) if refusal.is_too_many() => {
                SendError::RetryAfter(refusal.pause())
            }
            Self::Refused(refusal)
                if refusal.is_not_ready() || refusal.is_upload() || refusal.status == 401 =>
            {
                SendError::Unavailable(refusal.into())
            }
            Self::Refused(refusal) if refusal.is_blocked() => SendError::Blocked,
            Self::Refused(refusal) if matches!(refusal.status, 200 | 400..=499) => {
                SendError::Refused(refusal.to_string())
            }
            error => SendError::Unavailable(error.into()),
        }
    }

    /// For a download.
    pub(super) fn into_fetch_error(self) -> FetchError {
        match self {
            Self::Refused(refusal) if refusal.is_not_ready() => FetchError::Withheld,
            Self::Refused(Refusal {
                status: 400 | 403 | 404 | 410,
                ..
            }) => FetchError::Gone,
            error => FetchError::Unavailable(error.into()),
        }
    }

    /// For updates and setup.
    pub(super) fn into_messenger_error(self) -> MessengerError {
        match self {
            Self::Refused(refusal) if refusal.is_too_many() => {
                MessengerError::RetryAfter(refusal.pause())
            }
            Self::Refused(Refusal { status: 401, .. }) => {
                MessengerError::TokenRejected(TOKEN_SETTING)
            }
            error => MessengerError::Unavailable(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(status: u16, code: &str) -> CallError {
        CallError::Refused(Refusal {
            status,
            code: code.to_owned(),
            message: String::new(),
            retry_after: None,
        })
    }

    #[test]
    fn every_refusal_leads_to_a_decision() {
        let sending = |status, code| refused(status, code).into_send_error();

        let decision = sending(429, "");
        assert!(matches!(decision, SendError::RetryAfter(_)));

        for (status, code) in [
            (403, "chat.denied"),
            (404, "dialog.not.found"),
            (404, "chat.not.found"),
        ] {
            assert!(
                matches!(sending(status, code), SendError::Blocked),
                "{code}"
            );
        }

        for (status, code) in [(400, "proto.payload"), (405, ""), (413, ""), (200, "")] {
            let decision = sending(status, code);
            assert!(matches!(decision, SendError::Refused(_)), "{status}");
        }

        for (status, code) in [
            (401, "verify.token"),
            (500, ""),
            (503, ""),
            (400, "upload"),
            (400, "attachment.not.ready"),
        ] {
            let decision = sending(status, code);
            assert!(matches!(decision, SendError::Unavailable(_)), "{status}");
        }

        let asking = |status| refused(status, "").into_messenger_error();
        assert!(matches!(
            asking(401),
            MessengerError::TokenRejected("max.token")
        ));
        assert!(matches!(asking(429), MessengerError::RetryAfter(_)));
        assert!(matches!(asking(503), MessengerError::Unavailable(_)));
    }

    #[test]
    fn a_refusal_keeps_its_code() {
        let words = refused(400, "proto.payload").into_send_error().to_string();
        assert!(
            words.contains("400") && words.contains("proto.payload"),
            "{words}"
        );
    }

    #[test]
    fn no_pause_lasts_for_ever() {
        let refusal = Refusal {
            status: 429,
            code: String::new(),
            message: String::new(),
            retry_after: Some(Duration::from_hours(1000)),
        };
        assert_eq!(refusal.pause(), LONGEST_PAUSE);
    }
}
