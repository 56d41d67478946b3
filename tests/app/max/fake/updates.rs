//! The updates, and long polling for them: `marker` is the number of the next one.

use std::time::Duration;

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use tokio::time::{Instant, timeout_at};

use super::{
    Max,
    request::{Refusal, Request},
    rules,
};
use crate::support::connections::Connection;

/// The marker before the first update.
const BEGIN: usize = 25_493_000;

#[derive(Debug, Default)]
pub(crate) struct Updates {
    /// All updates there ever were.
    all: Vec<Value>,
    /// Up to where the bot has confirmed.
    pub(crate) confirmed: usize,
    /// Whether each update is delivered twice.
    pub(crate) doubling: bool,
    /// How often there was an answer with updates.
    pub(crate) answers: u64,
}

impl Updates {
    pub(super) fn push(&mut self, update: Value) {
        if self.doubling {
            self.all.push(update.clone());
        }
        self.all.push(update);
    }

    /// Updates that the bot has not confirmed.
    pub(crate) fn waiting(&self) -> usize {
        self.all.len() - self.confirmed
    }

    pub(super) fn next(&self) -> Option<Value> {
        self.all.get(self.confirmed).cloned()
    }

    pub(super) fn confirm_one(&mut self) {
        self.confirmed += 1;
    }

    /// The immediate answer; `None` when there are no updates yet.
    fn answer(&mut self, request: &Request) -> Option<Value> {
        let marker = request.number("marker").map(|marker| marker as usize);
        let place = marker.map_or(self.confirmed, |marker| marker.saturating_sub(BEGIN));
        let place = place.min(self.all.len());
        self.confirmed = self.confirmed.max(place);

        let types: Vec<&str> = request.text("types").split(',').collect();
        let limit = request.number("limit").unwrap_or(100) as usize;
        let all: Vec<Value> = self.all[place..].iter().take(limit).cloned().collect();
        if all.is_empty() {
            return None;
        }

        self.answers += 1;

        let next = BEGIN + place + all.len();
        let of_types = |update: &Value| types.contains(&update["update_type"].as_str().unwrap());
        let updates: Vec<Value> = all.into_iter().filter(of_types).collect();
        Some(json!({ "updates": updates, "marker": next }))
    }
}

impl Max {
    pub(super) async fn poll(&self, request: &Request, connection: &Connection) -> Response {
        if let Err(refusal) = rules::check("GET updates", request) {
            return refusal.into_response();
        }

        let seconds = request.number("timeout").unwrap_or(30);
        if !(0..=90).contains(&seconds) {
            return Refusal::payload("timeout").into_response();
        }
        let until = Instant::now() + Duration::from_secs(seconds as u64);

        loop {
            let news = self.0.news.notified();
            tokio::pin!(news);
            news.as_mut().enable();

            if self.world().faults.is_down() {
                return connection.cut();
            }

            if self.world().subscriptions.is_any() {
                return Refusal::new(405, "method.not.allowed", "subscribed").into_response();
            }

            if let Some(answer) = self.world().updates.answer(request) {
                return Json(answer).into_response();
            }

            if timeout_at(until, news).await.is_err() {
                let marker = request.number("marker");
                return Json(json!({ "updates": [], "marker": marker })).into_response();
            }
        }
    }
}
