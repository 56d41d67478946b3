//! Stripe's error answers.

use std::fmt;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::support::faults::ApiErrors;

#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    kind: &'static str,
    code: Option<&'static str>,
    message: String,
    param: Option<String>,
    /// Whether it is the answer that was kept for a key.
    is_replayed: bool,
}

impl Refusal {
    fn new(status: StatusCode, kind: &'static str, message: &str) -> Self {
        Self {
            status,
            kind,
            code: None,
            message: message.to_owned(),
            param: None,
            is_replayed: false,
        }
    }

    pub(super) fn invalid(param: &str, message: &str) -> Self {
        Self {
            param: Some(param.to_owned()),
            ..Self::new(StatusCode::BAD_REQUEST, "invalid_request_error", message)
        }
    }

    pub(super) fn unknown(param: &str) -> Self {
        Self {
            code: Some("parameter_unknown"),
            ..Self::invalid(param, "Received unknown parameter")
        }
    }

    pub(super) fn unauthorized() -> Self {
        let words = "Invalid API Key provided: sk_test_****";
        Self::new(StatusCode::UNAUTHORIZED, "invalid_request_error", words)
    }

    pub(super) fn not_found(param: &str) -> Self {
        Self {
            status: StatusCode::NOT_FOUND,
            code: Some("resource_missing"),
            ..Self::invalid(param, "No such object")
        }
    }

    pub(super) fn other_parameters() -> Self {
        let words = "Keys for idempotent requests can only be used with the same parameters they were first used with.";
        Self::new(StatusCode::BAD_REQUEST, "idempotency_error", words)
    }

    pub(super) fn broken() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "api_error",
            "An unknown error occurred.",
        )
    }

    /// The error that was kept as the answer to a key.
    pub(super) fn kept() -> Self {
        Self {
            is_replayed: true,
            ..Self::broken()
        }
    }

    pub(super) fn is_kept(&self) -> bool {
        self.is_replayed
    }

    fn too_many_requests() -> Self {
        Self {
            code: Some("rate_limit"),
            ..Self::new(
                StatusCode::TOO_MANY_REQUESTS,
                "invalid_request_error",
                "Too many requests hit the API too quickly.",
            )
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let param = self.param.as_deref().unwrap_or_default();
        write!(f, "{} {param} {}", self.kind, self.message)
    }
}

impl ApiErrors for Refusal {
    fn refused(_code: i64, _words: &str) -> Response {
        Self::broken().into_response()
    }

    fn too_many(_seconds: u32) -> Response {
        Self::too_many_requests().into_response()
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut error = json!({ "type": self.kind, "message": self.message });
        if let Some(code) = self.code {
            error["code"] = code.into();
        }

        if let Some(param) = &self.param {
            error["param"] = param.as_str().into();
        }

        let body = json!({ "error": error }).to_string();
        let mut response = super::json(self.status, body);
        if self.is_replayed {
            let headers = response.headers_mut();
            headers.insert("idempotent-replayed", "true".parse().unwrap());
        }

        response
    }
}
