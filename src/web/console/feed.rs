//! The feed: what waits for approval, what visitors have reported, what is hidden; and the styles
//! with what suits them.

use askama::Template;
use axum::{
    Extension,
    extract::{Path, Query, State as Given},
    http::header,
    response::{Html, IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{
    State,
    frame::{Done, Frame, Told, html},
    posted::{Posted, Pressed},
    session::Signed,
    shown,
    trouble::{Result, Trouble},
};
use crate::{
    domain::{
        feed::{EntryId, Part, PublicStyle, Size, Stage, StyleKey},
        ids::PersonId,
        look::Level,
    },
    store::console::{Exhibit, ExhibitFilter, Tuning},
    web::error::WebError,
};

/// What stands in the address of the list.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    which: String,
}

#[derive(Template)]
#[template(path = "feed.html")]
struct List {
    frame: Frame,
    filter: ExhibitFilter,
    feed_entries: Vec<Exhibit>,
}

/// Entries, those that wait first.
pub(super) async fn list(
    Given(state): State,
    Extension(signed): Extension<Signed>,
    Query(wanted): Query<Wanted>,
    told: Query<Told>,
) -> Result<Html<String>> {
    let filter = ExhibitFilter::parse(&wanted.which).unwrap_or_default();
    let feed_entries = state.console().feed_entries(filter).await?;

    html(&List {
        frame: Frame::of(&signed, told),
        filter,
        feed_entries,
    })
}

/// A small picture of an entry that was not taken back, hidden ones among them.
pub(super) async fn picture(
    Given(state): State,
    Path((entry, part)): Path<(String, String)>,
) -> Result<Response> {
    let id = EntryId::parse(&entry).ok_or(Trouble::NotFound)?;
    let part = Part::parse(&part).ok_or(Trouble::NotFound)?;
    let parts = state
        .console()
        .exhibited_parts(id)
        .await?
        .ok_or(Trouble::NotFound)?;

    parts.shape(part).ok_or(Trouble::NotFound)?;

    let served = state
        .shared
        .state
        .pictures
        .of_feed(id, part, Size::Grid)
        .await
        .map_err(WebError::from)?;
    let served = served.ok_or(Trouble::NotFound)?;
    let headers = [
        (header::CONTENT_TYPE, served.mime),
        (header::CACHE_CONTROL, "private, no-store"),
    ];

    Ok((headers, served.bytes).into_response())
}

/// Everybody sees it, or goes on seeing it.
pub(super) async fn approve(
    Given(state): State,
    Path(entry): Path<String>,
    posted: Posted<Pressed>,
) -> Result<Redirect> {
    let id = EntryId::parse(&entry).ok_or(Trouble::NotFound)?;
    state.operator(&posted.signed).approve(id).await?;
    state.shared.state.bells.inbox.ring();
    Ok(Done::Approved.at("/console/feed"))
}

/// Why something is done.
#[derive(Deserialize)]
pub(super) struct Because {
    reason: String,
}

/// Nobody sees it any more.
pub(super) async fn hide(
    Given(state): State,
    Path(entry): Path<String>,
    Posted { signed, form }: Posted<Because>,
) -> Result<Redirect> {
    let id = EntryId::parse(&entry).ok_or(Trouble::NotFound)?;
    state.operator(&signed).hide(id, &form.reason).await?;
    state.shared.state.bells.inbox.ring();
    Ok(Done::Hidden.at("/console/feed"))
}

/// They publish no more.
pub(super) async fn ban(
    Given(state): State,
    Path(person): Path<i64>,
    Posted { signed, form }: Posted<Because>,
) -> Result<Redirect> {
    state
        .operator(&signed)
        .ban_from_feed(PersonId(person), &form.reason)
        .await?;
    Ok(Done::Banned.at("/console/feed"))
}

/// They publish again.
pub(super) async fn allow(
    Given(state): State,
    Path(person): Path<i64>,
    posted: Posted<Pressed>,
) -> Result<Redirect> {
    state
        .operator(&posted.signed)
        .allow_in_feed(PersonId(person))
        .await?;
    Ok(Done::Allowed.at("/console/feed"))
}

#[derive(Template)]
#[template(path = "styles.html")]
struct Styles {
    frame: Frame,
    styles: Vec<PublicStyle>,
}

/// The styles by use.
pub(super) async fn styles(
    Given(state): State,
    Extension(signed): Extension<Signed>,
    told: Query<Told>,
) -> Result<Html<String>> {
    let styles = state
        .console
        .feed
        .styles(None, crate::store::feed::MOST)
        .await?
        .items;

    html(&Styles {
        frame: Frame::of(&signed, told),
        styles,
    })
}

/// What suits a style: positions of the knobs, or nothing.
#[derive(Deserialize)]
pub(super) struct Knobs {
    strength: String,
    stroke: String,
}

/// Keeps it.
pub(super) async fn tune(
    Given(state): State,
    Path(style): Path<String>,
    Posted { signed, form }: Posted<Knobs>,
) -> Result<Redirect> {
    let style = StyleKey::parse(&style).ok_or(Trouble::NotFound)?;
    let tuning = Tuning {
        style,
        strength: level(&form.strength)?,
        stroke: level(&form.stroke)?,
    };

    state.operator(&signed).tune(tuning).await?;
    Ok(Done::Tuned.at("/console/feed/styles"))
}

fn level(text: &str) -> Result<Option<Level>> {
    if text.is_empty() {
        return Ok(None);
    }

    let position: i8 = text.parse().map_err(|_| WebError::Bad)?;
    Level::try_from(position)
        .map(Some)
        .map_err(|_| WebError::Bad.into())
}
