//! The newest paintings as an Atom feed.

use askama::Template;
use axum::{
    extract::State as Given,
    http::header,
    response::{IntoResponse, Response},
};

use super::{
    State,
    frame::Frame,
    guest::Guest,
    shown::{Work, stamp},
};
use crate::{domain::feed::Order, web::error::Result};

/// Paintings in it.
const WORKS: u32 = 30;

#[derive(Template)]
#[template(path = "feed/feed.xml")]
struct Feed {
    frame: Frame,
    /// When the newest came.
    updated: String,
    works: Vec<Work>,
}

/// The feed, in the language that is asked for.
pub(super) async fn feed(Given(state): State, guest: Guest) -> Result<Response> {
    let sheet = state.feed().page(Order::Newest, None, WORKS).await?;
    let now = state.shared.state.clock.now();
    let updated = stamp(sheet.items.first().map_or(now, |newest| newest.published));
    let works = sheet
        .items
        .iter()
        .map(|entry| Work::of(entry, false, guest.frame.language))
        .collect();

    let text = Feed {
        frame: guest.frame,
        updated,
        works,
    }
    .render()?;

    let kind = [(header::CONTENT_TYPE, "application/atom+xml")];
    Ok((
        kind,
        [
            (header::CACHE_CONTROL, "public, no-cache"),
            (header::VARY, "accept-language, cookie"),
        ],
        text,
    )
        .into_response())
}
