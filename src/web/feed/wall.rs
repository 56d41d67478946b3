//! The walls: the newest paintings behind the front door, the best of a time, those after a style.
//! A wall goes on behind a link, which a script may follow by itself.

use askama::Template;
use axum::{
    extract::{Path, Query, State as Given},
    response::Response,
};
use serde::Deserialize;

use super::{
    FeedState, State,
    entry::missing,
    frame::Frame,
    guest::Guest,
    messenger_links::MessengerLink,
    shown::{ShownStyle, Work},
};
use crate::{
    domain::feed::{Cursor, Order, Span, StyleKey},
    web::error::{Result, WebError},
};

/// Paintings on a page.
const WORKS: u32 = 24;
/// Styles above the paintings.
const STYLES: u32 = 10;

/// Paintings, and the way to more of them.
pub(super) struct Wall {
    pub(super) works: Vec<Work>,
    next: Option<String>,
    is_first: bool,
}

/// Where one was.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Turned {
    pub(super) after: Option<String>,
}

impl Wall {
    async fn hang(
        state: &FeedState,
        guest: &Guest,
        order: Order,
        (path, turned): (&str, &Turned),
    ) -> Result<Self> {
        let after = turned
            .after
            .as_deref()
            .map(|after| Cursor::parse(after).ok_or(WebError::NotFound))
            .transpose()?;
        let sheet = state.feed().page(order, after, WORKS).await?;
        let ids: Vec<_> = sheet.items.iter().map(|entry| entry.id).collect();
        let liked = guest.likes(state, &ids).await?;
        let work = |entry| Work::of(entry, liked.contains(&entry.id), guest.frame.language);

        Ok(Self {
            works: sheet.items.iter().map(work).collect(),
            next: sheet.next.map(|next| format!("{path}?after={next}")),
            is_first: after.is_none(),
        })
    }
}

/// Which wall one is at.
#[derive(Clone, Copy, PartialEq, Eq)]
struct At(Option<Span>);

impl At {
    /// Every wall, in the order in which they are offered.
    fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self(None)).chain(Span::ALL.map(|span| Self(Some(span))))
    }

    fn path(self) -> String {
        self.0
            .map_or_else(|| "/".to_owned(), |span| format!("/best/{}", span.name()))
    }

    /// The key of its name.
    fn text(self) -> String {
        self.0.map_or_else(
            || "site-newest".to_owned(),
            |span| format!("site-best-{}", span.name()),
        )
    }
}

#[derive(Template)]
#[template(path = "feed/front.html")]
struct Front {
    frame: Frame,
    at: At,
    messenger_links: Vec<MessengerLink>,
    styles: Vec<ShownStyle>,
    wall: Wall,
}

#[derive(Template)]
#[template(path = "feed/list.html")]
struct List {
    frame: Frame,
    at: At,
    styles: Vec<ShownStyle>,
    wall: Wall,
}

/// The front door.
pub(super) async fn newest(
    Given(state): State,
    guest: Guest,
    Query(turned): Query<Turned>,
) -> Result<Response> {
    let at = At(None);
    let wall = Wall::hang(&state, &guest, Order::Newest, ("/", &turned)).await?;
    if !wall.is_first {
        let page = List {
            at,
            styles: Vec::new(),
            wall,
            frame: guest.frame.clone(),
        };
        return guest.answer(&state, &page);
    }

    let styles = styles(&state, &guest, STYLES).await?;
    let messenger_links = state.messenger_links.plain(guest.frame.language);

    guest.answer(
        &state,
        &Front {
            frame: guest.frame.clone(),
            at,
            messenger_links,
            styles,
            wall,
        },
    )
}

/// The best of the last time.
pub(super) async fn best(
    Given(state): State,
    guest: Guest,
    Path(span): Path<String>,
    Query(turned): Query<Turned>,
) -> Result<Response> {
    let span = Span::parse(&span).ok_or(WebError::NotFound)?;
    let at = At(Some(span));
    let wall = Wall::hang(&state, &guest, Order::Best(span), (&at.path(), &turned)).await?;
    let styles = if wall.is_first {
        styles(&state, &guest, STYLES).await?
    } else {
        Vec::new()
    };

    guest.answer(
        &state,
        &List {
            frame: guest.frame.clone(),
            at,
            styles,
            wall,
        },
    )
}

#[derive(Template)]
#[template(path = "feed/style.html")]
struct OfStyle {
    frame: Frame,
    style: ShownStyle,
    messenger_links: Vec<MessengerLink>,
    wall: Wall,
}

/// A style, and what was painted after it.
pub(super) async fn of_style(
    Given(state): State,
    guest: Guest,
    Path(key): Path<String>,
    Query(turned): Query<Turned>,
) -> Result<Response> {
    let Some(key) = StyleKey::parse(&key) else {
        return missing(&state, &guest);
    };
    let found = state.feed().style(key).await?;
    let language = guest.frame.language;
    let Some(style) = found.and_then(|style| ShownStyle::of(&style, language)) else {
        return missing(&state, &guest);
    };

    let wall = Wall::hang(&state, &guest, Order::Style(key), (&style.page(), &turned)).await?;
    let messenger_links = state.messenger_links.with_style(key, language);

    guest.answer(
        &state,
        &OfStyle {
            frame: guest.frame.clone(),
            style,
            messenger_links,
            wall,
        },
    )
}

/// The most used styles.
async fn styles(state: &FeedState, guest: &Guest, most: u32) -> Result<Vec<ShownStyle>> {
    let sheet = state.feed().styles(None, most).await?;
    Ok(sheet
        .items
        .iter()
        .filter_map(|style| ShownStyle::of(style, guest.frame.language))
        .collect())
}
