//! The visitor behind a request, identified by a long random cookie. The store knows only the
//! cookie's hash, so nobody who reads the database can act as a visitor.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
    response::Response,
};
use axum_extra::extract::cookie::{Cookie, SameSite};

use super::{
    ONE_YEAR,
    cookies::{self, SECRET_BYTES},
};
use crate::{
    clock::Chance,
    domain::{language::Language, picture::PictureKey},
    messengers::web_chat,
    store::{Address, ChatOwner, ConversationStore},
};

const VISITOR_COOKIE: &str = "vernissage";
/// The language that was chosen on a page.
const LANGUAGE_COOKIE: &str = "language";

/// Somebody with a browser.
pub(super) struct Visitor {
    secret: String,
    is_known: bool,
    /// The best guess of their language, until they choose one.
    pub(super) language: Language,
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let known = cookies::find_secret(&parts.headers, VISITOR_COOKIE);
        let is_known = known.is_some();
        let secret = known.unwrap_or_else(|| hex::encode(Chance.bytes::<SECRET_BYTES>()));

        Ok(Self {
            secret,
            is_known,
            language: language(&parts.headers),
        })
    }
}

impl Visitor {
    /// Whether the request brought their cookie: they have been here before, and their browser
    /// keeps cookies.
    pub(super) const fn is_known(&self) -> bool {
        self.is_known
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
    ) -> crate::store::Result<Option<ChatOwner>> {
        if self.is_known {
            conversations.chat_at(&self.address()).await
        } else {
            Ok(None)
        }
    }

    /// Sets the cookie that identifies them, for a year from this visit.
    pub(super) fn set_cookie(&self, response: &mut Response, https: bool) {
        cookies::set(
            response,
            &lasting_cookie(VISITOR_COOKIE, &self.secret, https),
        );
    }
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

/// The language chosen on a page, or else the first one that the browser asks for.
pub(super) fn language(headers: &HeaderMap) -> Language {
    let chosen = cookies::find(headers, LANGUAGE_COOKIE);
    if let Some(language) = chosen.and_then(|cookie| Language::parse(cookie.value())) {
        return language;
    }

    let accepted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();

    let first = accepted.split([',', ';']).next().unwrap_or_default();
    Language::from_tag(first.trim())
}
