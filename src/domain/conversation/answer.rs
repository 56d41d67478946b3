//! Answers that every state gives in the same form.

use super::{Effect, State, Step};
use crate::domain::facts::Facts;
use crate::domain::incoming::Unsupported;
use crate::domain::message::Message;
use crate::domain::replies::answers;

/// Messages as effects.
pub(super) fn say(messages: impl IntoIterator<Item = Message>) -> Vec<Effect> {
    messages.into_iter().map(Effect::Say).collect()
}

/// A plain answer that keeps the state.
pub(super) fn keep(state: State, key: &str, facts: &Facts) -> Step {
    (state, say([answers::plain(facts.language(), key)]))
}

/// An answer to something that does not help here, with a hint at what would.
pub(super) fn remind(state: State, key: &str, facts: &Facts) -> Step {
    let words = facts.language().text(key);
    (
        state,
        say([Message::text(format!(
            "{words}\n{}",
            facts.language().text(wanted(&state))
        ))]),
    )
}

fn wanted(state: &State) -> &'static str {
    match state {
        State::Idle | State::WantsPhoto { .. } => "wanted-photo",
        State::WantsStyle { .. } => "wanted-style",
        State::Ready(_) => "wanted-start",
        State::WantsSecondStyle(_) => "wanted-second-style",
        State::WantsPaintedOver { .. } => "wanted-painted-over",
        State::WantsContact { .. } => "wanted-contact",
        State::WantsSupport(_) => "wanted-support",
        State::WantsAddress { .. } => "wanted-address",
        State::WantsPenName { .. } => "wanted-name",
        State::WantsStyleTitle { .. } => "wanted-title",
    }
}

/// An answer to something the bot cannot use.
pub(super) fn unsupported(state: State, what: Unsupported, facts: &Facts) -> Step {
    let refusal = answers::unsupported(facts.language(), what);
    if what == Unsupported::Group {
        return (state, say([refusal]));
    }

    let words = format!(
        "{}\n{}",
        refusal.words(),
        facts.language().text(wanted(&state))
    );

    (state, say([Message::text(words)]))
}
