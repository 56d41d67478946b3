//! A fake MAX: the API, the upload servers and the webhook over real HTTP, as strict as the real
//! one, with chats that a [`Person`](crate::max::person::Person) can look at and with faults to
//! order.

mod chats;
mod files;
mod keyboard;
mod messages;
mod request;
mod rules;
mod subscriptions;
mod updates;

use std::{
    collections::{BTreeMap, VecDeque},
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard},
    time::{Duration, Instant},
};

use axum::{
    Json, Router,
    extract::{ConnectInfo, DefaultBodyLimit, Multipart, Path, Request as HttpRequest, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{any, get, post},
};
use serde_json::{Value, json};
use tokio::sync::Notify;

use crate::support::{
    chance::Chance,
    connections::{self, Connection},
    faults::FaultInjector,
};

pub(crate) use crate::support::faults::Fault;
pub(crate) use chats::{Attachment, Button, Chat, Message};

use chats::Chats;
use files::Files;
use request::{Refusal, Request};
use subscriptions::Subscriptions;
use updates::Updates;

/// Looks like a token, so that one in a log would be found.
pub(crate) const TOKEN: &str = "f9LHodD0cOL_fake-7NwSdT4fDtXou9i0A51TjSj9";
pub(crate) const BOT: u64 = 229_229_229;
pub(crate) const USERNAME: &str = "vernissage_bot";

/// MAX's limit of requests a second.
const REQUESTS_PER_SECOND: usize = 30;

/// Everything that MAX knows.
#[derive(Debug, Default)]
pub(crate) struct World {
    pub(crate) chats: Chats,
    pub(crate) files: Files,
    pub(crate) updates: Updates,
    pub(crate) subscriptions: Subscriptions,
    pub(crate) faults: FaultInjector,
    /// The bot's menu.
    pub(crate) commands: Value,
    /// How often each call was carried out.
    pub(crate) calls: BTreeMap<String, u64>,
    /// How often there were too many requests.
    pub(crate) too_many: u64,
    /// When the last requests came.
    recent: VecDeque<Instant>,
}

impl World {
    /// Whether one more request is within the limit; one that is not does not count.
    fn admit(&mut self) -> bool {
        let now = Instant::now();
        self.recent.retain(|at| now - *at < Duration::from_secs(1));

        let admitted = self.recent.len() < REQUESTS_PER_SECOND;
        if admitted {
            self.recent.push_back(now);
        } else {
            self.too_many += 1;
        }

        admitted
    }

    fn carry_out(
        &mut self,
        call: &str,
        request: &Request,
        home: SocketAddr,
    ) -> Result<Value, Refusal> {
        rules::check(call, request)?;
        *self.calls.entry(call.to_owned()).or_default() += 1;

        match call {
            "GET me" => Ok(self.me()),
            "PATCH me" => {
                self.commands = request.body["commands"].clone();
                Ok(self.me())
            }
            "POST messages" => self.send(request),
            "PUT messages" => self.edit(request),
            "POST answers" => self.answer_press(request),
            "POST uploads" => self.files.address(request, home),
            "GET videos" => self.files.video(request.text("token"), home),
            "GET subscriptions" => Ok(self.subscriptions.list()),
            "POST subscriptions" => self.subscriptions.add(request),
            "DELETE subscriptions" => Ok(self.subscriptions.remove(request)),
            _ => Err(Refusal::new(404, "not.found", call)),
        }
    }

    fn me(&self) -> Value {
        json!({
            "user_id": BOT, "first_name": "Вернисаж", "username": USERNAME, "is_bot": true,
            "last_activity_time": 1_775_026_702_261_i64, "name": "Вернисаж", "commands": self.commands,
        })
    }
}

/// A running server; copies are handles to the same one.
#[derive(Clone, Debug)]
pub(crate) struct Max(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    address: SocketAddr,
    world: Mutex<World>,
    /// Notified for every new update.
    news: Notify,
}

impl Max {
    pub(crate) async fn start() -> Self {
        let (listener, address) = connections::listen_on_free_port().await;
        let max = Self(Arc::new(Inner {
            address,
            world: Mutex::default(),
            news: Notify::new(),
        }));

        let router = Router::new()
            .route("/upload/{kind}/{id}", post(upload))
            .route("/file/{id}", get(file))
            .route("/videos/{token}", get(video))
            .route("/{method}", any(call))
            .layer(DefaultBodyLimit::disable())
            .with_state(max.clone());
        connections::serve(listener, router);

        max
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.0.address)
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.0.world.lock().unwrap()
    }

    /// Orders a fault for the next requests of this call.
    pub(crate) fn order(&self, call: &'static str, times: u32, fault: Fault) {
        self.world().faults.order(call, times, fault);
    }

    /// Cuts every request from now on, or no longer.
    pub(crate) fn down(&self, down: bool) {
        self.world().faults.set_down(down);
        self.0.news.notify_waiters();
    }

    /// From now on requests go wrong by chance.
    pub(crate) fn begin_storm(&self, chance: &mut Chance, per_thousand: u64) {
        self.world()
            .faults
            .begin_storm(chance.fork(), per_thousand, storm_fault);
    }

    pub(crate) fn end_storm(&self) {
        self.world().faults.end_storm();
    }

    /// A new update for the bot.
    pub(crate) fn push(&self, update: Value) {
        self.world().updates.push(update);
        self.0.news.notify_waiters();
    }

    async fn serve(&self, call: &str, request: &Request, connection: &Connection) -> Response {
        let fault = self.world().faults.next(call, None);
        if let Some(fault) = &fault
            && let Some(response) = fault.before::<Refusal>(connection).await
        {
            return response;
        }

        if call == "GET updates" {
            let lost = fault == Some(Fault::CutAfter);
            let response = self.poll(request, connection).await;
            return if lost { connection.cut() } else { response };
        }

        let answer = {
            let mut world = self.world();
            if world.admit() {
                world.carry_out(call, request, self.0.address)
            } else {
                Err(Refusal::too_many(None))
            }
        };
        self.look_after(call, request, &answer);

        let response = match &answer {
            Ok(reply) => Json(reply).into_response(),
            Err(refusal) => refusal.clone().into_response(),
        };

        let is_lost = matches!(
            fault,
            Some(Fault::CutAfter | Fault::HalfAnswer | Fault::NeverAnswered)
        );
        let response = match fault {
            Some(fault) => fault.after::<Refusal>(response, connection).await,
            None => response,
        };

        let sent = answer
            .ok()
            .and_then(|reply| reply["message"]["body"]["mid"].as_str().map(str::to_owned));
        if let Some(id) = sent.filter(|_| !is_lost) {
            self.world().chats.mark_acknowledged(&id);
        }

        response
    }

    /// Wakes those who wait for a chat, and begins what a call asks to begin.
    fn look_after(&self, call: &str, request: &Request, answer: &Result<Value, Refusal>) {
        if answer.is_err() {
            return;
        }

        if matches!(call, "POST messages" | "PUT messages") {
            for chat in self.world().chats.open.values() {
                chat.changed.notify_waiters();
            }
        }

        if call == "POST subscriptions" {
            self.bring_to(request);
        }
    }
}

