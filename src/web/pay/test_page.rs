//! The page of the test provider, on which payments are tried out without money. It says so.

use std::sync::Arc;

use askama::Template;
use axum::{
    Form,
    extract::{Path, State},
    response::{Html, Redirect},
};
use serde::Deserialize;

use super::CHAT;
use crate::{
    domain::{
        language::Language,
        payment::{Closing, Provider},
        replies::shop,
    },
    payments::test::{TestAction, TestPayment, TestPaymentState, TestProvider},
    web::{
        RouterState, assets,
        error::{Result, WebError},
    },
};

/// What the handlers of the page work with.
#[derive(Clone)]
pub(super) struct TestPageState {
    pub(super) router: Arc<RouterState>,
    pub(super) provider: Arc<TestProvider>,
}

/// What a button of the page makes happen.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Pay,
    Twice,
    Late,
    Decline,
}

/// The form of the page.
#[derive(Deserialize)]
pub(super) struct TestPaymentForm {
    wish: Outcome,
}

#[derive(Template)]
#[template(path = "pay.html")]
struct TestPaymentPage {
    language: Language,
    version: &'static str,
    price: String,
    description: String,
    /// Where the payment stands, in words.
    stage: String,
    buttons: Vec<OutcomeButton>,
}

struct OutcomeButton {
    value: &'static str,
    label: String,
    description: String,
}

/// The page of a payment.
pub(super) async fn show(
    State(state): State<TestPageState>,
    Path(payment): Path<String>,
) -> Result<Html<String>> {
    let payment = state.provider.find(&payment).await?;
    let payment = payment.ok_or(WebError::NotFound)?;
    let current = state.provider.state(&payment);
    let page = page(payment, current);

    Ok(Html(page.render()?))
}

/// Does what a button stands for, and notifies the service of each step as a provider would.
pub(super) async fn submit(
    State(state): State<TestPageState>,
    Path(payment): Path<String>,
    Form(form): Form<TestPaymentForm>,
) -> Result<Redirect> {
    let provider = &state.provider;
    provider.find(&payment).await?.ok_or(WebError::NotFound)?;

    for actions in steps(form.wish) {
        for action in *actions {
            provider.act(&payment, *action).await?;
        }

        let notices = &state.router.web.payments.notifications;
        notices.notify(Provider::Test, payment.clone()).await;
    }

    Ok(Redirect::to(CHAT))
}

/// What happens, step by step; the provider notifies the service after each step.
const fn steps(outcome: Outcome) -> &'static [&'static [TestAction]] {
    match outcome {
        Outcome::Pay => &[&[TestAction::Pay]],
        Outcome::Twice => &[&[TestAction::Pay, TestAction::Pay]],
        Outcome::Late => &[&[TestAction::Expire], &[TestAction::Pay]],
        Outcome::Decline => &[&[TestAction::Decline]],
    }
}

fn page(payment: TestPayment, state: TestPaymentState) -> TestPaymentPage {
    let language = payment.language;
    let price = shop::price(language, payment.price);

    TestPaymentPage {
        language,
        version: assets::version(),
        buttons: buttons(language, state, &price),
        price,
        description: payment.description,
        stage: language.text(state_text(state)),
    }
}

const fn state_text(state: TestPaymentState) -> &'static str {
    match state {
        TestPaymentState::Open => "pay-open",
        TestPaymentState::Paid => "pay-paid",
        TestPaymentState::Closed(Closing::Declined | Closing::Refused | Closing::Unclear) => {
            "pay-declined"
        }
        TestPaymentState::Closed(Closing::Expired) => "pay-expired",
    }
}

/// What can still happen to the payment.
fn buttons(language: Language, state: TestPaymentState, price: &str) -> Vec<OutcomeButton> {
    let pay = |key: &str, description: &str| OutcomeButton {
        value: "pay",
        label: language.fill(key, &[("price", price.to_owned().into())]),
        description: language.text(description),
    };
    let other = |value: &'static str| OutcomeButton {
        value,
        label: language.text(&format!("pay-{value}")),
        description: language.text(&format!("pay-{value}-about")),
    };

    match state {
        TestPaymentState::Open => vec![
            pay("button-pay", "pay-pay-about"),
            other("decline"),
            other("twice"),
            other("late"),
        ],
        TestPaymentState::Paid => vec![pay("pay-again", "pay-twice-about")],
        TestPaymentState::Closed(Closing::Expired) => vec![pay("button-pay", "pay-late-about")],
        TestPaymentState::Closed(Closing::Declined | Closing::Refused | Closing::Unclear) => {
            Vec::new()
        }
    }
}
