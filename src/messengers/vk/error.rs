//! Why a call failed, and what that means to whoever asked for it. The codes are those of
//! VKontakte's documentation.

use std::time::Duration;

use crate::messengers::{AskError, FetchError, SendError};

/// The setting that an unknown token is to be looked for in.
const TOKEN: &str = "vk.token";
/// Another request a second later may pass.
const TOO_MANY: Duration = Duration::from_secs(1);
/// The same thing was done too often.
const FLOOD: Duration = Duration::from_secs(30);
/// A person has to look: VKontakte wants to know that this is no robot, or the community's settings
/// are wrong.
const OPERATOR: Duration = Duration::from_mins(5);

/// Why a call failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum CallError {
    /// VKontakte said no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It said nothing that can be understood.
    #[error(transparent)]
    Unreachable(anyhow::Error),
}

/// A no of the API.
#[derive(Debug, thiserror::Error)]
#[error("error {code} of VKontakte: {words}")]
pub(super) struct Refusal {
    pub(super) code: i64,
    pub(super) words: String,
}

impl From<reqwest::Error> for CallError {
    /// An address may hold a key and must not go anywhere.
    fn from(error: reqwest::Error) -> Self {
        Self::Unreachable(error.without_url().into())
    }
}

impl Refusal {
    /// What the servers for files say instead of an error.
    pub(super) const UPLOAD: i64 = 0;

    /// Too many requests a second: this one was not carried out.
    pub(super) const fn is_too_many(&self) -> bool {
        self.code == 6
    }

    /// The token may not do this.
    pub(super) const fn is_forbidden(&self) -> bool {
        matches!(self.code, 7 | 15 | 203)
    }

    /// VKontakte wants a captcha to be solved.
    pub(super) const fn is_captcha(&self) -> bool {
        self.code == 14
    }

    /// The buttons are not as it wants them.
    pub(super) const fn is_keyboard(&self) -> bool {
        self.code == 911
    }

    /// The cards are not as it wants them, or show what it knows no more.
    pub(super) const fn is_template(&self) -> bool {
        matches!(self.code, 100 | 911)
    }

    /// There are more words than it takes.
    pub(super) const fn is_too_long(&self) -> bool {
        self.code == 914
    }

    /// The features of a bot are turned off in the community.
    pub(super) const fn is_bot_off(&self) -> bool {
        self.code == 912
    }

    /// The message cannot be edited (any more): deleted, too old, of another kind, or whatever else
    /// there is against it. What is wrong with more than the edit is refused once more when it is
    /// sent anew.
    pub(super) const fn is_lost_message(&self) -> bool {
        matches!(self.code, 15 | 100 | 909 | 910 | 920 | 940)
    }

    /// The address for a file has expired, or what came of it is not taken.
    pub(super) const fn is_upload(&self) -> bool {
        matches!(
            self.code,
            Self::UPLOAD | 1 | 10 | 22 | 100 | 105 | 114 | 118 | 121 | 129 | 1105
        )
    }

    /// A parameter, perhaps a picture that VKontakte knows no more.
    pub(super) const fn is_parameter(&self) -> bool {
        self.code == 100
    }
}

impl CallError {
    /// For whoever sends. A token that is not accepted is the operator's to put right: the message
    /// waits.
    pub(super) fn sending(self) -> SendError {
        let Self::Refused(refusal) = self else {
            return SendError::Unavailable(self.into());
        };

        match refusal.code {
            6 => SendError::RetryAfter(TOO_MANY),
            9 => SendError::RetryAfter(FLOOD),
            14 | 912 => SendError::RetryAfter(OPERATOR),
            // In the black list, never wrote, does not want to hear, or did not write for too long.
            7 | 900 | 901 | 902 | 950 => SendError::Blocked,
            // Of its own making, the token's, or the files'.
            1 | 5 | 10 | 27..=29 | Refusal::UPLOAD => SendError::Unavailable(refusal.into()),
            _ => SendError::Refused(refusal.to_string()),
        }
    }

    /// For whoever fetches a file.
    pub(super) fn fetching(self) -> FetchError {
        FetchError::Unavailable(self.into())
    }

    /// For whoever asks for events.
    pub(super) fn asking(self) -> AskError {
        let Self::Refused(refusal) = self else {
            return AskError::Unavailable(self.into());
        };

        match refusal.code {
            6 => AskError::RetryAfter(TOO_MANY),
            9 => AskError::RetryAfter(FLOOD),
            14 => AskError::RetryAfter(OPERATOR),
            5 | 27 | 28 => AskError::Unknown(TOKEN),
            _ => AskError::Unavailable(refusal.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_says_what_is_to_be_done() {
        let sending = |code| {
            CallError::Refused(Refusal {
                code,
                words: String::new(),
            })
            .sending()
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
                words: String::new(),
            })
            .asking()
        };
        assert!(matches!(asking(5), AskError::Unknown("vk.token")));
        assert!(matches!(asking(27), AskError::Unknown(_)));
        assert!(matches!(asking(6), AskError::RetryAfter(_)));
        assert!(matches!(asking(10), AskError::Unavailable(_)));
    }
}
