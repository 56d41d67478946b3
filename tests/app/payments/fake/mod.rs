//! A YooKassa of our own: payments and refunds over real HTTP, notifications that come until they
//! are heard, a list of what was paid and given back, and faults to order.

mod faults;
mod letters;
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
use tokio::{net::TcpListener, sync::Notify};

pub(crate) use faults::{Call, Fault, Storm};
pub(crate) use letters::{Letter, Weather};
pub(crate) use till::{Payment, Status, decimal};

use crate::support::wire::{Cable, Exchange};
use faults::Faults;
use letters::Post;
use refusal::Refusal;
use till::Till;

/// What the shop proves itself with. They look like real ones, so that they would be found in a
/// log.
pub(crate) const SHOP: &str = "100500";
pub(crate) const KEY: &str = "test_7Fh2LpQ9sVb4Xk0TzNcYw3RmUe8JdGa1oI5vEqSyHrA";

/// Nothing here takes so long on any machine.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// Everything that YooKassa knows.
#[derive(Debug, Default)]
pub(crate) struct World {
    pub(crate) till: Till,
    pub(crate) faults: Faults,
    pub(crate) post: Post,
    /// How often each call came, whatever became of it.
    pub(crate) calls: BTreeMap<Call, u64>,
    /// Whoever waited for an answer that never came, and does not any more.
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
    /// Rung when anything has happened.
    news: Notify,
    client: reqwest::Client,
}

impl Yookassa {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
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
        let service = Router::new().fallback(call).with_state(yookassa.clone());
        let service = service.into_make_service_with_connect_info::<Cable>();
        tokio::spawn(async move { axum::serve(Exchange(listener), service).await });

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
        self.world().faults.order(call, times, fault);
    }

    /// Cuts every call from now on, or no more.
    pub(crate) fn down(&self, down: bool) {
        self.world().faults.down = down;
    }

    /// Everything goes well from now on.
    pub(crate) fn calm(&self) {
        let mut world = self.world();
        world.faults.calm();
        world.post.weather = None;
    }

    /// Waits until the world is like this.
    pub(crate) async fn until<T>(&self, mut wanted: impl FnMut(&World) -> Option<T>) -> T {
        let wait = async {
            loop {
                let rung = self.0.news.notified();
                tokio::pin!(rung);
                rung.as_mut().enable();

                if let Some(seen) = wanted(&self.world()) {
                    return seen;
                }

                rung.await;
            }
        };

        tokio::time::timeout(PATIENCE, wait)
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

    async fn serve(&self, call: Call, asked: &Asked) -> Response {
        let fault = {
            let mut world = self.world();
            *world.calls.entry(call).or_default() += 1;
            world.faults.of(call)
        };

        self.ring();

        if let Some(fault) = fault.as_ref().filter(|fault| fault.comes_before()) {
            return self.spoil(fault, Value::Null, &asked.cable).await;
        }

        let (answer, letter) = self.world().answer(call, asked);
        if let Some(letter) = letter {
            self.post(letter);
        }

        self.ring();

        match (answer, fault) {
            (Ok(object), Some(fault)) => self.spoil(&fault, object, &asked.cable).await,
            (Ok(object), None) => json(StatusCode::OK, object.to_string()),
            (Err(refusal), _) => {
                self.world().refused.push(refusal.to_string());
                refusal.into_response()
            }
        }
    }

    /// What becomes of an answer by a fault.
    async fn spoil(&self, fault: &Fault, object: Value, cable: &Cable) -> Response {
        match fault {
            Fault::Broken | Fault::BrokenAfter => Refusal::broken().into_response(),
            Fault::TooMany => Refusal::too_many().into_response(),
            Fault::Gateway => (
                StatusCode::BAD_GATEWAY,
                "<html><head><title>nginx</title></head></html>",
            )
                .into_response(),
            Fault::Cut | Fault::CutAfter => {
                cable.cut();
                ().into_response()
            }
            Fault::Half => {
                let whole = object.to_string();
                json(StatusCode::OK, whole[..whole.len() / 2].to_owned())
            }
            Fault::Late(pause) => {
                tokio::time::sleep(*pause).await;
                json(StatusCode::OK, object.to_string())
            }
            Fault::Silence => {
                let _waits = Silent(self.clone());
                std::future::pending().await
            }
        }
    }
}

impl World {
    /// The object that is asked for, and the notification that follows from it.
    fn answer(&mut self, call: Call, asked: &Asked) -> (Result<Value, Refusal>, Option<Letter>) {
        if !asked.is_of_the_shop() {
            return (Err(Refusal::unauthorized()), None);
        }

        match call {
            Call::Look => (self.till.look(&asked.path), None),
            Call::Create => (
                orders::body(asked).and_then(|(key, body)| self.till.create(&key, &body)),
                None,
            ),
            Call::Refund => {
                match orders::body(asked).and_then(|(key, body)| self.till.refund(&key, &body)) {
                    Ok((object, letter)) => (Ok(object), letter),
                    Err(refusal) => (Err(refusal), None),
                }
            }
        }
    }
}

/// Somebody waits for an answer that never comes.
struct Silent(Yookassa);

impl Drop for Silent {
    fn drop(&mut self) {
        self.0.world().given_up += 1;
        self.0.ring();
    }
}

/// A request, read.
struct Asked {
    path: String,
    headers: HeaderMap,
    body: Bytes,
    cable: Cable,
}

impl Asked {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    fn is_of_the_shop(&self) -> bool {
        use base64::{Engine, prelude::BASE64_STANDARD};

        let expected = format!("Basic {}", BASE64_STANDARD.encode(format!("{SHOP}:{KEY}")));
        self.header("authorization") == Some(expected.as_str())
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

async fn call(
    State(yookassa): State<Yookassa>,
    ConnectInfo(cable): ConnectInfo<Cable>,
    method: Method,
    uri: Uri,
    (headers, body): (HeaderMap, Bytes),
) -> Response {
    let Some(call) = Call::of(&method, uri.path()) else {
        return StatusCode::NOT_FOUND.into_response();
    };

    let asked = Asked {
        path: uri.path().to_owned(),
        headers,
        body,
        cable,
    };

    yookassa.serve(call, &asked).await
}
