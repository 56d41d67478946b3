//! The extractor for the console's forms. A form without the CSRF token of its session is refused.

use std::sync::Arc;

use axum::{
    Form,
    body::{Body, to_bytes},
    extract::{FromRequest, Request},
    http::StatusCode,
};
use serde::{Deserialize, de::DeserializeOwned};

use super::{ConsoleState, LARGEST_FORM, session::ConsoleSession};

/// The fields of a form, and the session that sent it.
pub(super) struct ConsoleForm<T> {
    pub(super) session: ConsoleSession,
    pub(super) fields: T,
}

/// The fields of a form that has only its button.
#[derive(Deserialize)]
pub(super) struct NoFields {}

/// The fields of a form that asks for a reason.
#[derive(Deserialize)]
pub(super) struct ReasonFields {
    pub(super) reason: String,
}

#[derive(Deserialize)]
struct TokenField {
    token: String,
}

impl<T: DeserializeOwned> FromRequest<Arc<ConsoleState>> for ConsoleForm<T> {
    type Rejection = StatusCode;

    async fn from_request(request: Request, state: &Arc<ConsoleState>) -> Result<Self, StatusCode> {
        let (parts, body) = request.into_parts();
        let session = parts
            .extensions
            .get::<ConsoleSession>()
            .cloned()
            .ok_or(StatusCode::FORBIDDEN)?;

        let bytes = to_bytes(body, LARGEST_FORM)
            .await
            .map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
        let request = || Request::from_parts(parts.clone(), Body::from(bytes.clone()));

        let Form(TokenField { token }) = Form::from_request(request(), state)
            .await
            .map_err(|_| StatusCode::FORBIDDEN)?;
        if !session.secret.accepts(&token) {
            return Err(StatusCode::FORBIDDEN);
        }

        let Form(fields) = Form::from_request(request(), state)
            .await
            .map_err(|_| StatusCode::BAD_REQUEST)?;

        Ok(Self { session, fields })
    }
}
