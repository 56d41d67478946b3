//! The public pages: the front door with what others have made, a page for each painting, the
//! styles, the Atom feed.
//!
//! Made by the server, whole without a script, in the visitor's language. Read through the
//! visitors' own side of the store, which shows nothing that is not public: what is not there any
//! more is 404 at every address at once. A picture is found by the key of its entry alone, never by
//! its file's name.

mod actions;
mod atom;
mod entry;
mod frame;
mod guest;
mod messenger_links;
mod pictures;
mod shown;
mod styles;
mod wall;
mod welcome;

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    response::Redirect,
    routing::{get, post},
};

use super::{
    Shared,
    guard::{self, BehindProxies},
};
use crate::{
    domain::sender::TrustedProxies, messengers::Messenger, pictures::feed::FeedPictures,
    store::Feed,
};

/// Far more than any form has.
const LARGEST: usize = 1 << 12;

/// What the public pages need beside the house.
#[derive(Clone)]
pub struct PublicSite {
    /// The visitors' side of the store.
    pub feed: Arc<dyn Feed>,
    /// The pictures behind it.
    pub pictures: FeedPictures,
    /// Where one can talk to the bot, the pages of the house first.
    pub messengers: Arc<[Arc<dyn Messenger>]>,
    /// Where people reach the pages, without a slash at the end.
    pub home: String,
}

/// What every page works with.
struct FeedState {
    shared: Arc<Shared>,
    public_site: PublicSite,
    messenger_links: Arc<messenger_links::MessengerLinks>,
    /// Makes the digests of addresses nobody's but this process's.
    salt: [u8; 16],
}

type State = axum::extract::State<Arc<FeedState>>;

impl BehindProxies for FeedState {
    fn proxies(&self) -> &TrustedProxies {
        self.shared.proxies()
    }
}

impl FeedState {
    fn feed(&self) -> &dyn Feed {
        self.public_site.feed.as_ref()
    }

    fn home(&self) -> &str {
        &self.public_site.home
    }
}

/// Every route of this folder; where there are no such pages, the front door is that of the chat.
pub(super) fn routes(shared: &Arc<Shared>) -> Router<Arc<Shared>> {
    let state = &shared.state;
    let Some(public_site) = state.public_site.clone() else {
        return Router::new().route("/", get(|| async { Redirect::to("/chat") }));
    };
    let messenger_links = messenger_links::MessengerLinks::open(&public_site, &state.stop);
    let state = Arc::new(FeedState {
        shared: Arc::clone(shared),
        public_site,
        messenger_links,
        salt: state.chance.bytes(),
    });

    looking()
        .merge(doing(shared))
        .merge(pictures())
        .with_state(state)
}

fn looking() -> Router<Arc<FeedState>> {
    Router::new()
        .route("/", get(wall::newest))
        .route("/best/{span}", get(wall::best))
        .route("/style/{key}", get(wall::of_style))
        .route("/styles", get(styles::page))
        .route("/p/{entry}", get(entry::page))
        .route("/language/{code}", get(guest::choose_language))
        .route("/feed", get(|| async { Redirect::permanent("/") }))
        .route("/feed.atom", get(atom::feed))
}

fn doing(shared: &Arc<Shared>) -> Router<Arc<FeedState>> {
    Router::new()
        .route("/p/{entry}/like", post(actions::like))
        .route("/p/{entry}/unlike", post(actions::unlike))
        .route("/p/{entry}/report", post(actions::report))
        .layer(DefaultBodyLimit::max(LARGEST))
        .route_layer(from_fn_with_state(Arc::clone(shared), guard::rate))
        .route_layer(from_fn(guard::same_site))
}

/// Asked for without a thought of who asks: no cookie is read or set here.
fn pictures() -> Router<Arc<FeedState>> {
    Router::new()
        .route("/feed/pictures/{entry}/{file}", get(pictures::published))
        .route("/feed/styles/{file}", get(welcome::style))
        .route("/feed/welcome/{file}", get(welcome::file))
}
