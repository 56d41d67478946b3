//! A request of the bot: parameters in the URL, JSON in the body, and the token in a header.

use std::collections::BTreeMap;

use axum::{
    Json,
    body::to_bytes,
    extract::{Query, Request as HttpRequest},
    http::{
        StatusCode,
        header::{AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER},
    },
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::TOKEN;
use crate::support::faults::ApiErrors;

/// An error as MAX words it: an HTTP status, a code and words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    status: u16,
    code: String,
    words: String,
    retry_after: Option<u32>,
}

impl Refusal {
    pub(crate) fn new(status: u16, code: &str, words: &str) -> Self {
        Self {
            status,
            code: code.to_owned(),
            words: words.to_owned(),
            retry_after: None,
        }
    }

    /// The body or a parameter is not as the API wants it.
    pub(crate) fn payload(what: &str) -> Self {
        Self::new(400, "proto.payload", what)
    }

    pub(crate) fn too_many(retry_after: Option<u32>) -> Self {
        Self {
            retry_after,
            ..Self::new(429, "too.many.requests", "Too many requests")
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap();
        let body = json!({ "code": self.code, "message": self.words });
        let mut response = (status, Json(body)).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
        }

        response
    }
}

impl ApiErrors for Refusal {
    /// `code` is the HTTP status, and `words` are the code.
    fn refused(code: i64, words: &str) -> Response {
        Self::new(code.try_into().unwrap(), words, "").into_response()
    }

    fn too_many(seconds: u32) -> Response {
        Self::too_many(Some(seconds)).into_response()
    }
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Request {
    pub(crate) query: BTreeMap<String, String>,
    /// Null without a body.
    pub(crate) body: Value,
}

impl Request {
    /// Reads what a call was made with. A token elsewhere than in its header, or with another word
    /// before it, is none.
    pub(crate) async fn read(http: HttpRequest) -> Result<Self, Refusal> {
        let (head, body) = http.into_parts();
        let header = |name| head.headers.get(name).and_then(|one| one.to_str().ok());
        if header(AUTHORIZATION) != Some(TOKEN) {
            return Err(Refusal::new(401, "verify.token", "Invalid access_token"));
        }

        let is_json = header(CONTENT_TYPE) == Some("application/json");
        let pairs = Query::<Vec<(String, String)>>::try_from_uri(&head.uri);
        let pairs = pairs.map_err(|_| Refusal::payload("query"))?.0;
        let count = pairs.len();
        let query: BTreeMap<String, String> = pairs.into_iter().collect();
        if query.len() != count {
            return Err(Refusal::payload("a parameter stands twice"));
        }

        let body = to_bytes(body, 1 << 20).await;
        let body = body.map_err(|_| Refusal::payload("body"))?;
        let body = if body.is_empty() {
            Value::Null
        } else if is_json {
            serde_json::from_slice(&body).map_err(|_| Refusal::payload("no JSON"))?
        } else {
            return Err(Refusal::payload("Content-Type"));
        };

        Ok(Self { query, body })
    }

    pub(crate) fn text(&self, name: &str) -> &str {
        self.query.get(name).map(String::as_str).unwrap_or_default()
    }

    pub(crate) fn number(&self, name: &str) -> Option<i64> {
        self.query.get(name)?.parse().ok()
    }
}
