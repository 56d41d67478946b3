//! The page of one painting: large, beside what it was made from, with what a link to it shows
//! elsewhere.

use askama::Template;
use axum::{
    extract::{Path, State as Given},
    http::StatusCode,
    response::Response,
};

use super::{
    FeedState, State,
    frame::Frame,
    guest::Guest,
    messenger_links::MessengerLink,
    shown::{ShownStyle, Work},
};
use crate::{
    domain::feed::{EntryId, Reason, Shape, Size},
    web::error::Result,
};

#[derive(Template)]
#[template(path = "feed/entry.html")]
struct Page {
    frame: Frame,
    work: Work,
    /// The styles that it shows, and the doors behind which each is chosen already.
    ways: Vec<(String, Vec<MessengerLink>)>,
    /// The doors for whoever has a style of their own.
    messenger_links: Vec<MessengerLink>,
    card: Shape,
    /// Why somebody may report it: the words of the form, and those for people.
    reasons: Vec<(&'static str, String)>,
}

impl Page {
    /// What is given to others.
    fn link(&self) -> String {
        format!("{}{}", self.frame.home, self.work.page())
    }
}

#[derive(Template)]
#[template(path = "feed/missing.html")]
struct Missing {
    frame: Frame,
}

/// The page.
pub(super) async fn page(
    Given(state): State,
    guest: Guest,
    Path(entry): Path<String>,
) -> Result<Response> {
    let Some(id) = EntryId::parse(&entry) else {
        return missing(&state, &guest);
    };
    let Some(entry) = state.feed().entry(id).await? else {
        return missing(&state, &guest);
    };
    let is_liked = guest.likes(&state, &[id]).await?.contains(&id);
    let language = guest.frame.language;
    let work = Work::of(&entry, is_liked, language);

    let way = |style: &ShownStyle| {
        (
            style.title.clone(),
            state.messenger_links.with_style(style.key, language),
        )
    };

    let page = Page {
        ways: work.styles.iter().map(way).collect(),
        messenger_links: state.messenger_links.plain(language),
        card: Size::CARD,
        reasons: Reason::ALL
            .map(|reason| {
                (
                    reason.name(),
                    language.text(&format!("site-report-{}", reason.name())),
                )
            })
            .into(),
        frame: guest.frame.clone(),
        work,
    };

    guest.answer(&state, &page)
}

/// Says that there is nothing here, or nothing any more.
pub(super) fn missing(state: &FeedState, guest: &Guest) -> Result<Response> {
    let mut response = guest.answer(
        state,
        &Missing {
            frame: guest.frame.clone(),
        },
    )?;
    *response.status_mut() = StatusCode::NOT_FOUND;

    Ok(response)
}
