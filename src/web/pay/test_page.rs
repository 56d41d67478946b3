//! The page on which a payment is tried out; it looks like what it is.

use std::sync::Arc;

use axum::{
    Form,
    extract::{Path, State},
    response::{Html, IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::CHAT;
use crate::{
    domain::{
        language::Language,
        payment::{Closing, Provider},
        replies::shop,
    },
    payments::test::{Press, Stage, TestPayment, TestTill},
    web::{
        Shared, assets,
        error::{Result, WebError},
        page::escaped,
    },
};

const PAGE: &str = include_str!("../assets/pay.html");

type Till = (Arc<Shared>, Arc<TestTill>);

/// A button of the page.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Wish {
    Pay,
    Twice,
    Late,
    Decline,
}

/// What was pressed.
#[derive(Deserialize)]
pub(super) struct Pressed {
    wish: Wish,
}

/// The page of a payment.
pub(super) async fn page(
    State((_, till)): State<Till>,
    Path(payment): Path<String>,
) -> Result<Html<String>> {
    let (payment, stage) = till.find(&payment).await?.ok_or(WebError::NotFound)?;
    Ok(Html(filled(&payment, stage)))
}

/// Does what was pressed, and tells whoever asks as a provider would: once for each thing that
/// happened.
pub(super) async fn press(
    State((shared, till)): State<Till>,
    Path(payment): Path<String>,
    Form(Pressed { wish }): Form<Pressed>,
) -> Result<Response> {
    till.find(&payment).await?.ok_or(WebError::NotFound)?;

    for presses in steps(wish) {
        for press in *presses {
            till.press(&payment, *press).await?;
        }

        shared
            .state
            .payments
            .notices
            .look_at(Provider::Test, payment.clone())
            .await;
    }

    Ok(Redirect::to(CHAT).into_response())
}

/// What happens one after the other, each step before the provider tells of it.
const fn steps(wish: Wish) -> &'static [&'static [Press]] {
    match wish {
        Wish::Pay => &[&[Press::Pay]],
        Wish::Twice => &[&[Press::Pay, Press::Pay]],
        Wish::Late => &[&[Press::Expire], &[Press::Pay]],
        Wish::Decline => &[&[Press::Decline]],
    }
}

fn filled(payment: &TestPayment, stage: Stage) -> String {
    let language = payment.language;
    let price = shop::price(language, payment.price);
    let pay = if stage == Stage::Paid {
        "pay-again"
    } else {
        "button-pay"
    };

    let words = |key: &str| escaped(&language.text(key));
    let filled = [
        ("language", language.code().to_owned()),
        ("title", words("pay-title")),
        ("warning", words("pay-warning")),
        ("about", words("pay-about")),
        ("price", escaped(&price)),
        ("sold", escaped(&payment.description)),
        ("state", words(state(stage))),
        (
            "buttons",
            buttons(
                language,
                stage,
                &language.fill(pay, &[("price", price.into())]),
            ),
        ),
        ("back", words("pay-back")),
    ];

    filled
        .iter()
        .fold(assets::with_version(PAGE), |page, (gap, text)| {
            page.replace(&format!("{{{{{gap}}}}}"), text)
        })
}

const fn state(stage: Stage) -> &'static str {
    match stage {
        Stage::Open => "pay-open",
        Stage::Paid => "pay-paid",
        Stage::Closed(Closing::Declined | Closing::Refused | Closing::Unclear) => "pay-declined",
        Stage::Closed(Closing::Expired) => "pay-expired",
    }
}

/// What can still happen.
fn buttons(language: Language, stage: Stage, pay: &str) -> String {
    let button = |wish: &str, words: &str, about: &str| {
        include_str!("../assets/pay-button.html")
            .replace("{{wish}}", wish)
            .replace("{{words}}", &escaped(words))
            .replace("{{about}}", &escaped(&language.text(about)))
    };
    let first = button("pay", pay, "pay-pay-about");

    match stage {
        Stage::Open => [
            first,
            button(
                "decline",
                &language.text("pay-decline"),
                "pay-decline-about",
            ),
            button("twice", &language.text("pay-twice"), "pay-twice-about"),
            button("late", &language.text("pay-late"), "pay-late-about"),
        ]
        .concat(),
        Stage::Paid => button("pay", pay, "pay-twice-about"),
        Stage::Closed(Closing::Expired) => button("pay", pay, "pay-late-about"),
        Stage::Closed(Closing::Declined | Closing::Refused | Closing::Unclear) => String::new(),
    }
}
