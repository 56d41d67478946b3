//! Everything over HTTP: the public site, the chat page, webhooks of messengers, notifications of
//! payment providers, the operator's console, health checks and metrics.
//!
//! Owns routes, cookies, forms, headers and templates. Knows the store, the web chat, and hooks
//! and notifiers behind their traits, but no worker, no engine and no SQL. The only module that
//! names axum. A visitor is a long random cookie: a browser without one gets one, and what does
//! not belong to the cookie is answered with 404.

mod assets;
mod bubble;
mod chat_page;
mod console;
mod cookies;
mod error;
mod events;
mod files;
mod guard;
mod health;
mod hooks;
mod pay;
mod rate_limit;
mod send;
mod site;
mod visitor;

use std::{future::Future, net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    routing::{get, post},
};
use tokio::{net::TcpListener, sync::Semaphore};
use tokio_util::sync::CancellationToken;

use crate::{
    bells::Bells,
    clock::{Chance, Clock},
    domain::sender::TrustedProxies,
    messengers::{Webhook, web_chat::WebChat},
    pictures::Pictures,
    store::{Stores, WebKeys},
    update_receiver::UpdateReceiver,
};

use rate_limit::{RequestLimits, limit_requests};

pub use console::Console;
pub use health::Metrics;
pub use pay::Payments;
pub use site::PublicSite;

/// Uploads that are read into memory at the same time.
const UPLOADS_AT_ONCE: usize = 4;
/// The most files of one upload: what an album holds.
const FILES_PER_UPLOAD: usize = 10;
/// How long a browser may keep what never changes at its address.
const ONE_YEAR: Duration = Duration::from_hours(24 * 365);

/// What the pages work with.
#[derive(Clone)]
pub struct WebState {
    /// The database.
    pub stores: Stores,
    /// The bytes of pictures.
    pub pictures: Pictures,
    /// The open chat pages.
    pub chat: WebChat,
    /// The names of the messengers that people use.
    pub messengers: Arc<[String]>,
    /// The messengers that deliver updates by webhook.
    pub hooks: Arc<[Arc<dyn Webhook>]>,
    /// Receives the updates that webhooks and the chat page bring.
    pub receiver: UpdateReceiver,
    /// The providers whose payments happen on web pages.
    pub payments: Payments,
    /// Wakes the workers.
    pub bells: Arc<Bells>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The source of randomness.
    pub chance: Chance,
    /// The keys that only this database knows.
    pub keys: WebKeys,
    /// Renders the metrics.
    pub metrics: Metrics,
    /// Cancelled when open streams have to end.
    pub stop: CancellationToken,
    /// The largest file that people may send.
    pub upload_bytes: usize,
    /// Whether the pages are served over HTTPS; cookies are then `Secure`.
    pub https: bool,
    /// The origin of the address that people use, if the operator has named it.
    pub public_origin: Option<String>,
    /// The operator's own proxies in front of the service.
    pub proxies: TrustedProxies,
    /// The most requests that one visitor may send in a minute.
    pub requests_per_minute: u32,
    /// The public site, unless it is switched off.
    pub public_site: Option<PublicSite>,
    /// The operator's console, unless it has no password.
    pub console: Option<Console>,
}

/// What every router holds: [`WebState`] and the limits that live as long as the process.
struct RouterState {
    web: WebState,
    uploads: Semaphore,
    request_limits: RequestLimits,
}

type State = axum::extract::State<Arc<RouterState>>;

/// Every route.
fn router(web: WebState) -> Router {
    let state = Arc::new(RouterState {
        uploads: Semaphore::new(UPLOADS_AT_ONCE),
        request_limits: RequestLimits::new(web.requests_per_minute),
        web,
    });

    let pages = Router::new()
        .route("/chat", get(chat_page::show))
        .route("/chat/assets/{name}", get(assets::show))
        .route("/chat/events", get(events::stream))
        .route("/chat/pictures/{name}", get(files::picture))
        .route("/chat/uploads/{name}", get(files::upload))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(health::metrics))
        .merge(chat_posts(&state))
        .merge(site::routes(&state))
        .merge(pay::routes(&state))
        .merge(console::routes(&state))
        .fallback(error::not_found);
    let pages = guard::with_security_headers(pages).with_state(Arc::clone(&state));

    hooks::with_fallback(pages, &state)
}

/// What the chat page sends.
fn chat_posts(state: &Arc<RouterState>) -> Router<Arc<RouterState>> {
    let largest_upload = state
        .web
        .upload_bytes
        .saturating_mul(FILES_PER_UPLOAD)
        .saturating_add(1 << 20);
    let files = post(send::files).layer(DefaultBodyLimit::max(largest_upload));

    Router::new()
        .route("/chat/text", post(send::text))
        .route("/chat/press", post(send::press))
        .route("/chat/files", files)
        .route_layer(middleware::from_fn_with_state(
            Arc::clone(state),
            limit_requests,
        ))
        .route_layer(middleware::from_fn_with_state(
            Arc::clone(state),
            guard::require_same_origin,
        ))
}

/// Serves until `stop` resolves, then finishes the requests in progress.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    state: WebState,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = router(state).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(stop)
        .await
}
