//! The operator log: what was done, who did it, and how it ended.

use std::sync::Arc;

use askama::Template;
use axum::{
    Extension,
    extract::{Path, Query, State},
    response::Html,
};
use serde::Deserialize;

use super::{
    ConsoleState,
    error::{ConsoleError, Result},
    format,
    layout::{Layout, Notice},
    pages::{PageLinks, PageQuery},
    render::html,
    session::ConsoleSession,
};
use crate::store::console::OperatorLogLine;

/// The filter in the address.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct OperatorLogQuery {
    about: String,
}

#[derive(Template)]
#[template(path = "console/operator_log.html")]
struct OperatorLogPage {
    layout: Layout,
    about: String,
    entries: Vec<OperatorLogLine>,
    links: PageLinks,
}

/// A page of the log.
pub(super) async fn list(
    State(state): State<Arc<ConsoleState>>,
    Extension(session): Extension<ConsoleSession>,
    Query(query): Query<OperatorLogQuery>,
    Query(place): Query<PageQuery>,
) -> Result<Html<String>> {
    let about = Some(query.about.trim()).filter(|about| !about.is_empty());
    let page = state.console().operator_log(about, place.start()).await?;
    let links = PageLinks::new("/console/audit", &page).with("about", &query.about);

    html(&OperatorLogPage {
        layout: session.layout_without_notice(),
        about: query.about,
        entries: page.items,
        links,
    })
}

#[derive(Template)]
#[template(path = "console/operator_log_line.html")]
struct OperatorLogLinePage {
    layout: Layout,
    line: OperatorLogLine,
}

/// One line of the log, with the whole of its texts.
pub(super) async fn show(
    State(state): State<Arc<ConsoleState>>,
    Extension(session): Extension<ConsoleSession>,
    Path(id): Path<i64>,
) -> Result<Html<String>> {
    let line = state
        .console()
        .operator_log_line(id)
        .await?
        .ok_or(ConsoleError::NotFound)?;

    html(&OperatorLogLinePage {
        layout: session.layout_without_notice(),
        line,
    })
}
