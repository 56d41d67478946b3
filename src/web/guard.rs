//! Middleware and extractors for security: headers for every response, refusing requests from
//! other sites, and the address of the client.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use axum::{
    Router,
    extract::{ConnectInfo, FromRequestParts, Request, State, rejection::ExtensionRejection},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tower_http::set_header::SetResponseHeaderLayer;

use super::RouterState;
use crate::domain::{network::Network, sender::TrustedProxies};

const CONTENT_SECURITY_POLICY: &str = include_str!("assets/content-security-policy.txt");

/// Browsers that have been here over HTTPS do not come back without it, for a year.
const HTTPS_ONLY: &str = "max-age=31536000";

/// Adds the security headers to every response of the routes. Nothing is cached unless its route
/// says otherwise.
pub(super) fn with_security_headers<S: Clone + Send + Sync + 'static>(
    routes: Router<S>,
    https: bool,
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
        .layer(SetResponseHeaderLayer::overriding(
            header::STRICT_TRANSPORT_SECURITY,
            https.then_some(HeaderValue::from_static(HTTPS_ONLY)),
        ))
        .layer(not_cached)
}

/// Middleware that refuses requests that a page of another site has sent. A client that sends
/// neither `Sec-Fetch-Site` nor `Origin` is not a browser, and has no cookie to be abused.
pub(super) async fn require_same_origin(
    State(state): State<Arc<RouterState>>,
    request: Request,
    next: Next,
) -> Response {
    if is_same_origin(request.headers(), state.web.public_origin.as_deref()) {
        next.run(request).await
    } else {
        StatusCode::FORBIDDEN.into_response()
    }
}

/// As [`require_same_origin`], for routes that also serve GET.
pub(super) async fn require_same_origin_posts(
    state: State<Arc<RouterState>>,
    request: Request,
    next: Next,
) -> Response {
    if request.method() == Method::GET {
        next.run(request).await
    } else {
        require_same_origin(state, request, next).await
    }
}

/// Whether a page of ours sent the request. `public_origin` is where the operator says that people
/// reach us: a proxy may pass another `Host`, or none. Without it, `Host` says where we are.
fn is_same_origin(headers: &HeaderMap, public_origin: Option<&str>) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }

    let Some(origin) = text("origin") else {
        return true;
    };
    let Some(origin_host) = host(origin) else {
        return false;
    };

    let is_origin_at = |host: &str| origin_host.eq_ignore_ascii_case(host);
    match public_origin {
        // Over plain HTTP, anybody between the person and us can put a page at our own host.
        Some(public) if host(public).is_some_and(is_origin_at) => {
            origin.eq_ignore_ascii_case(public)
        }
        _ => text("host").is_some_and(is_origin_at),
    }
}

/// The host and port of an origin; `None` for the origin `null`.
fn host(origin: &str) -> Option<&str> {
    origin.split_once("://").map(|(_, host)| host)
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

/// The network that a request comes from, seen through the operator's own proxies.
#[derive(Clone, Copy)]
pub(super) struct ClientNetwork(pub(super) Network);

impl<S: HasTrustedProxies> FromRequestParts<Arc<S>> for ClientNetwork {
    type Rejection = ExtensionRejection;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &Arc<S>,
    ) -> Result<Self, ExtensionRejection> {
        let ClientAddress(address) = ClientAddress::from_request_parts(parts, state).await?;
        Ok(Self(Network::from_address(address)))
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

    const PUBLIC: &str = "https://paint.example.org";

    struct Case {
        site: Option<&'static str>,
        origin: Option<&'static str>,
        host: Option<&'static str>,
        public: Option<&'static str>,
    }

    impl Case {
        fn is_allowed(&self) -> bool {
            let headers = [
                ("sec-fetch-site", self.site),
                ("origin", self.origin),
                ("host", self.host),
            ];

            let headers = headers.into_iter().filter_map(|(name, value)| {
                Some((
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value?),
                ))
            });
            is_same_origin(&headers.collect(), self.public)
        }
    }

    const PUBLICS: [Option<&str>; 2] = [None, Some(PUBLIC)];
    const HOSTS: [Option<&str>; 4] = [
        None,
        Some("127.0.0.1:8080"),
        Some("paint.example.org"),
        Some("evil.example"),
    ];

    /// An origin, without `Sec-Fetch-Site`, and whether it may send: first without a public
    /// address, then with it, each for every one of [`HOSTS`].
    const ORIGINS: [(Option<&str>, [[bool; 4]; 2]); 8] = [
        (None, [[true, true, true, true]; 2]),
        (Some("null"), [[false, false, false, false]; 2]),
        (
            Some(PUBLIC),
            [[false, false, true, false], [true, true, true, true]],
        ),
        (
            Some("http://paint.example.org"),
            [[false, false, true, false], [false, false, false, false]],
        ),
        (
            Some("https://paint.example.org:8443"),
            [[false, false, false, false]; 2],
        ),
        (
            Some("https://paint.example.org.evil.example"),
            [[false, false, false, false]; 2],
        ),
        (
            Some("http://127.0.0.1:8080"),
            [[false, true, false, false]; 2],
        ),
        // A host that is not ours has none of our cookies.
        (
            Some("http://evil.example"),
            [[false, false, false, true]; 2],
        ),
    ];

    #[test]
    fn a_page_may_send_from_our_own_host_or_the_public_address() {
        for (origin, expected) in ORIGINS {
            for (public, expected) in PUBLICS.into_iter().zip(expected) {
                for (host, expected) in HOSTS.into_iter().zip(expected) {
                    let case = Case {
                        site: None,
                        origin,
                        host,
                        public,
                    };

                    assert_eq!(
                        case.is_allowed(),
                        expected,
                        "origin {origin:?}, host {host:?}, public {public:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_the_browser_says_decides() {
        for (site, expected) in [
            ("same-origin", true),
            ("none", true),
            ("same-site", false),
            ("cross-site", false),
            ("", false),
        ] {
            for (origin, _) in ORIGINS {
                for public in PUBLICS {
                    for host in HOSTS {
                        let case = Case {
                            site: Some(site),
                            origin,
                            host,
                            public,
                        };

                        assert_eq!(case.is_allowed(), expected, "{site}, {origin:?}, {host:?}");
                    }
                }
            }
        }
    }
}
