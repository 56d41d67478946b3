//! What a visitor sends from the chat page: text and pressed buttons here, pictures in
//! [`upload`](super::upload). Each is answered with 202 once it is a row of the inbox.

use std::sync::Arc;

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{
    State, WebState,
    error::{Result, WebError},
    guard::ClientNetwork,
    visitor::Visitor,
};
use crate::{
    domain::{incoming::Incoming, language::Language, network::Network},
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
        &visitor,
        network,
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
        &visitor,
        network,
        &input.id,
        Incoming::Button(input.what),
    )
    .await
}

/// Who has sent something, and from where.
pub(super) struct Sender {
    chat: String,
    language: Language,
    /// The digest of the network.
    network: String,
}

impl Sender {
    pub(super) fn new(web: &WebState, visitor: &Visitor, network: Network) -> Self {
        Self {
            chat: visitor.chat(),
            language: visitor.language,
            network: network.digest(&web.keys.networks),
        }
    }

    /// The chat's name in the store.
    pub(super) fn chat(&self) -> &str {
        &self.chat
    }

    /// The id of an update, from the one that the page has drawn.
    pub(super) fn update_id(&self, id: &str) -> String {
        format!("{}:{id}", self.chat)
    }
}

async fn receive(
    web: &WebState,
    visitor: &Visitor,
    network: Network,
    id: &str,
    incoming: Incoming,
) -> Result<Response> {
    if id.is_empty() || id.len() > LONGEST_ID {
        return Err(WebError::BadRequest);
    }

    record(web, Sender::new(web, visitor, network), id, incoming).await?;
    Ok(accepted(web, visitor))
}

/// Writes what was sent to the inbox, and shows it on the sender's open pages.
pub(super) async fn record(
    web: &WebState,
    sender: Sender,
    id: &str,
    incoming: Incoming,
) -> Result<()> {
    let now = web.clock.now();
    let news = PageEvent::Person(now, Arc::new(incoming.clone()));
    let update_id = sender.update_id(id);
    let Sender {
        chat,
        language,
        network,
    } = sender;

    let update = Update {
        id: update_id,
        chat: chat.clone(),
        topic: None,
        network: Some(network),
        language: Some(language),
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
    web.bells.pages.ring();

    Ok(())
}

/// The answer to what was accepted.
pub(super) fn accepted(web: &WebState, visitor: &Visitor) -> Response {
    let mut response = StatusCode::ACCEPTED.into_response();
    visitor.set_cookie(&mut response, web.https);

    response
}
