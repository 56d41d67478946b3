//! Sessions of the console. A session is a random cookie of which the store knows only a digest.
//! The CSRF token of a form is another digest of the same cookie, so no page of another site can
//! know it.

use std::{net::IpAddr, sync::Arc};

use axum::{
    extract::{Request, State},
    http::HeaderMap,
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::{Cookie, SameSite};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::{
    ConsoleState,
    error::ConsoleError,
    layout::{Layout, NoticeQuery},
};
use crate::{
    clock::Chance,
    domain::time::Moment,
    store::console::{ActionOrigin, Actor, Session},
    web::{
        cookies::{self, SECRET_BYTES},
        guard::ClientAddress,
    },
};

pub(super) const SIGN_IN: &str = "/console/sign-in";

const SESSION_COOKIE: &str = "vernissage-console";
/// How often the use of a session is written down, in milliseconds.
const SEEN_EVERY: i64 = 60_000;

/// The random secret in the session cookie.
#[derive(Clone)]
pub(super) struct SessionSecret(String);

impl SessionSecret {
    pub(super) fn random(chance: Chance) -> Self {
        Self(hex::encode(chance.bytes::<SECRET_BYTES>()))
    }

    /// The secret that a request has brought.
    pub(super) fn from_headers(headers: &HeaderMap) -> Option<Self> {
        cookies::find_secret(headers, SESSION_COOKIE).map(Self)
    }

    /// The digest by which the store knows the session.
    pub(super) fn digest(&self) -> String {
        self.digest_for("session")
    }

    /// The token that a form must bring.
    pub(super) fn csrf_token(&self) -> String {
        self.digest_for("form")
    }

    /// Whether a form comes from a page that this session was shown; compares in constant time.
    pub(super) fn accepts(&self, csrf_token: &str) -> bool {
        let own = self.csrf_token();
        own.as_bytes().ct_eq(csrf_token.as_bytes()).into()
    }

    fn digest_for(&self, purpose: &str) -> String {
        hex::encode(Sha256::digest(format!("{purpose} {}", self.0)))
    }

    /// Makes the browser keep the secret for the console alone, out of reach of scripts, until it
    /// is closed.
    pub(super) fn set_cookie(&self, response: &mut Response, https: bool) {
        cookies::set(response, &session_cookie(&self.0, https));
    }

    pub(super) fn clear_cookie(response: &mut Response, https: bool) {
        let mut cookie = session_cookie("", https);
        cookie.make_removal();
        cookies::set(response, &cookie);
    }
}

fn session_cookie(value: &str, https: bool) -> Cookie<'_> {
    Cookie::build((SESSION_COOKIE, value))
        .path("/console")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(https)
        .build()
}

/// A session that is signed in; a request extension of every page behind the password.
#[derive(Clone)]
pub(super) struct ConsoleSession {
    pub(super) secret: SessionSecret,
    session: Session,
    from: IpAddr,
}

impl ConsoleSession {
    /// The layout of a page that may follow a form.
    pub(super) fn layout(&self, query: &NoticeQuery) -> Layout {
        Layout::signed_in(self.secret.csrf_token(), query.done)
    }

    /// The layout of a page that no form leads to.
    pub(super) fn layout_without_notice(&self) -> Layout {
        Layout::signed_in(self.secret.csrf_token(), None)
    }

    /// Who acts, for the operator log.
    pub(super) fn origin(&self) -> ActionOrigin {
        ActionOrigin {
            actor: Actor::Console,
            session: Some(self.session.id),
            address: Some(self.from.to_string()),
        }
    }
}

/// Middleware that redirects to the sign-in page when nobody is signed in.
pub(super) async fn require_session(
    State(state): State<Arc<ConsoleState>>,
    ClientAddress(from): ClientAddress,
    mut request: Request,
    next: Next,
) -> Result<Response, ConsoleError> {
    let Some(secret) = SessionSecret::from_headers(request.headers()) else {
        return Ok(Redirect::to(SIGN_IN).into_response());
    };
    let Some(session) = live_session(&state, &secret).await? else {
        return Ok(Redirect::to(SIGN_IN).into_response());
    };

    request.extensions_mut().insert(ConsoleSession {
        secret,
        session,
        from,
    });

    Ok(next.run(request).await)
}

async fn live_session(
    state: &ConsoleState,
    secret: &SessionSecret,
) -> Result<Option<Session>, ConsoleError> {
    let console = state.console();
    let now = state.now();
    let session = console.session(&secret.digest()).await?;
    let Some(session) = session.filter(|session| is_alive(state, session, now)) else {
        return Ok(None);
    };

    if now.millis() - session.seen_at.millis() >= SEEN_EVERY {
        console.see_session(session.id, now).await?;
    }

    Ok(Some(session))
}

fn is_alive(state: &ConsoleState, session: &Session, now: Moment) -> bool {
    now.since(session.seen_at) < state.console.idle
        && now.since(session.began_at) < state.console.longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_brings_what_only_its_own_page_knows() {
        let own = SessionSecret::random(Chance);
        let other = SessionSecret::random(Chance);
        assert!(own.accepts(&own.csrf_token()));

        for token in [
            other.csrf_token(),
            own.digest(),
            String::new(),
            own.csrf_token()[1..].to_owned(),
        ] {
            assert!(!own.accepts(&token), "{token}");
        }
    }

    #[test]
    fn the_cookie_is_the_consoles_only() {
        let secret = SessionSecret::random(Chance);
        let cookie = session_cookie(&secret.0, false);
        assert_eq!(cookie.path(), Some("/console"));
        assert_eq!(cookie.http_only(), Some(true));
        assert_eq!(cookie.same_site(), Some(SameSite::Strict));
        assert_eq!(cookie.max_age(), None);

        let cookie = cookie.to_string();
        assert!(!cookie.contains("; Secure"), "{cookie}");
        assert!(
            session_cookie(&secret.0, true)
                .to_string()
                .contains("; Secure")
        );
    }
}
