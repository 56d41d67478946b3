//! The newest paintings as an Atom feed.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};

use super::{
    SiteState,
    layout::Layout,
    site_visitor::SiteVisitor,
    view_models::{PaintingView, timestamp},
};
use crate::{domain::feed::Order, web::error::Result};

/// Paintings in the feed.
const PAINTINGS: u32 = 30;

#[derive(Template)]
#[template(path = "site/feed.xml")]
struct AtomFeed {
    layout: Layout,
    /// When the newest painting was published.
    updated: String,
    paintings: Vec<PaintingView>,
}

/// The feed, in the language that is asked for.
pub(super) async fn feed(
    State(state): State<Arc<SiteState>>,
    visitor: SiteVisitor,
) -> Result<Response> {
    let language = visitor.layout.language;
    let page = state.feed().page(Order::Newest, None, PAINTINGS).await?;
    let newest = page.items.first();
    let updated = newest.map_or(state.web().clock.now(), |entry| entry.published);
    let paintings = page
        .items
        .iter()
        .map(|entry| PaintingView::new(entry, false, language));

    let feed = AtomFeed {
        layout: visitor.layout,
        updated: timestamp(updated),
        paintings: paintings.collect(),
    };

    let headers = [
        (header::CONTENT_TYPE, "application/atom+xml"),
        (header::CACHE_CONTROL, "public, no-cache"),
        (header::VARY, "accept-language, cookie"),
    ];

    Ok((headers, feed.render()?).into_response())
}
