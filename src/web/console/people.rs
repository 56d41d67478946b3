//! People: found by whatever is known of them; their chats, credits and requests, and what can be
//! done.

use askama::Template;
use axum::{
    Extension,
    extract::{Path, Query, State as Given},
    response::{Html, Redirect},
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
    domain::{conversation::State as Talk, credits::Credits, ids::PersonId, time::Moment},
    store::{
        RefundState,
        console::{JobState, PeopleFilter, PersonLine, PersonSheet},
    },
};

/// No gift is larger; the command line has the same limit.
const MOST_CREDITS: u32 = 1_000_000;

/// What stands in the address of a list.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    words: String,
    blocked: String,
}

#[derive(Template)]
#[template(path = "people.html")]
struct List {
    frame: Frame,
    filter: PeopleFilter,
    people: Vec<PersonLine>,
}

/// Those who are meant, or the newest.
pub(super) async fn list(
    Given(state): State,
    Extension(signed): Extension<Signed>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>> {
    let filter = PeopleFilter {
        words: wanted.words,
        blocked: !wanted.blocked.is_empty(),
    };
    let people = state.console().people(&filter).await?;

    html(&List {
        frame: Frame::quiet(&signed),
        filter,
        people,
    })
}

#[derive(Template)]
#[template(path = "person.html")]
struct Sheet {
    frame: Frame,
    person: PersonSheet,
    /// Makes a gift one that is given once.
    once: String,
    now: Moment,
}

/// Everything about one.
pub(super) async fn sheet(
    Given(state): State,
    Extension(signed): Extension<Signed>,
    Path(person): Path<i64>,
    told: Query<Told>,
) -> Result<Html<String>> {
    let person = state
        .console()
        .person(PersonId(person))
        .await?
        .ok_or(Trouble::NotFound)?;
    let once = format!("{:016x}", state.shared.state.chance.bits());

    html(&Sheet {
        frame: Frame::of(&signed, told),
        person,
        once,
        now: state.now(),
    })
}

/// A gift.
#[derive(Deserialize)]
pub(super) struct Gift {
    once: String,
    amount: u32,
    reason: String,
}

/// Gives it.
pub(super) async fn give_credits(
    Given(state): State,
    Path(person): Path<i64>,
    Posted { signed, form }: Posted<Gift>,
) -> Result<Redirect> {
    let is_drawn = form.once.len() == 16 && form.once.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_drawn || !(1..=MOST_CREDITS).contains(&form.amount) {
        return Err(crate::web::error::WebError::Bad.into());
    }

    let amount = Credits::new(form.amount);
    state
        .operator(&signed)
        .give_credits(PersonId(person), amount, &form.once, &form.reason)
        .await?;

    Ok(Done::Given.at(&at(person)))
}

/// Why somebody is blocked.
#[derive(Deserialize)]
pub(super) struct Because {
    reason: String,
}

/// Serves them no more.
pub(super) async fn block(
    Given(state): State,
    Path(person): Path<i64>,
    Posted { signed, form }: Posted<Because>,
) -> Result<Redirect> {
    state
        .operator(&signed)
        .block(PersonId(person), &form.reason)
        .await?;
    Ok(Done::Blocked.at(&at(person)))
}

/// Serves them again.
pub(super) async fn unblock(
    Given(state): State,
    Path(person): Path<i64>,
    posted: Posted<Pressed>,
) -> Result<Redirect> {
    state
        .operator(&posted.signed)
        .unblock(PersonId(person))
        .await?;
    Ok(Done::Unblocked.at(&at(person)))
}

fn at(person: i64) -> String {
    format!("/console/people/{person}")
}
