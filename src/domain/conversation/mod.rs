//! The conversation: one pure, total function from what a person did to what the bot answers.
//!
//! Every answer is data: the store carries out the effects of a step, the new state and the inbox
//! rows it answers in one transaction. Each state has one handler in a file of its own; what means
//! the same in every state (commands, buttons below a painting, things the bot has no use for) is
//! answered in `anytime`.

mod answer;
mod anytime;
mod at_once;
mod begin;
mod blocked;
mod canvas;
mod chosen_style;
mod codes;
mod commands;
mod editing;
mod effect;
mod event;
mod film;
mod idle;
mod in_group;
mod link;
mod needs;
mod news;
mod paintings;
mod publish;
mod question;
mod ready;
mod saved;
mod settings;
mod shop;
mod start;
mod state;
mod uploads;
mod wants_painted_over;
mod wants_photo;
mod wants_second_style;
mod wants_style;

pub use editing::edit_to_try;
pub use effect::{Effect, FilmSketch, Wall};
pub use event::{Code, Event};
pub use needs::EventNeeds;
pub use state::{PausedDraft, State};

use crate::domain::facts::Facts;

/// The new state, and what to do.
pub type Step = (State, Vec<Effect>);

/// Answers events that came together, in their order, as one step.
#[must_use]
pub fn step_all(state: State, events: &[Event], facts: &Facts) -> Step {
    let mut state = state;
    let mut effects = Vec::new();

    for event in events {
        let (next, more) = step(state, event.clone(), facts);
        state = next;
        effects.extend(more);
    }

    (state, effects)
}

/// Answers an event. Never panics, never answers nothing.
#[must_use]
pub fn step(state: State, event: Event, facts: &Facts) -> Step {
    if let Some(refusal) = blocked::answer(state, &event, facts) {
        return refusal;
    }

    at_once::start(state, handle(state, event, facts), facts)
}

fn handle(state: State, event: Event, facts: &Facts) -> Step {
    match state {
        State::Idle => idle::handle(event, facts),
        State::WantsStyle { id, photo, recipe } => {
            wants_style::handle(wants_style::DraftParts { id, photo, recipe }, event, facts)
        }
        State::WantsPhoto { id, styles, recipe } => {
            wants_photo::handle(wants_photo::DraftParts { id, styles, recipe }, event, facts)
        }
        State::Ready(draft) => ready::handle(draft, event, facts),
        State::WantsSecondStyle(draft) => wants_second_style::handle(draft, event, facts),
        State::WantsPaintedOver { draft, which } => {
            wants_painted_over::handle(draft, which, event, facts)
        }
        State::WantsContact { pack, paused } => {
            question::handle(question::Question::Contact(pack), paused, event, facts)
        }
        State::WantsPenName {
            job,
            choice,
            paused,
        } => question::handle(
            question::Question::PenName(job, choice),
            paused,
            event,
            facts,
        ),
        State::WantsStyleTitle { picture, paused } => question::handle(
            question::Question::StyleTitle(picture),
            paused,
            event,
            facts,
        ),
        State::WantsSupport(paused) => {
            question::handle(question::Question::Support, paused, event, facts)
        }
        State::WantsAddress {
            order,
            question,
            paused,
        } => canvas::handle(order, question, paused, event, facts),
    }
}
