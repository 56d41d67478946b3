//! All styles, the most used first: those of the gallery and those that visitors have published.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};

use super::{
    SiteState, layout::Layout, listing::PageQuery, site_visitor::SiteVisitor,
    view_models::StyleView,
};
use crate::web::error::Result;

/// Styles on a page.
const STYLES: u32 = 36;

#[derive(Template)]
#[template(path = "site/styles.html")]
struct StylesPage {
    layout: Layout,
    styles: Vec<StyleView>,
    next: Option<String>,
}

/// The page.
pub(super) async fn show(
    State(state): State<Arc<SiteState>>,
    visitor: SiteVisitor,
    Query(query): Query<PageQuery>,
) -> Result<Response> {
    let language = visitor.layout.language;
    let styles = state.feed().styles(query.cursor()?, STYLES).await?;
    let views = styles
        .items
        .iter()
        .filter_map(|style| StyleView::new(style, language));

    let page = StylesPage {
        layout: visitor.layout.clone(),
        styles: views.collect(),
        next: styles.next.map(|next| format!("/styles?after={next}")),
    };

    visitor.render(&state, &page)
}
