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
    error::{ConsoleError, Result},
    form::ConsoleForm,
    format,
    layout::{Layout, Notice, NoticeQuery},
    pages::{PageLinks, PageQuery},
    render::html,
    session::ConsoleSession,
};
use crate::{domain::ids::PersonId, store::SupportRequest};

#[derive(Template)]
#[template(path = "console/support.html")]
struct SupportPage {
    layout: Layout,
    person: Option<PersonId>,
    requests: Vec<SupportRequest>,
    links: PageLinks,
}

/// The filter in the address of the list; empty for the open requests of everybody.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct SupportListQuery {
    person: String,
}

/// The requests that wait for an answer, or all requests of one person.
pub(super) async fn list(
    State(state): State<Arc<ConsoleState>>,
    Extension(session): Extension<ConsoleSession>,
    Query(query): Query<SupportListQuery>,
    Query(place): Query<PageQuery>,
    notice: Query<NoticeQuery>,
) -> Result<Html<String>> {
    let person = query.person.parse().ok().map(PersonId);
    let page = state.console().requests(person, place.start()).await?;
    let links = PageLinks::new("/console/support", &page).with("person", &query.person);

    html(&SupportPage {
        layout: session.layout(&notice),
        person,
        requests: page.items,
        links,
    })
}

#[derive(Template)]
#[template(path = "console/request.html")]
struct RequestPage {
    layout: Layout,
    request: SupportRequest,
}

/// One request, with the whole of its text.
pub(super) async fn show(
    State(state): State<Arc<ConsoleState>>,
    Extension(session): Extension<ConsoleSession>,
    Path(number): Path<i64>,
) -> Result<Html<String>> {
    let request = state
        .console()
        .request(number)
        .await?
        .ok_or(ConsoleError::NotFound)?;

    html(&RequestPage {
        layout: session.layout_without_notice(),
        request,
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
