//! Webhooks of messengers: an update is written down before it is acknowledged. A request that
//! cannot prove where it comes from gets 404, before its body is read if its headers can tell.

use std::sync::Arc;

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequest, Request, State},
    http::{HeaderValue, StatusCode},
    response::{IntoResponse, Response},
    routing::post,
};

use super::{
    RouterState, deadlines,
    error::Result,
    guard::{ClientNetwork, HasTrustedProxies},
    rate_limit::InProgress,
};
use crate::{
    domain::sender::TrustedProxies,
    messengers::{Webhook, WebhookDelivery},
};

/// The largest delivery, in bytes; real ones are far smaller.
const LARGEST_BODY: usize = 256 << 10;
/// Requests of one network that may be in progress before their bodies have told the secret. The
/// others wait: a messenger would have to send again what is refused.
const UNPROVEN_AT_ONCE: usize = 16;

struct HookState {
    router: Arc<RouterState>,
    hook: Arc<dyn Webhook>,
    unproven: Arc<InProgress>,
}

impl HasTrustedProxies for HookState {
    fn proxies(&self) -> &TrustedProxies {
        self.router.proxies()
    }
}

/// The routes of the hooks, with `pages` as their fallback: the operator chooses the paths of
/// hooks, and one that equals a page's must not make the router panic.
pub(super) fn with_fallback(pages: Router, router_state: &Arc<RouterState>) -> Router {
    let routes = Router::new().without_v07_checks().fallback_service(pages);

    let hooks = router_state.web.hooks.iter();
    hooks.fold(routes, |routes, hook| {
        let state = Arc::new(HookState {
            router: Arc::clone(router_state),
            hook: Arc::clone(hook),
            unproven: Arc::new(InProgress::new(UNPROVEN_AT_ONCE)),
        });
        let route = post(receive).layer(DefaultBodyLimit::max(LARGEST_BODY));
        let route = Router::new().route(hook.path(), route);
        let route = deadlines::for_deliveries(route, router_state.web.deadlines, LARGEST_BODY);

        routes.merge(route.with_state(state))
    })
}

async fn receive(
    State(state): State<Arc<HookState>>,
    ClientNetwork(network): ClientNetwork,
    request: Request,
) -> Result<Response> {
    let HookState {
        router,
        hook,
        unproven,
    } = state.as_ref();
    let web = &router.web;

    let header = hook.secret_header();
    let secret = header
        .and_then(|name| request.headers().get(name))
        .map(HeaderValue::as_bytes)
        .map(<[u8]>::to_vec);
    if !hook.may_be_genuine(secret.as_deref()) {
        return Ok(StatusCode::NOT_FOUND.into_response());
    }

    let place = match header {
        Some(_) => None,
        None => unproven.wait(network).await,
    };
    let body = match Bytes::from_request(request, &()).await {
        Ok(body) => body,
        Err(rejection) => return Ok(rejection.into_response()),
    };
    let Some(WebhookDelivery { batch, reply }) = hook.read(secret.as_deref(), &body) else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    drop(place);

    web.receiver
        .receive_batch(hook.name(), batch, |receipts| hook.acknowledge(receipts))
        .await?;

    Ok((StatusCode::OK, reply).into_response())
}
