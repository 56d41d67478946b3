//! What visitors do with a painting: like it, take the like back, report it. These are forms that
//! work without a script; a script gets JSON instead of a redirect. Repeating an action changes
//! nothing.

use std::sync::Arc;

use axum::{
    Form, Json,
    extract::{FromRequestParts, Path, State},
    http::{header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, Serialize};

use super::{
    SiteState,
    layout::{Notice, local_path},
    site_visitor::{ReturnTo, liker},
};
use crate::{
    domain::{
        feed::{EntryId, LikeOutcome, Reason, Report, ReportOutcome},
        network::Network,
    },
    web::{
        error::{Result, WebError},
        guard::ClientNetwork,
        visitor::Visitor,
    },
};

/// The extractor for who acts, from where, and which kind of answer they want.
pub(super) struct ActingVisitor {
    visitor: Visitor,
    from: Network,
    is_script: bool,
}

impl FromRequestParts<Arc<SiteState>> for ActingVisitor {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<SiteState>) -> Result<Self> {
        let ClientNetwork(from) = ClientNetwork::from_request_parts(parts, state).await?;
        let visitor = Visitor::from_request_parts(parts, state).await?;

        let accept = parts.headers.get(header::ACCEPT);
        let is_script = accept.is_some_and(|accept| accept == "application/json");

        Ok(Self {
            visitor,
            from,
            is_script,
        })
    }
}

/// The answer to a script.
#[derive(Serialize)]
struct LikeJson {
    likes: Option<u32>,
    liked: bool,
    /// Why the like does not count, in words.
    why: Option<String>,
}

/// Likes an entry.
pub(super) async fn like(
    State(state): State<Arc<SiteState>>,
    acting: ActingVisitor,
    Path(entry): Path<String>,
    Form(return_to): Form<ReturnTo>,
) -> Result<Response> {
    let id = EntryId::parse(&entry).ok_or(WebError::NotFound)?;
    let result = if acting.visitor.is_known() {
        let liker = liker(&acting.visitor, &state, Some(acting.from)).await?;
        let now = state.web().clock.now();
        let limits = state.public_site.reactions;
        LikeResult::new(state.feed().like(id, &liker, limits, now).await?, true)?
    } else {
        // A client that keeps no cookie could like again and again.
        LikeResult {
            likes: None,
            is_liked: false,
            refusal: Some(Notice::Unknown),
        }
    };

    Ok(result.into_response(&state, &acting, &return_to.to, id))
}

/// Takes a like back.
pub(super) async fn unlike(
    State(state): State<Arc<SiteState>>,
    acting: ActingVisitor,
    Path(entry): Path<String>,
    Form(return_to): Form<ReturnTo>,
) -> Result<Response> {
    let id = EntryId::parse(&entry).ok_or(WebError::NotFound)?;
    let liker = liker(&acting.visitor, &state, None).await?;
    let result = LikeResult::new(state.feed().unlike(id, &liker).await?, false)?;

    Ok(result.into_response(&state, &acting, &return_to.to, id))
}

struct LikeResult {
    likes: Option<u32>,
    is_liked: bool,
    /// Why the like does not count.
    refusal: Option<Notice>,
}

impl LikeResult {
    /// `is_liked` says what the visitor wanted.
    fn new(outcome: LikeOutcome, is_liked: bool) -> Result<Self> {
        let counted = |likes| Self {
            likes: Some(likes),
            is_liked,
            refusal: None,
        };
        let refused = |likes, notice| Self {
            likes,
            is_liked: false,
            refusal: Some(notice),
        };

        match outcome {
            LikeOutcome::Yes(likes) | LikeOutcome::Already(likes) => Ok(counted(likes)),
            LikeOutcome::Own(likes) => Ok(refused(Some(likes), Notice::Own)),
            LikeOutcome::TooMany => Ok(refused(None, Notice::Enough)),
            LikeOutcome::Nothing => Err(WebError::NotFound),
        }
    }

    fn into_response(
        self,
        state: &SiteState,
        acting: &ActingVisitor,
        return_to: &str,
        id: EntryId,
    ) -> Response {
        let language = acting.visitor.language;
        let mut response = if acting.is_script {
            Json(LikeJson {
                likes: self.likes,
                liked: self.is_liked,
                why: self.refusal.map(|notice| language.text(&notice.text())),
            })
            .into_response()
        } else {
            Redirect::to(&page_address(return_to, self.refusal, Some(id))).into_response()
        };

        acting.visitor.set_cookie(&mut response, state.web().https);
        response
    }
}

/// The address of a page of ours, with a notice, or else scrolled to an entry.
fn page_address(page: &str, notice: Option<Notice>, entry: Option<EntryId>) -> String {
    let mut address = local_path(page).split('#').next().unwrap_or("/").to_owned();
    if let Some(notice) = notice {
        let separator = if address.contains('?') { '&' } else { '?' };
        return format!("{address}{separator}done={}", notice.word());
    }

    address.extend(entry.map(|entry| format!("#{entry}")));
    address
}

/// The report form.
#[derive(Deserialize)]
pub(super) struct ReportForm {
    reason: String,
}

/// Reports an entry to the operator.
pub(super) async fn report(
    State(state): State<Arc<SiteState>>,
    acting: ActingVisitor,
    Path(entry): Path<String>,
    Form(form): Form<ReportForm>,
) -> Result<Response> {
    let id = EntryId::parse(&entry).ok_or(WebError::NotFound)?;
    let reason = Reason::parse(&form.reason).ok_or(WebError::BadRequest)?;
    let by = liker(&acting.visitor, &state, Some(acting.from)).await?;
    let now = state.web().clock.now();

    let limits = state.public_site.reactions;

    let report = Report {
        entry: id,
        by,
        reason,
    };

    let notice = match state.feed().report(report, limits, now).await? {
        ReportOutcome::Yes => Notice::Reported,
        ReportOutcome::TooMany => Notice::Enough,
        ReportOutcome::Nothing => return Err(WebError::NotFound),
    };

    let address = page_address(&format!("/p/{id}"), Some(notice), None);
    Ok(Redirect::to(&address).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_leads_back_to_where_it_was_sent_from() {
        let entry = EntryId::parse("abc");
        assert_eq!(
            page_address("/best/day?after=1-2#x", None, entry),
            "/best/day?after=1-2#abc"
        );

        assert_eq!(
            page_address("/?after=1-2", Some(Notice::Own), entry),
            "/?after=1-2&done=own"
        );

        assert_eq!(
            page_address("https://evil.example/", Some(Notice::Enough), entry),
            "/?done=enough"
        );
    }
}
