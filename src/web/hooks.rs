//! Webhooks of messengers: an update is written down before it is acknowledged. A request that
//! cannot prove where it comes from gets 404.

use std::sync::Arc;

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, HeaderValue, StatusCode},
    routing::post,
};

use super::{RouterState, error::Result};
use crate::messengers::{Webhook, WebhookDelivery};

/// The largest delivery, in bytes; real ones are far smaller.
const LARGEST_BODY: usize = 1 << 20;

#[derive(Clone)]
struct HookState {
    router: Arc<RouterState>,
    hook: Arc<dyn Webhook>,
}

/// The routes of the hooks, with `pages` as their fallback: the operator chooses the paths of
/// hooks, and one that equals a page's must not make the router panic.
pub(super) fn with_fallback(pages: Router, router_state: &Arc<RouterState>) -> Router {
    let routes = Router::new().without_v07_checks().fallback_service(pages);

    let hooks = router_state.web.hooks.iter();
    hooks.fold(routes, |routes, hook| {
        let state = HookState {
            router: Arc::clone(router_state),
            hook: Arc::clone(hook),
        };
        let route = post(receive)
            .layer(DefaultBodyLimit::max(LARGEST_BODY))
            .with_state(state);

        routes.route(hook.path(), route)
    })
}

async fn receive(
    State(HookState { router, hook }): State<HookState>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(StatusCode, String)> {
    let web = &router.web;
    let secret = hook
        .secret_header()
        .and_then(|name| headers.get(name))
        .map(HeaderValue::as_bytes);
    let Some(WebhookDelivery { batch, reply }) = hook.read(secret, &body) else {
        return Ok((StatusCode::NOT_FOUND, String::new()));
    };

    web.receiver
        .receive_batch(hook.name(), batch, |receipts| hook.acknowledge(receipts))
        .await?;

    Ok((StatusCode::OK, reply))
}
