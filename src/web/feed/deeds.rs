//! What visitors do with a painting: like it, like it no more, report it. Forms of the pages, which
//! work without a script; with one, the answer is a line of JSON. Each voice counts once, whatever
//! is repeated.

use std::{net::IpAddr, sync::Arc};

use axum::{
    Form, Json,
    extract::{FromRequestParts, Path, State as Given},
    http::{header, request::Parts},
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

/// Who does something, from where, and how they want to be answered.
pub(super) struct Hand {
    visitor: Visitor,
    from: IpAddr,
    is_script: bool,
}

impl FromRequestParts<Arc<Room>> for Hand {
    type Rejection = Response;

    async fn from_request_parts(
        parts: &mut Parts,
        room: &Arc<Room>,
    ) -> std::result::Result<Self, Response> {
        let Sender(from) = Sender::from_request_parts(parts, room)
            .await
            .map_err(IntoResponse::into_response)?;

        let visitor = Visitor::from_request_parts(parts, room)
            .await
            .map_err(|never| match never {})?;

        let is_script = parts
            .headers
            .get(header::ACCEPT)
            .is_some_and(|accept| accept == "application/json");
        Ok(Self {
            visitor,
            from,
            is_script,
        })
    }
}

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
    hand: Hand,
    Path(entry): Path<String>,
    Form(back): Form<Back>,
) -> Result<Response> {
    let id = EntryId::parse(&entry).ok_or(WebError::NotFound)?;
    let outcome = if hand.visitor.is_known() {
        let voice = voice(&hand.visitor, &room, Some(hand.from)).await?;
        Outcome::of(
            room.feed()
                .like(id, &voice, room.shared.house.clock.now())
                .await?,
            true,
        )?
    } else {
        // Whoever keeps no cookie could like without end.
        Outcome {
            likes: None,
            liked: false,
            not: Some(Done::Unknown),
        }
    };

    Ok(outcome.told(&room, &hand, &back.to, id))
}

/// No like any more.
pub(super) async fn unlike(
    Given(room): State,
    hand: Hand,
    Path(entry): Path<String>,
    Form(back): Form<Back>,
) -> Result<Response> {
    let id = EntryId::parse(&entry).ok_or(WebError::NotFound)?;
    let voice = voice(&hand.visitor, &room, None).await?;
    let outcome = Outcome::of(room.feed().unlike(id, &voice).await?, false)?;
    Ok(outcome.told(&room, &hand, &back.to, id))
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

    fn told(self, room: &Room, hand: &Hand, to: &str, id: EntryId) -> Response {
        let mut response = if hand.is_script {
            let why = self.not.map(|not| hand.visitor.language.text(&not.text()));
            Json(Told {
                likes: self.likes,
                liked: self.liked,
                why,
            })
            .into_response()
        } else {
            Redirect::to(&address(to, self.not, Some(id))).into_response()
        };

        if let Some(cookie) = hand.visitor.set_cookie(room.shared.house.https) {
            response.headers_mut().insert(header::SET_COOKIE, cookie);
        }

        response
    }
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
    hand: Hand,
    Path(entry): Path<String>,
    Form(report): Form<Report>,
) -> Result<Response> {
    let id = EntryId::parse(&entry).ok_or(WebError::NotFound)?;
    let reason = Reason::parse(&report.reason).ok_or(WebError::Bad)?;
    let voice = voice(&hand.visitor, &room, Some(hand.from)).await?;
    let done = match room
        .feed()
        .report(id, &voice, reason, room.shared.house.clock.now())
        .await?
    {
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
        assert_eq!(
            address("/best/day?after=1-2#x", None, at),
            "/best/day?after=1-2#abc"
        );

        assert_eq!(
            address("/?after=1-2", Some(Done::Own), at),
            "/?after=1-2&done=own"
        );

        assert_eq!(
            address("https://evil.example/", Some(Done::Enough), at),
            "/?done=enough"
        );
    }
}
