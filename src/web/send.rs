//! What a visitor sends from the chat page: text, pressed buttons and pictures. Each is answered
//! with 202 once it is a row of the inbox.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Multipart, multipart::Field},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use bytes::{Bytes, BytesMut};
use serde::Deserialize;

use super::{
    FILES_PER_UPLOAD, State, WebState,
    error::{Result, WebError},
    guard::ClientNetwork,
    visitor::Visitor,
};
use crate::{
    domain::{
        incoming::{Incoming, RemoteFile},
        network::Network,
    },
    messengers::web_chat::{self, PageEvent},
    store::{Arrivals, inbox::Update},
};

/// The longest message that every messenger allows, in characters.
const LONGEST_TEXT: usize = 4096;
const LONGEST_CODE: usize = 64;
const LONGEST_ID: usize = 64;

/// Something written or pressed.
#[derive(Deserialize)]
pub(super) struct ChatInput {
    /// Drawn at random by the page, so that a repeated request counts once.
    id: String,
    /// The text, or the code of the button.
    what: String,
}

/// A text.
pub(super) async fn text(
    state: State,
    visitor: Visitor,
    ClientNetwork(network): ClientNetwork,
    Json(input): Json<ChatInput>,
) -> Result<Response> {
    let text = input.what.trim();
    if text.is_empty() || text.chars().count() > LONGEST_TEXT {
        return Err(WebError::BadRequest);
    }

    receive(
        &state.web,
        Sender {
            visitor: &visitor,
            network,
        },
        &input.id,
        Incoming::Text(text.to_owned()),
    )
    .await
}

/// A pressed button.
pub(super) async fn press(
    state: State,
    visitor: Visitor,
    ClientNetwork(network): ClientNetwork,
    Json(input): Json<ChatInput>,
) -> Result<Response> {
    if input.what.len() > LONGEST_CODE {
        return Err(WebError::BadRequest);
    }

    receive(
        &state.web,
        Sender {
            visitor: &visitor,
            network,
        },
        &input.id,
        Incoming::Button(input.what),
    )
    .await
}

/// Pictures, one or several.
pub(super) async fn files(
    state: State,
    visitor: Visitor,
    ClientNetwork(network): ClientNetwork,
    mut form: Multipart,
) -> Result<Response> {
    let _permit = state.uploads.acquire().await?;
    let web = &state.web;
    let mut id = String::new();
    let mut files = Vec::new();

    while let Some(field) = form.next_field().await.map_err(|_| WebError::BadRequest)? {
        if field.name() == Some("id") {
            id = field.text().await.map_err(|_| WebError::BadRequest)?;
            continue;
        }

        let bytes = read_field(field, web.upload_bytes).await?;
        let size = bytes.len() as u64;
        let key = web.pictures.put_upload(&visitor.chat(), bytes).await?;
        files.push(RemoteFile {
            reference: key.to_string(),
            bytes: Some(size),
        });

        if files.len() > FILES_PER_UPLOAD {
            return Err(WebError::BadRequest);
        }
    }

    if files.is_empty() {
        return Err(WebError::BadRequest);
    }

    receive(
        web,
        Sender {
            visitor: &visitor,
            network,
        },
        &id,
        Incoming::Files {
            files,
            caption: None,
        },
    )
    .await
}

async fn read_field(mut field: Field<'_>, limit: usize) -> Result<Bytes> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = field.chunk().await.map_err(|_| WebError::BadRequest)? {
        if bytes.len() + chunk.len() > limit {
            return Err(WebError::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }

    Ok(bytes.freeze())
}

/// Who has sent something, and from where.
#[derive(Clone, Copy)]
struct Sender<'a> {
    visitor: &'a Visitor,
    network: Network,
}

async fn receive(
    web: &WebState,
    sender: Sender<'_>,
    id: &str,
    incoming: Incoming,
) -> Result<Response> {
    if id.is_empty() || id.len() > LONGEST_ID {
        return Err(WebError::BadRequest);
    }

    let Sender { visitor, network } = sender;
    let now = web.clock.now();
    let chat = visitor.chat();
    let news = PageEvent::Person(now, Arc::new(incoming.clone()));
    let update = Update {
        id: format!("{chat}:{id}"),
        chat: chat.clone(),
        topic: None,
        network: Some(network.digest(&web.keys.networks)),
        language: Some(visitor.language),
        album: None,
        ready_at: now,
        incoming,
    };

    let arrivals = Arrivals {
        messenger: web_chat::NAME.into(),
        updates: vec![update],
        cursor: None,
        unblocked: Vec::new(),
        now,
    };

    let show_on_page = |new| {
        if new > 0 {
            web.chat.publish(&chat, news);
        }
    };
    web.receiver
        .receive(web_chat::NAME, arrivals, show_on_page)
        .await?;

    let mut response = StatusCode::ACCEPTED.into_response();
    visitor.set_cookie(&mut response, web.https);

    Ok(response)
}
