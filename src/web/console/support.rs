//! What people have written, and the answers.

use askama::Template;
use axum::{
    Extension,
    extract::{Path, Query, State as Given},
    response::{Html, Redirect},
};
use serde::Deserialize;

use super::{
    State,
    frame::{Done, Frame, Told, html},
    posted::Posted,
    session::Signed,
    shown,
    trouble::Result,
};
use crate::store::SupportRequest;

#[derive(Template)]
#[template(path = "support.html")]
struct List {
    frame: Frame,
    requests: Vec<SupportRequest>,
}

/// Those that wait.
pub(super) async fn list(
    Given(state): State,
    Extension(signed): Extension<Signed>,
    told: Query<Told>,
) -> Result<Html<String>> {
    let requests = state.console().requests().await?;
    html(&List {
        frame: Frame::of(&signed, told),
        requests,
    })
}

/// An answer.
#[derive(Deserialize)]
pub(super) struct Answer {
    words: String,
}

/// Sends it to the chat that the request came from.
pub(super) async fn answer(
    Given(state): State,
    Path(number): Path<i64>,
    Posted { signed, form }: Posted<Answer>,
) -> Result<Redirect> {
    // A browser ends the lines of a form as mail does.
    let words = form.words.replace("\r\n", "\n");
    state.operator(&signed).answer(number, &words).await?;
    state.shared.state.bells.outbox.ring();
    Ok(Done::Answered.at("/console/support"))
}
