//! Middleware and extractors for security: headers for every response, refusing requests from
//! other sites, and the address of the client.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use axum::{
    Router,
    extract::{ConnectInfo, FromRequestParts, Request, rejection::ExtensionRejection},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tower_http::set_header::SetResponseHeaderLayer;

use super::RouterState;
use crate::domain::sender::TrustedProxies;

const CONTENT_SECURITY_POLICY: &str = include_str!("assets/content-security-policy.txt");

/// Adds the security headers to every response of the routes. Nothing is cached unless its route
/// says otherwise.
pub(super) fn with_security_headers<S: Clone + Send + Sync + 'static>(
    routes: Router<S>,
) -> Router<S> {
    let header = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
    };
    let not_cached = SetResponseHeaderLayer::if_not_present(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-store"),
    );

    routes
        .layer(header(
            header::CONTENT_SECURITY_POLICY,
            CONTENT_SECURITY_POLICY.trim_ascii(),
        ))
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(header::REFERRER_POLICY, "same-origin"))
        .layer(header(header::X_FRAME_OPTIONS, "DENY"))
        .layer(not_cached)
}

/// Middleware that refuses requests that a page of another site has sent. A client that sends
/// neither `Sec-Fetch-Site` nor `Origin` is not a browser, and has no cookie to be abused.
pub(super) async fn require_same_origin(request: Request, next: Next) -> Response {
    if is_same_origin(request.headers()) {
        next.run(request).await
    } else {
        StatusCode::FORBIDDEN.into_response()
    }
}

/// As [`require_same_origin`], for routes that also serve GET.
pub(super) async fn require_same_origin_posts(request: Request, next: Next) -> Response {
    if request.method() == Method::GET || is_same_origin(request.headers()) {
        next.run(request).await
    } else {
        StatusCode::FORBIDDEN.into_response()
    }
}

fn is_same_origin(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }

    match (text("origin"), text("host")) {
        (None, _) => true,
        (Some(origin), Some(host)) => origin
            .split_once("://")
            .is_some_and(|(_, origin_host)| origin_host.eq_ignore_ascii_case(host)),
        (Some(_), None) => false,
    }
}

/// The address that a request comes from, seen through the operator's own proxies.
#[derive(Clone, Copy)]
pub(super) struct ClientAddress(pub(super) IpAddr);

/// A router state that knows the operator's own proxies.
pub(super) trait HasTrustedProxies: Send + Sync {
    fn proxies(&self) -> &TrustedProxies;
}

impl HasTrustedProxies for RouterState {
    fn proxies(&self) -> &TrustedProxies {
        &self.web.proxies
    }
}

impl<S: HasTrustedProxies> FromRequestParts<Arc<S>> for ClientAddress {
    type Rejection = ExtensionRejection;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &Arc<S>,
    ) -> Result<Self, ExtensionRejection> {
        let ConnectInfo(peer) = ConnectInfo::<SocketAddr>::from_request_parts(parts, state).await?;
        let forwarded_for = forwarded_for(&parts.headers);
        let address = state.proxies().sender(peer.ip(), forwarded_for.as_deref());

        Ok(Self(address))
    }
}

/// `X-Forwarded-For`; several proxies may each have added a header line.
pub(super) fn forwarded_for(headers: &HeaderMap) -> Option<String> {
    let lines: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|line| line.to_str().ok())
        .collect();

    (!lines.is_empty()).then(|| lines.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_allowed(headers: &[(&'static str, &'static str)]) -> bool {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)));
        is_same_origin(&headers.collect())
    }

    #[test]
    fn only_our_own_page_may_send() {
        assert!(is_allowed(&[("sec-fetch-site", "same-origin")]));
        assert!(!is_allowed(&[
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://a"),
            ("host", "a")
        ]));

        assert!(!is_allowed(&[("sec-fetch-site", "same-site")]));
        assert!(is_allowed(&[
            ("origin", "http://127.0.0.1:8080"),
            ("host", "127.0.0.1:8080")
        ]));

        assert!(!is_allowed(&[
            ("origin", "null"),
            ("host", "127.0.0.1:8080")
        ]));
        assert!(!is_allowed(&[
            ("origin", "http://evil.example"),
            ("host", "127.0.0.1:8080")
        ]));

        assert!(is_allowed(&[]));
    }
}
