//! Who looks at a page: the visitor, their language, and the frame of the page that they get.

use std::{convert::Infallible, net::IpAddr, sync::Arc};

use askama::Template;
use axum::{
    extract::{FromRequestParts, Path, Query},
    http::{HeaderValue, Uri, header, request::Parts},
    response::{Html, IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{
    FeedState, State,
    frame::{Done, Frame, local},
};
use crate::{
    domain::{
        feed::{EntryId, Liker},
        language::Language,
        picture::PictureKey,
    },
    web::{
        error::{Result, WebError},
        visitor::{self, Visitor},
    },
};

/// Somebody who looks at a page.
pub(super) struct Guest {
    pub(super) visitor: Visitor,
    pub(super) frame: Frame,
}

/// The part of an address that tells what was done.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Told {
    done: Option<Done>,
}

impl FromRequestParts<Arc<FeedState>> for Guest {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &Arc<FeedState>,
    ) -> std::result::Result<Self, Infallible> {
        let visitor = Visitor::from_request_parts(parts, state).await?;
        let done = Query::<Told>::try_from_uri(&parts.uri)
            .ok()
            .and_then(|Query(told)| told.done);
        let frame = Frame::new(visitor.language, state.home(), here(&parts.uri, done), done);

        Ok(Self { visitor, frame })
    }
}

/// The address without what is only said once.
fn here(uri: &Uri, done: Option<Done>) -> String {
    let whole = uri.path_and_query().filter(|_| done.is_none());
    whole.map_or(uri.path(), |whole| whole.as_str()).to_owned()
}

impl Guest {
    /// Which of these they like. Whoever was never here likes nothing yet, and need not be looked
    /// for.
    pub(super) async fn likes(
        &self,
        state: &FeedState,
        entries: &[EntryId],
    ) -> Result<Vec<EntryId>> {
        if !self.visitor.is_known() || entries.is_empty() {
            return Ok(Vec::new());
        }
        let voice = voice(&self.visitor, state, None).await?;
        Ok(state.feed().liked(&voice, entries).await?)
    }

    /// A page for them. It may be kept, to go back to it at once, but is asked for anew whenever it
    /// is opened.
    pub(super) fn answer(&self, state: &FeedState, page: &impl Template) -> Result<Response> {
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

        if let Some(cookie) = self.visitor.set_cookie(state.shared.state.https) {
            headers.insert(header::SET_COOKIE, cookie);
        }

        Ok(response)
    }
}

/// Whose voice it is: the person's, once they talk to the bot, else the browser's.
pub(super) async fn voice(
    visitor: &Visitor,
    state: &FeedState,
    from: Option<IpAddr>,
) -> Result<Liker> {
    Ok(
        match visitor.find(state.shared.state.store.as_ref()).await? {
            Some((_, person)) => Liker::Person(person),
            None => Liker::Visitor {
                cookie: visitor.chat(),
                address: from.map(|from| digest(from, state)).unwrap_or_default(),
            },
        },
    )
}

/// Of an address, or of the network that one house has all to itself; nothing that could be turned
/// back into it.
fn digest(from: IpAddr, state: &FeedState) -> String {
    let network = match from.to_canonical() {
        IpAddr::V4(address) => u64::from(address.to_bits()),
        IpAddr::V6(address) => (address.to_bits() >> 64) as u64,
    };
    PictureKey::of(&[&state.salt[..], &network.to_le_bytes()[..]].concat()).to_string()
}

/// Where to go back to.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Back {
    pub(super) to: String,
}

/// Remembers a language, and shows the page in it.
pub(super) async fn choose_language(
    state: State,
    Path(code): Path<String>,
    Query(back): Query<Back>,
) -> Result<Response> {
    let language = Language::parse(&code).ok_or(WebError::NotFound)?;
    let mut response = Redirect::to(local(&back.to)).into_response();
    if let Some(cookie) = visitor::remember(language, state.shared.state.https) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }

    Ok(response)
}
