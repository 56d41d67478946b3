//! A fake Telegram: the Bot API over real HTTP, with chats that a
//! [`Person`](crate::telegram::person::Person) can look at, and with faults to order.

mod bills;
mod chats;
mod films;
mod inline;
mod methods;
mod payments;
mod polling;
mod refusal;
mod request;
mod updates;
mod webhook;

use std::{
    collections::{BTreeMap, HashSet},
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use axum::{
    Router,
    extract::{ConnectInfo, DefaultBodyLimit, Path, Request as HttpRequest, State},
    response::{IntoResponse, Response},
    routing::{any, get},
};
use serde_json::{Value, json};
use tokio::sync::Notify;

use crate::support::{
    chance::Chance,
    connections::{self, Connection},
    faults::FaultInjector,
    wait::after_changes,
};

pub(crate) use crate::support::faults::Fault;
pub(crate) use bills::{Bill, PROVIDER, TakenPayment, Way, Ways, address};
pub(crate) use chats::{Body, Button, Chat, FilmKind, Message, now};
pub(crate) use payments::{Charge, CheckoutAnswer, Invoice, PATIENCE};
pub(crate) use updates::Disorder;

pub(crate) use inline::InlineAnswer;

use chats::Chats;
use inline::Inline;
use payments::Till;
use refusal::{Refusal, granted};
use request::Request;
use updates::Updates;
use webhook::Hook;

/// Looks like a token, so that one in a log would be found.
pub(crate) const TOKEN: &str = "7654321:AAF7-fake_gYncWnm5IyfZlpPRqRRv6kNAGlao";

/// Everything that Telegram knows.
#[derive(Debug, Default)]
pub(crate) struct World {
    pub(crate) chats: Chats,
    pub(crate) updates: Updates,
    pub(crate) faults: FaultInjector,
    pub(crate) till: Till,
    pub(crate) inline: Inline,
    /// The menus of commands in private chats, by the codes of languages; the one without a code is
    /// for everybody else.
    pub(crate) menus: BTreeMap<String, Value>,
    /// Queries of presses that are not answered yet.
    pub(crate) pressed: HashSet<String>,
    /// Which life of the bot is calling.
    pub(crate) life: u32,
    /// How often each method was called.
    pub(crate) calls: BTreeMap<String, u64>,
    /// Calls that are being answered, besides polls.
    pub(crate) calls_in_progress: u32,
    hook: Option<Hook>,
    /// The newest poll ends the one before.
    polls: u64,
    /// Polls that are being answered.
    polls_in_progress: u32,
    /// How often a poll began beside another one.
    pub(crate) polls_at_once: u32,
    presses: u64,
}

/// The bot as Telegram's user.
pub(crate) fn bot() -> Value {
    json!({
        "id": 7_654_321, "is_bot": true, "first_name": "Vernissage", "username": "vernissage_bot",
        "can_join_groups": false, "can_read_all_group_messages": false, "supports_inline_queries": false,
        "can_connect_to_business": false, "has_main_web_app": false,
    })
}

impl World {
    /// What Telegram says about the bot.
    fn me(&self) -> Value {
        let mut me = bot();
        me["supports_inline_queries"] = self.inline.is_on.into();
        me
    }

    pub(crate) fn next_press(&mut self) -> String {
        self.presses += 1;
        let id = format!("press{}", self.presses);
        self.pressed.insert(id.clone());
        id
    }

    /// The bot has heard that these messages were sent.
    fn mark_acknowledged(&mut self, request: &Request, result: &Value) {
        let Some(chat) = request
            .number("chat_id")
            .and_then(|id| self.chats.open.get_mut(&id))
        else {
            return;
        };

        let one = std::slice::from_ref(result);
        for sent in result.as_array().map_or(one, Vec::as_slice) {
            if let Some(message) = sent["message_id"].as_i64().and_then(|id| chat.message(id)) {
                message.acknowledged = true;
            }
        }
    }
}

/// A running server; copies are handles to the same one.
#[derive(Clone, Debug)]
pub(crate) struct Telegram(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    address: SocketAddr,
    world: Mutex<World>,
    /// Notified for every new update.
    news: Notify,
    /// Notified for every answered inline query.
    answered: Notify,
}

impl Telegram {
    pub(crate) async fn start() -> Self {
        let (listener, address) = connections::listen_on_free_port().await;
        let telegram = Self(Arc::new(Inner {
            address,
            world: Mutex::default(),
            news: Notify::new(),
            answered: Notify::new(),
        }));

        let router = Router::new()
            .route("/{bot}/{method}", any(call))
            .route("/file/{bot}/{*path}", get(file))
            .layer(DefaultBodyLimit::disable())
            .with_state(telegram.clone());
        connections::serve(listener, router);

        telegram
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.0.address)
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.0.world.lock().unwrap()
    }

    /// Orders a fault for the next requests of this method, in small letters.
    pub(crate) fn order(&self, method: &'static str, times: u32, fault: Fault) {
        self.world().faults.order(method, times, fault);
    }

    /// Cuts every request from now on, or no longer.
    pub(crate) fn down(&self, down: bool) {
        self.world().faults.set_down(down);
    }

    /// From now on requests go wrong by chance, and updates come in disorder.
    pub(crate) fn begin_storm(&self, chance: &mut Chance, per_thousand: u64) {
        let mut world = self.world();
        world
            .faults
            .begin_storm(chance.fork(), per_thousand, storm_fault);
        world.updates.disorder = Some(Disorder {
            chance: chance.fork(),
        });
    }

    pub(crate) fn end_storm(&self) {
        let mut world = self.world();
        world.faults.end_storm();
        world.updates.disorder = None;
    }

    /// How many updates were repeated, held back, and brought in another order.
    pub(crate) fn disorder(&self) -> [u64; 3] {
        let updates = &self.world().updates;
        [updates.repeated, updates.held_back, updates.reordered]
    }

    /// A new update for the bot.
    pub(crate) fn push(&self, kind: &str, value: Value) -> i64 {
        let id = self.world().updates.push(kind, value);
        self.0.news.notify_waiters();
        id
    }

    /// Waits for the answer to an inline query, but not for ever.
    pub(crate) async fn inline_answer(
        &self,
        query: &str,
        patience: Duration,
    ) -> Option<InlineAnswer> {
        after_changes(&self.0.answered, patience, || {
            self.world().inline.answers.get(query).cloned()
        })
        .await
    }

    /// Carries out the method, and wakes those who wait for the chat.
    fn carry_out(&self, method: &str, request: &Request) -> Result<Value, Refusal> {
        let mut world = self.world();
        let answer = world
            .call(method, request)
            .unwrap_or_else(|| Err(Refusal::not_found()));

        let chat = request
            .number("chat_id")
            .and_then(|id| world.chats.open.get(&id));

        if let Some(chat) = chat {
            chat.changed.notify_waiters();
        }

        // People wait for answers.
        if method == "answerinlinequery" {
            self.0.answered.notify_waiters();
        }

        // A refund tells of itself.
        if method == "refundstarpayment" {
            self.0.news.notify_waiters();
        }

        answer
    }

    async fn answer(&self, method: &str, request: &Request) -> Result<Value, Refusal> {
        match method {
            "getupdates" => self.poll(request).await,
            "setwebhook" => Ok(self.set_hook(request)),
            "deletewebhook" => Ok(self.delete_hook(request)),
            _ => self.carry_out(method, request),
        }
    }

    async fn serve(&self, method: &str, request: &Request, connection: &Connection) -> Response {
        let _in_progress = (method != "getupdates").then(|| CallInProgress::begin(self));
        let fault = {
            let mut world = self.world();
            *world.calls.entry(method.to_owned()).or_default() += 1;
            world.faults.next(method, request.number("chat_id"))
        };

        if let Some(fault) = &fault
            && let Some(response) = fault.before::<Refusal>(connection).await
        {
            return response;
        }

        let answer = self.answer(method, request).await;
        let response = match &answer {
            Ok(result) => granted(result),
            Err(refusal) => refusal.clone().into_response(),
        };

        let is_lost = fault == Some(Fault::CutAfter);
        let response = match fault {
            Some(fault) => fault.after::<Refusal>(response, connection).await,
            None => response,
        };

        if let Ok(result) = answer
            && !is_lost
        {
            self.world().mark_acknowledged(request, &result);
        }

        response
    }
}

