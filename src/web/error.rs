//! Errors of HTTP requests. The response has no body: the pages have a text for each status, and
//! the cause of a 500 is only logged.

use std::time::Duration;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::pictures::StorageError;

/// When a client that came while we were busy may come again.
const BUSY_FOR: Duration = Duration::from_secs(10);

/// Why a request failed.
pub(super) enum WebError {
    /// It does not exist, or belongs to another visitor.
    NotFound,
    /// The request makes no sense.
    BadRequest,
    /// The body is larger than allowed.
    TooLarge,
    /// The visitor, or their network, has used up what they may do for now.
    TooMany {
        /// When to try again.
        retry_after: Duration,
    },
    /// Too many others do the same at this moment.
    Busy,
    /// There is no room left on the disk for what people send.
    NoRoom,
    /// A fault on our side.
    Internal(anyhow::Error),
}

pub(super) type Result<T> = std::result::Result<T, WebError>;

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND.into_response(),
            Self::BadRequest => StatusCode::BAD_REQUEST.into_response(),
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE.into_response(),
            Self::TooMany { retry_after } => later(StatusCode::TOO_MANY_REQUESTS, retry_after),
            Self::Busy => later(StatusCode::SERVICE_UNAVAILABLE, BUSY_FOR),
            Self::NoRoom => StatusCode::INSUFFICIENT_STORAGE.into_response(),
            Self::Internal(error) if StorageError::passes(&error) => {
                metrics::counter!("vernissage_errors_total", "where" => "storage").increment(1);
                tracing::error!(?error, "request failed; it may come again");
                later(StatusCode::SERVICE_UNAVAILABLE, BUSY_FOR)
            }
            Self::Internal(error) => {
                metrics::counter!("vernissage_errors_total", "where" => "web").increment(1);
                tracing::error!(?error, "request failed");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

fn later(status: StatusCode, retry_after: Duration) -> Response {
    let seconds = HeaderValue::from(retry_after.as_secs());
    (status, [(header::RETRY_AFTER, seconds)]).into_response()
}

impl<E: Into<anyhow::Error>> From<E> for WebError {
    fn from(error: E) -> Self {
        Self::Internal(error.into())
    }
}

pub(super) async fn not_found() -> StatusCode {
    StatusCode::NOT_FOUND
}
