//! The small sketch that follows the knobs of a draft on the chat page.
//!
//! Only its own person sees a draft. Sketches are made elsewhere, one for each person at a time, and
//! counted like requests that send something, in counts of their own.

use std::time::Duration;

use async_trait::async_trait;
use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;

use super::{
    State,
    error::{Result, WebError},
    guard::ClientNetwork,
    visitor::Visitor,
};
use crate::domain::{
    conversation::EventNeeds,
    draft::Draft,
    ids::{JobId, PersonId},
};

/// How long a page waits for a sketch. Beside paintings there may be many before it.
const PATIENCE: Duration = Duration::from_secs(8);

/// Sketches drafts, on other threads than the web's.
#[async_trait]
pub trait DraftSketcher: Send + Sync + 'static {
    /// The sketch as a JPEG; `None` if there is none of such a draft, or the person wants a newer one
    /// meanwhile.
    async fn sketch(&self, person: PersonId, draft: Draft) -> anyhow::Result<Option<Bytes>>;
}

/// The sketch of the draft that the visitor is looking at. Where there is none, nothing is wrong: the
/// page asks for old drafts, too, and where nobody is to see sketches.
pub(super) async fn show(
    state: State,
    visitor: Visitor,
    ClientNetwork(network): ClientNetwork,
    Path(id): Path<String>,
) -> Result<Response> {
    let web = &state.web;
    let nothing = StatusCode::NO_CONTENT;
    let Some(sketcher) = &web.draft_sketcher else {
        return Ok(nothing.into_response());
    };
    let id = JobId::parse(&id).ok_or(WebError::NotFound)?;
    let conversations = web.stores.conversations.as_ref();
    let owner = visitor.find(conversations).await?;
    let owner = owner.ok_or(WebError::NotFound)?;

    let conversation = conversations
        .conversation(owner.chat, EventNeeds::default(), web.clock.now())
        .await?;
    let draft = conversation
        .and_then(|conversation| conversation.state.draft())
        .filter(|draft| draft.id == id);
    let Some(draft) = draft else {
        return Ok(nothing.into_response());
    };

    state
        .request_limits
        .count_sketch(&visitor.chat(), network)
        .map_err(|retry_after| WebError::TooMany { retry_after })?;
    let sketch = tokio::time::timeout(PATIENCE, sketcher.sketch(owner.person, draft));
    let sketch = sketch.await.map_err(|_| WebError::Busy)??;

    let headers = [
        (header::CONTENT_TYPE, "image/jpeg"),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok(sketch.map_or_else(
        || nothing.into_response(),
        |sketch| (headers, sketch).into_response(),
    ))
}
