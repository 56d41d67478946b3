//! The draft is complete: its options are changed, and the job is started.

use super::answer::say;
use super::anytime;
use super::chosen_style::chosen;
use super::uploads::SortedUploads;
use super::{
    Effect, Event, State, Step, answer, begin, codes, commands, editing, in_group, news, start,
};
use crate::domain::button::{Action, DraftAction};
use crate::domain::draft::Draft;
use crate::domain::facts::Facts;
use crate::domain::job::{SecondStyle, Styles};
use crate::domain::look::Share;
use crate::domain::message::{Place, Slot};
use crate::domain::picture::{PictureKey, PictureRef};
use crate::domain::replies::{answers, summary};
use crate::domain::style_edit::EditedStyle;
use crate::domain::work::Recipe;
use crate::domain::work::{self, Beside, Code};

pub(super) fn handle(draft: Draft, event: Event, facts: &Facts) -> Step {
    let state = State::Ready(draft);
    match event {
        Event::Pictures(received) => pictures(draft, &SortedUploads::sort(&received), facts),
        Event::Button(action) if let Some(style) = chosen(action, facts) => {
            with_style(draft, style, facts)
        }
        Event::Button(Action::Draft(id, action)) if id == draft.id => press(draft, action, facts),
        Event::Button(action) => anytime::button(state, action, facts),
        Event::Text(_) => answer::keep(state, "text-ready", facts),
        Event::Command(command) => commands::answer(state, command, facts),
        Event::Unsupported(what) => answer::unsupported(state, what, facts),
        Event::InGroup(received) => in_group::answer(state, &received, facts),
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
    let needs_nothing_else =
        work::kind(draft.recipe.kind).is_some_and(|kind| kind.beside == Beside::Nothing);
    let ask_what_for = || {
        if needs_nothing_else {
            let photo = PictureRef::Own(*third);
            let styles = None;
            return begin::ready(
                Draft {
                    photo,
                    styles,
                    ..draft
                },
                facts,
            );
        }
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
        DraftAction::AskSecond => return begin::ask_second(draft, facts),
        DraftAction::Discard => return discard(&draft, facts),
        DraftAction::AsPhoto(key) => {
            draft.recipe = begin::suited(draft.recipe, PictureRef::Own(key), facts);
            return with_picture(draft, key, facts, |draft, it| draft.photo = it);
        }
        DraftAction::AsStyle(key) => {
            return with_picture(draft, key, facts, |draft, it| {
                let style = EditedStyle::plain(it);
                draft.styles = Some(Styles::with_first(draft.styles, style));
            });
        }
        DraftAction::AsSecond(key) => {
            return with_picture(draft, key, facts, |draft, it| {
                put_second(draft, EditedStyle::plain(it));
            });
        }
        DraftAction::Edit(which, action) => return editing::press(draft, which, action, facts),
        DraftAction::Summary => {}
        DraftAction::Quality(quality) => draft.recipe.quality = quality,
        DraftAction::Turn(knob, place) => turn(&mut draft.recipe, knob, place),
        DraftAction::Swap => swap(&mut draft),
        DraftAction::DropSecond => drop_last(&mut draft),
        DraftAction::Share(share) => {
            draft.styles = draft.styles.map(|styles| Styles {
                second: styles.second.map(|second| SecondStyle { share, ..second }),
                ..styles
            });
        }
    }

    edited(draft, facts)
}

fn turn(recipe: &mut Recipe, knob: Code, place: u8) {
    if let Some(kind) = work::kind(recipe.kind) {
        recipe.knobs = kind.with(recipe.knobs, knob, place.into());
    }
}

fn swap(draft: &mut Draft) {
    // A film is no style.
    if let Some(styles) = draft.styles
        && !begin::is_made_of_film(draft.recipe.kind)
    {
        let photo = EditedStyle::plain(draft.photo);
        draft.photo = styles.first;
        draft.styles = Some(Styles::with_first(draft.styles, photo));
    }
}

/// Removes the second style, or the guide of what needs none.
fn drop_last(draft: &mut Draft) {
    let beside = work::kind(draft.recipe.kind).map(|kind| kind.beside);
    draft.styles = match (draft.styles, beside) {
        (Some(_), Some(Beside::Guide | Beside::Nothing)) => None,
        (styles, _) => styles.map(|styles| Styles {
            second: None,
            ..styles
        }),
    };
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

fn put_second(draft: &mut Draft, style: EditedStyle) {
    let beside = work::kind(draft.recipe.kind).map(|kind| kind.beside);
    draft.styles = Some(match draft.styles {
        Some(styles) if matches!(beside, None | Some(Beside::Styles)) => {
            let share = styles.second.map_or(Share::HALF, |second| second.share);
            let second = SecondStyle {
                picture: style.picture,
                share,
                edit: style.edit,
            };
            Styles {
                second: Some(second),
                ..styles
            }
        }
        _ => Styles::one(style.picture),
    });
}

/// Adds the second style, or the guide, that was asked for.
pub(super) fn with_second(mut draft: Draft, style: EditedStyle, facts: &Facts) -> Step {
    put_second(&mut draft, style);
    begin::ready(draft, facts)
}

/// The person scrolled up to the gallery and chose another style. It is for a painting, unless what
/// is being prepared has styles, too, or is made of one.
fn with_style(draft: Draft, style: EditedStyle, facts: &Facts) -> Step {
    if begin::is_made_of_style(draft.recipe.kind) {
        return begin::from_style(style, draft.recipe, facts);
    }

    let has_styles = begin::needs_style(draft.recipe.kind);
    let recipe = if has_styles {
        draft.recipe
    } else {
        begin::usual(facts)
    };
    let styles = draft.styles.filter(|_| has_styles);

    let draft = Draft {
        styles: Some(Styles::with_first(styles, style)),
        recipe,
        ..draft
    };
    begin::ready(draft, facts)
}

fn discard(draft: &Draft, facts: &Facts) -> Step {
    let closed = Effect::Say(summary::closed(draft, facts, "summary-dropped"));
    (State::Idle, vec![Effect::DropDraft(draft.id), closed])
}
