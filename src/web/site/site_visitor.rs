//! The extractor for pages of the site: the visitor, their language, and the layout of the page
//! that they get.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{FromRequestParts, Path, Query, State},
    http::{HeaderValue, Uri, header, request::Parts},
    response::{Html, IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{
    SiteState,
    layout::{Layout, Notice, local_path},
};
use crate::{
    domain::{
        feed::{EntryId, Liker},
        language::Language,
        network::Network,
    },
    web::{
        error::{Result, WebError},
        visitor::{Visitor, set_language_cookie},
    },
};

/// Somebody who reads a page of the site.
pub(super) struct SiteVisitor {
    pub(super) visitor: Visitor,
    pub(super) layout: Layout,
}

/// The part of an address that names the notice.
#[derive(Default, Deserialize)]
#[serde(default)]
struct NoticeQuery {
    done: Option<Notice>,
}

impl FromRequestParts<Arc<SiteState>> for SiteVisitor {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<SiteState>) -> Result<Self> {
        let visitor = Visitor::from_request_parts(parts, state).await?;
        let notice = Query::<NoticeQuery>::try_from_uri(&parts.uri)
            .ok()
            .and_then(|Query(query)| query.done);
        let here = path_of_page(&parts.uri, notice);
        let layout = Layout::new(visitor.language, state.home(), here, notice);

        Ok(Self { visitor, layout })
    }
}

/// The path and query of a page, without a notice, which is shown only once.
fn path_of_page(uri: &Uri, notice: Option<Notice>) -> String {
    let path_and_query = uri.path_and_query().filter(|_| notice.is_none());
    path_and_query
        .map_or(uri.path(), |path_and_query| path_and_query.as_str())
        .to_owned()
}

impl SiteVisitor {
    /// Which of these entries they like. A visitor without a cookie cannot like anything yet.
    pub(super) async fn likes(
        &self,
        state: &SiteState,
        entries: &[EntryId],
    ) -> Result<Vec<EntryId>> {
        if !self.visitor.is_known() || entries.is_empty() {
            return Ok(Vec::new());
        }

        let liker = liker(&self.visitor, state, None).await?;
        Ok(state.feed().liked(&liker, entries).await?)
    }

    /// Renders a page for them. The browser may keep it for going back, but asks for it again
    /// whenever it is opened.
    pub(super) fn render(&self, state: &SiteState, page: &impl Template) -> Result<Response> {
        let mut response = Html(page.render()?).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-cache"),
        );
        headers.insert(
            header::VARY,
            HeaderValue::from_static("accept-language, cookie"),
        );

        self.visitor.set_cookie(&mut response, state.web().https);
        Ok(response)
    }
}

/// Who likes or reports: the person, if they have talked to the bot, or else the browser. `from` is
/// their network; `None` where nothing is counted.
pub(super) async fn liker(
    visitor: &Visitor,
    state: &SiteState,
    from: Option<Network>,
) -> Result<Liker> {
    let network = from.map(|network| network.digest(&state.web().keys.networks));
    let found = visitor
        .find(state.web().stores.conversations.as_ref())
        .await?;

    Ok(match found {
        Some(owner) => Liker::Person {
            person: owner.person,
            network,
        },
        None => Liker::Visitor {
            cookie: visitor.chat(),
            network: network.unwrap_or_default(),
        },
    })
}

/// The page to go back to.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ReturnTo {
    pub(super) to: String,
}

/// Remembers a language, and shows the page in it.
pub(super) async fn choose_language(
    State(state): State<Arc<SiteState>>,
    Path(code): Path<String>,
    Query(return_to): Query<ReturnTo>,
) -> Result<Response> {
    let language = Language::parse(&code).ok_or(WebError::NotFound)?;
    let mut response = Redirect::to(local_path(&return_to.to)).into_response();
    set_language_cookie(&mut response, language, state.web().https);

    Ok(response)
}
