//! What every page of the console shares: the navigation, the CSRF token of its forms, and the
//! notice about what the last form did.

use axum::response::Redirect;
use serde::Deserialize;

use crate::web::assets;

/// The frame of a page.
pub(super) struct Layout {
    /// The CSRF token; `None` on pages without forms.
    pub(super) token: Option<String>,
    /// What the last form did.
    pub(super) notice: Option<Notice>,
    /// The version in the addresses of assets.
    pub(super) version: &'static str,
}

/// What a form did: a word in the address, for which the page has a sentence.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Notice {
    Cancelled,
    Queued,
    Given,
    Blocked,
    Unblocked,
    Answered,
    Refunding,
    Moved,
    Approved,
    Hidden,
    Banned,
    Allowed,
    Tuned,
}

impl Notice {
    const fn word(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Queued => "queued",
            Self::Given => "given",
            Self::Blocked => "blocked",
            Self::Unblocked => "unblocked",
            Self::Answered => "answered",
            Self::Refunding => "refunding",
            Self::Moved => "moved",
            Self::Approved => "approved",
            Self::Hidden => "hidden",
            Self::Banned => "banned",
            Self::Allowed => "allowed",
            Self::Tuned => "tuned",
        }
    }

    /// Redirects to a page, which shows the notice.
    pub(super) fn at(self, page: &str) -> Redirect {
        Redirect::to(&format!("{page}?done={}", self.word()))
    }
}

/// The part of an address that names the notice.
#[derive(Deserialize)]
pub(super) struct NoticeQuery {
    pub(super) done: Option<Notice>,
}

impl Layout {
    /// For a page behind the password.
    pub(super) fn signed_in(token: String, notice: Option<Notice>) -> Self {
        Self {
            token: Some(token),
            notice,
            version: assets::version(),
        }
    }

    /// For pages outside of a session, which have no navigation.
    pub(super) fn signed_out() -> Self {
        Self {
            token: None,
            notice: None,
            version: assets::version(),
        }
    }
}
