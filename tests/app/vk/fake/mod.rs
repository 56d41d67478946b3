//! A fake VKontakte: the API, the long poll server, the upload servers and the Callback API over
//! real HTTP, as strict as the real one, with chats that a [`Person`](crate::vk::person::Person)
//! can look at and with faults to order.

mod callback;
mod chats;
mod community;
mod files;
mod keyboard;
mod long_poll;
mod messages;
mod people;
mod request;
mod rules;
mod template;

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard},
    time::{Duration, Instant},
};

use axum::{
    Json, Router,
    extract::{ConnectInfo, DefaultBodyLimit, Path, Query, Request as HttpRequest, State},
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
pub(crate) use community::Community;
pub(crate) use long_poll::LongPollFault;

use callback::Hook;
use chats::Chats;
use files::Files;
use long_poll::LongPollServer;
use request::{Refusal, Request};

/// Looks like a token, so that one in a log would be found.
pub(crate) const TOKEN: &str = "vk1.a.fake_Zw0bXHvQ7yq-lfsGmEyTn4rKJ1";
pub(crate) const GROUP: i64 = 194_000_005;

/// VKontakte's limit of requests a second.
const REQUESTS_PER_SECOND: usize = 20;

/// Everything that VKontakte knows.
#[derive(Debug, Default)]
pub(crate) struct World {
    pub(crate) chats: Chats,
    pub(crate) files: Files,
    pub(crate) long_poll: LongPollServer,
    pub(crate) faults: FaultInjector,
    pub(crate) community: Community,
    /// How often each method was carried out.
    pub(crate) calls: BTreeMap<String, u64>,
    /// How often there were too many requests.
    pub(crate) too_many: u64,
    hook: Option<Hook>,
    /// When the last requests came.
    recent: std::collections::VecDeque<Instant>,
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
        method: &str,
        request: &Request,
        home: SocketAddr,
    ) -> Result<Value, Refusal> {
        rules::check(method, request)?;
        *self.calls.entry(method.to_owned()).or_default() += 1;

        match method {
            "messages.send" => self.send(request),
            "messages.edit" => self.edit(request),
            "messages.sendMessageEventAnswer" => self.answer_press(request),
            "messages.setActivity" => self.set_activity(request),
            "users.get" => self.people(request),
            "photos.getMessagesUploadServer" => Ok(self.files.address("photo", home)),
            "photos.saveMessagesPhoto" => self.files.save_photo(request),
            "docs.getMessagesUploadServer" => Ok(self.files.address("file", home)),
            "docs.save" => self.files.save_document(request),
            "groups.getLongPollServer" => self.long_poll.server(home),
            _ => self.manage(method, request),
        }
    }
}

/// A running server; copies are handles to the same one.
#[derive(Clone, Debug)]
pub(crate) struct Vk(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    address: SocketAddr,
    world: Mutex<World>,
    /// Notified for every new event.
    news: Notify,
}

impl Vk {
    pub(crate) async fn start() -> Self {
        let (listener, address) = connections::listen_on_free_port().await;
        let vk = Self(Arc::new(Inner {
            address,
            world: Mutex::default(),
            news: Notify::new(),
        }));

        let router = Router::new()
            .route("/method/{method}", any(call))
            .route("/long_poll", get(long_poll))
            .route("/upload/{kind}/{id}", post(upload))
            .route("/file/{id}", get(file))
            .layer(DefaultBodyLimit::disable())
            .with_state(vk.clone());
        connections::serve(listener, router);

        vk
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.0.address)
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.0.world.lock().unwrap()
    }

    /// Orders a fault for the next requests of this method.
    pub(crate) fn order(&self, method: &'static str, times: u32, fault: Fault) {
        self.world().faults.order(method, times, fault);
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

    /// A new event for the bot.
    pub(crate) fn push(&self, kind: &str, object: &Value) {
        self.world().long_poll.push(kind, object);
        self.0.news.notify_waiters();
    }

    async fn serve(&self, method: &str, request: &Request, connection: &Connection) -> Response {
        let fault = self.world().faults.next(method, None);
        if let Some(fault) = &fault
            && let Some(response) = fault.before::<Refusal>(connection).await
        {
            return response;
        }

        let answer = {
            let mut world = self.world();
            let admitted = world.admit();

            if admitted {
                world.carry_out(method, request, self.0.address)
            } else {
                Err(Refusal::too_many())
            }
        };
        self.look_after(method, request, &answer);

        let response = match &answer {
            Ok(response) => Json(json!({ "response": response })).into_response(),
            Err(refusal) => refusal.clone().into_response(),
        };

        let is_lost = fault == Some(Fault::CutAfter);
        let response = match fault {
            Some(fault) => fault.after::<Refusal>(response, connection).await,
            None => response,
        };

        let sent = answer.ok().and_then(|response| response.as_i64());
        if let Some(id) = sent.filter(|_| method == "messages.send" && !is_lost) {
            self.world().chats.mark_acknowledged(id);
        }

        response
    }

    /// Wakes those who wait for the chat, and begins what a method asks to begin.
    fn look_after(&self, method: &str, request: &Request, answer: &Result<Value, Refusal>) {
        if answer.is_err() {
            return;
        }

        if let Some(chat) = request
            .number("peer_id")
            .and_then(|id| self.world().chats.open.get(&id).cloned())
        {
            chat.changed.notify_waiters();
        }

        if method == "groups.addCallbackServer" {
            self.bring_to(request);
        }
    }
}

/// What goes wrong in a storm.
fn storm_fault(chance: &mut Chance, _method: &str) -> Fault {
    match chance.below(10) {
        0 => Fault::error(10),
        1..=2 => Fault::CutBefore,
        3..=7 => Fault::CutAfter,
        _ => Fault::Late(Duration::from_millis(chance.below(100))),
    }
}

async fn call(
    State(vk): State<Vk>,
    Path(method): Path<String>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    http: HttpRequest,
) -> Response {
    match Request::read(http).await {
        Ok(request) => vk.serve(&method, &request, &connection).await,
        Err(refusal) => refusal.into_response(),
    }
}

async fn long_poll(
    State(vk): State<Vk>,
    Query(question): Query<BTreeMap<String, String>>,
    ConnectInfo(connection): ConnectInfo<Connection>,
) -> Response {
    vk.poll(&question, &connection).await
}

async fn upload(
    State(vk): State<Vk>,
    Path((kind, id)): Path<(String, u64)>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    parts: axum::extract::Multipart,
) -> Response {
    let fault = vk.world().faults.next("upload", None);
    if let Some(fault) = &fault
        && let Some(response) = fault.before::<Refusal>(&connection).await
    {
        return response;
    }

    let Some(file) = files::only_file(parts).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let reply = vk.world().files.take(&kind, id, file);

    if fault == Some(Fault::CutAfter) {
        connection.cut()
    } else {
        Json(reply).into_response()
    }
}

async fn file(
    State(vk): State<Vk>,
    Path(id): Path<String>,
    ConnectInfo(connection): ConnectInfo<Connection>,
) -> Response {
    let fault = vk.world().faults.next("file", None);
    if let Some(fault) = &fault
        && let Some(response) = fault.before::<Refusal>(&connection).await
    {
        return response;
    }

    let bytes = vk.world().files.sent.get(&id).cloned();
    bytes.map_or_else(
        || StatusCode::NOT_FOUND.into_response(),
        IntoResponse::into_response,
    )
}
