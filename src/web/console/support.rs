//! Support requests, and the answers to them.

use std::sync::Arc;

use askama::Template;
use axum::{
    Extension,
    extract::{Path, Query, State},
    response::{Html, Redirect},
};
use serde::Deserialize;

use super::{
    ConsoleState,
    error::Result,
    form::ConsoleForm,
    format,
    layout::{Layout, Notice, NoticeQuery},
    render::html,
    session::ConsoleSession,
};
use crate::store::SupportRequest;

#[derive(Template)]
#[template(path = "console/support.html")]
struct SupportPage {
    layout: Layout,
    requests: Vec<SupportRequest>,
}

/// The requests that wait for an answer.
pub(super) async fn list(
    State(state): State<Arc<ConsoleState>>,
    Extension(session): Extension<ConsoleSession>,
    notice: Query<NoticeQuery>,
) -> Result<Html<String>> {
    let requests = state.console().requests().await?;
    html(&SupportPage {
        layout: session.layout(&notice),
        requests,
    })
}

/// The form that answers a request.
#[derive(Deserialize)]
pub(super) struct AnswerFields {
    words: String,
}

/// Sends the answer to the chat that the request came from.
pub(super) async fn answer(
    State(state): State<Arc<ConsoleState>>,
    Path(number): Path<i64>,
    ConsoleForm { session, fields }: ConsoleForm<AnswerFields>,
) -> Result<Redirect> {
    // Browsers send the line ends of a form as CRLF.
    let words = fields.words.replace("\r\n", "\n");
    state.operator(&session).answer(number, &words).await?;
    state.web().bells.outbox.ring();
    Ok(Notice::Answered.at("/console/support"))
}
