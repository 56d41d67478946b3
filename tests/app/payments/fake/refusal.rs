//! YooKassa's error answers.

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
    code: &'static str,
    description: String,
    parameter: Option<String>,
}

impl Refusal {
    fn new(status: StatusCode, code: &'static str, description: &str) -> Self {
        Self {
            status,
            code,
            description: description.to_owned(),
            parameter: None,
        }
    }

    pub(super) fn invalid(parameter: &str, description: &str) -> Self {
        let parameter = Some(parameter.to_owned());
        Self {
            parameter,
            ..Self::new(StatusCode::BAD_REQUEST, "invalid_request", description)
        }
    }

    pub(super) fn unauthorized() -> Self {
        let words = "Error in shopId or secret key. Check their validity.";
        Self::new(StatusCode::UNAUTHORIZED, "invalid_credentials", words)
    }

    pub(super) fn not_found() -> Self {
        let words = "Incorrect payment_id. Payment doesn't exist or access denied.";
        let parameter = Some("payment_id".to_owned());

        Self {
            parameter,
            ..Self::new(StatusCode::NOT_FOUND, "not_found", words)
        }
    }

    pub(super) fn broken() -> Self {
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal_server_error",
            "Internal error. Try again.",
        )
    }

    pub(super) fn too_many() -> Self {
        Self::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too_many_requests",
            "Too many requests. Try again later.",
        )
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {} {}",
            self.code,
            self.parameter.as_deref().unwrap_or_default(),
            self.description
        )
    }
}

impl ApiErrors for Refusal {
    fn refused(_code: i64, _words: &str) -> Response {
        Self::broken().into_response()
    }

    fn too_many(_seconds: u32) -> Response {
        Self::too_many().into_response()
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut body = json!({
            "type": "error", "id": "ab5a11cd-13cc-4e33-af8b-75a74e18dd09", "code": self.code,
            "description": self.description,
        });

        if let Some(parameter) = &self.parameter {
            body["parameter"] = parameter.as_str().into();
        }

        super::json(self.status, body.to_string())
    }
}
