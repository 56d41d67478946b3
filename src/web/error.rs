//! What goes wrong over HTTP. The page has words for each status; the answer itself says no more
//! than the status.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

/// Why a request was not served.
pub(super) enum WebError {
    /// Not there, or not this visitor's.
    NotFound,
    /// The request makes no sense.
    Bad,
    /// Larger than is taken.
    TooLarge,
    /// Anything on our side; the log knows.
    Broken(anyhow::Error),
}

pub(super) type Result<T> = std::result::Result<T, WebError>;

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND.into_response(),
            Self::Bad => StatusCode::BAD_REQUEST.into_response(),
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE.into_response(),
            Self::Broken(error) => {
                metrics::counter!("vernissage_errors_total", "where" => "web").increment(1);
                tracing::error!(?error, "request failed");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

impl<E: Into<anyhow::Error>> From<E> for WebError {
    fn from(error: E) -> Self {
        Self::Broken(error.into())
    }
}

pub(super) async fn not_found() -> StatusCode {
    StatusCode::NOT_FOUND
}
