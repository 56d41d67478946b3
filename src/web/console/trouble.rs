//! What goes wrong in the console, with a page for whoever has to know more than a number.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};

use super::frame::{Done, Frame};
use crate::{operator::Refused, store::StoreError, web::error::WebError};

pub(super) type Result<T> = std::result::Result<T, Trouble>;

/// Why a page is not shown, or a form not obeyed.
pub(super) enum Trouble {
    /// There is none.
    NotFound,
    /// It does not go together with how things stand.
    Refused(Refused),
    /// The database has too much to do, or the question was too large.
    Busy,
    /// Anything on our side.
    Web(WebError),
}

#[derive(Template)]
#[template(path = "trouble.html")]
struct Page {
    frame: Frame,
    refused: Option<String>,
    is_busy: bool,
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let (status, refused) = match self {
            Self::NotFound => (StatusCode::NOT_FOUND, None),
            Self::Refused(refused) => (StatusCode::CONFLICT, Some(refused.to_string())),
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, None),
            Self::Web(error) => return error.into_response(),
        };
        let is_busy = status == StatusCode::SERVICE_UNAVAILABLE;
        let page = Page {
            frame: Frame::bare(),
            refused,
            is_busy,
        };

        match page.render() {
            Ok(html) => (status, Html(html)).into_response(),
            Err(_) => status.into_response(),
        }
    }
}

impl From<Refused> for Trouble {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Store(error) => error.into(),
            refused => Self::Refused(refused),
        }
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy(error) => {
                tracing::warn!(?error, "the console had to wait too long");
                Self::Busy
            }
            error => Self::Web(error.into()),
        }
    }
}

impl From<WebError> for Trouble {
    fn from(error: WebError) -> Self {
        Self::Web(error)
    }
}

impl From<anyhow::Error> for Trouble {
    fn from(error: anyhow::Error) -> Self {
        Self::Web(error.into())
    }
}

impl From<askama::Error> for Trouble {
    fn from(error: askama::Error) -> Self {
        Self::Web(error.into())
    }
}
