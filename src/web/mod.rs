//! Everything over HTTP: the public site, the chat page, webhooks of messengers, notifications of
//! payment providers, the operator's console, health checks and metrics.
//!
//! Owns routes, cookies, forms, headers and templates. Knows the store, the web chat, and hooks
//! and notifiers behind their traits, but no worker, no engine and no SQL. The only module that
//! names axum. A visitor is a long random cookie: a browser without one gets one, and what does
//! not belong to the cookie is answered with 404.

mod accept_language;
mod assets;
mod bubble;
mod chat_page;
mod console;
mod cookies;
mod deadlines;
mod draft_sketch;
mod error;
mod event_streams;
mod events;
mod files;
mod guard;
mod health;
mod held_body;
mod hooks;
mod keyed_limiter;
mod pay;
mod ranges;
mod rate_limit;
mod send;
mod server;
mod site;
mod upload;
mod upload_form;
mod upload_limiter;
mod visitor;
mod visitor_key;

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    routing::{get, post},
};
use tokio::{
    net::TcpListener,
    sync::{Mutex, Semaphore},
};
use tokio_util::sync::CancellationToken;

use crate::{
    bells::Bells,
    clock::{Chance, Clock},
    domain::{network::Network, sender::TrustedProxies},
    messengers::{Webhook, web_chat::WebChat},
    pictures::Pictures,
    store::{Stores, WebKeys},
    update_receiver::UpdateReceiver,
};

use event_streams::EventStreams;
use keyed_limiter::KeyedLimiter;
use rate_limit::{RequestLimits, limit_network, limit_requests};
use server::Server;
use upload_limiter::UploadLimiter;
use visitor_key::VisitorKey;

pub use console::{Console, SignInPace};
pub use deadlines::Deadlines;
pub use draft_sketch::DraftSketcher;
pub use event_streams::EventStreamLimits;
pub use health::{Metrics, Monitored, Role};
pub use pay::Payments;
pub use rate_limit::RequestRules;
pub use server::ConnectionLimits;
pub use site::PublicSite;
pub use upload_limiter::UploadLimits;

/// Conversations that are read from the database at the same time, for pages that open.
const HISTORY_READERS: usize = 4;
/// The most files of one upload: what an album holds.
const FILES_PER_UPLOAD: usize = 10;
/// How many uploads are accepted side by side at most.
const ACCEPTED_AT_ONCE: usize = 64;
/// Connections of the operator's own tools at a time.
const MONITOR_CONNECTIONS: usize = 32;
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
    /// Cancelled when the service begins to stop. Pages are still served then.
    pub stopping: CancellationToken,
    /// Cancelled when open streams have to end.
    pub stop: CancellationToken,
    /// The largest file that people may send.
    pub upload_bytes: usize,
    /// How much may be uploaded at once and in an hour.
    pub upload_limits: UploadLimits,
    /// How many pages may be open.
    pub event_stream_limits: EventStreamLimits,
    /// Whether the pages are served over HTTPS; cookies are then `Secure`.
    pub https: bool,
    /// The origin of the address that people use, if the operator has named it.
    pub public_origin: Option<String>,
    /// The operator's own proxies in front of the service.
    pub proxies: TrustedProxies,
    /// How long requests may take.
    pub deadlines: Deadlines,
    /// What connections may take and how long.
    pub connections: ConnectionLimits,
    /// How many requests a visitor and a network may send.
    pub requests: RequestRules,
    /// Sketches drafts, unless nobody is to see sketches.
    pub draft_sketcher: Option<Arc<dyn DraftSketcher>>,
    /// The public site, unless it is switched off.
    pub public_site: Option<PublicSite>,
    /// The operator's console, unless it has no password.
    pub console: Option<Console>,
}

/// What every router holds: [`WebState`] and the limits that live as long as the process.
struct RouterState {
    web: WebState,
    uploads: UploadLimiter,
    /// Held while an upload is accepted, each by some of the visitors.
    accepting: [Mutex<()>; ACCEPTED_AT_ONCE],
    event_streams: EventStreams,
    history_readers: Semaphore,
    request_limits: RequestLimits,
    new_visitors: Arc<KeyedLimiter<Network>>,
    visitor_key: VisitorKey,
}

type State = axum::extract::State<Arc<RouterState>>;

impl RouterState {
    /// What is held while an upload of this chat is accepted.
    fn accepting(&self, chat: &str) -> &Mutex<()> {
        let sum: usize = chat.bytes().map(usize::from).sum();
        &self.accepting[sum % ACCEPTED_AT_ONCE]
    }
}

