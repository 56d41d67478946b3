//! Paying on pages: the letters of providers, the way back from their pages, and the test page. Of
//! a letter only the name of a payment is read, and whoever cannot have written it learns nothing.

mod test_page;

use std::{net::SocketAddr, sync::Arc};

use axum::{
    Router,
    body::Bytes,
    extract::{ConnectInfo, DefaultBodyLimit, Path, State},
    http::{HeaderMap, StatusCode},
    middleware,
    response::Redirect,
    routing::{get, post},
};

use super::{Shared, error::Result, guard};
use crate::{
    domain::ids::PurchaseId,
    payments::{Notifier, notices::Notices, test::TestTill},
    store::PurchaseState,
};

/// Far more than any letter has.
const LARGEST: usize = 1 << 18;
/// Where people talk to the bot.
const CHAT: &str = "/chat";

/// What is needed where people pay on pages.
#[derive(Clone)]
pub struct Payments {
    /// Where it is said that a payment is to be looked at.
    pub notices: Notices,
    /// Those who say so by themselves.
    pub notifiers: Vec<Arc<dyn Notifier>>,
    /// The provider whose page is one of the house.
    pub test: Option<Arc<TestTill>>,
}

/// Every route of this folder.
pub(super) fn routes(shared: &Arc<Shared>) -> Router<Arc<Shared>> {
    let mut pressed = Router::new().route("/pay/back/{purchase}", get(back));
    if let Some(till) = &shared.state.payments.test {
        let press = post(test_page::press).layer(middleware::from_fn(guard::same_site));
        let page = get(test_page::page)
            .merge(press)
            .with_state((Arc::clone(shared), Arc::clone(till)));
        pressed = pressed.route("/pay/test/{payment}", page);
    }

    let pressed = pressed.route_layer(middleware::from_fn_with_state(
        Arc::clone(shared),
        guard::rate,
    ));
    shared
        .state
        .payments
        .notifiers
        .iter()
        .fold(pressed, |router, notifier| {
            let state = (Arc::clone(shared), Arc::clone(notifier));
            let route = post(notified)
                .layer(DefaultBodyLimit::max(LARGEST))
                .with_state(state);
            router.route(notifier.path(), route)
        })
}

type Told = (Arc<Shared>, Arc<dyn Notifier>);

/// Answered only once the books know: what fails here is brought again.
async fn notified(
    State((shared, notifier)): State<Told>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    letter: Bytes,
) -> StatusCode {
    let provider = notifier.provider();
    let sender = notifier.sender(peer.ip(), guard::forwarded_for(&headers).as_deref());
    let (outcome, status) = if !notifier.is_known(sender) {
        tracing::warn!(%sender, provider = provider.name(), "a notification from a stranger, or from a proxy that is not named in the settings");
        ("stranger", StatusCode::NOT_FOUND)
    } else if let Some(payment) = notifier.payment(&letter) {
        let is_known = shared
            .state
            .payments
            .notices
            .look_at(provider, payment)
            .await;

        if is_known {
            ("heard", StatusCode::OK)
        } else {
            ("later", StatusCode::SERVICE_UNAVAILABLE)
        }
    } else {
        ("other", StatusCode::OK)
    };

    metrics::counter!("vernissage_notifications_total", "provider" => provider.name(), "outcome" => outcome)
        .increment(1);

    status
}

/// The person comes back from the provider's page, and does not want to wait for what it says.
async fn back(State(shared): State<Arc<Shared>>, Path(purchase): Path<String>) -> Result<Redirect> {
    let state = &shared.state;
    let found = match PurchaseId::parse(&purchase) {
        Some(id) => state.store.purchase(id).await?,
        None => None,
    };

    if let Some(purchase) = found
        && let PurchaseState::Open(page) = purchase.state
    {
        let notices = state.payments.notices.clone();
        // Whoever comes back shall see the conversation at once.
        tokio::spawn(async move { notices.look_at(purchase.order.provider, page.payment).await });
    }

    Ok(Redirect::to(CHAT))
}
