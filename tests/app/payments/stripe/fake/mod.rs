//! A fake Stripe: Checkout Sessions, PaymentIntents, refunds and disputes over real HTTP, signed
//! events that are repeated until they are acknowledged, and faults to order.

mod calls;
mod events;
mod form;
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
use vernissage::clock::{Clock, SystemClock};

use crate::{
    payments::fake::{DeliveryFaults, NotificationSender},
    support::{
        chance::Chance,
        connections::{self, Connection},
        faults::{Fault, FaultInjector},
        wait::{PATIENCE, after_changes},
    },
};
pub(crate) use calls::Call;
pub(crate) use events::{Event, signature};
pub(crate) use till::{Intent, Session, SessionStatus};

use form::Form;
use refusal::Refusal;
use till::Till;

/// What the account proves itself with. They look like real ones, so that they would be found in a
/// log.
pub(crate) const KEY: &str = "sk_test_51Qp7LzB3xRkWm9TfYcVhNsD2aGuE8jKo4iHq6";
pub(crate) const SIGNING_SECRET: &str = "whsec_m5Xw8RtZq2LbVn7KsYcJd3FgHa9PeU4o";
/// The only version that is spoken here.
const VERSION: &str = "2025-09-30.clover";

/// Everything that Stripe knows.
pub(crate) struct World {
    pub(crate) till: Till,
    pub(crate) faults: FaultInjector,
    pub(crate) sender: NotificationSender,
    /// What dates the signatures: the service's own clock, as the real ones agree.
    pub(crate) clock: Arc<dyn Clock>,
    /// How often each call came, whatever became of it.
    pub(crate) calls: BTreeMap<Call, u64>,
    /// What was refused, by its parameter: a service that is well gets no such answer.
    pub(crate) refused: Vec<String>,
}

/// A running server; copies are handles to the same one.
#[derive(Clone)]
pub(crate) struct Stripe(Arc<Inner>);

struct Inner {
    address: SocketAddr,
    world: Mutex<World>,
    /// Notified when anything has happened.
    news: Notify,
    client: reqwest::Client,
}

impl Stripe {
    pub(crate) async fn start() -> Self {
        let (listener, address) = connections::listen_on_free_port().await;
        let client = reqwest::Client::builder()
            .pool_max_idle_per_host(0)
            .build()
            .unwrap();

        let world = World {
            till: Till::default(),
            faults: FaultInjector::default(),
            sender: NotificationSender::default(),
            clock: Arc::new(SystemClock),
            calls: BTreeMap::new(),
            refused: Vec::new(),
        };
        let stripe = Self(Arc::new(Inner {
            address,
            world: Mutex::new(world),
            news: Notify::new(),
            client,
        }));
        let router = Router::new().fallback(call).with_state(stripe.clone());
        connections::serve(listener, router);

        stripe
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/v1", self.0.address)
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

    /// From now on calls go wrong by chance, and events are lost, late and repeated.
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
            .expect("never seen at Stripe")
    }

    /// Waits until a call has come so often.
    pub(crate) async fn called(&self, call: Call, times: u64) {
        self.until(|world| (world.count(call) >= times).then_some(()))
            .await;
    }

    /// A session as it is now.
    pub(crate) fn session(&self, id: &str) -> Session {
        self.world().till.sessions[id].clone()
    }

    /// The payment of a session that was paid.
    pub(crate) fn intent(&self, session: &str) -> Intent {
        self.world().till.intent_of(session).clone()
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

        let is_kept_error = matches!(fault, Some(Fault::RefusedAfter(_)));
        let answer = self.world().answer(call, asked, is_kept_error);
        let response = match answer {
            Ok(Answer { object, event }) => {
                if let Some(event) = event {
                    self.notify(event);
                }
                json(StatusCode::OK, object.to_string())
            }
            Err(refusal) => {
                if !refusal.is_kept() && !asked.is_foreign() {
                    self.world().refused.push(refusal.to_string());
                }
                self.ring();
                return refusal.into_response();
            }
        };

        self.ring();

        match fault {
            Some(fault) => fault.after::<Refusal>(response, &asked.connection).await,
            None => response,
        }
    }
}

/// What is answered, and the event that follows from it.
struct Answer {
    object: Value,
    event: Option<Event>,
}

impl From<Value> for Answer {
    fn from(object: Value) -> Self {
        Self {
            object,
            event: None,
        }
    }
}

impl World {
    pub(crate) fn count(&self, call: Call) -> u64 {
        self.calls.get(&call).copied().unwrap_or(0)
    }

    /// Stripe's moment, in seconds.
    fn now(&self) -> i64 {
        self.clock.now().millis() / 1000
    }

    fn answer(
        &mut self,
        call: Call,
        asked: &ApiRequest,
        is_kept_error: bool,
    ) -> Result<Answer, Refusal> {
        asked.check()?;

        let now = self.now();
        match call {
            Call::Account => {
                Ok(serde_json::json!({ "id": "acct_1QpTest", "object": "account" }).into())
            }
            Call::LookSession => self
                .till
                .look_session(&asked.id(), &asked.query()?)
                .map(Answer::from),
            Call::LookIntent => self
                .till
                .look_intent(&asked.id(), &asked.query()?)
                .map(Answer::from),
            Call::ListRefunds => self.till.list_refunds(&asked.query()?).map(Answer::from),
            Call::ListDisputes => self.till.list_disputes(&asked.query()?).map(Answer::from),
            Call::CreateSession | Call::Refund => {
                let key = asked.key()?;
                let form = asked.form()?;
                if let Some(known) = self.till.known(&key, &form)? {
                    return Ok(known.into());
                }

                let answer = if call == Call::CreateSession {
                    Answer::from(self.till.create(&form, now)?)
                } else {
                    self.till.refund(&form, now)?
                };

                self.till.keep(key, form, &answer.object, is_kept_error);
                Ok(answer)
            }
        }
    }
}

/// A request, read.
struct ApiRequest {
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
    connection: Connection,
}

impl ApiRequest {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    fn check(&self) -> Result<(), Refusal> {
        if self.header("authorization") != Some(format!("Bearer {KEY}").as_str()) {
            return Err(Refusal::unauthorized());
        }

        if self.header("stripe-version") == Some(VERSION) {
            Ok(())
        } else {
            Err(Refusal::invalid(
                "Stripe-Version",
                "Invalid Stripe API version",
            ))
        }
    }

    /// Whether it asks for what only a forged event has named.
    fn is_foreign(&self) -> bool {
        self.uri.path().contains("foreign")
    }

    fn id(&self) -> String {
        let last = self.uri.path().rsplit('/').next();
        last.unwrap_or_default().to_owned()
    }

    fn query(&self) -> Result<Form, Refusal> {
        Form::parse(self.uri.query().unwrap_or_default().as_bytes())
    }

    fn key(&self) -> Result<String, Refusal> {
        self.header("idempotency-key")
            .filter(|key| (1..=255).contains(&key.len()))
            .map(str::to_owned)
            .ok_or_else(|| Refusal::invalid("Idempotency-Key", "is missing or too long"))
    }

    fn form(&self) -> Result<Form, Refusal> {
        if self.header("content-type") == Some("application/x-www-form-urlencoded") {
            Form::parse(&self.body)
        } else {
            Err(Refusal::invalid("Content-Type", "must be a form"))
        }
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
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

#[expect(clippy::too_many_arguments, reason = "axum's extractors")]
async fn call(
    State(stripe): State<Stripe>,
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
        uri,
        headers,
        body,
        connection,
    };

    stripe.serve(call, &asked).await
}
