//! The public site: the front page with what people have published, a page for each painting, the
//! styles, how it works, and the Atom feed.
//!
//! Rendered by the server in the visitor's language; complete without a script. Reads through the
//! trait [`Feed`], which knows only public entries: an entry that is not public any more is 404 at
//! every address at once.

mod actions;
mod atom;
mod entry;
mod films;
mod layout;
mod listing;
mod messenger_links;
pub(super) mod network;
mod pictures;
mod site_visitor;
mod static_pictures;
mod styles;
mod view_models;

use std::sync::Arc;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::from_fn_with_state,
    response::Redirect,
    routing::{get, post},
};

use self::messenger_links::MessengerLinks;
use super::{
    RouterState, WebState,
    guard::{self, HasTrustedProxies},
    rate_limit::limit_requests,
    visitor::HasVisitors,
};
use crate::{
    domain::{rules::ReactionLimits, sender::TrustedProxies, work::Kind},
    messengers::Messenger,
    pictures::feed::FeedPictures,
    store::FeedStore,
};

/// The largest form, in bytes; real ones are far smaller.
const LARGEST_FORM: usize = 1 << 12;

/// What the public site needs beside [`WebState`].
#[derive(Clone)]
pub struct PublicSite {
    /// The feed, as visitors see it.
    pub feed: Arc<dyn FeedStore>,
    /// The pictures of its entries.
    pub pictures: FeedPictures,
    /// The messengers in which people can talk to the bot; our own chat page comes first.
    pub messengers: Arc<[Arc<dyn Messenger>]>,
    /// The public address of the site, without a trailing slash.
    pub home: String,
    /// How many likes and reports of one network count.
    pub reactions: ReactionLimits,
    /// The kinds of work that the front page tells of, besides the painting.
    pub kinds: Vec<&'static Kind>,
}

/// What the handlers of the site work with.
struct SiteState {
    shared: Arc<RouterState>,
    public_site: PublicSite,
    messenger_links: Arc<MessengerLinks>,
}

impl HasTrustedProxies for SiteState {
    fn proxies(&self) -> &TrustedProxies {
        self.shared.proxies()
    }
}

impl HasVisitors for SiteState {
    fn router(&self) -> &RouterState {
        &self.shared
    }
}

impl SiteState {
    fn web(&self) -> &WebState {
        &self.shared.web
    }

    fn feed(&self) -> &dyn FeedStore {
        self.public_site.feed.as_ref()
    }

    fn home(&self) -> &str {
        &self.public_site.home
    }
}

/// The routes of the site. When it is switched off, the front page is the chat.
pub(super) fn routes(shared: &Arc<RouterState>) -> Router<Arc<RouterState>> {
    let web = &shared.web;
    let Some(public_site) = web.public_site.clone() else {
        return Router::new().route("/", get(|| async { Redirect::to("/chat") }));
    };

    let state = Arc::new(SiteState {
        shared: Arc::clone(shared),
        messenger_links: MessengerLinks::fetch(&public_site, &web.stop),
        public_site,
    });

    pages()
        .merge(action_routes(shared))
        .merge(picture_routes())
        .with_state(state)
}

fn pages() -> Router<Arc<SiteState>> {
    Router::new()
        .route("/", get(listing::newest))
        .route("/best/{span}", get(listing::best))
        .route("/style/{key}", get(listing::style))
        .route("/styles", get(styles::show))
        .route("/p/{entry}", get(entry::show))
        .route("/network", get(network::show))
        .route("/language/{code}", get(site_visitor::choose_language))
        .route("/feed", get(|| async { Redirect::permanent("/") }))
        .route("/feed.atom", get(atom::feed))
}

fn action_routes(shared: &Arc<RouterState>) -> Router<Arc<SiteState>> {
    Router::new()
        .route("/p/{entry}/like", post(actions::like))
        .route("/p/{entry}/unlike", post(actions::unlike))
        .route("/p/{entry}/report", post(actions::report))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .route_layer(from_fn_with_state(Arc::clone(shared), limit_requests))
        .route_layer(from_fn_with_state(
            Arc::clone(shared),
            guard::require_same_origin,
        ))
}

/// Pictures are the same for everybody: no cookie is read or set here.
fn picture_routes() -> Router<Arc<SiteState>> {
    Router::new()
        .route("/feed/pictures/{entry}/{file}", get(pictures::published))
        .route("/feed/films/{file}", get(films::published))
        .route("/feed/styles/{file}", get(static_pictures::style))
        .route("/feed/welcome/{file}", get(static_pictures::welcome))
        .route("/network/pictures/{file}", get(network::pictures::show))
}
