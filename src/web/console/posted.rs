//! A form of the console. It is read only when it brings along what the page that held it knew.

use std::sync::Arc;

use axum::{
    Form,
    body::{Body, to_bytes},
    extract::{FromRequest, Request},
    http::StatusCode,
};
use serde::{Deserialize, de::DeserializeOwned};

use super::{ConsoleState, LARGEST, session::Signed};

/// What was sent, and by whom.
pub(super) struct Posted<T> {
    pub(super) signed: Signed,
    pub(super) form: T,
}

/// A form with nothing but its button.
#[derive(Deserialize)]
pub(super) struct Pressed {}

#[derive(Deserialize)]
struct Token {
    token: String,
}

impl<T: DeserializeOwned> FromRequest<Arc<ConsoleState>> for Posted<T> {
    type Rejection = StatusCode;

    async fn from_request(request: Request, state: &Arc<ConsoleState>) -> Result<Self, StatusCode> {
        let (parts, body) = request.into_parts();
        let signed = parts
            .extensions
            .get::<Signed>()
            .cloned()
            .ok_or(StatusCode::FORBIDDEN)?;

        let bytes = to_bytes(body, LARGEST)
            .await
            .map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
        let again = || Request::from_parts(parts.clone(), Body::from(bytes.clone()));
        let Form(Token { token }) = Form::from_request(again(), state)
            .await
            .map_err(|_| StatusCode::FORBIDDEN)?;

        if !signed.secret.is_token(&token) {
            return Err(StatusCode::FORBIDDEN);
        }

        let Form(form) = Form::from_request(again(), state)
            .await
            .map_err(|_| StatusCode::BAD_REQUEST)?;

        Ok(Self { signed, form })
    }
}
