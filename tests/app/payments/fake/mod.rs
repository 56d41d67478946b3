//! A fake YooKassa: payments and refunds over real HTTP, notifications that are repeated until they
//! are acknowledged, a list of all payments and refunds, and faults to order.

mod calls;
mod notifications;
mod orders;
mod refusal;
mod till;

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::{ConnectInfo, State},
    http::{HeaderMap, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;
use tokio::sync::Notify;

use crate::support::{
    chance::Chance,
    connections::{self, Connection},
    faults::FaultInjector,
};

use crate::support::wait::after_changes;
pub(crate) use crate::support::{faults::Fault, wait::PATIENCE};
pub(crate) use calls::Call;
pub(crate) use notifications::{DeliveryFaults, Notification, NotificationSender};
pub(crate) use till::{Payment, Status};

use refusal::Refusal;
use till::Till;

/// What the shop proves itself with. They look like real ones, so that they would be found in a
/// log.
pub(crate) const SHOP: &str = "100500";
pub(crate) const KEY: &str = "test_7Fh2LpQ9sVb4Xk0TzNcYw3RmUe8JdGa1oI5vEqSyHrA";

/// Everything that YooKassa knows.
#[derive(Debug, Default)]
pub(crate) struct World {
    pub(crate) till: Till,
    pub(crate) faults: FaultInjector,
    pub(crate) sender: NotificationSender,
    /// How often each call came, whatever became of it.
    pub(crate) calls: BTreeMap<Call, u64>,
    /// Calls whose answer never came, and that the service has given up.
    pub(crate) given_up: u64,
    /// What was refused, by its parameter: a service that is well gets no such answer.
    pub(crate) refused: Vec<String>,
}

/// A running server; copies are handles to the same one.
#[derive(Clone, Debug)]
pub(crate) struct Yookassa(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    address: SocketAddr,
    world: Mutex<World>,
    /// Notified when anything has happened.
    news: Notify,
    client: reqwest::Client,
}

impl Yookassa {
    pub(crate) async fn start() -> Self {
        let (listener, address) = connections::listen_on_free_port().await;
        let client = reqwest::Client::builder()
            .pool_max_idle_per_host(0)
            .build()
            .unwrap();

        let yookassa = Self(Arc::new(Inner {
            address,
            world: Mutex::default(),
            news: Notify::new(),
            client,
        }));
        let router = Router::new().fallback(call).with_state(yookassa.clone());
        connections::serve(listener, router);

        yookassa
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/v3", self.0.address)
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.0.world.lock().unwrap()
    }

    /// Orders a fault for the next calls of this kind.
    pub(crate) fn order(&self, call: Call, times: u32, fault: Fault) {
        self.world().faults.order(call.name(), times, fault);
    }

    /// Cuts every call from now on, or no longer.
    pub(crate) fn down(&self, down: bool) {
        self.world().faults.set_down(down);
    }

    /// From now on calls go wrong by chance, and notifications are lost, late and repeated.
    pub(crate) fn begin_storm(&self, chance: &mut Chance, per_thousand: u64) {
        let mut world = self.world();
        world
            .faults
            .begin_storm(chance.fork(), per_thousand, storm_fault);
        world.sender.delivery_faults = Some(DeliveryFaults {
            chance: chance.fork(),
        });
    }

    /// Everything goes well from now on.
    pub(crate) fn calm(&self) {
        let mut world = self.world();
        world.faults.set_down(false);
        world.faults.end_storm();
        world.faults.drop_orders();
        world.sender.delivery_faults = None;
    }

    /// Waits until the world is like this.
    pub(crate) async fn until<T>(&self, mut wanted: impl FnMut(&World) -> Option<T>) -> T {
        after_changes(&self.0.news, PATIENCE, || wanted(&self.world()))
            .await
            .expect("never seen at YooKassa")
    }

    /// Waits until a call has come so often.
    pub(crate) async fn called(&self, call: Call, times: u64) {
        self.until(|world| (world.calls.get(&call).copied().unwrap_or(0) >= times).then_some(()))
            .await;
    }

    /// A payment as it is now.
    pub(crate) fn payment(&self, id: &str) -> Payment {
        self.world().till.payments[id].clone()
    }

    fn ring(&self) {
        self.0.news.notify_waiters();
    }

    async fn serve(&self, call: Call, asked: &ApiRequest) -> Response {
        let fault = {
            let mut world = self.world();
            *world.calls.entry(call).or_default() += 1;
            world.faults.next(call.name(), None)
        };

        self.ring();

        if let Some(fault) = &fault
            && let Some(response) = fault.before::<Refusal>(&asked.connection).await
        {
            return response;
        }

        let (answer, notification) = self.world().answer(call, asked);
        if let Some(notification) = notification {
            self.notify(notification);
        }

        self.ring();

        let object = match answer {
            Ok(object) => object,
            Err(refusal) => {
                self.world().refused.push(refusal.to_string());
                return refusal.into_response();
            }
        };
        let response = json(StatusCode::OK, object.to_string());

        let Some(fault) = fault else {
            return response;
        };
        let _waits = (fault == Fault::NeverAnswered).then(|| UnansweredCall(self.clone()));
        fault.after::<Refusal>(response, &asked.connection).await
    }
}

impl World {
    /// The object that is asked for, and the notification that follows from it.
    fn answer(
        &mut self,
        call: Call,
        asked: &ApiRequest,
    ) -> (Result<Value, Refusal>, Option<Notification>) {
        if !asked.is_of_the_shop() {
            return (Err(Refusal::unauthorized()), None);
        }

        match call {
            Call::Look => (self.till.look(&asked.path), None),
            Call::ListRefunds => (self.till.list_refunds(&asked.query), None),
            Call::Shop => {
                let shop =
                    serde_json::json!({ "account_id": SHOP, "test": true, "status": "enabled" });
                (Ok(shop), None)
            }
            Call::Create => (
                orders::body(asked).and_then(|(key, body)| self.till.create(&key, &body)),
                None,
            ),
            Call::Refund => {
                match orders::body(asked).and_then(|(key, body)| self.till.refund(&key, &body)) {
                    Ok((object, notification)) => (Ok(object), notification),
                    Err(refusal) => (Err(refusal), None),
                }
            }
        }
    }
}

/// A call whose answer never comes.
struct UnansweredCall(Yookassa);

impl Drop for UnansweredCall {
    fn drop(&mut self) {
        self.0.world().given_up += 1;
        self.0.ring();
    }
}

/// A request, read.
struct ApiRequest {
    path: String,
    query: String,
    headers: HeaderMap,
    body: Bytes,
    connection: Connection,
}

impl ApiRequest {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    fn is_of_the_shop(&self) -> bool {
        use base64::{Engine, prelude::BASE64_STANDARD};

        let expected = format!("Basic {}", BASE64_STANDARD.encode(format!("{SHOP}:{KEY}")));
        self.header("authorization") == Some(expected.as_str())
    }
}

/// What goes wrong in a storm.
fn storm_fault(chance: &mut Chance, _call: &str) -> Fault {
    match chance.below(12) {
        0 => Fault::error(500),
        1 => Fault::Gateway(502),
        2 => Fault::TooMany(1),
        3 => Fault::CutBefore,
        4 | 5 => Fault::RefusedAfter(500),
        6..=8 => Fault::CutAfter,
        9 => Fault::HalfAnswer,
        _ => Fault::Late(Duration::from_millis(chance.below(300))),
    }
}

fn json(status: StatusCode, body: String) -> Response {
    (
        status,
        [(header::CONTENT_TYPE, "application/json;charset=UTF-8")],
        body,
    )
        .into_response()
}

#[expect(clippy::too_many_arguments, reason = "axum's extractors")]
async fn call(
    State(yookassa): State<Yookassa>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(call) = Call::from_request(&method, uri.path()) else {
        return StatusCode::NOT_FOUND.into_response();
    };

    let asked = ApiRequest {
        path: uri.path().to_owned(),
        query: uri.query().unwrap_or_default().to_owned(),
        headers,
        body,
        connection,
    };

    yookassa.serve(call, &asked).await
}
