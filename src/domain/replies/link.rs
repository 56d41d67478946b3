//! Messages about linking chats.

use super::{button, place};
use crate::domain::button::Action;
use crate::domain::facts::Facts;
use crate::domain::language::Language;
use crate::domain::link::{LIFE, LinkCode, LinkOffer};
use crate::domain::message::{Keyboard, Message};

/// The code with its instructions.
#[must_use]
pub fn offered(language: Language, code: LinkCode) -> Message {
    let values = [
        ("code", code.as_str().to_owned().into()),
        ("n", (LIFE.as_secs() / 60).into()),
    ];
    Message::text(language.fill("link-offer", &values))
}

/// Asks for confirmation: what is linked, and that it cannot be undone.
#[must_use]
pub fn question(facts: &Facts, offer: &LinkOffer, code: LinkCode) -> Message {
    let language = facts.language();
    let balance = facts.person.credits.balance;
    let values = [
        ("place", whose(language, offer).into()),
        ("there", offer.balance.amount().into()),
        ("here", balance.amount().into()),
        ("together", offer.together(balance).amount().into()),
    ];

    let doubled = offer.doubled.amount();
    let once = (doubled > 0).then(|| language.fill("link-once", &[("n", doubled.into())]));
    let words = [
        Some(language.fill("link-question", &values)),
        once,
        Some(language.text("link-for-good")),
    ];

    let buttons = [
        button(language, "button-join", Action::Join(code)),
        button(language, "button-apart", Action::StayApart),
    ];
    Message::text(words.into_iter().flatten().collect::<Vec<_>>().join("\n"))
        .with(Keyboard::grid(1, buttons))
}

/// The other account's messenger and, if known, its owner's name, so that the person sees who they
/// are linking with.
fn whose(language: Language, offer: &LinkOffer) -> String {
    let place = place(language, &offer.messenger);
    offer
        .name
        .as_ref()
        .map_or(place.clone(), |name| format!("{place} ({})", name.as_str()))
}

/// The message for the chat that has joined.
#[must_use]
pub fn joined(facts: &Facts, offer: &LinkOffer) -> Message {
    let language = facts.language();
    let together = offer.together(facts.person.credits.balance);
    let values = [
        ("place", place(language, &offer.messenger).into()),
        ("balance", together.amount().into()),
    ];

    Message::text(language.fill("link-done", &values))
}

/// The message for the person's other chats.
#[must_use]
pub fn joined_elsewhere(facts: &Facts, messenger: &str) -> Message {
    let language = facts.language();
    let values = [
        ("place", place(language, messenger).into()),
        ("balance", facts.person.credits.balance.amount().into()),
    ];

    Message::text(language.fill("link-joined", &values))
}

/// Says that no account has this code, and how many tries are left.
#[must_use]
pub fn unknown(facts: &Facts, left: u32) -> Message {
    Message::text(facts.language().fill("link-unknown", &[("n", left.into())]))
}
