//! The draft is complete: its options are changed, and the job is started.

use super::answer::say;
use super::anytime;
use super::uploads::SortedUploads;
use super::{Effect, Event, State, Step, answer, begin, codes, commands, news, start};
use crate::domain::button::{Action, DraftAction};
use crate::domain::draft::Draft;
use crate::domain::facts::Facts;
use crate::domain::job::{SecondStyle, Styles};
use crate::domain::look::Share;
use crate::domain::message::{Place, Slot};
use crate::domain::picture::{PictureKey, PictureRef};
use crate::domain::replies::{answers, gallery, summary};

pub(super) fn handle(draft: Draft, event: Event, facts: &Facts) -> Step {
    let state = State::Ready(draft);
    match event {
        Event::Pictures(received) => pictures(draft, &SortedUploads::sort(&received), facts),
        Event::Button(Action::Style(style)) if !facts.is_gone_ref(style) => {
            with_style(draft, style, facts)
        }
        Event::Button(Action::Draft(id, action)) if id == draft.id => press(draft, action, facts),
        Event::Button(action) => anytime::button(state, action, facts),
        Event::Text(_) => answer::keep(state, "text-ready", facts),
        Event::Command(command) => commands::answer(state, command, facts),
        Event::Unsupported(what) => answer::unsupported(state, what, facts),
        Event::Code(code) => codes::answer(state, &code, facts),
        Event::News(news) => news::answer(state, news, facts),
    }
}

/// Asks what a third picture is for. Two pictures start a new draft.
fn pictures(draft: Draft, sent: &SortedUploads, facts: &Facts) -> Step {
    let state = State::Ready(draft);
    let Some(third) = sent.pictures.first() else {
        return sent.nothing(state, facts);
    };
    let ask_what_for = || {
        (
            state,
            say([answers::third_picture(facts.language(), &draft, *third)]),
        )
    };

    begin::complaining(
        sent,
        begin::with_pair(&sent.pictures, facts).unwrap_or_else(ask_what_for),
        facts,
    )
}

/// Handles a button of the summary.
pub(super) fn press(mut draft: Draft, action: DraftAction, facts: &Facts) -> Step {
    match action {
        DraftAction::Start => return start::start(draft, facts),
        DraftAction::Menu(menu) => {
            return (
                State::Ready(draft),
                say([summary::menu(&draft, menu, facts)]),
            );
        }
        DraftAction::AskSecond => {
            return (
                State::WantsSecondStyle(draft),
                say(gallery::ask(facts, "ask-second-style")),
            );
        }
        DraftAction::Discard => return discard(&draft, facts),
        DraftAction::AsPhoto(key) => {
            return with_picture(draft, key, facts, |draft, it| draft.photo = it);
        }
        DraftAction::AsStyle(key) => {
            return with_picture(draft, key, facts, |draft, it| draft.styles.first = it);
        }
        DraftAction::AsSecond(key) => return with_picture(draft, key, facts, put_second),
        DraftAction::Summary => {}
        DraftAction::Quality(quality) => draft.recipe.quality = quality,
        DraftAction::Strength(level) => draft.recipe.look.strength = level,
        DraftAction::Stroke(level) => draft.recipe.look.stroke = level,
        DraftAction::KeepColours(keep) => draft.recipe.look.keep_colours = keep,
        DraftAction::Swap => std::mem::swap(&mut draft.photo, &mut draft.styles.first),
        DraftAction::DropSecond => draft.styles.second = None,
        DraftAction::Share(share) => {
            draft.styles.second = draft
                .styles
                .second
                .map(|second| SecondStyle { share, ..second });
        }
    }

    edited(draft, facts)
}

/// Updates the summary in place.
fn edited(draft: Draft, facts: &Facts) -> Step {
    let message = summary::summary(&draft, facts).at(Place::Edit(Slot::Summary(draft.id)));
    (State::Ready(draft), say([message]))
}

fn with_picture(
    mut draft: Draft,
    key: PictureKey,
    facts: &Facts,
    put: fn(&mut Draft, PictureRef),
) -> Step {
    if facts.is_gone(key) {
        return answer::keep(State::Ready(draft), "gone-picture", facts);
    }
    put(&mut draft, PictureRef::Own(key));
    begin::ready(draft, facts)
}

fn put_second(draft: &mut Draft, picture: PictureRef) {
    let share = draft
        .styles
        .second
        .map_or(Share::HALF, |second| second.share);
    draft.styles.second = Some(SecondStyle { picture, share });
}

/// Adds the second style that was asked for.
pub(super) fn with_second(mut draft: Draft, style: PictureRef, facts: &Facts) -> Step {
    put_second(&mut draft, style);
    begin::ready(draft, facts)
}

/// The person scrolled up to the gallery and chose another style.
fn with_style(draft: Draft, style: PictureRef, facts: &Facts) -> Step {
    let styles = Styles {
        first: style,
        ..draft.styles
    };
    begin::ready(Draft { styles, ..draft }, facts)
}

fn discard(draft: &Draft, facts: &Facts) -> Step {
    let closed = Effect::Say(summary::closed(draft, facts, "summary-dropped"));
    (State::Idle, vec![Effect::DropDraft(draft.id), closed])
}
