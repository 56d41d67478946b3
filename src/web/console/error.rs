//! Errors of the console, with a page for those that the operator can do something about.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};

use super::layout::{Layout, Notice};
use crate::{operator::Refused, store::StoreError, web::error::WebError};

pub(super) type Result<T> = std::result::Result<T, ConsoleError>;

/// Why a page is not shown, or a form has no effect.
pub(super) enum ConsoleError {
    /// It does not exist.
    NotFound,
    /// The action does not fit the current state of things.
    Refused(Refused),
    /// The database has too much to do, or the query takes too long.
    Busy,
    /// Anything else, mostly faults on our side.
    Web(WebError),
}

#[derive(Template)]
#[template(path = "console/error.html")]
struct ErrorPage {
    layout: Layout,
    refused: Option<String>,
    is_busy: bool,
}

impl IntoResponse for ConsoleError {
    fn into_response(self) -> Response {
        let (status, refused) = match self {
            Self::NotFound => (StatusCode::NOT_FOUND, None),
            Self::Refused(refused) => (StatusCode::CONFLICT, Some(refused.to_string())),
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, None),
            Self::Web(error) => return error.into_response(),
        };

        let page = ErrorPage {
            layout: Layout::signed_out(),
            refused,
            is_busy: status == StatusCode::SERVICE_UNAVAILABLE,
        };

        match page.render() {
            Ok(html) => (status, Html(html)).into_response(),
            Err(_) => status.into_response(),
        }
    }
}

impl From<Refused> for ConsoleError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Store(error) => error.into(),
            refused => Self::Refused(refused),
        }
    }
}

impl From<StoreError> for ConsoleError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy(error) => {
                tracing::warn!(?error, "a console query took too long");
                Self::Busy
            }
            error => Self::Web(error.into()),
        }
    }
}

impl From<WebError> for ConsoleError {
    fn from(error: WebError) -> Self {
        Self::Web(error)
    }
}

impl From<anyhow::Error> for ConsoleError {
    fn from(error: anyhow::Error) -> Self {
        Self::Web(error.into())
    }
}

impl From<askama::Error> for ConsoleError {
    fn from(error: askama::Error) -> Self {
        Self::Web(error.into())
    }
}
