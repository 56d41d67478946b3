//! Buttons that mean the same in every state.

use super::answer::{keep, remind, say};
use super::{
    State, Step, begin, canvas, commands, link, paintings, publish, saved, settings, shop,
};
use crate::domain::button::Action;
use crate::domain::facts::Facts;
use crate::domain::ids::JobId;
use crate::domain::replies::{answers, gallery, history};

/// A button that does not belong to a draft.
pub(super) fn button(state: State, action: Action, facts: &Facts) -> Step {
    match action {
        Action::Draft(id, _) => stale(state, id, facts),
        Action::Job(id, action) => paintings::press(state, id, action, facts),
        Action::Set(setting) => settings::change(state, setting, facts),
        Action::Languages => settings::ask_language(state, facts),
        Action::New => commands::begin_again(facts),
        Action::Make(kind) => begin::make(state, kind, facts),
        Action::Gallery => (state, say(gallery::gallery(facts))),
        Action::History(page) => (state, say(history::page(facts, page))),
        Action::DeleteMe(asked_at) => commands::delete(state, asked_at, facts),
        Action::KeepMe => keep(state, "delete-kept", facts),
        Action::Buy => shop::offer(state, facts),
        Action::Pack(credits) => shop::choose(state, credits, facts),
        Action::Currency(currency) => shop::change_currency(state, currency, facts),
        Action::Join(code) => link::join(state, code, facts),
        Action::Print(order, action) => canvas::press(state, order, action, facts),
        Action::Orders => canvas::list(state, facts),
        Action::Feed(job, action) => publish::press(state, job, action, facts),
        Action::Saved(picture, action) => saved::press(state, picture, action, facts),
        Action::SavedStyles => saved::list(state, facts),
        Action::Like(entry) => publish::like(state, entry, facts),
        // The inbox worker turns it into `Code::Style`, unless the style is gone.
        Action::Take(_) => keep(state, "style-gone", facts),
        Action::StayApart => keep(state, "link-apart", facts),
        Action::Style(_) | Action::Unknown => remind(state, "button-old", facts),
    }
}

/// A button of a draft that is not the one being prepared.
fn stale(state: State, id: JobId, facts: &Facts) -> Step {
    if facts.job(id).is_some() {
        return (state, say([answers::status(facts, "draft-started")]));
    }

    if facts.painting(id).is_some() {
        return keep(state, "draft-painted", facts);
    }

    remind(state, "button-old", facts)
}
