//! The visitor behind a request, identified by a long random cookie that this service has signed.
//! The store knows only the cookie's hash, so nobody who reads the database can act as a visitor.

use std::sync::{Arc, OnceLock};

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
    response::Response,
};
use axum_extra::extract::cookie::{Cookie, SameSite};

use super::{
    ONE_YEAR, RouterState, accept_language,
    cookies::{self, SECRET_BYTES},
    error::WebError,
    guard::{ClientNetwork, HasTrustedProxies},
    keyed_limiter::KeyedLimiter,
};
use crate::{
    clock::Chance,
    domain::{language::Language, network::Network, picture::PictureKey},
    messengers::web_chat,
    store::{self, Address, ChatOwner, ConversationStore},
};

/// The cookie over plain HTTP, and the one that was set everywhere before cookies were signed.
const PLAIN_COOKIE: &str = "vernissage";
/// The cookie over HTTPS. Browsers take one of this name from this very host only, so that no
/// neighbour below the same domain can plant one.
const HOST_COOKIE: &str = "__Host-vernissage";
/// The language that was chosen on a page.
const LANGUAGE_COOKIE: &str = "language";

/// Somebody with a browser.
#[derive(Clone)]
pub(super) struct Visitor {
    secret: String,
    /// The signed secret.
    cookie: String,
    standing: Standing,
    /// The best guess of their language, until they choose one.
    pub(super) language: Language,
}

#[derive(Clone)]
enum Standing {
    /// The request brought their cookie.
    Known,
    /// The request brought a cookie that has to be replaced: it is not signed, or has the name
    /// that is used over plain HTTP.
    Outdated,
    /// The request brought no cookie of ours.
    New(Arc<Admission>),
}

/// Whether one more visitor of a network may be new, asked at most once for each request.
struct Admission {
    network: Network,
    limiter: Arc<KeyedLimiter<Network>>,
    outcome: OnceLock<bool>,
}

impl Admission {
    fn is_granted(&self) -> bool {
        let ask = || self.limiter.allow(&self.network);
        *self.outcome.get_or_init(ask)
    }
}

/// A router state that knows how visitors are told apart.
pub(super) trait HasVisitors: HasTrustedProxies {
    fn router(&self) -> &RouterState;
}

impl HasVisitors for RouterState {
    fn router(&self) -> &RouterState {
        self
    }
}

impl<S: HasVisitors> FromRequestParts<Arc<S>> for Visitor {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<S>) -> Result<Self, WebError> {
        // A middleware may have met them before.
        if let Some(visitor) = parts.extensions.get::<Self>() {
            return Ok(visitor.clone());
        }

        let ClientNetwork(network) = ClientNetwork::from_request_parts(parts, state).await?;
        let visitor = Self::identify(&parts.headers, state.router(), network).await?;
        parts.extensions.insert(visitor.clone());

        Ok(visitor)
    }
}

impl Visitor {
    async fn identify(
        headers: &HeaderMap,
        state: &RouterState,
        network: Network,
    ) -> store::Result<Self> {
        let visitor = |secret: String, standing| Self {
            cookie: state.visitor_key.sign(&secret),
            secret,
            standing,
            language: language(headers),
        };

        let brought = cookies::find(headers, cookie_name(state.web.https));
        let signed = brought
            .as_ref()
            .and_then(|cookie| state.visitor_key.read(cookie.value()));
        if let Some(secret) = signed {
            return Ok(visitor(secret.to_owned(), Standing::Known));
        }

        // Anybody can plant a cookie of this name, or make one up. Only those are adopted that have
        // a chat already.
        if let Some(cookie) = cookies::find(headers, PLAIN_COOKIE) {
            let value = cookie.value();
            let secret = state.visitor_key.read(value).unwrap_or(value);
            let outdated = visitor(secret.to_owned(), Standing::Outdated);
            let conversations = state.web.stores.conversations.as_ref();
            if cookies::is_secret(secret) && outdated.find(conversations).await?.is_some() {
                return Ok(outdated);
            }
        }

        let admission = Admission {
            network,
            limiter: Arc::clone(&state.new_visitors),
            outcome: OnceLock::new(),
        };
        let secret = hex::encode(Chance.bytes::<SECRET_BYTES>());

        Ok(visitor(secret, Standing::New(Arc::new(admission))))
    }

    /// Whether the request brought their cookie: they have been here before, and their browser
    /// keeps cookies.
    pub(super) const fn is_known(&self) -> bool {
        !matches!(self.standing, Standing::New(_))
    }

    /// Whether they may send something: they are known, or new while few others of their network
    /// are.
    pub(super) fn is_admitted(&self) -> bool {
        match &self.standing {
            Standing::Known | Standing::Outdated => true,
            Standing::New(admission) => admission.is_granted(),
        }
    }

    /// The chat's name in the store: the hash of the cookie.
    pub(super) fn chat(&self) -> String {
        PictureKey::from_bytes(self.secret.as_bytes()).to_string()
    }

    pub(super) fn address(&self) -> Address {
        Address {
            messenger: web_chat::NAME.into(),
            external: self.chat(),
        }
    }

    /// Their chat and person, once they have written something.
    pub(super) async fn find(
        &self,
        conversations: &dyn ConversationStore,
    ) -> store::Result<Option<ChatOwner>> {
        if self.is_known() {
            conversations.chat_at(&self.address()).await
        } else {
            Ok(None)
        }
    }

    /// Sets the cookie that identifies them, for a year from this visit, if they are admitted.
    pub(super) fn set_cookie(&self, response: &mut Response, https: bool) {
        if !self.is_admitted() {
            return;
        }

        let cookie = lasting_cookie(cookie_name(https), &self.cookie, https);
        cookies::set(response, &cookie);

        if https && matches!(self.standing, Standing::Outdated) {
            let mut outdated = lasting_cookie(PLAIN_COOKIE, "", https);
            outdated.make_removal();
            cookies::set(response, &outdated);
        }
    }
}

const fn cookie_name(https: bool) -> &'static str {
    if https { HOST_COOKIE } else { PLAIN_COOKIE }
}

/// Sets the cookie that remembers a language.
pub(super) fn set_language_cookie(response: &mut Response, language: Language, https: bool) {
    cookies::set(
        response,
        &lasting_cookie(LANGUAGE_COOKIE, language.code(), https),
    );
}

fn lasting_cookie<'v>(name: &'v str, value: &'v str, https: bool) -> Cookie<'v> {
    Cookie::build((name, value))
        .path("/")
        .max_age(ONE_YEAR.try_into().unwrap_or_default())
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(https)
        .build()
}

/// The language chosen on a page, or else the one that the browser asks for.
pub(super) fn language(headers: &HeaderMap) -> Language {
    let chosen = cookies::find(headers, LANGUAGE_COOKIE);
    if let Some(language) = chosen.and_then(|cookie| Language::parse(cookie.value())) {
        return language;
    }

    let accepted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();

    accept_language::wanted(accepted)
}
