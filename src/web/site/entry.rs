//! The page of one painting: large, beside what it was made from, with the metadata that other
//! sites show with a link to it.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};

use super::{
    SiteState,
    layout::Layout,
    messenger_links::MessengerLink,
    site_visitor::SiteVisitor,
    view_models::{PaintingView, StyleView},
};
use crate::{
    domain::{
        feed::{EntryId, Reason, Size},
        language::Language,
        picture_size::PictureSize,
    },
    web::error::Result,
};

#[derive(Template)]
#[template(path = "site/entry.html")]
struct EntryPage {
    layout: Layout,
    painting: PaintingView,
    /// For each style of the painting, the links that choose it.
    style_links: Vec<StyleLinks>,
    /// The links for people who bring a style of their own.
    messenger_links: Vec<MessengerLink>,
    card: PictureSize,
    /// Why somebody may report it.
    reasons: Vec<ReasonOption>,
}

struct StyleLinks {
    title: String,
    messenger_links: Vec<MessengerLink>,
}

/// An option of the report form.
struct ReasonOption {
    value: &'static str,
    label: String,
}

impl ReasonOption {
    fn new(reason: Reason, language: Language) -> Self {
        Self {
            value: reason.name(),
            label: language.text(&format!("site-report-{}", reason.name())),
        }
    }
}

impl EntryPage {
    /// The address that people share.
    fn link(&self) -> String {
        format!("{}{}", self.layout.home, self.painting.page())
    }
}

#[derive(Template)]
#[template(path = "site/missing.html")]
struct MissingPage {
    layout: Layout,
}

/// The page.
pub(super) async fn show(
    State(state): State<Arc<SiteState>>,
    visitor: SiteVisitor,
    Path(entry): Path<String>,
) -> Result<Response> {
    let Some(id) = EntryId::parse(&entry) else {
        return missing(&state, &visitor);
    };
    let Some(entry) = state.feed().entry(id).await? else {
        return missing(&state, &visitor);
    };

    let is_liked = visitor.likes(&state, &[id]).await?.contains(&id);
    let language = visitor.layout.language;
    let painting = PaintingView::new(&entry, is_liked, language);
    let links = |style: &StyleView| StyleLinks {
        title: style.title.clone(),
        messenger_links: state.messenger_links.with_style(style.style_use, language),
    };

    let page = EntryPage {
        layout: visitor.layout.clone(),
        style_links: painting.styles.iter().map(links).collect(),
        messenger_links: state.messenger_links.plain(language),
        card: Size::CARD,
        reasons: Reason::ALL
            .map(|reason| ReasonOption::new(reason, language))
            .into(),
        painting,
    };

    visitor.render(&state, &page)
}

/// The page for entries that do not exist, or not any more.
pub(super) fn missing(state: &SiteState, visitor: &SiteVisitor) -> Result<Response> {
    let page = MissingPage {
        layout: visitor.layout.clone(),
    };
    let mut response = visitor.render(state, &page)?;
    *response.status_mut() = StatusCode::NOT_FOUND;

    Ok(response)
}
