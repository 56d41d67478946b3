//! What goes wrong in a fake server, by order or by chance: the faults that every API shares, and
//! the injector that decides which request meets which fault. Knows no API: each fake server says
//! how its own errors look.

use std::{collections::BTreeMap, future::pending, time::Duration};

use axum::{
    body::{Body, to_bytes},
    http::{StatusCode, header::CONTENT_LENGTH},
    response::{IntoResponse, Response},
};

use crate::support::{chance::Chance, connections::Connection};

/// A way in which a request goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The API answers with an error of its own, by its code and words. Nothing is done.
    Refused(i64, &'static str),
    /// The API answers with an error of this code, although the request is carried out.
    RefusedAfter(i64),
    /// The API asks to wait for this many seconds. Nothing is done.
    TooMany(u32),
    /// A proxy in front of the API answers with this status, in HTML. Nothing is done.
    Gateway(u16),
    /// The connection is cut before anything is done.
    CutBefore,
    /// The request is carried out, but the answer is lost.
    CutAfter,
    /// The request is carried out, and half of the answer arrives.
    HalfAnswer,
    /// The request is carried out, and answered only after this time.
    Late(Duration),
    /// Nothing is done and nothing is answered for this time; then the connection is cut.
    Silence(Duration),
    /// The request is carried out, and never answered.
    NeverAnswered,
}

/// How an API words its errors.
pub(crate) trait ApiErrors {
    fn refused(code: i64, words: &str) -> Response;

    fn too_many(seconds: u32) -> Response;
}

impl Fault {
    /// A refusal whose words do not matter.
    pub(crate) fn error(code: i64) -> Self {
        Self::Refused(code, "ordered by a test")
    }

    /// The answer to a request that this fault keeps from being carried out; `None` when it is
    /// carried out all the same.
    pub(crate) async fn before<E: ApiErrors>(&self, connection: &Connection) -> Option<Response> {
        match self {
            Self::Refused(code, words) => Some(E::refused(*code, words)),
            Self::TooMany(seconds) => Some(E::too_many(*seconds)),
            Self::Gateway(status) => {
                let status = StatusCode::from_u16(*status).unwrap();
                let page = "<html><head><title>nginx</title></head></html>";
                Some((status, page).into_response())
            }
            Self::CutBefore => Some(connection.cut()),
            Self::Silence(time) => {
                tokio::time::sleep(*time).await;
                Some(connection.cut())
            }
            Self::RefusedAfter(_)
            | Self::CutAfter
            | Self::HalfAnswer
            | Self::Late(_)
            | Self::NeverAnswered => None,
        }
    }

    /// What becomes of the answer to a request that was carried out.
    pub(crate) async fn after<E: ApiErrors>(
        &self,
        answer: Response,
        connection: &Connection,
    ) -> Response {
        match self {
            Self::RefusedAfter(code) => E::refused(*code, ""),
            Self::CutAfter => connection.cut(),
            Self::HalfAnswer => half(answer).await,
            Self::Late(time) => {
                tokio::time::sleep(*time).await;
                answer
            }
            Self::NeverAnswered => pending().await,
            Self::Refused(..)
            | Self::TooMany(_)
            | Self::Gateway(_)
            | Self::CutBefore
            | Self::Silence(_) => unreachable!("nothing is carried out after {self:?}"),
        }
    }

    /// Whether the request is carried out and its answer is of no use.
    fn loses_the_answer(&self) -> bool {
        matches!(
            self,
            Self::RefusedAfter(_) | Self::CutAfter | Self::HalfAnswer | Self::NeverAnswered
        )
    }

    /// What a summary calls it.
    fn name(&self) -> String {
        match self {
            Self::Refused(code, _) => format!("errors {code}"),
            Self::RefusedAfter(code) => format!("errors {code} after the work"),
            Self::TooMany(_) => "too many requests".to_owned(),
            Self::Gateway(_) => "5xx".to_owned(),
            Self::CutBefore => "requests lost".to_owned(),
            Self::CutAfter => "replies lost".to_owned(),
            Self::HalfAnswer => "replies halved".to_owned(),
            Self::Late(_) => "replies late".to_owned(),
            Self::Silence(_) => "silence".to_owned(),
            Self::NeverAnswered => "never answered".to_owned(),
        }
    }
}

