//! Errors of HTTP requests. The response has no body: the pages have a text for each status, and
//! the cause of a 500 is only logged.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

/// Why a request failed.
pub(super) enum WebError {
    /// It does not exist, or belongs to another visitor.
    NotFound,
    /// The request makes no sense.
    BadRequest,
    /// The body is larger than allowed.
    TooLarge,
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
            Self::Internal(error) => {
                metrics::counter!("vernissage_errors_total", "where" => "web").increment(1);
                tracing::error!(?error, "request failed");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

impl<E: Into<anyhow::Error>> From<E> for WebError {
    fn from(error: E) -> Self {
        Self::Internal(error.into())
    }
}

pub(super) async fn not_found() -> StatusCode {
    StatusCode::NOT_FOUND
}
