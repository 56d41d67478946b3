//! Signing in and out.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use askama::Template;
use axum::{
    Form,
    extract::{ConnectInfo, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use tokio::time::{Instant, sleep_until};

use super::{
    ConsoleState,
    error::Result,
    form::{ConsoleForm, NoFields},
    layout::{Layout, Notice},
    render::html,
    session::{SIGN_IN, SessionSecret},
    sign_in_limiter::SignInAttempt,
};
use crate::{
    domain::password::LONGEST,
    store::console::{ActionOrigin, Actor, OperatorAction},
};

const HOME: &str = "/console";
/// Every attempt is answered after this time, however it ended.
const ANSWERED_AFTER: Duration = Duration::from_millis(500);

/// Why the page is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SignInState {
    First,
    Wrong,
    TooMany,
}

#[derive(Template)]
#[template(path = "console/sign_in.html")]
struct SignInPage {
    layout: Layout,
    state: SignInState,
    token: String,
}

/// The form of the page.
#[derive(Deserialize)]
pub(super) struct SignInFields {
    token: String,
    password: String,
}

/// The page. Its form carries a CSRF token of a cookie as all forms do, though nobody is signed in.
pub(super) async fn show(
    State(state): State<Arc<ConsoleState>>,
    headers: HeaderMap,
) -> Result<Response> {
    if let Some(secret) = SessionSecret::from_headers(&headers) {
        return page(SignInState::First, &secret);
    }

    let secret = SessionSecret::random(state.web().chance);
    let mut response = page(SignInState::First, &secret)?;
    secret.set_cookie(&mut response, state.web().https);

    Ok(response)
}

fn page(state: SignInState, secret: &SessionSecret) -> Result<Response> {
    let page = html(&SignInPage {
        layout: Layout::signed_out(),
        state,
        token: secret.csrf_token(),
    })?;

    let status = match state {
        SignInState::First => StatusCode::OK,
        SignInState::Wrong => StatusCode::UNAUTHORIZED,
        SignInState::TooMany => StatusCode::TOO_MANY_REQUESTS,
    };

    Ok((status, page).into_response())
}

/// An attempt to sign in. A session gets a new cookie: one that somebody has planted in the
/// browser before opens nothing.
pub(super) async fn sign_in(
    State(state): State<Arc<ConsoleState>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Form(form): Form<SignInFields>,
) -> Result<Response> {
    let answered_at = Instant::now() + ANSWERED_AFTER;
    let secret = SessionSecret::from_headers(&headers);
    let Some(secret) = secret.filter(|secret| secret.accepts(&form.token)) else {
        return Ok(StatusCode::FORBIDDEN.into_response());
    };

    let password = if form.password.len() > LONGEST {
        String::new()
    } else {
        form.password
    };

    let attempt = state
        .sign_in_limiter
        .attempt(from.ip(), password, &state.console.password)
        .await?;
    let response = answer(&state, attempt, &secret, from).await?;

    sleep_until(answered_at).await;
    Ok(response)
}

async fn answer(
    state: &ConsoleState,
    attempt: SignInAttempt,
    secret: &SessionSecret,
    from: SocketAddr,
) -> Result<Response> {
    match attempt {
        SignInAttempt::Right => begin_session(state, from).await,
        SignInAttempt::Wrong => {
            log_action(state, OperatorAction::FailToSignIn, from).await?;
            page(SignInState::Wrong, secret)
        }
        SignInAttempt::TooMany { is_to_be_logged } => {
            if is_to_be_logged {
                log_action(state, OperatorAction::ShutOut, from).await?;
            }
            page(SignInState::TooMany, secret)
        }
    }
}

async fn begin_session(state: &ConsoleState, from: SocketAddr) -> Result<Response> {
    let secret = SessionSecret::random(state.web().chance);
    let action = OperatorAction::SignIn {
        digest: secret.digest(),
    };
    log_action(state, action, from).await?;

    let mut response = Redirect::to(HOME).into_response();
    secret.set_cookie(&mut response, state.web().https);

    Ok(response)
}

async fn log_action(state: &ConsoleState, action: OperatorAction, from: SocketAddr) -> Result<()> {
    let origin = ActionOrigin {
        actor: Actor::Console,
        session: None,
        address: Some(from.ip().to_string()),
    };

    // The store refuses none of these actions.
    let _ = state.console().act(action, origin, state.now()).await?;
    Ok(())
}

/// Ends the session.
pub(super) async fn sign_out(
    State(state): State<Arc<ConsoleState>>,
    form: ConsoleForm<NoFields>,
) -> Result<Response> {
    let session = form.session;
    let action = OperatorAction::SignOut {
        digest: session.secret.digest(),
    };
    let origin = session.origin();

    // The store never refuses to end a session.
    let _ = state.console().act(action, origin, state.now()).await?;

    let mut response = Redirect::to(SIGN_IN).into_response();
    SessionSecret::clear_cookie(&mut response, state.web().https);

    Ok(response)
}
