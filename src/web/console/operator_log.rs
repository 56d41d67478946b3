//! The operator log: what was done, who did it, and how it ended.

use std::sync::Arc;

use askama::Template;
use axum::{
    Extension,
    extract::{Query, State},
    response::Html,
};
use serde::Deserialize;

use super::{
    ConsoleState,
    error::Result,
    format,
    layout::{Layout, Notice},
    render::html,
    session::ConsoleSession,
};
use crate::store::console::OperatorLogLine;

/// The filter in the address.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct OperatorLogQuery {
    before: String,
    about: String,
}

#[derive(Template)]
#[template(path = "console/operator_log.html")]
struct OperatorLogPage {
    layout: Layout,
    about: String,
    entries: Vec<OperatorLogLine>,
}

/// A page of the log.
pub(super) async fn list(
    State(state): State<Arc<ConsoleState>>,
    Extension(session): Extension<ConsoleSession>,
    Query(query): Query<OperatorLogQuery>,
) -> Result<Html<String>> {
    let about = Some(query.about.trim()).filter(|about| !about.is_empty());
    let entries = state
        .console()
        .operator_log(query.before.parse().ok(), about)
        .await?;
    html(&OperatorLogPage {
        layout: session.layout_without_notice(),
        about: query.about.clone(),
        entries,
    })
}
