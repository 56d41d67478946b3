//! The draft is complete, and the bot waits for a copy of a style in which something is painted
//! over.

use super::answer::{keep, unsupported};
use super::editing::{self, StyleOfDraft};
use super::uploads::SortedUploads;
use super::{Event, State, Step, codes, commands, in_group, news, step};
use crate::domain::draft::Draft;
use crate::domain::facts::Facts;
use crate::domain::job::WhichStyle;

pub(super) fn handle(draft: Draft, which: WhichStyle, event: Event, facts: &Facts) -> Step {
    let state = State::WantsPaintedOver { draft, which };
    // The style is another one by now, or there is none.
    let Some(place) = StyleOfDraft::find(draft, which) else {
        return step(State::Ready(draft), event, facts);
    };

    match event {
        Event::Pictures(received) => {
            editing::painted_over(place, &SortedUploads::sort(&received), facts)
        }
        Event::Text(_) => keep(state, "text-wants-painted-over", facts),
        Event::Command(command) => commands::answer(state, command, facts),
        Event::Unsupported(what) => unsupported(state, what, facts),
        Event::InGroup(received) => in_group::answer(state, &received, facts),
        Event::Code(code) => codes::answer(state, &code, facts),
        Event::News(news) => news::answer(state, news, facts),
        // To press something else means a change of mind.
        Event::Button(_) => step(State::Ready(draft), event, facts),
    }
}
