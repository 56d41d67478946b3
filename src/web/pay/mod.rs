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
    extract::{ConnectInfo, DefaultBodyLimit, FromRequest, Path, Request, State},
    http::StatusCode,
    middleware,
    response::Redirect,
    routing::{get, post},
};

use super::{
    RouterState, deadlines,
    error::Result,
    guard::{self, ClientNetwork, HasTrustedProxies},
    rate_limit::{InProgress, limit_requests},
};
use crate::{
    domain::{ids::PurchaseId, network::Network, sender::TrustedProxies},
    payments::{
        PaymentWebhook, WebhookContent, notifications::NotificationSender, test::TestProvider,
    },
    store::PurchaseState,
};

/// The largest notification, in bytes; real ones are far smaller.
const LARGEST_BODY: usize = 256 << 10;
/// Notifications of one network whose bodies are read before their signatures are known. The others
/// wait: the provider would have to send again what is refused.
const UNPROVEN_AT_ONCE: usize = 16;
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
struct NotificationState {
    router: Arc<RouterState>,
    webhook: Arc<dyn PaymentWebhook>,
    unproven: Arc<InProgress>,
}

impl HasTrustedProxies for NotificationState {
    fn proxies(&self) -> &TrustedProxies {
        self.router.proxies()
    }
}

/// The pages of this module.
pub(super) fn routes(router_state: &Arc<RouterState>) -> Router<Arc<RouterState>> {
    pages(router_state).route_layer(middleware::from_fn_with_state(
        Arc::clone(router_state),
        limit_requests,
    ))
}

/// Where providers send their notifications. Their senders are known, so no network is counted.
pub(super) fn webhooks(router_state: &Arc<RouterState>) -> Router<Arc<RouterState>> {
    let webhooks = &router_state.web.payments.webhooks;
    let routes = webhooks.iter().fold(Router::new(), |routes, webhook| {
        let state = NotificationState {
            router: Arc::clone(router_state),
            webhook: Arc::clone(webhook),
            unproven: Arc::new(InProgress::new(UNPROVEN_AT_ONCE)),
        };
        let route = post(receive_notification).with_state(Arc::new(state));

        routes.route(webhook.path(), route)
    });

    let routes = routes.layer(DefaultBodyLimit::max(LARGEST_BODY));
    deadlines::for_deliveries(routes, router_state.web.deadlines, LARGEST_BODY)
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

/// How a provider's notification ended.
struct NotificationOutcome {
    /// Its name in the metrics.
    name: &'static str,
    status: StatusCode,
}

/// Answers OK only when the store knows of the notification; the provider repeats what fails here.
async fn receive_notification(
    State(state): State<Arc<NotificationState>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    ClientNetwork(network): ClientNetwork,
    request: Request,
) -> StatusCode {
    let webhook = &state.webhook;
    let forwarded_for = guard::forwarded_for(request.headers());
    let sender = webhook.sender(peer.ip(), forwarded_for.as_deref());

    // A stranger's body is not read.
    let outcome = if webhook.is_trusted(sender) {
        read_notification(&state, network, request).await
    } else {
        tracing::warn!(
            %sender,
            provider = webhook.provider().name(),
            "refused a notification from an unknown address; if it is a proxy of yours, \
             add it to trusted_proxies"
        );
        NotificationOutcome {
            name: "stranger",
            status: StatusCode::NOT_FOUND,
        }
    };

    metrics::counter!(
        "vernissage_notifications_total",
        "provider" => webhook.provider().name(),
        "outcome" => outcome.name
    )
    .increment(1);

    outcome.status
}

/// Where only the signature below the body tells who has sent it, few bodies of one network are read
/// at a time.
async fn read_notification(
    state: &NotificationState,
    network: Network,
    request: Request,
) -> NotificationOutcome {
    let outcome = |name, status| NotificationOutcome { name, status };
    let header = state.webhook.signature_header();
    let signature = header
        .and_then(|name| request.headers().get(name)?.to_str().ok())
        .map(str::to_owned);
    let place = match header {
        Some(_) if signature.is_none() => return outcome("stranger", StatusCode::NOT_FOUND),
        Some(_) => state.unproven.wait(network).await,
        None => None,
    };

    let body = match Bytes::from_request(request, &()).await {
        Ok(body) => body,
        Err(rejection) => return outcome("broken", rejection.status()),
    };

    let now = state.router.web.clock.now();
    let payment = match state.webhook.read(signature.as_deref(), &body, now) {
        WebhookContent::Payment(payment) => payment,
        WebhookContent::Other => return outcome("other", StatusCode::OK),
        WebhookContent::Forged => return outcome("forged", StatusCode::BAD_REQUEST),
    };
    drop(place);

    let notifications = &state.router.web.payments.notifications;
    let provider = state.webhook.provider();
    if notifications.notify(provider, payment).await {
        outcome("heard", StatusCode::OK)
    } else {
        outcome("later", StatusCode::SERVICE_UNAVAILABLE)
    }
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
