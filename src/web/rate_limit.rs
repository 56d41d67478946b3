//! How many requests a visitor, and a network, may send.

use std::{
    collections::HashMap,
    num::NonZeroU32,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use governor::Quota;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{
    RouterState,
    guard::ClientNetwork,
    held_body::hold_until_sent,
    keyed_limiter::KeyedLimiter,
    visitor::{self, Visitor},
};
use crate::domain::network::Network;

/// When to come back after too many requests in progress.
const SOON: Duration = Duration::from_secs(5);
/// When to come back after too many new visitors.
const A_WHILE: Duration = Duration::from_mins(5);

/// How many requests may be sent.
#[derive(Clone, Copy, Debug)]
pub struct RequestRules {
    /// By one visitor in a minute.
    pub visitor_per_minute: u32,
    /// By one network in a minute, of those that read.
    pub reads_per_minute: u32,
    /// By one network in a minute, of all others.
    pub posts_per_minute: u32,
    /// Requests of one network that may be in progress.
    pub at_once: u32,
    /// Visitors of one network that may be new within an hour.
    pub new_visitors_per_hour: u32,
}

impl RequestRules {
    /// How many visitors of one network may be new.
    pub(super) fn new_visitors(&self) -> Quota {
        Quota::per_hour(at_least_one(self.new_visitors_per_hour))
    }
}

/// The requests of each network that are in progress.
pub(super) struct InProgress {
    most: usize,
    networks: Mutex<HashMap<Network, Arc<Semaphore>>>,
}

impl InProgress {
    /// Allows each network this many at a time.
    pub(super) fn new(most: usize) -> Self {
        Self {
            most,
            networks: Mutex::default(),
        }
    }

    /// Counts a request until what is returned is dropped; `None` when it is one too many.
    pub(super) fn enter(self: &Arc<Self>, network: Network) -> Option<Place> {
        let permit = self.permits(network).try_acquire_owned().ok()?;
        Some(self.place(network, permit))
    }

    /// [`InProgress::enter`], which waits instead of refusing.
    pub(super) async fn wait(self: &Arc<Self>, network: Network) -> Option<Place> {
        let permit = self.permits(network).acquire_owned().await.ok()?;
        Some(self.place(network, permit))
    }

    fn place(self: &Arc<Self>, network: Network, permit: OwnedSemaphorePermit) -> Place {
        Place {
            network,
            permit: Some(permit),
            all: Arc::clone(self),
        }
    }

    fn permits(&self, network: Network) -> Arc<Semaphore> {
        let mut networks = self.networks();
        let permits = networks
            .entry(network)
            .or_insert_with(|| Arc::new(Semaphore::new(self.most)));

        Arc::clone(permits)
    }

    fn networks(&self) -> MutexGuard<'_, HashMap<Network, Arc<Semaphore>>> {
        self.networks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place among the requests in progress.
pub(super) struct Place {
    network: Network,
    permit: Option<OwnedSemaphorePermit>,
    all: Arc<InProgress>,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.permit = None;

        let mut networks = self.all.networks();
        let permits = networks.get(&self.network);
        // A request that has a place, or waits for one, holds the permits as well.
        if permits.is_some_and(|permits| Arc::strong_count(permits) == 1) {
            networks.remove(&self.network);
        }
    }
}

/// The limits for visitors and for networks.
pub(super) struct RequestLimits {
    visitors: KeyedLimiter<String>,
    reads: KeyedLimiter<Network>,
    posts: KeyedLimiter<Network>,
    sketches_of_visitors: KeyedLimiter<String>,
    sketches_of_networks: KeyedLimiter<Network>,
    in_progress: Arc<InProgress>,
}

impl RequestLimits {
    /// Allows a burst of one minute's requests, and then as many as fit into the minute.
    pub(super) fn new(rules: &RequestRules) -> Self {
        let per_minute = |number: u32| Quota::per_minute(at_least_one(number));

        Self {
            visitors: KeyedLimiter::new(per_minute(rules.visitor_per_minute)),
            reads: KeyedLimiter::new(per_minute(rules.reads_per_minute)),
            posts: KeyedLimiter::new(per_minute(rules.posts_per_minute)),
            sketches_of_visitors: KeyedLimiter::new(per_minute(rules.visitor_per_minute)),
            sketches_of_networks: KeyedLimiter::new(per_minute(rules.posts_per_minute)),
            in_progress: Arc::new(InProgress::new(rules.at_once as usize)),
        }
    }

    /// Counts a sketch. When it is one too many, says how long the next one has to wait.
    pub(super) fn count_sketch(&self, visitor: &String, network: Network) -> Result<(), Duration> {
        self.sketches_of_visitors.check(visitor)?;
        self.sketches_of_networks.check(&network)
    }
}

fn at_least_one(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN)
}

