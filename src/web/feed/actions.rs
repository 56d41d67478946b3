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
    FeedState, State,
    frame::{Done, local},
    guest::{Back, voice},
};
use crate::{
    domain::feed::{EntryId, LikeOutcome, Reason, ReportOutcome},
    web::{
        error::{Result, WebError},
        guard::Sender,
        visitor::Visitor,
    },
};

/// Who does something, from where, and how they want to be answered.
pub(super) struct Actor {
    visitor: Visitor,
    from: IpAddr,
    is_script: bool,
}

impl FromRequestParts<Arc<FeedState>> for Actor {
    type Rejection = Response;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &Arc<FeedState>,
    ) -> std::result::Result<Self, Response> {
        let Sender(from) = Sender::from_request_parts(parts, state)
            .await
            .map_err(IntoResponse::into_response)?;

        let visitor = Visitor::from_request_parts(parts, state)
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
    Given(state): State,
    actor: Actor,
    Path(entry): Path<String>,
    Form(back): Form<Back>,
) -> Result<Response> {
    let id = EntryId::parse(&entry).ok_or(WebError::NotFound)?;
    let outcome = if actor.visitor.is_known() {
        let voice = voice(&actor.visitor, &state, Some(actor.from)).await?;
        Outcome::of(
            state
                .feed()
                .like(id, &voice, state.shared.state.clock.now())
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

    Ok(outcome.told(&state, &actor, &back.to, id))
}

/// No like any more.
pub(super) async fn unlike(
    Given(state): State,
    actor: Actor,
    Path(entry): Path<String>,
    Form(back): Form<Back>,
) -> Result<Response> {
    let id = EntryId::parse(&entry).ok_or(WebError::NotFound)?;
    let voice = voice(&actor.visitor, &state, None).await?;
    let outcome = Outcome::of(state.feed().unlike(id, &voice).await?, false)?;
    Ok(outcome.told(&state, &actor, &back.to, id))
}

struct Outcome {
    likes: Option<u32>,
    liked: bool,
    not: Option<Done>,
}

impl Outcome {
    fn of(liked: LikeOutcome, wanted: bool) -> Result<Self> {
        let (likes, liked, not) = match liked {
            LikeOutcome::Yes(likes) | LikeOutcome::Already(likes) => (Some(likes), wanted, None),
            LikeOutcome::Own(likes) => (Some(likes), false, Some(Done::Own)),
            LikeOutcome::TooMany => (None, false, Some(Done::Enough)),
            LikeOutcome::Nothing => return Err(WebError::NotFound),
        };
        Ok(Self { likes, liked, not })
    }

    fn told(self, state: &FeedState, actor: &Actor, to: &str, id: EntryId) -> Response {
        let mut response = if actor.is_script {
            let why = self.not.map(|not| actor.visitor.language.text(&not.text()));
            Json(Told {
                likes: self.likes,
                liked: self.liked,
                why,
            })
            .into_response()
        } else {
            Redirect::to(&address(to, self.not, Some(id))).into_response()
        };

        if let Some(cookie) = actor.visitor.set_cookie(state.shared.state.https) {
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
    Given(state): State,
    actor: Actor,
    Path(entry): Path<String>,
    Form(report): Form<Report>,
) -> Result<Response> {
    let id = EntryId::parse(&entry).ok_or(WebError::NotFound)?;
    let reason = Reason::parse(&report.reason).ok_or(WebError::Bad)?;
    let voice = voice(&actor.visitor, &state, Some(actor.from)).await?;
    let done = match state
        .feed()
        .report(id, &voice, reason, state.shared.state.clock.now())
        .await?
    {
        ReportOutcome::Yes => Done::ReportOutcome,
        ReportOutcome::TooMany => Done::Enough,
        ReportOutcome::Nothing => return Err(WebError::NotFound),
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
