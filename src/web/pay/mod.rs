//! Payments on web pages: notifications from providers, the way back from a provider's page, and
//! the page of the test provider.
//!
//! A notification is never trusted: only the payment's name is read from it, and the payment
//! itself is read again from the provider's API. A stranger's request gets 404.

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

use super::{RouterState, error::Result, guard, rate_limit::limit_requests};
use crate::{
    domain::ids::PurchaseId,
    payments::{PaymentWebhook, notifications::NotificationSender, test::TestProvider},
    store::PurchaseState,
};

/// The largest notification, in bytes; real ones are far smaller.
const LARGEST_BODY: usize = 1 << 18;
/// The page where people talk to the bot.
const CHAT: &str = "/chat";

/// What the web needs where people pay on pages.
#[derive(Clone)]
pub struct Payments {
    /// Takes note that a payment has to be read from its provider.
    pub notifications: NotificationSender,
    /// The providers that send notifications.
    pub webhooks: Vec<Arc<dyn PaymentWebhook>>,
    /// The test provider, whose page this module serves.
    pub test: Option<Arc<TestProvider>>,
}

/// What the handler of a provider's notifications works with.
#[derive(Clone)]
struct NotificationState {
    router: Arc<RouterState>,
    webhook: Arc<dyn PaymentWebhook>,
}

/// Every route of this module.
pub(super) fn routes(router_state: &Arc<RouterState>) -> Router<Arc<RouterState>> {
    let pages = pages(router_state).route_layer(middleware::from_fn_with_state(
        Arc::clone(router_state),
        limit_requests,
    ));

    let webhooks = &router_state.web.payments.webhooks;
    webhooks.iter().fold(pages, |routes, webhook| {
        let state = NotificationState {
            router: Arc::clone(router_state),
            webhook: Arc::clone(webhook),
        };
        let route = post(receive_notification)
            .layer(DefaultBodyLimit::max(LARGEST_BODY))
            .with_state(state);

        routes.route(webhook.path(), route)
    })
}

fn pages(router_state: &Arc<RouterState>) -> Router<Arc<RouterState>> {
    let pages = Router::new().route("/pay/back/{purchase}", get(return_from_provider));
    let Some(provider) = &router_state.web.payments.test else {
        return pages;
    };

    let state = test_page::TestPageState {
        router: Arc::clone(router_state),
        provider: Arc::clone(provider),
    };
    let own_pages =
        middleware::from_fn_with_state(Arc::clone(router_state), guard::require_same_origin);
    let submit = post(test_page::submit).layer(own_pages);
    let test_page = get(test_page::show).merge(submit).with_state(state);

    pages.route("/pay/test/{payment}", test_page)
}

/// Answers OK only when the store knows of the notification; the provider repeats what fails here.
async fn receive_notification(
    State(state): State<NotificationState>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let webhook = &state.webhook;
    let provider = webhook.provider();
    let sender = webhook.sender(peer.ip(), guard::forwarded_for(&headers).as_deref());

    let (outcome, status) = if !webhook.is_trusted(sender) {
        tracing::warn!(
            %sender,
            provider = provider.name(),
            "refused a notification from an unknown address; if it is a proxy of yours, \
             add it to trusted_proxies"
        );
        ("stranger", StatusCode::NOT_FOUND)
    } else if let Some(payment) = webhook.payment(&body) {
        let notifications = &state.router.web.payments.notifications;
        if notifications.notify(provider, payment).await {
            ("heard", StatusCode::OK)
        } else {
            ("later", StatusCode::SERVICE_UNAVAILABLE)
        }
    } else {
        ("other", StatusCode::OK)
    };

    metrics::counter!(
        "vernissage_notifications_total",
        "provider" => provider.name(),
        "outcome" => outcome
    )
    .increment(1);

    status
}

/// Leads a person who comes back from the provider's page to the chat. The payment is read from
/// the provider in the background, so that they see the conversation at once.
async fn return_from_provider(
    State(state): State<Arc<RouterState>>,
    Path(purchase): Path<String>,
) -> Result<Redirect> {
    let web = &state.web;
    let found = match PurchaseId::parse(&purchase) {
        Some(id) => web.stores.purchases.purchase(id).await?,
        None => None,
    };

    if let Some(purchase) = found
        && let PurchaseState::Open(page) = purchase.state
    {
        let notifications = web.payments.notifications.clone();
        tokio::spawn(async move {
            notifications
                .notify(purchase.order.provider, page.payment)
                .await
        });
    }

    Ok(Redirect::to(CHAT))
}
