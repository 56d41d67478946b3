//! Signing in and out.

use std::{net::IpAddr, sync::Arc, time::Duration};

use askama::Template;
use axum::{
    Form,
    extract::{FromRequest, Request, State, rejection::FormRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use tokio::time::{Instant, sleep_until, timeout};

use super::{
    ConsoleState,
    device::KnownDevice,
    error::Result,
    form::{ConsoleForm, NoFields},
    layout::{Layout, Notice},
    render::html,
    session::{SIGN_IN, SessionSecret},
    sign_in_limiter::{SignInAttempt, SignInSource},
};
use crate::{
    domain::{network::Network, password::LONGEST},
    store::console::{ActionOrigin, Actor, OperatorAction},
    web::guard::ClientAddress,
};

const HOME: &str = "/console";
/// Every attempt is answered after this time, however it ended.
const ANSWERED_AFTER: Duration = Duration::from_millis(500);
/// The largest form, in bytes: it holds one password.
pub(super) const LARGEST_SIGN_IN_FORM: usize = 8 << 10;
/// The form must have arrived within this time.
const FORM_WITHIN: Duration = Duration::from_secs(10);
/// When a browser that was turned away may try again.
const RETRY_AFTER: Duration = Duration::from_secs(5);

/// Why the page is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SignInState {
    First,
    Wrong,
    WrongAgain,
    NotChecked,
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
        SignInState::WrongAgain | SignInState::NotChecked => StatusCode::TOO_MANY_REQUESTS,
    };

    Ok((status, page).into_response())
}

/// An attempt to sign in. A session gets a new cookie: one that somebody has planted in the
/// browser before opens nothing.
pub(super) async fn sign_in(
    State(state): State<Arc<ConsoleState>>,
    ClientAddress(address): ClientAddress,
    request: Request,
) -> Result<Response> {
    let answered_at = Instant::now() + ANSWERED_AFTER;
    let now = state.now();
    let key = &state.web().keys.devices;
    let device = KnownDevice::from_headers(request.headers(), key, now);

    // A client that has not even seen the page is not listened to.
    let Some(secret) = SessionSecret::from_headers(request.headers()) else {
        return Ok(StatusCode::FORBIDDEN.into_response());
    };
    let fields = match timeout(FORM_WITHIN, Form::from_request(request, &())).await {
        Ok(Ok(Form(fields))) => fields,
        Ok(Err(rejection)) => return Ok(FormRejection::into_response(rejection)),
        Err(_) => return Ok(StatusCode::REQUEST_TIMEOUT.into_response()),
    };
    let SignInFields { token, password } = fields;
    if !secret.accepts(&token) {
        return Ok(StatusCode::FORBIDDEN.into_response());
    }

    let source = SignInSource {
        network: Network::from_address(address),
        device: device.clone(),
    };
    let password = Some(password).filter(|password| password.len() <= LONGEST);
    let attempt = state
        .sign_in_limiter
        .attempt(
            source,
            password.unwrap_or_default(),
            &state.console.password,
        )
        .await?;
    metrics::counter!("vernissage_sign_ins_total", "outcome" => attempt.name()).increment(1);

    let response = match attempt {
        SignInAttempt::Right => begin_session(&state, device, address).await?,
        SignInAttempt::Wrong => refuse(&state, attempt, &secret, address).await?,
        SignInAttempt::WrongAgain | SignInAttempt::NotChecked => {
            let mut response = refuse(&state, attempt, &secret, address).await?;
            let headers = response.headers_mut();
            headers.insert(
                header::RETRY_AFTER,
                HeaderValue::from(RETRY_AFTER.as_secs()),
            );
            response
        }
    };

    sleep_until(answered_at).await;
    Ok(response)
}

async fn refuse(
    state: &ConsoleState,
    attempt: SignInAttempt,
    secret: &SessionSecret,
    from: IpAddr,
) -> Result<Response> {
    let (action, why) = match attempt {
        SignInAttempt::WrongAgain => (OperatorAction::ShutOut, SignInState::WrongAgain),
        SignInAttempt::NotChecked => (OperatorAction::ShutOut, SignInState::NotChecked),
        SignInAttempt::Wrong | SignInAttempt::Right => {
            (OperatorAction::FailToSignIn, SignInState::Wrong)
        }
    };

    if state.sign_in_limiter.is_to_be_logged(attempt) {
        log_action(state, action, from).await?;
    }

    page(why, secret)
}

async fn begin_session(
    state: &ConsoleState,
    device: Option<KnownDevice>,
    from: IpAddr,
) -> Result<Response> {
    let web = state.web();
    let secret = SessionSecret::random(web.chance);
    let action = OperatorAction::SignIn {
        digest: secret.digest(),
    };
    log_action(state, action, from).await?;

    let device = device.unwrap_or_else(|| KnownDevice::random(web.chance));
    let mut response = Redirect::to(HOME).into_response();
    secret.set_cookie(&mut response, web.https);
    device.set_cookie(&mut response, &web.keys.devices, state.now(), web.https);

    Ok(response)
}

async fn log_action(state: &ConsoleState, action: OperatorAction, from: IpAddr) -> Result<()> {
    let origin = ActionOrigin {
        actor: Actor::Console,
        session: None,
        address: Some(from.to_string()),
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
