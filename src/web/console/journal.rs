//! What was done, by whom and with what outcome.

use askama::Template;
use axum::{
    Extension,
    extract::{Query, State as Given},
    response::Html,
};
use serde::Deserialize;

use super::{
    State,
    frame::{Done, Frame, html},
    session::Signed,
    shown,
    trouble::Result,
};
use crate::store::console::Entry;

/// What stands in the address.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    before: String,
    about: String,
}

#[derive(Template)]
#[template(path = "audit.html")]
struct Page {
    frame: Frame,
    about: String,
    entries: Vec<Entry>,
}

/// A page of it.
pub(super) async fn page(
    Given(state): State,
    Extension(signed): Extension<Signed>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>> {
    let about = Some(wanted.about.trim()).filter(|about| !about.is_empty());
    let entries = state
        .console()
        .journal(wanted.before.parse().ok(), about)
        .await?;
    html(&Page {
        frame: Frame::quiet(&signed),
        about: wanted.about.clone(),
        entries,
    })
}
