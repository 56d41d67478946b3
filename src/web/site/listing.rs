//! Lists of paintings: the newest on the front page, the best of a period, and those in a style.
//! Each ends with a link to the next page, which a script follows by itself.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use serde::Deserialize;

use super::{
    SiteState,
    entry::missing,
    layout::Layout,
    messenger_links::MessengerLink,
    site_visitor::SiteVisitor,
    view_models::{KindView, PaintingView, StyleView},
};
use crate::{
    domain::feed::{Cursor, Order, Span, StyleKey, StyleUse},
    web::error::{Result, WebError},
};

/// Paintings on a page.
const PAINTINGS: u32 = 24;
/// Styles above the paintings.
const STYLES: u32 = 10;

/// One page of paintings, and the link to the next.
pub(super) struct Listing {
    pub(super) paintings: Vec<PaintingView>,
    next: Option<String>,
    is_first: bool,
}

/// The part of an address that says where a page begins.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct PageQuery {
    after: Option<String>,
}

impl PageQuery {
    /// The last item of the page before; `None` for the first page.
    pub(super) fn cursor(&self) -> Result<Option<Cursor>> {
        let Some(after) = &self.after else {
            return Ok(None);
        };

        Cursor::parse(after).map(Some).ok_or(WebError::NotFound)
    }
}

impl Listing {
    async fn read(
        state: &SiteState,
        visitor: &SiteVisitor,
        order: Order,
        path: &str,
        query: &PageQuery,
    ) -> Result<Self> {
        let after = query.cursor()?;
        let page = state.feed().page(order, after, PAINTINGS).await?;
        let ids: Vec<_> = page.items.iter().map(|entry| entry.id).collect();
        let liked = visitor.likes(state, &ids).await?;
        let language = visitor.layout.language;
        let view = |entry| PaintingView::new(entry, liked.contains(&entry.id), language);

        Ok(Self {
            paintings: page.items.iter().map(view).collect(),
            next: page.next.map(|next| format!("{path}?after={next}")),
            is_first: after.is_none(),
        })
    }
}

/// A tab above the paintings: the newest, or the best of a period.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Tab(Option<Span>);

impl Tab {
    /// Every tab, in the order in which they are shown.
    fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self(None)).chain(Span::ALL.map(|span| Self(Some(span))))
    }

    fn path(self) -> String {
        self.0
            .map_or_else(|| "/".to_owned(), |span| format!("/best/{}", span.name()))
    }

    /// The key of its label.
    fn text(self) -> String {
        self.0.map_or_else(
            || "site-newest".to_owned(),
            |span| format!("site-best-{}", span.name()),
        )
    }
}

#[derive(Template)]
#[template(path = "site/front.html")]
struct FrontPage {
    layout: Layout,
    tab: Tab,
    messenger_links: Vec<MessengerLink>,
    styles: Vec<StyleView>,
    kinds: Vec<KindView>,
    listing: Listing,
}

#[derive(Template)]
#[template(path = "site/list.html")]
struct ListingPage {
    layout: Layout,
    tab: Tab,
    styles: Vec<StyleView>,
    listing: Listing,
}

/// The front page with the newest paintings.
pub(super) async fn newest(
    State(state): State<Arc<SiteState>>,
    visitor: SiteVisitor,
    Query(query): Query<PageQuery>,
) -> Result<Response> {
    let tab = Tab(None);
    let layout = visitor.layout.clone();
    let listing = Listing::read(&state, &visitor, Order::Newest, "/", &query).await?;
    if !listing.is_first {
        let page = ListingPage {
            layout,
            tab,
            styles: Vec::new(),
            listing,
        };
        return visitor.render(&state, &page);
    }

    let page = FrontPage {
        messenger_links: state.messenger_links.plain(layout.language),
        styles: most_used_styles(&state, &visitor).await?,
        kinds: KindView::all(&state.public_site.kinds, layout.language),
        layout,
        tab,
        listing,
    };

    visitor.render(&state, &page)
}

/// The best paintings of a period.
pub(super) async fn best(
    State(state): State<Arc<SiteState>>,
    visitor: SiteVisitor,
    Path(span): Path<String>,
    Query(query): Query<PageQuery>,
) -> Result<Response> {
    let span = Span::parse(&span).ok_or(WebError::NotFound)?;
    let tab = Tab(Some(span));
    let listing = Listing::read(&state, &visitor, Order::Best(span), &tab.path(), &query).await?;

    let styles = if listing.is_first {
        most_used_styles(&state, &visitor).await?
    } else {
        Vec::new()
    };

    let page = ListingPage {
        layout: visitor.layout.clone(),
        tab,
        styles,
        listing,
    };

    visitor.render(&state, &page)
}

#[derive(Template)]
#[template(path = "site/style.html")]
struct StylePage {
    layout: Layout,
    style: StyleView,
    messenger_links: Vec<MessengerLink>,
    listing: Listing,
}

/// A style, and the paintings in it.
pub(super) async fn style(
    State(state): State<Arc<SiteState>>,
    visitor: SiteVisitor,
    Path(key): Path<String>,
    Query(query): Query<PageQuery>,
) -> Result<Response> {
    let Some(key) = StyleKey::parse(&key) else {
        return missing(&state, &visitor);
    };

    let language = visitor.layout.language;
    let found = state.feed().style(key).await?;
    let Some(style) = found.and_then(|style| StyleView::new(&style, language)) else {
        return missing(&state, &visitor);
    };

    let listing = Listing::read(&state, &visitor, Order::Style(key), &style.page(), &query).await?;
    let page = StylePage {
        layout: visitor.layout.clone(),
        style,
        messenger_links: state
            .messenger_links
            .with_style(StyleUse::plain(key), language),
        listing,
    };

    visitor.render(&state, &page)
}

async fn most_used_styles(state: &SiteState, visitor: &SiteVisitor) -> Result<Vec<StyleView>> {
    let language = visitor.layout.language;
    let styles = state.feed().styles(None, STYLES).await?.items;

    Ok(styles
        .iter()
        .filter_map(|style| StyleView::new(style, language))
        .collect())
}
