//! People blocked by the operator. They cannot start anything new, but keep what is theirs:
//! what they have paid for, their paintings, their credits, support for them, and the right to be
//! forgotten.

use super::{Event, State, Step, answer};
use crate::domain::button::{Action, FeedAction, JobAction, PrintAction};
use crate::domain::command::Command;
use crate::domain::facts::Facts;

/// The refusal for a blocked person; `None` if the event gets its usual answer.
pub(super) fn answer(state: State, event: &Event, facts: &Facts) -> Option<Step> {
    let is_refused = facts.person.account.is_blocked && !is_theirs(state, event);
    // That somebody is blocked is no business of the others in a group.
    let words = match event {
        Event::InGroup(_) => "group-not-now",
        _ => "blocked",
    };

    is_refused.then(|| answer::keep(state, words, facts))
}

fn is_theirs(state: State, event: &Event) -> bool {
    match event {
        Event::News(_) => true,
        Event::Text(_) => matches!(state, State::WantsSupport(_)),
        Event::Command(command) => is_their_command(*command),
        Event::Button(action) => is_their_button(*action),
        Event::Pictures(_) | Event::InGroup(_) | Event::Unsupported(_) | Event::Code(_) => false,
    }
}

const fn is_their_command(command: Command) -> bool {
    match command {
        Command::Status
        | Command::Cancel
        | Command::Balance
        | Command::History
        | Command::Settings
        | Command::Privacy
        | Command::DeleteMe
        | Command::Terms
        | Command::Orders
        | Command::Published
        | Command::Paysupport => true,
        Command::Start
        | Command::Help
        | Command::New
        | Command::Styles
        | Command::Buy
        | Command::Promo
        | Command::Invite
        | Command::Link
        | Command::Print
        | Command::Top
        | Command::Unknown => false,
    }
}

const fn is_their_button(action: Action) -> bool {
    match action {
        Action::Job(_, JobAction::Cancel | JobAction::File(_) | JobAction::Show)
        | Action::Print(_, PrintAction::Show | PrintAction::Drop)
        | Action::Orders
        | Action::Feed(_, FeedAction::Show | FeedAction::TakeBack)
        | Action::History(_)
        | Action::Set(_)
        | Action::Languages
        | Action::DeleteMe(_)
        | Action::KeepMe
        | Action::StayApart => true,
        Action::Job(..)
        | Action::Print(..)
        | Action::Draft(..)
        | Action::Feed(..)
        | Action::Take(_)
        | Action::Saved(..)
        | Action::SavedStyles
        | Action::Like(_)
        | Action::Style(_)
        | Action::New
        | Action::Make(_)
        | Action::Gallery
        | Action::Buy
        | Action::Pack(_)
        | Action::Currency(_)
        | Action::Join(_)
        | Action::Unknown => false,
    }
}
