//! How it works, for the curious: style transfer in ten pictures, and what the channels of the
//! network dream of.
//!
//! Everything on it comes with the program; `docs/network.md` says how the pictures are made.

mod atlas;
mod embedded;
mod figures;
pub(in crate::web) mod pictures;

use std::sync::Arc;

use askama::Template;
use axum::{extract::State, response::Response};

use self::{
    atlas::{ATLAS, AtlasLayer},
    figures::{FIGURES, Figure, SOURCES, Source},
};
use super::{SiteState, layout::Layout, site_visitor::SiteVisitor};
use crate::web::error::Result;

#[derive(Template)]
#[template(path = "site/network.html")]
struct NetworkPage {
    layout: Layout,
    figures: &'static [Figure],
    sources: &'static [Source],
    atlas: &'static [AtlasLayer],
}

/// The page.
pub(super) async fn show(
    State(state): State<Arc<SiteState>>,
    visitor: SiteVisitor,
) -> Result<Response> {
    let page = NetworkPage {
        layout: visitor.layout.clone(),
        figures: &FIGURES,
        sources: &SOURCES,
        atlas: &ATLAS,
    };

    visitor.render(&state, &page)
}
