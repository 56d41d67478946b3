//! What stands before the routes: headers that make a browser careful, requests from other sites,
//! too many requests.

use std::{
    collections::HashMap,
    hash::Hash,
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use axum::{
    extract::{ConnectInfo, FromRequestParts, Request, State, rejection::ExtensionRejection},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{Shared, visitor::Visitor};
use crate::domain::sender::TrustedProxies;

/// Many visitors may share an address: a house, an office, a phone company.
const VISITORS_AT_ADDRESS: f64 = 20.0;
/// Old entries are thrown away when there are more.
const MOST_KEPT: usize = 10_000;

/// Headers for every answer.
pub(super) async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let policy = include_str!("assets/content-security-policy.txt").trim();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }

    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("private, no-store"));

    response
}

/// Lets nobody else's page send in a visitor's name. Browsers say where a request comes from; who
/// says nothing is no browser and has no cookie that it was not given.
pub(super) async fn same_site(request: Request, next: Next) -> Response {
    if is_same_site(request.headers()) {
        next.run(request).await
    } else {
        StatusCode::FORBIDDEN.into_response()
    }
}

/// As [`same_site`], for routes that are looked at as well.
pub(super) async fn same_site_posts(request: Request, next: Next) -> Response {
    if request.method() == Method::GET || is_same_site(request.headers()) {
        return next.run(request).await;
    }
    StatusCode::FORBIDDEN.into_response()
}

fn is_same_site(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }

    match (text("origin"), text("host")) {
        (None, _) => true,
        (Some(origin), Some(host)) => origin
            .split_once("://")
            .is_some_and(|(_, from)| from.eq_ignore_ascii_case(host)),
        (Some(_), None) => false,
    }
}

/// The address that a request comes from, as far as the operator's own proxies tell.
#[derive(Clone, Copy)]
pub(super) struct Sender(pub(super) IpAddr);

/// What knows the operator's own proxies.
pub(super) trait BehindProxies: Send + Sync {
    fn proxies(&self) -> &TrustedProxies;
}

impl BehindProxies for Shared {
    fn proxies(&self) -> &TrustedProxies {
        &self.state.proxies
    }
}

impl<S: BehindProxies> FromRequestParts<Arc<S>> for Sender {
    type Rejection = ExtensionRejection;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &Arc<S>,
    ) -> Result<Self, ExtensionRejection> {
        let ConnectInfo(peer) = ConnectInfo::<SocketAddr>::from_request_parts(parts, state).await?;
        let forwarded_for = forwarded_for(&parts.headers);
        let sender = state.proxies().sender(peer.ip(), forwarded_for.as_deref());

        Ok(Self(sender))
    }
}

/// Several proxies may each have added a line.
pub(super) fn forwarded_for(headers: &HeaderMap) -> Option<String> {
    let lines: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|line| line.to_str().ok())
        .collect();
    (!lines.is_empty()).then(|| lines.join(","))
}

/// Lets a visitor, and an address, send only so much.
pub(super) async fn rate(
    State(shared): State<Arc<Shared>>,
    Sender(address): Sender,
    visitor: Visitor,
    request: Request,
    next: Next,
) -> Response {
    if shared.rates.allow(Who::Visitor(visitor.chat())) && shared.rates.allow(Who::Address(address))
    {
        return next.run(request).await;
    }
    (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "5")]).into_response()
}

#[derive(PartialEq, Eq, Hash)]
enum Who {
    Visitor(String),
    Address(IpAddr),
}

/// What visitors and addresses may send: a minute's worth at once, then as fast as it fills.
pub(super) struct Rates {
    a_minute: f64,
    buckets: Buckets<Who>,
}

impl Rates {
    pub(super) fn new(a_minute: u32) -> Self {
        Self {
            a_minute: a_minute.into(),
            buckets: Buckets::default(),
        }
    }

    fn allow(&self, who: Who) -> bool {
        let limit = if matches!(who, Who::Address(_)) {
            VISITORS_AT_ADDRESS * self.a_minute
        } else {
            self.a_minute
        };
        self.buckets.allow(who, (limit, limit))
    }
}

/// A bucket for each, which fills by itself and of which everything takes a drop.
pub(super) struct Buckets<K>(Mutex<HashMap<K, (f64, Instant)>>);

impl<K> Default for Buckets<K> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash> Buckets<K> {
    /// Whether there is a drop left, of so many at most, with so many flowing in within a minute.
    pub(super) fn allow(&self, who: K, (most, a_minute): (f64, f64)) -> bool {
        let now = Instant::now();
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() > MOST_KEPT {
            let full =
                |at: &Instant| now.duration_since(*at).as_secs_f64() * a_minute / 60.0 >= most;
            buckets.retain(|_, (_, at)| !full(at));
        }

        let (left, at) = buckets.entry(who).or_insert((most, now));
        *left = (*left + now.duration_since(*at).as_secs_f64() * a_minute / 60.0).min(most);
        *at = now;

        let allowed = *left >= 1.0;
        *left -= if allowed { 1.0 } else { 0.0 };

        allowed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)));
        is_same_site(&headers.collect())
    }

    #[test]
    fn only_our_own_page_may_send() {
        assert!(from(&[("sec-fetch-site", "same-origin")]));
        assert!(!from(&[
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://a"),
            ("host", "a")
        ]));

        assert!(!from(&[("sec-fetch-site", "same-site")]));
        assert!(from(&[
            ("origin", "http://127.0.0.1:8080"),
            ("host", "127.0.0.1:8080")
        ]));

        assert!(!from(&[("origin", "null"), ("host", "127.0.0.1:8080")]));
        assert!(!from(&[
            ("origin", "http://evil.example"),
            ("host", "127.0.0.1:8080")
        ]));

        assert!(from(&[]));
    }

    #[test]
    fn who_sends_too_much_waits() {
        let rates = Rates::new(3);
        let one = || Who::Visitor("one".into());
        assert!((0..3).all(|_| rates.allow(one())));
        assert!(!rates.allow(one()));
        assert!(rates.allow(Who::Visitor("another".into())));
    }
}
