//! The feed: entries that wait for approval, were reported or are hidden; and the styles with the
//! knob positions that suit them.

use std::sync::Arc;

use askama::Template;
use axum::{
    Extension,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{
    ConsoleState,
    error::{ConsoleError, Result},
    form::{ConsoleForm, NoFields, ReasonFields},
    format,
    layout::{Layout, Notice, NoticeQuery},
    pages::{PageLinks, PageQuery},
    render::html,
    session::ConsoleSession,
};
use crate::{
    domain::{
        feed::{Cursor, EntryId, Part, PublicStyle, Size, Stage, StyleKey},
        ids::PersonId,
        language::Language,
        look::Level,
    },
    store::console::{FeedEntryFilter, FeedEntryLine, Tuning},
    web::{error::WebError, files},
};

/// The filter in the address of the list.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct FeedListQuery {
    which: String,
}

#[derive(Template)]
#[template(path = "console/feed.html")]
struct FeedPage {
    layout: Layout,
    filter: FeedEntryFilter,
    feed_entries: Vec<FeedEntryLine>,
    links: PageLinks,
}

/// The entries that pass the filter.
pub(super) async fn list(
    State(state): State<Arc<ConsoleState>>,
    Extension(session): Extension<ConsoleSession>,
    Query(query): Query<FeedListQuery>,
    Query(place): Query<PageQuery>,
    notice: Query<NoticeQuery>,
) -> Result<Html<String>> {
    let filter = FeedEntryFilter::parse(&query.which).unwrap_or_default();
    let page = state.console().feed_entries(filter, place.start()).await?;

    html(&FeedPage {
        layout: session.layout(&notice),
        filter,
        links: PageLinks::new("/console/feed", &page).with("which", filter.name()),
        feed_entries: page.items,
    })
}

/// The path parameters of a picture of an entry.
#[derive(Deserialize)]
pub(super) struct EntryPicturePath {
    entry: String,
    part: String,
}

/// A small picture of an entry, also of a hidden one, unless its person has taken it back.
pub(super) async fn picture(
    State(state): State<Arc<ConsoleState>>,
    Path(path): Path<EntryPicturePath>,
) -> Result<Response> {
    let id = EntryId::parse(&path.entry).ok_or(ConsoleError::NotFound)?;
    let part = Part::parse(&path.part).ok_or(ConsoleError::NotFound)?;
    let parts = state
        .console()
        .exhibited_parts(id)
        .await?
        .ok_or(ConsoleError::NotFound)?;

    parts.shape(part).ok_or(ConsoleError::NotFound)?;

    let served = state
        .web()
        .pictures
        .feed_picture(id, part, Size::Grid)
        .await
        .map_err(WebError::from)?;
    let served = served.ok_or(ConsoleError::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, served.mime),
        (header::CACHE_CONTROL, "private, no-store"),
    ];

    Ok((headers, files::file_response(served.file)).into_response())
}

/// The film of an entry, also of a hidden one, unless its person has taken it back.
pub(super) async fn film(
    State(state): State<Arc<ConsoleState>>,
    Path(entry): Path<String>,
    asked: HeaderMap,
) -> Result<Response> {
    let id = EntryId::parse(&entry).ok_or(ConsoleError::NotFound)?;
    let parts = state.console().exhibited_parts(id).await?;
    parts
        .and_then(|parts| parts.film)
        .ok_or(ConsoleError::NotFound)?;

    let film = state.web().pictures.feed_film(id).await;
    let film = film.map_err(WebError::from)?;
    let film = film.ok_or(ConsoleError::NotFound)?;
    let mut response = files::media_response(film, &format!("film-{id}"), &asked).await?;
    response.headers_mut().insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-store"),
    );

    Ok(response)
}

/// Makes an entry public, or keeps it public and dismisses its reports.
pub(super) async fn approve(
    State(state): State<Arc<ConsoleState>>,
    Path(entry): Path<String>,
    form: ConsoleForm<NoFields>,
) -> Result<Redirect> {
    let id = EntryId::parse(&entry).ok_or(ConsoleError::NotFound)?;
    state.operator(&form.session).approve(id).await?;
    state.web().bells.inbox.ring();
    Ok(Notice::Approved.at("/console/feed"))
}

/// Hides an entry.
pub(super) async fn hide(
    State(state): State<Arc<ConsoleState>>,
    Path(entry): Path<String>,
    ConsoleForm { session, fields }: ConsoleForm<ReasonFields>,
) -> Result<Redirect> {
    let id = EntryId::parse(&entry).ok_or(ConsoleError::NotFound)?;
    state.operator(&session).hide(id, &fields.reason).await?;
    state.web().bells.inbox.ring();
    Ok(Notice::Hidden.at("/console/feed"))
}

/// Forbids a person to publish.
pub(super) async fn ban(
    State(state): State<Arc<ConsoleState>>,
    Path(person): Path<i64>,
    ConsoleForm { session, fields }: ConsoleForm<ReasonFields>,
) -> Result<Redirect> {
    state
        .operator(&session)
        .ban_from_feed(PersonId(person), &fields.reason)
        .await?;
    Ok(Notice::Banned.at("/console/feed"))
}

/// Lets a person publish again.
pub(super) async fn allow(
    State(state): State<Arc<ConsoleState>>,
    Path(person): Path<i64>,
    form: ConsoleForm<NoFields>,
) -> Result<Redirect> {
    state
        .operator(&form.session)
        .allow_in_feed(PersonId(person))
        .await?;
    Ok(Notice::Allowed.at("/console/feed"))
}

#[derive(Template)]
#[template(path = "console/styles.html")]
struct StylesPage {
    layout: Layout,
    styles: Vec<PublicStyle>,
    /// Where the next page begins.
    next: Option<Cursor>,
}

/// Where a page of the styles begins; empty for the first one.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct StyleListQuery {
    after: String,
}

/// The styles, the most used first.
pub(super) async fn styles(
    State(state): State<Arc<ConsoleState>>,
    Extension(session): Extension<ConsoleSession>,
    Query(query): Query<StyleListQuery>,
    notice: Query<NoticeQuery>,
) -> Result<Html<String>> {
    let page = state
        .console
        .feed
        .styles(Cursor::parse(&query.after), crate::store::feed::MOST)
        .await?;

    html(&StylesPage {
        layout: session.layout(&notice),
        styles: page.items,
        next: page.next,
    })
}

/// The knob positions that suit a style; empty for no opinion.
#[derive(Deserialize)]
pub(super) struct TuningFields {
    strength: String,
    stroke: String,
}

/// Saves the knob positions for a style.
pub(super) async fn tune(
    State(state): State<Arc<ConsoleState>>,
    Path(style): Path<String>,
    ConsoleForm { session, fields }: ConsoleForm<TuningFields>,
) -> Result<Redirect> {
    let style = StyleKey::parse(&style).ok_or(ConsoleError::NotFound)?;
    let tuning = Tuning {
        style,
        strength: level(&fields.strength)?,
        stroke: level(&fields.stroke)?,
    };

    state.operator(&session).tune(tuning).await?;
    Ok(Notice::Tuned.at("/console/feed/styles"))
}

fn level(text: &str) -> Result<Option<Level>> {
    if text.is_empty() {
        return Ok(None);
    }

    let position: i8 = text.parse().map_err(|_| WebError::BadRequest)?;
    Level::try_from(position)
        .map(Some)
        .map_err(|_| WebError::BadRequest.into())
}
