//! Why a call of the API failed, and what that means to each caller. VKontakte documents the codes
//! at <https://dev.vk.com/reference/errors>.

use std::time::Duration;

use crate::{
    messengers::{MessengerError, SendError},
    reply_body::ReplyBodyError,
};

/// The setting with the token.
const TOKEN_SETTING: &str = "vk.token";
/// The pause after too many calls a second.
const TOO_MANY_PAUSE: Duration = Duration::from_secs(1);
/// The pause after too many calls of the same kind.
const FLOOD_PAUSE: Duration = Duration::from_secs(30);
/// The pause when the operator has to act: VKontakte wants a captcha solved, or the community's
/// settings are wrong.
const OPERATOR_PAUSE: Duration = Duration::from_mins(5);

/// Why a call failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum CallError {
    /// VKontakte returned an error.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// There was no reply, or none that can be read.
    #[error(transparent)]
    Unreachable(anyhow::Error),
}

/// An error that the API returned.
#[derive(Debug, thiserror::Error)]
#[error("error {code} of VKontakte: {message}")]
pub(super) struct Refusal {
    pub(super) code: i64,
    pub(super) message: String,
}

impl From<ReplyBodyError> for CallError {
    fn from(error: ReplyBodyError) -> Self {
        Self::Unreachable(error.into())
    }
}

impl From<reqwest::Error> for CallError {
    /// Removes the URL, which may contain a key.
    fn from(error: reqwest::Error) -> Self {
        Self::Unreachable(error.without_url().into())
    }
}

impl Refusal {
    /// Not a code of the API: an upload server refused a file.
    const UPLOAD: i64 = 0;

    /// An error of an upload server.
    pub(super) const fn from_upload(message: String) -> Self {
        Self {
            code: Self::UPLOAD,
            message,
        }
    }

    /// Too many calls a second: this one was not executed.
    pub(super) const fn is_too_many(&self) -> bool {
        self.code == 6
    }

    /// The token itself is invalid.
    pub(super) const fn is_token(&self) -> bool {
        matches!(self.code, 5 | 27)
    }

    /// The token does not allow this.
    pub(super) const fn is_forbidden(&self) -> bool {
        matches!(self.code, 7 | 15 | 203)
    }

    /// VKontakte wants a captcha solved.
    pub(super) const fn is_captcha(&self) -> bool {
        self.code == 14
    }

    /// The keyboard is invalid.
    pub(super) const fn is_keyboard(&self) -> bool {
        self.code == 911
    }

    /// The carousel is invalid, or shows a photo that is gone.
    pub(super) const fn is_template(&self) -> bool {
        matches!(self.code, 100 | 911)
    }

    /// The text is too long.
    pub(super) const fn is_too_long(&self) -> bool {
        self.code == 914
    }

    /// The community has its bot features turned off.
    pub(super) const fn is_bot_off(&self) -> bool {
        self.code == 912
    }

    /// The message cannot be edited (any more): deleted, too old, of another kind, or whatever else
    /// the server has against it. If more than the edit is wrong, sending the message again fails as
    /// well.
    pub(super) const fn is_lost_message(&self) -> bool {
        matches!(self.code, 15 | 100 | 909 | 910 | 920 | 940)
    }

    /// The URL for an upload has expired, or VKontakte does not accept the file.
    pub(super) const fn is_upload(&self) -> bool {
        matches!(
            self.code,
            Self::UPLOAD | 1 | 10 | 22 | 100 | 105 | 114 | 118 | 121 | 129 | 1105
        )
    }

    /// A parameter is invalid, perhaps an attachment that is gone.
    pub(super) const fn is_parameter(&self) -> bool {
        self.code == 100
    }
}

impl CallError {
    /// For a message. A rejected token is the operator's problem, so the message waits.
    pub(super) fn into_send_error(self) -> SendError {
        let Self::Refused(refusal) = self else {
            return SendError::Unavailable(self.into());
        };

        match refusal.code {
            6 => SendError::RetryAfter(TOO_MANY_PAUSE),
            9 => SendError::RetryAfter(FLOOD_PAUSE),
            14 | 912 => SendError::RetryAfter(OPERATOR_PAUSE),
            // The person has blocked the bot, never wrote to it, does not allow messages, or has
            // not written for too long.
            7 | 900 | 901 | 902 | 950 => SendError::Blocked,
            // An internal error of VKontakte, the token's, or an upload server's.
            1 | 5 | 10 | 27..=29 | Refusal::UPLOAD => SendError::Unavailable(refusal.into()),
            _ => SendError::Refused(refusal.to_string()),
        }
    }

    /// For events, setup and profiles.
    pub(super) fn into_messenger_error(self) -> MessengerError {
        let Self::Refused(refusal) = self else {
            return MessengerError::Unavailable(self.into());
        };

        match refusal.code {
            6 => MessengerError::RetryAfter(TOO_MANY_PAUSE),
            9 => MessengerError::RetryAfter(FLOOD_PAUSE),
            14 => MessengerError::RetryAfter(OPERATOR_PAUSE),
            5 | 27 | 28 => MessengerError::TokenRejected(TOKEN_SETTING),
            _ => MessengerError::Unavailable(refusal.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_to_a_decision() {
        let sending = |code| {
            CallError::Refused(Refusal {
                code,
                message: String::new(),
            })
            .into_send_error()
        };

        for code in [6, 9, 14, 912] {
            assert!(matches!(sending(code), SendError::RetryAfter(_)), "{code}");
        }

        for code in [1, 5, 10, 27] {
            assert!(matches!(sending(code), SendError::Unavailable(_)), "{code}");
        }

        for code in [900, 901, 902, 950] {
            assert!(matches!(sending(code), SendError::Blocked), "{code}");
        }

        for code in [15, 100, 911, 914, 12_345] {
            assert!(matches!(sending(code), SendError::Refused(_)), "{code}");
        }

        let asking = |code| {
            CallError::Refused(Refusal {
                code,
                message: String::new(),
            })
            .into_messenger_error()
        };
        assert!(matches!(
            asking(5),
            MessengerError::TokenRejected("vk.token")
        ));
        assert!(matches!(asking(27), MessengerError::TokenRejected(_)));
        assert!(matches!(asking(6), MessengerError::RetryAfter(_)));
        assert!(matches!(asking(10), MessengerError::Unavailable(_)));
    }
}
