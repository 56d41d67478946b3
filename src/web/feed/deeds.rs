//! What visitors do with a painting: like it, like it no more, report it. Forms of the pages, which work without a
//! script; with one, the answer is a line of JSON. Each voice counts once, whatever is repeated.

use axum::{
    Form, Json,
    extract::{Path, State as Given},
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};

use super::{
    Room, State,
    frame::{Done, local},
    guest::{Back, voice},
};
use crate::{
    domain::feed::{EntryId, Liked, Reason, Reported},
    web::{
        error::{Result, WebError},
        guard::Sender,
        visitor::Visitor,
    },
};

/// What became of a like, for a script.
#[derive(Serialize)]
struct Told {
    likes: Option<u32>,
    liked: bool,
    /// Why not, in words.
    why: Option<String>,
}

/// A like.
pub(super) async fn like(
    Given(room): State,
    sender: Sender,
    visitor: Visitor,
    Path(entry): Path<String>,
    headers: HeaderMap,
    Form(back): Form<Back>,
) -> Result<Response> {
    let id = EntryId::parse(&entry).ok_or(WebError::NotFound)?;
    let outcome = if visitor.is_known() {
        let voice = voice(&visitor, &room, Some(sender.0)).await?;
        Outcome::of(room.feed().like(id, &voice, room.shared.house.clock.now()).await?, true)?
    } else {
        // Whoever keeps no cookie could like without end.
        Outcome { likes: None, liked: false, not: Some(Done::Unknown) }
    };
    Ok(outcome.told(&room, &visitor, (&headers, &back), id))
}

/// No like any more.
pub(super) async fn unlike(
    Given(room): State,
    visitor: Visitor,
    Path(entry): Path<String>,
    headers: HeaderMap,
    Form(back): Form<Back>,
) -> Result<Response> {
    let id = EntryId::parse(&entry).ok_or(WebError::NotFound)?;
    let voice = voice(&visitor, &room, None).await?;
    let outcome = Outcome::of(room.feed().unlike(id, &voice).await?, false)?;
    Ok(outcome.told(&room, &visitor, (&headers, &back), id))
}

struct Outcome {
    likes: Option<u32>,
    liked: bool,
    not: Option<Done>,
}

impl Outcome {
    fn of(liked: Liked, wanted: bool) -> Result<Self> {
        let (likes, liked, not) = match liked {
            Liked::Yes(likes) | Liked::Already(likes) => (Some(likes), wanted, None),
            Liked::Own(likes) => (Some(likes), false, Some(Done::Own)),
            Liked::TooMany => (None, false, Some(Done::Enough)),
            Liked::Nothing => return Err(WebError::NotFound),
        };
        Ok(Self { likes, liked, not })
    }

    fn told(self, room: &Room, visitor: &Visitor, (headers, back): (&HeaderMap, &Back), id: EntryId) -> Response {
        let mut response = if is_script(headers) {
            let why = self.not.map(|not| visitor.language.text(&not.text()));
            Json(Told { likes: self.likes, liked: self.liked, why }).into_response()
        } else {
            Redirect::to(&address(&back.to, self.not, Some(id))).into_response()
        };
        if let Some(cookie) = visitor.set_cookie(room.shared.house.https) {
            response.headers_mut().insert(header::SET_COOKIE, cookie);
        }
        response
    }
}

fn is_script(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).is_some_and(|accept| accept == "application/json")
}

/// A page of ours that says what was done, at the place where it was.
fn address(to: &str, done: Option<Done>, at: Option<EntryId>) -> String {
    let mut address = local(to).split('#').next().unwrap_or("/").to_owned();
    if let Some(done) = done {
        let sign = if address.contains('?') { '&' } else { '?' };
        return format!("{address}{sign}done={}", done.word());
    }
    address.extend(at.map(|at| format!("#{at}")));
    address
}

/// A report.
#[derive(Deserialize)]
pub(super) struct Report {
    reason: String,
}

/// Tells the operator.
pub(super) async fn report(
    Given(room): State,
    sender: Sender,
    visitor: Visitor,
    Path(entry): Path<String>,
    Form(report): Form<Report>,
) -> Result<Response> {
    let id = EntryId::parse(&entry).ok_or(WebError::NotFound)?;
    let reason = Reason::parse(&report.reason).ok_or(WebError::Bad)?;
    let voice = voice(&visitor, &room, Some(sender.0)).await?;
    let done = match room.feed().report(id, &voice, reason, room.shared.house.clock.now()).await? {
        Reported::Yes => Done::Reported,
        Reported::TooMany => Done::Enough,
        Reported::Nothing => return Err(WebError::NotFound),
    };
    Ok(Redirect::to(&address(&format!("/p/{id}"), Some(done), None)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_leads_back_to_where_it_was_sent_from() {
        let at = EntryId::parse("abc");
        assert_eq!(address("/best/day?after=1-2#x", None, at), "/best/day?after=1-2#abc");
        assert_eq!(address("/?after=1-2", Some(Done::Own), at), "/?after=1-2&done=own");
        assert_eq!(address("https://evil.example/", Some(Done::Enough), at), "/?done=enough");
    }
}
