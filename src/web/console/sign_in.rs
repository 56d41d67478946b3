//! In and out.

use std::{net::SocketAddr, time::Duration};

use askama::Template;
use axum::{
    Form,
    extract::{ConnectInfo, State as Given},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use tokio::time::{Instant, sleep_until};

use super::{
    ConsoleState, State,
    frame::{Done, Frame, html},
    gate::Tried,
    posted::{Posted, Pressed},
    session::{Secret, Signed},
    trouble::Result,
};
use crate::{
    domain::password::LONGEST,
    store::console::{Actor, By, OperatorAction},
};

const HOME: &str = "/console";
/// Every try is answered after so long, whatever came of it.
const ANSWERED_AFTER: Duration = Duration::from_millis(500);

/// Why the page is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    First,
    Wrong,
    TooMany,
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct Page {
    frame: Frame,
    why: Why,
    token: String,
}

/// What is sent.
#[derive(Deserialize)]
pub(super) struct Entering {
    token: String,
    password: String,
}

/// The page. Its form is tied to a cookie as all others are, though nobody is behind it yet.
pub(super) async fn page(Given(state): State, headers: HeaderMap) -> Result<Response> {
    let (secret, is_new) = match Secret::of(&headers) {
        Some(secret) => (secret, false),
        None => (Secret::drawn(state.shared.state.chance), true),
    };
    let mut response = shown(Why::First, &secret)?;
    if is_new {
        put_cookie(&mut response, secret.set_cookie(state.shared.state.https));
    }

    Ok(response)
}

fn shown(why: Why, secret: &Secret) -> Result<Response> {
    let page = html(&Page {
        frame: Frame::bare(),
        why,
        token: secret.token(),
    })?;

    let status = match why {
        Why::First => StatusCode::OK,
        Why::Wrong => StatusCode::UNAUTHORIZED,
        Why::TooMany => StatusCode::TOO_MANY_REQUESTS,
    };

    Ok((status, page).into_response())
}

fn put_cookie(response: &mut Response, cookie: Option<HeaderValue>) {
    if let Some(cookie) = cookie {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
}

/// A try. A session has a cookie of its own: one that somebody has put into the browser before
/// opens nothing.
pub(super) async fn enter(
    Given(state): State,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Form(Entering { token, password }): Form<Entering>,
) -> Result<Response> {
    let answered_at = Instant::now() + ANSWERED_AFTER;
    let Some(secret) = Secret::of(&headers).filter(|secret| secret.is_token(&token)) else {
        return Ok(StatusCode::FORBIDDEN.into_response());
    };

    let password = if password.len() > LONGEST {
        String::new()
    } else {
        password
    };

    let response = match state
        .gate
        .attempt(from.ip(), password, &state.console.password)
        .await?
    {
        Tried::Right => entered(&state, from).await?,
        Tried::Wrong => {
            write_down(&state, OperatorAction::FailToSignIn, from).await?;
            shown(Why::Wrong, &secret)?
        }
        Tried::TooMany { is_to_be_told } => {
            if is_to_be_told {
                write_down(&state, OperatorAction::ShutOut, from).await?;
            }
            shown(Why::TooMany, &secret)?
        }
    };

    sleep_until(answered_at).await;
    Ok(response)
}

async fn entered(state: &ConsoleState, from: SocketAddr) -> Result<Response> {
    let secret = Secret::drawn(state.shared.state.chance);
    write_down(
        state,
        OperatorAction::SignIn {
            digest: secret.digest(),
        },
        from,
    )
    .await?;

    let mut response = Redirect::to(HOME).into_response();
    put_cookie(&mut response, secret.set_cookie(state.shared.state.https));

    Ok(response)
}

async fn write_down(state: &ConsoleState, action: OperatorAction, from: SocketAddr) -> Result<()> {
    let by = By {
        actor: Actor::Console,
        session: None,
        address: Some(from.ip().to_string()),
    };

    // Whoever comes or tries to come is refused nothing by the store.
    let _ = state.console().act(action, by, state.now()).await?;
    Ok(())
}

/// Out.
pub(super) async fn leave(Given(state): State, posted: Posted<Pressed>) -> Result<Response> {
    let signed: Signed = posted.signed;
    let action = OperatorAction::SignOut {
        digest: signed.secret.digest(),
    };
    let _ = state
        .console()
        .act(action, signed.by(), state.now())
        .await?;
    let mut response = Redirect::to(super::session::SIGN_IN).into_response();
    put_cookie(
        &mut response,
        Secret::clear_cookie(state.shared.state.https),
    );

    Ok(response)
}
