//! How many requests a visitor, and a network address, may send.

use std::{hash::Hash, net::IpAddr, num::NonZeroU32, sync::Arc};

use axum::{
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::{RouterState, guard::ClientAddress, visitor::Visitor};

/// Visitors that may share an address: a household, an office, a mobile network.
const VISITORS_PER_ADDRESS: NonZeroU32 = NonZeroU32::new(20).expect("20 is not zero");
/// Keys that are kept before those that have not been seen recently are dropped.
const MOST_KEYS: usize = 10_000;

/// One limit for each key. Its memory is bounded by how many keys are active at the same time.
pub(super) struct KeyedLimiter<K: Hash + Eq + Clone>(DefaultKeyedRateLimiter<K>);

impl<K: Hash + Eq + Clone> KeyedLimiter<K> {
    pub(super) fn new(quota: Quota) -> Self {
        Self(RateLimiter::dashmap(quota))
    }

    /// Counts a request; `false` when it is one too many.
    pub(super) fn allow(&self, key: &K) -> bool {
        if self.0.len() > MOST_KEYS {
            self.0.retain_recent();
            self.0.shrink_to_fit();
        }

        self.0.check_key(key).is_ok()
    }
}

/// The limits for visitors and for addresses.
pub(super) struct RequestLimits {
    visitors: KeyedLimiter<String>,
    addresses: KeyedLimiter<IpAddr>,
}

impl RequestLimits {
    /// Allows a burst of one minute's requests, and then as many as fit into the minute.
    pub(super) fn new(requests_per_minute: u32) -> Self {
        let per_visitor = NonZeroU32::new(requests_per_minute).unwrap_or(NonZeroU32::MIN);
        let per_address = per_visitor.saturating_mul(VISITORS_PER_ADDRESS);

        Self {
            visitors: KeyedLimiter::new(Quota::per_minute(per_visitor)),
            addresses: KeyedLimiter::new(Quota::per_minute(per_address)),
        }
    }

    fn allow(&self, visitor: &Visitor, address: IpAddr) -> bool {
        self.visitors.allow(&visitor.chat()) && self.addresses.allow(&address)
    }
}

/// Middleware that answers 429 to a visitor or an address that sends too much.
pub(super) async fn limit_requests(
    State(state): State<Arc<RouterState>>,
    ClientAddress(address): ClientAddress,
    visitor: Visitor,
    request: Request,
    next: Next,
) -> Response {
    if state.request_limits.allow(&visitor, address) {
        return next.run(request).await;
    }

    (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "5")]).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_sends_too_much_waits() {
        let quota = Quota::per_minute(NonZeroU32::new(3).unwrap());
        let limiter = KeyedLimiter::new(quota);
        assert!((0..3).all(|_| limiter.allow(&"one")));
        assert!(!limiter.allow(&"one"));
        assert!(limiter.allow(&"another"));
    }
}
