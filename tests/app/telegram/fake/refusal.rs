//! The Bot API's error answers.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use crate::support::faults::ApiErrors;

/// An error as the Bot API words it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) code: u16,
    pub(crate) description: String,
    pub(crate) retry_after: Option<u32>,
}

impl Refusal {
    pub(crate) fn bad(what: &str) -> Self {
        Self {
            code: 400,
            description: format!("Bad Request: {what}"),
            retry_after: None,
        }
    }

    pub(crate) fn forbidden(what: &str) -> Self {
        Self {
            code: 403,
            description: format!("Forbidden: {what}"),
            retry_after: None,
        }
    }

    pub(crate) fn conflict(what: &str) -> Self {
        Self {
            code: 409,
            description: format!("Conflict: {what}"),
            retry_after: None,
        }
    }

    pub(crate) fn too_many(seconds: u32) -> Self {
        let description = format!("Too Many Requests: retry after {seconds}");
        Self {
            code: 429,
            description,
            retry_after: Some(seconds),
        }
    }

    pub(crate) fn unauthorized() -> Self {
        Self {
            code: 401,
            description: "Unauthorized".to_owned(),
            retry_after: None,
        }
    }

    pub(crate) fn not_found() -> Self {
        Self {
            code: 404,
            description: "Not Found".to_owned(),
            retry_after: None,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut body =
            json!({ "ok": false, "error_code": self.code, "description": self.description });

        if let Some(seconds) = self.retry_after {
            body["parameters"] = json!({ "retry_after": seconds });
        }

        (StatusCode::from_u16(self.code).unwrap(), Json(body)).into_response()
    }
}

impl ApiErrors for Refusal {
    fn refused(code: i64, words: &str) -> Response {
        Self {
            code: code as u16,
            description: words.to_owned(),
            retry_after: None,
        }
        .into_response()
    }

    fn too_many(seconds: u32) -> Response {
        Self::too_many(seconds).into_response()
    }
}

/// What a method gives.
pub(crate) fn granted(result: &Value) -> Response {
    Json(json!({ "ok": true, "result": result })).into_response()
}
