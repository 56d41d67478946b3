//! Renders a template into a response.

use askama::Template;
use axum::response::Html;

use super::error::Result;

pub(super) fn html(page: &impl Template) -> Result<Html<String>> {
    Ok(Html(page.render()?))
}
