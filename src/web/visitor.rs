//! Who asks: a long random cookie. The store knows only its hash, so that whoever reads the
//! database is nobody.

use std::{convert::Infallible, fmt::Write};

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
};

use crate::{
    clock::Chance,
    domain::{
        ids::{ChatId, PersonId},
        language::Language,
        picture::PictureKey,
    },
    messengers::web_chat,
    store::{Address, Store},
};

const COOKIE: &str = "vernissage";
const SECRET_BYTES: usize = 32;
/// Holds the language that was chosen on a page.
const LANGUAGE: &str = "language";

/// Somebody with a browser.
pub(super) struct Visitor {
    secret: String,
    known: bool,
    /// The best guess of their language, until they choose one.
    pub(super) language: Language,
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let found = secret(&parts.headers).map(ToOwned::to_owned);
        let known = found.is_some();
        let secret = found.unwrap_or_else(|| written(&Chance.bytes::<SECRET_BYTES>()));

        Ok(Self {
            secret,
            known,
            language: language(&parts.headers),
        })
    }
}

impl Visitor {
    /// Whether they have been here before, and the browser keeps what it is given.
    pub(super) const fn is_known(&self) -> bool {
        self.known
    }

    /// The chat's name in the store.
    pub(super) fn chat(&self) -> String {
        PictureKey::of(self.secret.as_bytes()).to_string()
    }

    pub(super) fn address(&self) -> Address {
        Address {
            messenger: web_chat::NAME.into(),
            external: self.chat(),
        }
    }

    /// The chat and its person, once they have written.
    pub(super) async fn find(
        &self,
        store: &dyn Store,
    ) -> crate::store::Result<Option<(ChatId, PersonId)>> {
        if self.known {
            store.chat_at(&self.address()).await
        } else {
            Ok(None)
        }
    }

    /// What makes the browser come back as the same visitor, for a year from the last visit.
    pub(super) fn set_cookie(&self, https: bool) -> Option<HeaderValue> {
        kept(COOKIE, &self.secret, https)
    }
}

/// What makes the browser remember a language.
pub(super) fn remember(language: Language, https: bool) -> Option<HeaderValue> {
    kept(LANGUAGE, language.code(), https)
}

fn kept(name: &str, value: &str, https: bool) -> Option<HeaderValue> {
    let secure = if https { "; Secure" } else { "" };
    let age = super::FOREVER.as_secs();
    let cookie = format!("{name}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&cookie).ok()
}

fn secret(headers: &HeaderMap) -> Option<&str> {
    let secret = cookie(headers, COOKIE)?;
    let whole =
        secret.len() == 2 * SECRET_BYTES && secret.bytes().all(|byte| byte.is_ascii_hexdigit());
    whole.then_some(secret)
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let mut pairs = cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

fn written(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The language chosen on a page, else the first of the browser's, as the bot speaks it.
fn language(headers: &HeaderMap) -> Language {
    if let Some(chosen) = cookie(headers, LANGUAGE).and_then(Language::parse) {
        return chosen;
    }

    let wanted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();

    Language::from_tag(wanted.split([',', ';']).next().unwrap_or_default().trim())
}
