//! Nothing is being prepared: a photo or a style starts a draft.

use super::anytime;
use super::chosen_style::chosen;
use super::uploads::SortedUploads;
use super::{Event, State, Step, answer, begin, codes, commands, in_group, news};
use crate::domain::facts::Facts;
use crate::domain::job::Styles;

pub(super) fn handle(event: Event, facts: &Facts) -> Step {
    match event {
        Event::Pictures(received) => begin::with_pictures(&SortedUploads::sort(&received), facts),
        Event::Button(action) if let Some(style) = chosen(action, facts) => {
            begin::with_styles(Some(Styles::edited(style)), begin::usual(facts), facts)
        }
        Event::Button(action) => anytime::button(State::Idle, action, facts),
        Event::Text(_) => answer::keep(State::Idle, "text-idle", facts),
        Event::Command(command) => commands::answer(State::Idle, command, facts),
        Event::Unsupported(what) => answer::unsupported(State::Idle, what, facts),
        Event::InGroup(received) => in_group::answer(State::Idle, &received, facts),
        Event::Code(code) => codes::answer(State::Idle, &code, facts),
        Event::News(news) => news::answer(State::Idle, news, facts),
    }
}
