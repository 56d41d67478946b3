//! Everything over HTTP: the public pages, the chat page, what messengers bring, the operator's
//! console, and what the operator's tools ask.
//!
//! Owns routes, cookies, forms and headers; knows the store, the web chat as a messenger and others
//! as hooks, those who take money by what they say, but no worker, no engine and no SQL. The only
//! module that names axum. A person is a long random cookie; whoever has none gets one, and what a
//! cookie does not own is not there.

mod assets;
mod console;
mod error;
mod events;
mod feed;
mod files;
mod guard;
mod hooks;
mod line;
mod operation;
mod page;
mod pay;
mod send;
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
    messengers::{Checkouts, Hook, web_chat::WebChat},
    pictures::Pictures,
    store::Store,
};

pub use console::Console;
pub use feed::PublicSite;
pub use operation::Metrics;
pub use pay::Payments;

/// Uploads that are held in memory at a time.
const UPLOADS_AT_ONCE: usize = 4;
/// Files of one upload, as many as an album has.
const FILES_AT_ONCE: usize = 10;

/// What the pages work with.
#[derive(Clone)]
pub struct WebState {
    /// What survives.
    pub store: Arc<dyn Store>,
    /// The bytes of pictures.
    pub pictures: Pictures,
    /// The open pages.
    pub chat: WebChat,
    /// Where people talk, by the messengers' names.
    pub messengers: Arc<[String]>,
    /// Those who bring updates by themselves.
    pub hooks: Arc<[Arc<dyn Hook>]>,
    /// Where their checkouts go.
    pub checkouts: Checkouts,
    /// Where people pay on pages.
    pub payments: Payments,
    /// Wake-ups.
    pub bells: Arc<Bells>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub chance: Chance,
    /// What the metrics are read from.
    pub metrics: Metrics,
    /// Told when open streams shall end.
    pub stop: CancellationToken,
    /// The largest file that is taken.
    pub upload_bytes: usize,
    /// Whether the page is reached over https, so that the cookie need not go anywhere else.
    pub https: bool,
    /// The operator's own proxies before this service.
    pub proxies: TrustedProxies,
    /// What one visitor may send.
    pub requests_per_minute: u32,
    /// The public pages, if there are any.
    pub public_site: Option<PublicSite>,
    /// The operator's console, if there is one.
    pub console: Option<Console>,
}

struct Shared {
    state: WebState,
    uploads: Semaphore,
    rates: guard::Rates,
}

type State = axum::extract::State<Arc<Shared>>;

/// Every route.
fn router(state: WebState) -> Router {
    let body = state
        .upload_bytes
        .saturating_mul(FILES_AT_ONCE)
        .saturating_add(1 << 20);
    let rates = guard::Rates::new(state.requests_per_minute);
    let shared = Arc::new(Shared {
        uploads: Semaphore::new(UPLOADS_AT_ONCE),
        rates,
        state,
    });

    let sending = Router::new()
        .route("/chat/text", post(send::text))
        .route("/chat/press", post(send::press))
        .route(
            "/chat/files",
            post(send::files).layer(DefaultBodyLimit::max(body)),
        )
        .route_layer(middleware::from_fn_with_state(
            Arc::clone(&shared),
            guard::rate,
        ))
        .route_layer(middleware::from_fn(guard::same_site));

    let pages = Router::new()
        .route("/chat", get(page::page))
        .route("/chat/assets/{name}", get(assets::asset))
        .route("/chat/events", get(events::events))
        .route("/chat/pictures/{name}", get(files::picture))
        .route("/chat/uploads/{name}", get(files::upload))
        .route("/healthz", get(operation::healthz))
        .route("/readyz", get(operation::readyz))
        .route("/metrics", get(operation::metrics))
        .merge(sending)
        .merge(feed::routes(&shared))
        .merge(pay::routes(&shared))
        .merge(console::routes(&shared))
        .fallback(error::not_found)
        .layer(middleware::from_fn(guard::headers))
        .with_state(Arc::clone(&shared));

    hooks::before(pages, &shared)
}

/// Serves until `stop` resolves, then finishes what is under way.
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

/// How long a browser may keep what never changes under its name.
const FOREVER: Duration = Duration::from_hours(24 * 365);
