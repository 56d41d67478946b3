//! A request of the bot: a form and nothing else, with the token in its header and the API version
//! in a field.

use std::collections::BTreeMap;

use axum::{
    Form, Json, RequestExt,
    extract::Request as HttpRequest,
    http::{
        Method,
        header::{AUTHORIZATION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::TOKEN;
use crate::support::faults::ApiErrors;

/// An error as VKontakte words it: with HTTP status 200.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    code: i64,
    words: String,
}

impl Refusal {
    pub(crate) fn new(code: i64, words: &str) -> Self {
        Self {
            code,
            words: words.to_owned(),
        }
    }

    pub(crate) fn parameter(what: &str) -> Self {
        Self::new(
            100,
            &format!("One of the parameters specified was missing or invalid: {what}"),
        )
    }

    pub(crate) fn too_many() -> Self {
        Self::new(6, "Too many requests per second")
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let error =
            json!({ "error_code": self.code, "error_msg": self.words, "request_params": [] });
        Json(json!({ "error": error })).into_response()
    }
}

impl ApiErrors for Refusal {
    fn refused(code: i64, words: &str) -> Response {
        Self::new(code, words).into_response()
    }

    fn too_many(_seconds: u32) -> Response {
        Self::too_many().into_response()
    }
}

/// The parameters of a request, without the API version.
#[derive(Clone, Debug, Default)]
pub(crate) struct Request(pub(crate) BTreeMap<String, String>);

impl Request {
    /// Reads what a method was called with.
    pub(crate) async fn read(http: HttpRequest) -> Result<Self, Refusal> {
        is_to_the_letter(&http)?;

        let pairs = http.extract::<Form<Vec<(String, String)>>, _>().await;
        let mut fields = BTreeMap::new();
        for (name, value) in pairs.map_err(|_| Refusal::new(8, "Invalid request"))?.0 {
            if fields.insert(name.clone(), value).is_some() {
                return Err(Refusal::parameter(&format!("{name} stands twice")));
            }
        }

        match fields.remove("v").as_deref() {
            Some("5.199") => Ok(Self(fields)),
            _ => Err(Refusal::new(8, "Invalid request: v (version) is required")),
        }
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    pub(crate) fn number(&self, name: &str) -> Option<i64> {
        self.text(name)?.parse().ok()
    }

    /// JSON in a field; `None` when it is invalid.
    pub(crate) fn nested(&self, name: &str) -> Option<Value> {
        serde_json::from_str(self.text(name)?).ok()
    }
}

fn is_to_the_letter(http: &HttpRequest) -> Result<(), Refusal> {
    let header = |name| {
        http.headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("")
    };

    if header(AUTHORIZATION) != format!("Bearer {TOKEN}") {
        return Err(Refusal::new(
            5,
            "User authorization failed: invalid access_token (4).",
        ));
    }

    let is_form =
        header(CONTENT_TYPE).split(';').next() == Some("application/x-www-form-urlencoded");

    if http.method() != Method::POST || !is_form {
        return Err(Refusal::new(8, "Invalid request: a form is wanted"));
    }

    Ok(())
}