/// Middleware that answers 429 to a network that reads or sends too much, or has too many requests
/// in progress. Nothing of a body has been read then.
pub(super) async fn limit_network(
    State(state): State<Arc<RouterState>>,
    ClientNetwork(network): ClientNetwork,
    request: Request,
    next: Next,
) -> Response {
    let limits = &state.request_limits;
    let limiter = if matches!(*request.method(), Method::GET | Method::HEAD) {
        &limits.reads
    } else {
        &limits.posts
    };

    if let Err(wait) = limiter.check(&network) {
        return too_many(request.headers(), wait);
    }
    let Some(place) = limits.in_progress.enter(network) else {
        return too_many(request.headers(), SOON);
    };

    hold_until_sent(next.run(request).await, place)
}

/// Middleware that answers 429 to a visitor who sends too much, or is one new visitor too many.
pub(super) async fn limit_requests(
    State(state): State<Arc<RouterState>>,
    visitor: Visitor,
    request: Request,
    next: Next,
) -> Response {
    if !visitor.is_admitted() {
        return too_many_new(request.headers());
    }

    match state.request_limits.visitors.check(&visitor.chat()) {
        Ok(()) => next.run(request).await,
        Err(wait) => too_many(request.headers(), wait),
    }
}

/// The response to a request that is one too many, in the language of the browser.
fn too_many(headers: &HeaderMap, wait: Duration) -> Response {
    refusal(headers, "web-too-fast", wait)
}

/// The response to a new visitor who is one too many.
fn too_many_new(headers: &HeaderMap) -> Response {
    refusal(headers, "web-too-many-new", A_WHILE)
}

fn refusal(headers: &HeaderMap, key: &str, wait: Duration) -> Response {
    let seconds = wait.as_secs() + 1;
    let text = visitor::language(headers).text(key);

    (
        StatusCode::TOO_MANY_REQUESTS,
        [(header::RETRY_AFTER, seconds.to_string())],
        text,
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sketches_are_counted_by_visitors_and_by_networks() {
        let limits = RequestLimits::new(&RequestRules {
            visitor_per_minute: 2,
            reads_per_minute: 1,
            posts_per_minute: 3,
            at_once: 1,
            new_visitors_per_hour: 1,
        });
        let network = |address: &str| Network::from_address(address.parse().unwrap());
        let sketch = |visitor: &str, address| {
            limits
                .count_sketch(&visitor.to_owned(), network(address))
                .is_ok()
        };

        assert!(sketch("anna", "192.0.2.1") && sketch("anna", "192.0.2.1"));
        assert!(!sketch("anna", "192.0.2.2"));
        assert!(sketch("boris", "192.0.2.1") && !sketch("clara", "192.0.2.1"));
        assert!(sketch("clara", "192.0.2.3"));
    }

    #[test]
    fn a_network_has_so_many_requests_in_progress() {
        let network = |address: &str| Network::from_address(address.parse().unwrap());
        let in_progress = Arc::new(InProgress::new(2));
        let first = in_progress.enter(network("192.0.2.1"));
        let second = in_progress.enter(network("192.0.2.1"));
        assert!(first.is_some() && second.is_some());

        assert!(in_progress.enter(network("192.0.2.1")).is_none());
        assert!(in_progress.enter(network("192.0.2.2")).is_some());

        drop(first);
        assert!(in_progress.enter(network("192.0.2.1")).is_some());

        drop(second);
        assert!(in_progress.networks().is_empty());
    }
}
