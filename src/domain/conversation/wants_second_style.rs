//! The draft is complete, and the bot waits for a second style.

use super::anytime;
use super::chosen_style::chosen;
use super::uploads::SortedUploads;
use super::{Event, State, Step, answer, begin, codes, commands, in_group, news, ready};
use crate::domain::button::Action;
use crate::domain::draft::Draft;
use crate::domain::facts::Facts;
use crate::domain::picture::PictureRef;
use crate::domain::style_edit::EditedStyle;

pub(super) fn handle(draft: Draft, event: Event, facts: &Facts) -> Step {
    let state = State::WantsSecondStyle(draft);
    match event {
        Event::Pictures(received) => pictures(draft, &SortedUploads::sort(&received), facts),
        Event::Button(action) if let Some(style) = chosen(action, facts) => {
            ready::with_second(draft, style, facts)
        }
        // The summary above still has its buttons: pressing one means a change of mind.
        Event::Button(Action::Draft(id, action)) if id == draft.id => {
            ready::press(draft, action, facts)
        }
        Event::Button(action) => anytime::button(state, action, facts),
        Event::Text(_) => answer::keep(state, "text-wants-second-style", facts),
        Event::Command(command) => commands::answer(state, command, facts),
        Event::Unsupported(what) => answer::unsupported(state, what, facts),
        Event::InGroup(received) => in_group::answer(state, &received, facts),
        Event::Code(code) => codes::answer(state, &code, facts),
        Event::News(news) => news::answer(state, news, facts),
    }
}

fn pictures(draft: Draft, sent: &SortedUploads, facts: &Facts) -> Step {
    let Some(style) = sent.pictures.first() else {
        return sent.nothing(State::WantsSecondStyle(draft), facts);
    };
    begin::complaining(
        sent,
        ready::with_second(draft, EditedStyle::plain(PictureRef::Own(*style)), facts),
        facts,
    )
}
