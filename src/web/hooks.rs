//! What a messenger brings by itself: written down first, acknowledged then. Whoever cannot prove
//! where it comes from learns nothing.

use std::sync::Arc;

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, StatusCode},
    routing::post,
};

use super::{Shared, error::Result};
use crate::{
    messengers::{Brought, Hook, Post},
    store::Arrivals,
};

/// Far more than any update has.
const LARGEST: usize = 1 << 20;

/// The routes of the hooks, and `others` below them: what path an operator chose must not make two
/// routes of one.
pub(super) fn before(others: Router, shared: &Arc<Shared>) -> Router {
    let hooks = shared.state.hooks.iter().map(Arc::clone);
    let router = Router::new().without_v07_checks().fallback_service(others);

    hooks.fold(router, |router, hook| {
        let shared = Arc::clone(shared);
        let path = hook.path().to_owned();
        let route = post(receive)
            .layer(DefaultBodyLimit::max(LARGEST))
            .with_state((shared, hook));

        router.route(&path, route)
    })
}

async fn receive(
    State((shared, hook)): State<(Arc<Shared>, Arc<dyn Hook>)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(StatusCode, String)> {
    let state = &shared.state;
    let proof = hook
        .proof_header()
        .and_then(|name| headers.get(name))
        .map(axum::http::HeaderValue::as_bytes);
    let Some(Brought { post, reply }) = hook.read(proof, &body) else {
        return Ok((StatusCode::NOT_FOUND, String::new()));
    };

    let Post {
        arrived,
        cursor,
        receipts,
        checkouts,
    } = post;
    state.checkouts.hand_over(hook.name(), checkouts);

    let new = state
        .store
        .receive(Arrivals::of(
            hook.name(),
            arrived,
            cursor,
            state.clock.now(),
        ))
        .await?;
    metrics::counter!("vernissage_updates_total", "messenger" => hook.name()).increment(new as u64);
    state.bells.inbox.ring();
    hook.acknowledge(receipts);

    Ok((StatusCode::OK, reply))
}
