//! What a visitor sends: words, presses and pictures. Answered with 202 once it is a row of the
//! inbox.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Multipart, multipart::Field},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::{Bytes, BytesMut};
use serde::Deserialize;

use super::{
    FILES_AT_ONCE, State, WebState,
    error::{Result, WebError},
    visitor::Visitor,
};
use crate::{
    domain::incoming::{Incoming, RemoteFile},
    messengers::web_chat::{self, PageNews},
    store::{Arrivals, inbox::Update},
};

/// As long as a message may be in any messenger.
const LONGEST_TEXT: usize = 4096;
const LONGEST_CODE: usize = 64;
const LONGEST_NAME: usize = 64;

/// Something written or pressed. The page draws `id` by chance, so that sending it twice is sending
/// it once.
#[derive(Deserialize)]
pub(super) struct Sent {
    id: String,
    what: String,
}

/// Words.
pub(super) async fn text(
    state: State,
    visitor: Visitor,
    Json(sent): Json<Sent>,
) -> Result<Response> {
    let words = sent.what.trim();
    if words.is_empty() || words.chars().count() > LONGEST_TEXT {
        return Err(WebError::Bad);
    }

    receive(
        &state.state,
        &visitor,
        &sent.id,
        Incoming::Text(words.to_owned()),
    )
    .await
}

/// A pressed button.
pub(super) async fn press(
    state: State,
    visitor: Visitor,
    Json(sent): Json<Sent>,
) -> Result<Response> {
    if sent.what.len() > LONGEST_CODE {
        return Err(WebError::Bad);
    }

    receive(
        &state.state,
        &visitor,
        &sent.id,
        Incoming::Button(sent.what),
    )
    .await
}

/// Pictures, one or several.
pub(super) async fn files(state: State, visitor: Visitor, mut form: Multipart) -> Result<Response> {
    let _permit = state.uploads.acquire().await?;
    let state = &state.state;
    let mut id = String::new();
    let mut files = Vec::new();

    while let Some(field) = form.next_field().await.map_err(|_| WebError::Bad)? {
        if field.name() == Some("id") {
            id = field.text().await.map_err(|_| WebError::Bad)?;
            continue;
        }

        let bytes = whole(field, state.upload_bytes).await?;
        let size = bytes.len() as u64;
        let key = state.pictures.put_upload(&visitor.chat(), bytes).await?;
        files.push(RemoteFile {
            reference: key.to_string(),
            bytes: Some(size),
        });

        if files.len() > FILES_AT_ONCE {
            return Err(WebError::Bad);
        }
    }

    if files.is_empty() {
        return Err(WebError::Bad);
    }

    receive(
        state,
        &visitor,
        &id,
        Incoming::Files {
            files,
            caption: None,
        },
    )
    .await
}

async fn whole(mut field: Field<'_>, limit: usize) -> Result<Bytes> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = field.chunk().await.map_err(|_| WebError::Bad)? {
        if bytes.len() + chunk.len() > limit {
            return Err(WebError::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }

    Ok(bytes.freeze())
}

async fn receive(
    state: &WebState,
    visitor: &Visitor,
    id: &str,
    incoming: Incoming,
) -> Result<Response> {
    if id.is_empty() || id.len() > LONGEST_NAME {
        return Err(WebError::Bad);
    }

    let now = state.clock.now();
    let chat = visitor.chat();
    let told = PageNews::Person(now, Arc::new(incoming.clone()));
    let update = Update {
        id: format!("{chat}:{id}"),
        chat: chat.clone(),
        language: Some(visitor.language),
        album: None,
        ready_at: now,
        incoming,
    };

    let arrivals = Arrivals {
        messenger: web_chat::NAME.into(),
        updates: vec![update],
        cursor: None,
        now,
    };

    if state.store.receive(arrivals).await? > 0 {
        metrics::counter!("vernissage_updates_total", "messenger" => web_chat::NAME).increment(1);
        state.chat.tell(&chat, told);
        state.bells.inbox.ring();
    }

    let mut response = StatusCode::ACCEPTED.into_response();
    if let Some(cookie) = visitor.set_cookie(state.https) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }

    Ok(response)
}