/// Where the service listens.
pub struct Listeners {
    /// For everybody.
    pub pages: TcpListener,
    /// For the operator's own tools.
    pub monitor: Option<TcpListener>,
}

fn router_state(web: WebState) -> Arc<RouterState> {
    Arc::new(RouterState {
        uploads: UploadLimiter::new(web.upload_limits),
        accepting: [const { Mutex::const_new(()) }; ACCEPTED_AT_ONCE],
        event_streams: EventStreams::new(web.event_stream_limits),
        history_readers: Semaphore::new(HISTORY_READERS),
        request_limits: RequestLimits::new(&web.requests),
        new_visitors: Arc::new(KeyedLimiter::new(web.requests.new_visitors())),
        visitor_key: VisitorKey::new(web.keys.visitors.clone()),
        web,
    })
}

/// Every route for everybody.
fn router(state: &Arc<RouterState>) -> Router {
    let deadlines = state.web.deadlines;
    let pages = Router::new()
        .route("/chat", get(chat_page::show))
        .route("/chat/assets/{name}", get(assets::show))
        .route("/chat/kinds/{name}", get(assets::kind))
        .route("/chat/events", get(events::stream))
        .route("/chat/pictures/{name}", get(files::picture))
        .route("/chat/uploads/{name}", get(files::upload))
        .route("/chat/sketches/{draft}", get(draft_sketch::show))
        .merge(chat_posts(state))
        .merge(site::routes(state))
        .merge(pay::routes(state))
        .fallback(error::not_found);
    // The operator gets in whatever comes from the same network.
    let console = deadlines::for_small_requests(console::routes(state), deadlines);

    let pages = deadlines::for_small_requests(pages, deadlines)
        .merge(uploads(state))
        .layer(middleware::from_fn_with_state(
            Arc::clone(state),
            limit_network,
        ))
        .merge(console)
        .merge(pay::webhooks(state))
        .route("/healthz", get(health::healthz));
    let pages = guard::with_security_headers(pages, state.web.https).with_state(Arc::clone(state));

    hooks::with_fallback(pages, state)
}

/// What the chat page sends, apart from pictures.
fn chat_posts(state: &Arc<RouterState>) -> Router<Arc<RouterState>> {
    let posts = Router::new()
        .route("/chat/text", post(send::text))
        .route("/chat/press", post(send::press));

    from_own_pages(posts, state)
}

/// The pictures that the chat page sends.
fn uploads(state: &Arc<RouterState>) -> Router<Arc<RouterState>> {
    let largest = state
        .web
        .upload_bytes
        .saturating_mul(FILES_PER_UPLOAD)
        .saturating_add(2 << 20);
    // The handler reads the body itself, and answers one that is too large in its own way.
    let files = post(upload::files).layer(DefaultBodyLimit::disable());
    let routes = Router::new().route("/chat/files", files);
    let routes = deadlines::for_uploads(routes, state.web.deadlines, largest);

    from_own_pages(routes, state)
}

/// What visitors send from our own pages, as often as one visitor may.
fn from_own_pages(
    routes: Router<Arc<RouterState>>,
    state: &Arc<RouterState>,
) -> Router<Arc<RouterState>> {
    routes
        .route_layer(middleware::from_fn_with_state(
            Arc::clone(state),
            limit_requests,
        ))
        .route_layer(middleware::from_fn_with_state(
            Arc::clone(state),
            guard::require_same_origin,
        ))
}

/// Serves until [`WebState::stop`], then finishes the requests in progress as far as the time for
/// that allows.
pub async fn serve(listeners: Listeners, web: WebState) {
    let state = router_state(web);
    let web = &state.web;
    let limits = web.connections;

    let pages = Server::new(router(&state), limits, web.proxies.clone());
    let pages = pages.run(listeners.pages, web.stop.cancelled());
    let Some(monitor) = listeners.monitor else {
        return pages.await;
    };

    let monitor = serve_monitor(
        monitor,
        Monitored::from(web),
        web.deadlines,
        limits,
        &web.stop,
    );
    tokio::join!(pages, monitor);
}

/// Serves the operator's own tools until `stop`.
pub async fn serve_monitor(
    listener: TcpListener,
    process: Monitored,
    deadlines: Deadlines,
    limits: ConnectionLimits,
    stop: &CancellationToken,
) {
    let router = deadlines::for_small_requests(health::monitor(process), deadlines);
    let limits = ConnectionLimits {
        in_all: MONITOR_CONNECTIONS,
        per_network: MONITOR_CONNECTIONS,
        ..limits
    };
    let server = Server::new(router, limits, TrustedProxies::default());
    server.run(listener, stop.cancelled()).await;
}