/// Counts a call while it is being answered.
struct CallInProgress(Telegram);

impl CallInProgress {
    fn begin(telegram: &Telegram) -> Self {
        telegram.world().calls_in_progress += 1;
        Self(telegram.clone())
    }
}

impl Drop for CallInProgress {
    fn drop(&mut self) {
        self.0.world().calls_in_progress -= 1;
    }
}

/// What goes wrong in a storm.
fn storm_fault(chance: &mut Chance, method: &str) -> Fault {
    match chance.below(10) {
        // Polling for updates is never too much.
        0 if method != "getupdates" => Fault::TooMany(1),
        0..=2 => Fault::CutBefore,
        3..=6 => Fault::CutAfter,
        _ => Fault::Late(Duration::from_millis(chance.below(100))),
    }
}

fn is_ours(bot: &str) -> bool {
    bot.strip_prefix("bot") == Some(TOKEN)
}

async fn call(
    State(telegram): State<Telegram>,
    Path((bot, method)): Path<(String, String)>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    http: HttpRequest,
) -> Response {
    if !is_ours(&bot) {
        return Refusal::unauthorized().into_response();
    }

    let Some(request) = Request::read(http).await else {
        return Refusal::bad("the request cannot be read").into_response();
    };
    telegram
        .serve(&method.to_ascii_lowercase(), &request, &connection)
        .await
}

async fn file(
    State(telegram): State<Telegram>,
    Path((bot, path)): Path<(String, String)>,
    ConnectInfo(connection): ConnectInfo<Connection>,
) -> Response {
    if !is_ours(&bot) {
        return Refusal::unauthorized().into_response();
    }

    let fault = telegram.world().faults.next("file", None);
    if let Some(fault) = fault {
        if let Some(response) = fault.before::<Refusal>(&connection).await {
            return response;
        }

        tokio::time::sleep(Duration::from_millis(20)).await;
    }

    let id = path.trim_start_matches("photos/").trim_end_matches(".jpg");
    let bytes = telegram.world().chats.files.get(id).cloned();

    match bytes {
        Some(bytes) => bytes.into_response(),
        None if id.starts_with("thumb-") => "thumb".into_response(),
        None => Refusal::not_found().into_response(),
    }
}
