//! The operator's console: pages that the server makes, with no script at all. It is there when the
//! settings have a password, and shows nothing to whoever is not signed in.
//!
//! Looks through the store's own side for the operator, which never stands in a chat's way; does
//! everything through [`Operator`], as the sub-commands do, so that the journal knows of it.

mod charts;
mod feed;
mod frame;
mod gate;
mod jobs;
mod journal;
mod orders;
mod people;
mod pictures;
mod posted;
mod purchases;
mod session;
mod shown;
mod sign_in;
mod support;
mod today;
mod trouble;

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
    routing::{get, post},
};

use super::{Shared, guard};
use crate::{
    domain::{password::PasswordHash, time::Moment},
    operator::Operator,
    store::{Feed, console::ConsoleStore},
};

/// Far more than any form has.
const LARGEST: usize = 1 << 16;

/// What the console needs beside the house.
#[derive(Clone)]
pub struct Console {
    /// The operator's side of the store.
    pub console: Arc<dyn ConsoleStore>,
    /// The feed as visitors see it.
    pub feed: Arc<dyn Feed>,
    /// Of the password that opens it.
    pub password: PasswordHash,
    /// A session that is not used for so long has ended.
    pub idle: Duration,
    /// No session lasts longer.
    pub longest: Duration,
}

/// What every page works with.
struct ConsoleState {
    shared: Arc<Shared>,
    console: Console,
    gate: gate::Gate,
    today: today::Kept,
}

type State = axum::extract::State<Arc<ConsoleState>>;

impl ConsoleState {
    fn console(&self) -> &dyn ConsoleStore {
        self.console.console.as_ref()
    }

    fn now(&self) -> Moment {
        self.shared.state.clock.now()
    }

    fn operator(&self, signed: &session::Signed) -> Operator<'_> {
        Operator::new(self.console(), signed.by(), self.now())
    }
}

/// Every route below `/console`; none without a password.
pub(super) fn routes(shared: &Arc<Shared>) -> Router<Arc<Shared>> {
    let Some(console) = shared.state.console.clone() else {
        return Router::new();
    };
    let state = Arc::new(ConsoleState {
        shared: Arc::clone(shared),
        console,
        gate: gate::Gate::default(),
        today: today::Kept::default(),
    });

    let doors = Router::new()
        .route("/console/sign-in", get(sign_in::page).post(sign_in::enter))
        .layer(DefaultBodyLimit::max(LARGEST))
        .route_layer(from_fn(guard::same_site_posts));
    looking()
        .merge(doing())
        .route_layer(from_fn_with_state(Arc::clone(&state), session::required))
        .merge(doors)
        .with_state(state)
}

fn looking() -> Router<Arc<ConsoleState>> {
    Router::new()
        .route("/console", get(today::page))
        .route("/console/jobs", get(jobs::list))
        .route("/console/jobs/{job}", get(jobs::sheet))
        .route("/console/people", get(people::list))
        .route("/console/people/{person}", get(people::sheet))
        .route("/console/support", get(support::list))
        .route("/console/purchases", get(purchases::list))
        .route("/console/orders", get(orders::board))
        .route("/console/orders/{order}", get(orders::sheet))
        .route("/console/orders/{order}/files/{file}", get(orders::file))
        .route("/console/feed", get(feed::list))
        .route("/console/feed/styles", get(feed::styles))
        .route("/console/feed/{entry}/{part}", get(feed::picture))
        .route("/console/audit", get(journal::page))
        .route(
            "/console/pictures/{person}/{picture}",
            get(pictures::picture),
        )
}

fn doing() -> Router<Arc<ConsoleState>> {
    Router::new()
        .route("/console/sign-out", post(sign_in::leave))
        .route("/console/jobs/{job}/cancel", post(jobs::cancel))
        .route("/console/jobs/{job}/again", post(jobs::again))
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
        .layer(DefaultBodyLimit::max(LARGEST))
        .route_layer(from_fn(guard::same_site))
}
