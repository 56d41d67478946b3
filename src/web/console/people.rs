//! People: a search, and a page for each with their chats, credits, requests and the actions.

use std::sync::Arc;

use askama::Template;
use axum::{
    Extension,
    extract::{Path, Query, State},
    response::{Html, Redirect},
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
        conversation::State as Talk, credits::Credits, ids::PersonId, payment::DisputeState,
        time::Moment,
    },
    store::{
        RefundState,
        console::{
            JobState, PeopleFilter, PersonLine, PersonSheet,
            people::{Booking, Chat},
        },
    },
    web::error::WebError,
};

/// The largest gift; the command line has the same limit.
const LARGEST_GIFT: u32 = 1_000_000;

/// The search in the address of the list.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct PeopleListQuery {
    words: String,
    blocked: String,
}

#[derive(Template)]
#[template(path = "console/people.html")]
struct PeoplePage {
    layout: Layout,
    filter: PeopleFilter,
    people: Vec<PersonLine>,
    links: PageLinks,
}

/// The people that the search finds, or the newest.
pub(super) async fn list(
    State(state): State<Arc<ConsoleState>>,
    Extension(session): Extension<ConsoleSession>,
    Query(query): Query<PeopleListQuery>,
    Query(place): Query<PageQuery>,
) -> Result<Html<String>> {
    let filter = PeopleFilter {
        words: query.words,
        blocked: !query.blocked.is_empty(),
    };
    let page = state.console().people(&filter, place.start()).await?;
    let links = PageLinks::new("/console/people", &page).with("blocked", &query.blocked);

    html(&PeoplePage {
        layout: session.layout_without_notice(),
        filter,
        people: page.items,
        links,
    })
}

#[derive(Template)]
#[template(path = "console/person.html")]
struct PersonPage {
    layout: Layout,
    person: PersonSheet,
    /// The key of a gift, drawn when the page is made, so that a repeated form counts once.
    once: String,
    now: Moment,
}

/// The page of one person.
pub(super) async fn show(
    State(state): State<Arc<ConsoleState>>,
    Extension(session): Extension<ConsoleSession>,
    Path(person): Path<i64>,
    notice: Query<NoticeQuery>,
) -> Result<Html<String>> {
    let person = state
        .console()
        .person(PersonId(person))
        .await?
        .ok_or(ConsoleError::NotFound)?;
    let once = format!("{:016x}", state.web().chance.bits());

    html(&PersonPage {
        layout: session.layout(&notice),
        person,
        once,
        now: state.now(),
    })
}

#[derive(Template)]
#[template(path = "console/movements.html")]
struct MovementsPage {
    layout: Layout,
    person: PersonId,
    movements: Vec<Booking>,
    links: PageLinks,
}

/// A page of the movements of a person's credits.
pub(super) async fn movements(
    State(state): State<Arc<ConsoleState>>,
    Extension(session): Extension<ConsoleSession>,
    Path(person): Path<i64>,
    Query(place): Query<PageQuery>,
) -> Result<Html<String>> {
    let person = PersonId(person);
    let page = state.console().movements(person, place.start()).await?;

    html(&MovementsPage {
        layout: session.layout_without_notice(),
        person,
        links: PageLinks::new(format!("/console/people/{person}/movements"), &page),
        movements: page.items,
    })
}

#[derive(Template)]
#[template(path = "console/chats.html")]
struct ChatsPage {
    layout: Layout,
    person: PersonId,
    chats: Vec<Chat>,
    links: PageLinks,
}

/// A page of a person's chats.
pub(super) async fn chats(
    State(state): State<Arc<ConsoleState>>,
    Extension(session): Extension<ConsoleSession>,
    Path(person): Path<i64>,
    Query(place): Query<PageQuery>,
) -> Result<Html<String>> {
    let person = PersonId(person);
    let page = state.console().chats(person, place.start()).await?;

    html(&ChatsPage {
        layout: session.layout_without_notice(),
        person,
        links: PageLinks::new(format!("/console/people/{person}/chats"), &page),
        chats: page.items,
    })
}

/// The form that gives credits.
#[derive(Deserialize)]
pub(super) struct GiftFields {
    once: String,
    amount: u32,
    reason: String,
}

/// Gives credits to a person.
pub(super) async fn give_credits(
    State(state): State<Arc<ConsoleState>>,
    Path(person): Path<i64>,
    ConsoleForm { session, fields }: ConsoleForm<GiftFields>,
) -> Result<Redirect> {
    let is_key =
        fields.once.len() == 16 && fields.once.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_key || !(1..=LARGEST_GIFT).contains(&fields.amount) {
        return Err(WebError::BadRequest.into());
    }

    let amount = Credits::new(fields.amount);
    state
        .operator(&session)
        .give_credits(PersonId(person), amount, &fields.once, &fields.reason)
        .await?;

    Ok(Notice::Given.at(&page_of(person)))
}

/// Blocks a person.
pub(super) async fn block(
    State(state): State<Arc<ConsoleState>>,
    Path(person): Path<i64>,
    ConsoleForm { session, fields }: ConsoleForm<ReasonFields>,
) -> Result<Redirect> {
    state
        .operator(&session)
        .block(PersonId(person), &fields.reason)
        .await?;
    Ok(Notice::Blocked.at(&page_of(person)))
}

/// Unblocks a person.
pub(super) async fn unblock(
    State(state): State<Arc<ConsoleState>>,
    Path(person): Path<i64>,
    form: ConsoleForm<NoFields>,
) -> Result<Redirect> {
    state
        .operator(&form.session)
        .unblock(PersonId(person))
        .await?;
    Ok(Notice::Unblocked.at(&page_of(person)))
}

fn page_of(person: i64) -> String {
    format!("/console/people/{person}")
}
