//! What every page has: the way to the others, what has just been done, and what forms bring along.

use askama::Template;
use axum::{
    extract::Query,
    response::{Html, Redirect},
};
use serde::Deserialize;

use super::{session::Signed, trouble::Result};
use crate::web::assets;

/// What stands around a page.
pub(super) struct Frame {
    /// For forms; `None` on pages without any.
    pub(super) token: Option<String>,
    /// What was done by the form before.
    pub(super) done: Option<Done>,
    /// In the addresses of the style sheets.
    pub(super) version: &'static str,
}

/// What was done: a word in the address that the page has a sentence for.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Done {
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

impl Done {
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

    /// Back to a page, which says so.
    pub(super) fn at(self, page: &str) -> Redirect {
        Redirect::to(&format!("{page}?done={}", self.word()))
    }
}

/// The part of an address that tells what was done.
#[derive(Deserialize)]
pub(super) struct Told {
    done: Option<Done>,
}

impl Frame {
    pub(super) fn of(signed: &Signed, Query(told): Query<Told>) -> Self {
        Self {
            done: told.done,
            ..Self::quiet(signed)
        }
    }

    /// Nothing was done.
    pub(super) fn quiet(signed: &Signed) -> Self {
        Self {
            token: Some(signed.secret.token()),
            ..Self::bare()
        }
    }

    /// For pages without forms.
    pub(super) fn bare() -> Self {
        Self {
            token: None,
            done: None,
            version: assets::version(),
        }
    }
}

pub(super) fn html(page: &impl Template) -> Result<Html<String>> {
    Ok(Html(page.render()?))
}