async fn half(answer: Response) -> Response {
    let (mut head, body) = answer.into_parts();
    let whole = to_bytes(body, usize::MAX).await.unwrap();

    head.headers.remove(CONTENT_LENGTH);
    Response::from_parts(head, Body::from(whole.slice(..whole.len() / 2)))
}

/// A fault for certain requests.
#[derive(Debug)]
struct FaultOrder {
    method: &'static str,
    /// Only requests about this chat, where one is given.
    chat: Option<i64>,
    times: u32,
    fault: Fault,
}

/// Faults by chance.
#[derive(Debug)]
struct Storm {
    chance: Chance,
    /// How many of a thousand requests go wrong.
    per_thousand: u64,
    /// Draws the fault of a request that goes wrong, by its method.
    draw: fn(&mut Chance, &str) -> Fault,
}

/// Decides which requests go wrong, and counts what went wrong.
#[derive(Debug, Default)]
pub(crate) struct FaultInjector {
    down: bool,
    orders: Vec<FaultOrder>,
    storm: Option<Storm>,
    happened: BTreeMap<String, u64>,
    lost_answers: u64,
}

impl FaultInjector {
    /// Cuts every request from now on, or no longer.
    pub(crate) fn set_down(&mut self, down: bool) {
        self.down = down;
    }

    pub(crate) fn is_down(&self) -> bool {
        self.down
    }

    /// Orders a fault for the next requests of this method.
    pub(crate) fn order(&mut self, method: &'static str, times: u32, fault: Fault) {
        self.orders.push(FaultOrder {
            method,
            chat: None,
            times,
            fault,
        });
    }

    /// Orders a fault for the next request of this method about this chat.
    pub(crate) fn order_in_chat(&mut self, method: &'static str, chat: i64, fault: Fault) {
        self.orders.push(FaultOrder {
            method,
            chat: Some(chat),
            times: 1,
            fault,
        });
    }

    pub(crate) fn drop_orders(&mut self) {
        self.orders.clear();
    }

    /// Whether some ordered fault has not happened yet.
    pub(crate) fn has_orders(&self) -> bool {
        self.orders.iter().any(|order| order.times > 0)
    }

    /// Lets this many of a thousand requests go wrong from now on.
    pub(crate) fn begin_storm(
        &mut self,
        chance: Chance,
        per_thousand: u64,
        draw: fn(&mut Chance, &str) -> Fault,
    ) {
        self.storm = Some(Storm {
            chance,
            per_thousand,
            draw,
        });
    }

    pub(crate) fn end_storm(&mut self) {
        self.storm = None;
    }

    /// What goes wrong with this request, if anything does.
    pub(crate) fn next(&mut self, method: &str, chat: Option<i64>) -> Option<Fault> {
        let fault = self
            .ordered(method, chat)
            .or_else(|| self.storm.as_mut()?.draw(method))?;

        *self.happened.entry(fault.name()).or_default() += 1;
        self.lost_answers += u64::from(fault.loses_the_answer());

        Some(fault)
    }

    fn ordered(&mut self, method: &str, chat: Option<i64>) -> Option<Fault> {
        if self.down {
            return Some(Fault::CutBefore);
        }

        let order = self.orders.iter_mut().find(|order| {
            order.times > 0
                && order.method == method
                && (order.chat.is_none() || order.chat == chat)
        })?;
        order.times -= 1;

        Some(order.fault.clone())
    }

    /// How many requests have met this kind of fault.
    pub(crate) fn count(&self, fault: &Fault) -> u64 {
        self.happened.get(&fault.name()).copied().unwrap_or(0)
    }

    /// How many requests went wrong.
    pub(crate) fn total(&self) -> u64 {
        self.happened.values().sum()
    }

    /// How many requests were carried out whose answer was lost.
    pub(crate) fn lost_answers(&self) -> u64 {
        self.lost_answers
    }

    /// How often each fault has happened, in words.
    pub(crate) fn summary(&self) -> String {
        let counts: Vec<String> = self
            .happened
            .iter()
            .map(|(name, count)| format!("{count} {name}"))
            .collect();
        counts.join(", ")
    }
}

impl Storm {
    fn draw(&mut self, method: &str) -> Option<Fault> {
        if self.chance.below(1000) >= self.per_thousand {
            return None;
        }

        Some((self.draw)(&mut self.chance, method))
    }
}