/// What goes wrong in a storm.
fn storm_fault(chance: &mut Chance, _call: &str) -> Fault {
    match chance.below(10) {
        0 => Fault::Refused(503, "service.unavailable"),
        1 => Fault::TooMany(1),
        2..=3 => Fault::CutBefore,
        4..=7 => Fault::CutAfter,
        _ => Fault::Late(Duration::from_millis(chance.below(100))),
    }
}

async fn call(
    State(max): State<Max>,
    Path(path): Path<String>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    http: HttpRequest,
) -> Response {
    let call = format!("{} {path}", http.method());
    match Request::read(http).await {
        Ok(request) => max.serve(&call, &request, &connection).await,
        Err(refusal) => refusal.into_response(),
    }
}

/// The token is a part of the path; for the rules it is a parameter like any other.
async fn video(
    State(max): State<Max>,
    Path(token): Path<String>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    http: HttpRequest,
) -> Response {
    match Request::read(http).await {
        Ok(mut request) => {
            request.query.insert("token".to_owned(), token);
            max.serve("GET videos", &request, &connection).await
        }
        Err(refusal) => refusal.into_response(),
    }
}

async fn upload(
    State(max): State<Max>,
    Path((kind, id)): Path<(String, u64)>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    parts: Multipart,
) -> Response {
    let fault = max.world().faults.next("upload", None);
    if let Some(fault) = &fault
        && let Some(response) = fault.before::<Refusal>(&connection).await
    {
        return response;
    }

    let Some(file) = files::only_file(parts).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let reply = max.world().files.take(&kind, id, file);

    match (fault, reply) {
        (Some(Fault::CutAfter), _) => connection.cut(),
        (_, Some(Value::String(xml))) => xml.into_response(),
        (_, Some(reply)) => Json(reply).into_response(),
        // An upload server has errors of its own, which are no JSON.
        (_, None) => (StatusCode::BAD_REQUEST, "<retval>0</retval>").into_response(),
    }
}

async fn file(
    State(max): State<Max>,
    Path(id): Path<String>,
    ConnectInfo(connection): ConnectInfo<Connection>,
) -> Response {
    let fault = max.world().faults.next("file", None);
    if let Some(fault) = &fault
        && let Some(response) = fault.before::<Refusal>(&connection).await
    {
        return response;
    }

    let bytes = max.world().files.sent.get(&id).cloned();
    bytes.map_or_else(
        || StatusCode::NOT_FOUND.into_response(),
        IntoResponse::into_response,
    )
}
