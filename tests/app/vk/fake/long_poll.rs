//! The long poll server: a key, a position among the events, and all the ways in which they expire.

use std::{
    collections::{BTreeMap, VecDeque},
    net::SocketAddr,
    time::Duration,
};

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};

use super::{GROUP, Vk, request::Refusal};
use crate::support::{connections::Connection, faults::Fault};

/// The position before the first event.
const BEGIN: u64 = 1000;
/// How many events are repeated when a position is too old.
const BACK: u64 = 3;

/// A way in which the server for events goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LongPollFault {
    /// `failed: 1`: the position is too old, and the new one repeats events that were seen already.
    TooOld,
    /// `failed: 2`: the key has expired.
    KeyGone,
    /// `failed: 3`: key and position are lost.
    AllGone,
    /// An answer that ends in the middle.
    HalfJson,
    /// An answer that is something else.
    Status(u16),
    /// Nothing, and then the connection is cut.
    Silence(Duration),
    /// The answer is lost.
    CutAfter,
}

#[derive(Debug, Default)]
pub(crate) struct LongPollServer {
    /// Ordered faults, the next one first.
    pub(crate) faults: VecDeque<LongPollFault>,
    /// All events there ever were.
    events: Vec<Value>,
    /// Up to where the bot has confirmed.
    pub(crate) confirmed: u64,
    /// How many keys were given.
    keys: u64,
    /// The last poll that it never answered.
    pub(crate) unanswered: Option<UnansweredPoll>,
    /// How often each kind of trouble has happened.
    pub(crate) troubles: BTreeMap<&'static str, u64>,
    /// How often there was an answer with events.
    pub(crate) answers: u64,
}

/// A poll that is never answered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UnansweredPoll {
    pub(crate) begun: Instant,
    /// How long the server was asked to wait for events.
    pub(crate) wait: Duration,
}

/// How long the server is asked to wait for events.
fn wait(question: &BTreeMap<String, String>) -> Duration {
    let wait = question.get("wait").and_then(|wait| wait.parse().ok());
    Duration::from_secs(wait.unwrap_or(25))
}

impl LongPollServer {
    pub(super) fn push(&mut self, kind: &str, object: &Value) {
        let id = format!("{:040x}", self.events.len() + 1);
        let event = json!({ "group_id": GROUP, "type": kind, "event_id": id, "v": "5.199", "object": object });
        self.events.push(event);
    }

    /// Events that the bot has not confirmed.
    pub(crate) fn waiting(&self) -> usize {
        self.events.len() - self.confirmed as usize
    }

    pub(super) fn next(&self) -> Option<Value> {
        self.events.get(self.confirmed as usize).cloned()
    }

    pub(super) fn confirm_one(&mut self) {
        self.confirmed += 1;
    }

    /// As in real life: sometimes a number, sometimes a string.
    fn place(at: u64) -> Value {
        let place = BEGIN + at;
        if place.is_multiple_of(2) {
            json!(place)
        } else {
            json!(place.to_string())
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "as all methods do")]
    pub(super) fn server(&mut self, home: SocketAddr) -> Result<Value, Refusal> {
        self.keys += 1;
        let place = Self::place(self.confirmed);
        Ok(
            json!({ "server": format!("http://{home}/long_poll"), "key": format!("key{}", self.keys), "ts": place }),
        )
    }

    fn key(&self) -> String {
        format!("key{}", self.keys)
    }

    /// The immediate answer; `None` when there are no events yet.
    fn answer(&mut self, question: &BTreeMap<String, String>) -> Option<Value> {
        let field = |name: &str| question.get(name).map(String::as_str).unwrap_or_default();
        if field("act") != "a_check" || field("key") != self.key() {
            return Some(self.trouble("failed 2", json!({ "failed": 2 })));
        }

        let place = field("ts")
            .parse::<u64>()
            .ok()
            .and_then(|place| place.checked_sub(BEGIN));
        let Some(place) = place.filter(|place| *place <= self.events.len() as u64) else {
            let place = Self::place(self.confirmed);
            return Some(self.trouble("failed 1", json!({ "failed": 1, "ts": place })));
        };

        self.confirmed = self.confirmed.max(place);

        let next: Vec<Value> = self.events[place as usize..]
            .iter()
            .take(100)
            .cloned()
            .collect();

        if next.is_empty() {
            return None;
        }

        self.answers += 1;

        let place = Self::place(place + next.len() as u64);
        Some(json!({ "ts": place, "updates": next }))
    }

    fn trouble(&mut self, name: &'static str, answer: Value) -> Value {
        *self.troubles.entry(name).or_default() += 1;
        answer
    }
}

impl Vk {
    pub(super) async fn poll(
        &self,
        question: &BTreeMap<String, String>,
        connection: &Connection,
    ) -> Response {
        if let Some(response) = self.broken(question, connection).await {
            return response;
        }

        let until = Instant::now() + wait(question);

        loop {
            let news = self.0.news.notified();
            tokio::pin!(news);
            news.as_mut().enable();

            if self.world().faults.is_down() {
                return connection.cut();
            }

            if let Some(answer) = self.world().long_poll.answer(question) {
                return Json(answer).into_response();
            }

            if timeout_at(until, news).await.is_err() {
                let ts = question.get("ts").cloned().unwrap_or_default();
                return Json(json!({ "ts": ts, "updates": [] })).into_response();
            }
        }
    }

    /// The answer spoiled by an ordered fault, if there is one.
    async fn broken(
        &self,
        question: &BTreeMap<String, String>,
        connection: &Connection,
    ) -> Option<Response> {
        let by_chance = self.world().faults.next("long_poll", None);
        if let Some(fault) = &by_chance
            && let Some(response) = fault.before::<Refusal>(connection).await
        {
            return Some(response);
        }

        let ordered = self.world().long_poll.faults.pop_front();
        let fault = ordered
            .or_else(|| (by_chance == Some(Fault::CutAfter)).then_some(LongPollFault::CutAfter))?;

        match fault {
            LongPollFault::Silence(pause) => {
                self.trouble("silence");
                self.world().long_poll.unanswered = Some(UnansweredPoll {
                    begun: Instant::now(),
                    wait: wait(question),
                });
                tokio::time::sleep(pause).await;
                Some(connection.cut())
            }
            LongPollFault::CutAfter => {
                self.trouble("answer lost");
                self.world().long_poll.answer(question);
                Some(connection.cut())
            }
            LongPollFault::Status(code) => {
                self.trouble("5xx");
                Some((StatusCode::from_u16(code).unwrap(), "<html>nginx</html>").into_response())
            }
            LongPollFault::HalfJson => {
                self.trouble("half a JSON");
                Some("{\"ts\":\"1001\",\"updates\":[{\"group_id\":".into_response())
            }
            fault => Some(self.world().long_poll.failed(&fault)),
        }
    }

    fn trouble(&self, name: &'static str) {
        *self.world().long_poll.troubles.entry(name).or_default() += 1;
    }
}

impl LongPollServer {
    fn failed(&mut self, fault: &LongPollFault) -> Response {
        let answer = match fault {
            LongPollFault::TooOld => {
                let place = Self::place(self.confirmed.saturating_sub(BACK));
                self.trouble("failed 1", json!({ "failed": 1, "ts": place }))
            }
            LongPollFault::KeyGone => {
                self.keys += 1;
                self.trouble("failed 2", json!({ "failed": 2 }))
            }
            _ => {
                self.keys += 1;
                self.trouble("failed 3", json!({ "failed": 3 }))
            }
        };
        Json(answer).into_response()
    }
}
