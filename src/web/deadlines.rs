//! How long requests may take, and how large their bodies may be, by the kind of route. A client
//! that is silent in the middle of a body loses its request, not our patience.

use std::time::Duration;

use axum::{Router, http::StatusCode};
use tower_http::{
    limit::RequestBodyLimitLayer,
    timeout::{RequestBodyTimeoutLayer, TimeoutLayer},
};

/// The largest body of a small request, such as a text or a pressed button; in bytes.
const LARGEST_SMALL_BODY: usize = 64 << 10;

/// How long requests may take.
#[derive(Clone, Copy, Debug)]
pub struct Deadlines {
    /// A request with a small body, until its response begins.
    pub request: Duration,
    /// An upload, until its response begins.
    pub upload: Duration,
    /// Between two parts of an upload's body.
    pub upload_pause: Duration,
}

/// Routes whose requests are small. An event stream has begun in time, and may last.
pub(super) fn for_small_requests<S>(routes: Router<S>, deadlines: Deadlines) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    routes
        .layer(RequestBodyLimitLayer::new(LARGEST_SMALL_BODY))
        .layer(within(deadlines.request))
}

/// Routes whose requests are small, but not as small; `largest` is in bytes.
pub(super) fn for_deliveries<S>(
    routes: Router<S>,
    deadlines: Deadlines,
    largest: usize,
) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    routes
        .layer(RequestBodyLimitLayer::new(largest))
        .layer(within(deadlines.request))
}

/// Routes for pictures; `largest` is in bytes.
pub(super) fn for_uploads<S>(routes: Router<S>, deadlines: Deadlines, largest: usize) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    routes
        .layer(RequestBodyLimitLayer::new(largest))
        .layer(RequestBodyTimeoutLayer::new(deadlines.upload_pause))
        .layer(within(deadlines.upload))
}

fn within(deadline: Duration) -> TimeoutLayer {
    TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, deadline)
}
