//! The operator's console: pages that the server renders, without any script. It exists when the
//! settings have a password, and shows nothing before sign-in.
//!
//! Reads through [`ConsoleStore`], which never blocks a chat. Does everything through
//! [`Operator`], as the sub-commands do, so that every action is in the operator log.

mod charts;
mod device;
mod error;
mod feed;
mod form;
mod format;
mod jobs;
mod layout;
mod operator_log;
mod orders;
mod pages;
mod people;
mod pictures;
mod purchases;
mod render;
mod session;
mod sign_in;
mod sign_in_limiter;
mod sources;
mod support;
mod today;

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::from_fn_with_state,
    routing::{get, post},
};

use self::{session::ConsoleSession, sign_in_limiter::SignInLimiter, today::TodayCache};
use super::{
    RouterState, WebState,
    guard::{self, HasTrustedProxies},
};
use crate::{
    domain::{password::PasswordHash, sender::TrustedProxies, time::Moment},
    operator::Operator,
    store::{FeedStore, console::ConsoleStore},
};

pub use sign_in_limiter::SignInPace;

/// The largest form, in bytes; real ones are far smaller.
const LARGEST_FORM: usize = 1 << 16;

/// What the console needs beside [`WebState`].
#[derive(Clone)]
pub struct Console {
    /// The store, as the operator sees it.
    pub console: Arc<dyn ConsoleStore>,
    /// The feed, as visitors see it.
    pub feed: Arc<dyn FeedStore>,
    /// The hash of the operator's password.
    pub password: PasswordHash,
    /// How attempts to sign in are slowed down.
    pub sign_in_pace: SignInPace,
    /// A session ends when it has been idle for this long.
    pub idle: Duration,
    /// The longest that a session lasts.
    pub longest: Duration,
}

/// What the handlers of the console work with.
struct ConsoleState {
    shared: Arc<RouterState>,
    console: Console,
    sign_in_limiter: SignInLimiter,
    today: TodayCache,
}

impl HasTrustedProxies for ConsoleState {
    fn proxies(&self) -> &TrustedProxies {
        &self.shared.web.proxies
    }
}

impl ConsoleState {
    fn web(&self) -> &WebState {
        &self.shared.web
    }

    fn console(&self) -> &dyn ConsoleStore {
        self.console.console.as_ref()
    }

    fn now(&self) -> Moment {
        self.web().clock.now()
    }

    fn operator(&self, session: &ConsoleSession) -> Operator<'_> {
        Operator::new(self.console(), session.origin(), self.now())
    }
}

/// The routes below `/console`; none without a password.
pub(super) fn routes(shared: &Arc<RouterState>) -> Router<Arc<RouterState>> {
    let Some(console) = shared.web.console.clone() else {
        return Router::new();
    };
    let state = Arc::new(ConsoleState {
        shared: Arc::clone(shared),
        sign_in_limiter: SignInLimiter::new(console.sign_in_pace),
        console,
        today: TodayCache::default(),
    });

    let sign_in = get(sign_in::show).post(sign_in::sign_in);
    let sign_in = Router::new()
        .route(session::SIGN_IN, sign_in)
        .layer(DefaultBodyLimit::max(sign_in::LARGEST_SIGN_IN_FORM))
        .route_layer(from_fn_with_state(
            Arc::clone(shared),
            guard::require_same_origin_posts,
        ));
    read_routes()
        .merge(action_routes(shared))
        .route_layer(from_fn_with_state(
            Arc::clone(&state),
            session::require_session,
        ))
        .merge(sign_in)
        .with_state(state)
}

fn read_routes() -> Router<Arc<ConsoleState>> {
    Router::new()
        .route("/console", get(today::show))
        .route("/console/jobs", get(jobs::list))
        .route("/console/jobs/{job}", get(jobs::show))
        .route("/console/people", get(people::list))
        .route("/console/people/{person}", get(people::show))
        .route("/console/people/{person}/chats", get(people::chats))
        .route("/console/people/{person}/movements", get(people::movements))
        .route("/console/sources", get(sources::show))
        .route("/console/support", get(support::list))
        .route("/console/support/{number}", get(support::show))
        .route("/console/purchases", get(purchases::list))
        .route("/console/purchases/open", get(purchases::list_open))
        .route("/console/orders", get(orders::list))
        .route("/console/orders/at/{stage}", get(orders::list_stage))
        .route("/console/orders/{order}", get(orders::show))
        .route("/console/orders/{order}/files/{file}", get(orders::file))
        .route("/console/feed", get(feed::list))
        .route("/console/feed/styles", get(feed::styles))
        .route("/console/feed/{entry}/film", get(feed::film))
        .route("/console/feed/{entry}/{part}", get(feed::picture))
        .route("/console/audit", get(operator_log::list))
        .route("/console/audit/{line}", get(operator_log::show))
        .route(
            "/console/pictures/{person}/{picture}",
            get(pictures::picture),
        )
}

fn action_routes(shared: &Arc<RouterState>) -> Router<Arc<ConsoleState>> {
    Router::new()
        .route("/console/sign-out", post(sign_in::sign_out))
        .route("/console/jobs/{job}/cancel", post(jobs::cancel))
        .route("/console/jobs/{job}/again", post(jobs::paint_again))
        .route(
            "/console/people/{person}/credits",
            post(people::give_credits),
        )
        .route("/console/people/{person}/block", post(people::block))
        .route("/console/people/{person}/unblock", post(people::unblock))
        .route("/console/people/{person}/ban", post(feed::ban))
        .route("/console/people/{person}/allow", post(feed::allow))
        .route("/console/feed/{entry}/approve", post(feed::approve))
        .route("/console/feed/{entry}/hide", post(feed::hide))
        .route("/console/feed/styles/{style}", post(feed::tune))
        .route("/console/support/{number}", post(support::answer))
        .route("/console/orders/{order}/advance", post(orders::advance))
        .route("/console/orders/{order}/master", post(orders::make_master))
        .route("/console/purchases/refund", post(purchases::refund))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .route_layer(from_fn_with_state(
            Arc::clone(shared),
            guard::require_same_origin,
        ))
}
