//! All styles: those of the gallery, and those that visitors show, the most used first.

use askama::Template;
use axum::{
    extract::{Query, State as Given},
    response::Response,
};

use super::{State, frame::Frame, guest::Guest, shown::ShownStyle, wall::Turned};
use crate::{
    domain::feed::Cursor,
    web::error::{Result, WebError},
};

/// Styles on a page.
const STYLES: u32 = 36;

#[derive(Template)]
#[template(path = "feed/styles.html")]
struct Page {
    frame: Frame,
    styles: Vec<ShownStyle>,
    next: Option<String>,
}

/// The page.
pub(super) async fn page(
    Given(state): State,
    guest: Guest,
    Query(turned): Query<Turned>,
) -> Result<Response> {
    let after = turned
        .after
        .map(|after| Cursor::parse(&after).ok_or(WebError::NotFound))
        .transpose()?;
    let sheet = state.feed().styles(after, STYLES).await?;
    let styles = sheet
        .items
        .iter()
        .filter_map(|style| ShownStyle::of(style, guest.frame.language))
        .collect();

    let next = sheet.next.map(|next| format!("/styles?after={next}"));
    guest.answer(
        &state,
        &Page {
            frame: guest.frame.clone(),
            styles,
            next,
        },
    )
}
