//! Who is signed in: a drawn cookie, of which the store knows a digest. What forms have to bring
//! along is another digest of the same cookie, so that no other site's page can know it.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    extract::{ConnectInfo, Request},
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use sha2::{Digest, Sha256};

use super::{ConsoleState, State, trouble::Trouble};
use crate::{
    clock::Chance,
    domain::time::Moment,
    store::console::{Actor, By, Session},
};

pub(super) const SIGN_IN: &str = "/console/sign-in";

const COOKIE: &str = "vernissage-console";
const SECRET_BYTES: usize = 32;
/// A session that is used is written down as such so often, in milliseconds.
const NOTED_EVERY: i64 = 60_000;

/// A drawn secret, as the browser keeps it.
#[derive(Clone)]
pub(super) struct Secret(String);

impl Secret {
    pub(super) fn drawn(chance: Chance) -> Self {
        Self(hex(&chance.bytes::<SECRET_BYTES>()))
    }

    /// The one that the browser has brought.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let cookies = headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok());
        let mut pairs = cookies
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='));
        let (_, secret) = pairs.find(|(name, _)| *name == COOKIE)?;
        let is_whole =
            secret.len() == 2 * SECRET_BYTES && secret.bytes().all(|byte| byte.is_ascii_hexdigit());

        is_whole.then(|| Self(secret.to_owned()))
    }

    /// By which the store knows the session.
    pub(super) fn digest(&self) -> String {
        self.digest_for("session")
    }

    /// What a form brings along.
    pub(super) fn token(&self) -> String {
        self.digest_for("form")
    }

    /// Whether a form may have come from a page of this browser's own. Looks at every byte in any
    /// case.
    pub(super) fn is_token(&self, token: &str) -> bool {
        let own = self.token();
        let differing = own
            .bytes()
            .zip(token.bytes())
            .fold(0, |found, (one, other)| found | (one ^ other));

        own.len() == token.len() && differing == 0
    }

    fn digest_for(&self, use_: &str) -> String {
        hex(&Sha256::digest(format!("{use_} {}", self.0)))
    }

    /// Only for the console, only for this site, never for a script.
    pub(super) fn set_cookie(&self, https: bool) -> Option<HeaderValue> {
        cookie(&self.0, "", https)
    }

    pub(super) fn clear_cookie(https: bool) -> Option<HeaderValue> {
        cookie("", "; Max-Age=0", https)
    }
}

fn cookie(value: &str, more: &str, https: bool) -> Option<HeaderValue> {
    let secure = if https { "; Secure" } else { "" };
    HeaderValue::from_str(&format!(
        "{COOKIE}={value}; Path=/console; HttpOnly; SameSite=Strict{more}{secure}"
    ))
    .ok()
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(2 * bytes.len()), |text, byte| {
            text + &format!("{byte:02x}")
        })
}

/// Whoever is signed in.
#[derive(Clone)]
pub(super) struct Signed {
    pub(super) secret: Secret,
    session: Session,
    from: SocketAddr,
}

impl Signed {
    pub(super) fn by(&self) -> By {
        By {
            actor: Actor::Console,
            session: Some(self.session.id),
            address: Some(self.from.ip().to_string()),
        }
    }
}

/// Lets nobody pass who is not signed in: they may do that first.
pub(super) async fn required(
    axum::extract::State(state): State,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Result<Response, Trouble> {
    let Some((secret, session)) = found(&state, request.headers()).await? else {
        return Ok(Redirect::to(SIGN_IN).into_response());
    };
    request.extensions_mut().insert(Signed {
        secret,
        session,
        from,
    });

    Ok(next.run(request).await)
}

async fn found(
    state: &Arc<ConsoleState>,
    headers: &HeaderMap,
) -> Result<Option<(Secret, Session)>, Trouble> {
    let Some(secret) = Secret::of(headers) else {
        return Ok(None);
    };
    let console = state.console();
    let now = state.now();
    let Some(session) = console
        .session(&secret.digest())
        .await?
        .filter(|session| is_alive(state, session, now))
    else {
        return Ok(None);
    };

    if now.millis() - session.seen_at.millis() >= NOTED_EVERY {
        console.see_session(session.id, now).await?;
    }

    Ok(Some((secret, session)))
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
        let own = Secret::drawn(Chance);
        let other = Secret::drawn(Chance);
        assert!(own.is_token(&own.token()));

        for token in [
            other.token(),
            own.digest(),
            String::new(),
            own.token()[1..].to_owned(),
        ] {
            assert!(!own.is_token(&token), "{token}");
        }
    }

    #[test]
    fn the_cookie_is_the_consoles_only() {
        let plain = Secret::drawn(Chance).set_cookie(false).unwrap();
        let plain = plain.to_str().unwrap();
        assert!(
            plain.ends_with("; Path=/console; HttpOnly; SameSite=Strict"),
            "{plain}"
        );

        assert!(
            Secret::drawn(Chance)
                .set_cookie(true)
                .unwrap()
                .to_str()
                .unwrap()
                .ends_with("; Secure")
        );
    }
}
