//! A style of the draft is edited: every change is shown at once on the style itself.

use super::answer::{keep, remind, say};
use super::uploads::SortedUploads;
use super::{Event, State, Step, begin};
use crate::domain::button::{Action, DraftAction, EditAction, EditMenu};
use crate::domain::draft::Draft;
use crate::domain::facts::Facts;
use crate::domain::job::WhichStyle;
use crate::domain::message::{Keyboard, Message, Place, Slot};
use crate::domain::picture::PictureKey;
use crate::domain::replies::editing;
use crate::domain::style_edit::{EditProblem, EditedStyle, StyleEdit};
use crate::domain::upload::CheckedUpload;
use crate::domain::work::{self, Kind, KindOffer, painting, wallpaper};

/// The edit that has to be tried on its style before an event can be answered. What comes of it
/// belongs to the facts.
#[must_use]
pub fn edit_to_try(state: &State, event: &Event) -> Option<EditedStyle> {
    let style = match (state, event) {
        (State::WantsPaintedOver { draft, which }, Event::Pictures(received)) => {
            let copy = received.iter().find_map(CheckedUpload::picture)?;
            with_copy(draft.styles?.get(*which)?, copy)
        }
        (_, Event::Button(Action::Draft(id, DraftAction::Edit(which, action)))) => {
            let draft = state.draft().filter(|draft| draft.id == *id)?;
            changed(draft.styles?.get(*which)?, *action)
        }
        _ => return None,
    };

    (!style.edit.is_nothing()).then_some(style)
}

/// The style with a copy in which something is painted over.
fn with_copy(style: EditedStyle, copy: PictureKey) -> EditedStyle {
    let edit = StyleEdit {
        without: Some(copy),
        ..style.edit
    };
    EditedStyle { edit, ..style }
}

/// The style after a button was pressed.
fn changed(style: EditedStyle, action: EditAction) -> EditedStyle {
    let before = style.edit;
    let edit = match action {
        EditAction::Colours(colours) => StyleEdit { colours, ..before },
        EditAction::Part(part) => StyleEdit { part, ..before },
        EditAction::PutBack => StyleEdit {
            without: None,
            ..before
        },
        EditAction::Reset => StyleEdit::default(),
        EditAction::Open
        | EditAction::Menu(_)
        | EditAction::Stroke(_)
        | EditAction::Remove
        | EditAction::Wallpaper
        | EditAction::Done => before,
    };

    EditedStyle { edit, ..style }
}

/// Handles a button below a style that is edited.
pub(super) fn press(draft: Draft, which: WhichStyle, action: EditAction, facts: &Facts) -> Step {
    let Some(place) = StyleOfDraft::find(draft, which) else {
        return remind(State::Ready(draft), "button-old", facts);
    };

    match action {
        EditAction::Remove => ask_to_paint_over(&place, facts),
        EditAction::Wallpaper => make_wallpaper(&place, facts),
        EditAction::Done => place.done(facts),
        EditAction::Stroke(stroke) => place.with_stroke(stroke).show(EditMenu::Stroke, facts),
        EditAction::Open => {
            let (state, message) = place.new_message(EditMenu::All, facts);
            (state, say([message]))
        }
        EditAction::Menu(menu) => place.show(menu, facts),
        EditAction::Colours(_) => place.change(action, EditMenu::Colours, facts),
        EditAction::Part(_) => place.change(action, EditMenu::Part, facts),
        EditAction::PutBack | EditAction::Reset => place.change(action, EditMenu::All, facts),
    }
}

/// Asks for a copy in which something is painted over, with the picture to paint over.
fn ask_to_paint_over(place: &StyleOfDraft, facts: &Facts) -> Step {
    let StyleOfDraft {
        draft,
        which,
        style,
    } = *place;

    let question = editing::ask_to_paint_over(&draft, which, style, facts);
    (State::WantsPaintedOver { draft, which }, say([question]))
}

/// The person has sent a copy in which something is painted over.
pub(super) fn painted_over(place: StyleOfDraft, sent: &SortedUploads, facts: &Facts) -> Step {
    let asking = State::WantsPaintedOver {
        draft: place.draft,
        which: place.which,
    };
    let Some(copy) = sent.pictures.first() else {
        return sent.nothing(asking, facts);
    };

    let style = with_copy(place.style, *copy);
    match outcome(style, facts) {
        Some(Ok(_)) => {
            let (state, message) = place.with(style.edit).new_message(EditMenu::All, facts);
            (state, say([message]))
        }
        Some(Err(problem)) => keep(asking, editing::problem(problem), facts),
        None => keep(asking, editing::problem(EditProblem::NotTried), facts),
    }
}

/// What came of an edit, if it was tried.
fn outcome(style: EditedStyle, facts: &Facts) -> Option<Result<PictureKey, EditProblem>> {
    let tried = facts.tried.filter(|tried| tried.style == style);
    tried.map(|tried| tried.outcome)
}

/// A style of a painting that is being prepared.
#[derive(Clone, Copy)]
pub(super) struct StyleOfDraft {
    pub(super) draft: Draft,
    pub(super) which: WhichStyle,
    pub(super) style: EditedStyle,
}

impl StyleOfDraft {
    /// `None` if there is no such style in the draft.
    pub(super) fn find(draft: Draft, which: WhichStyle) -> Option<Self> {
        let has_styles = |kind: &Kind| kind.beside.is_style();
        work::kind(draft.recipe.kind).filter(|kind| has_styles(kind))?;

        let style = draft.styles?.get(which)?;
        Some(Self {
            draft,
            which,
            style,
        })
    }

    fn with(self, edit: StyleEdit) -> Self {
        let styles = self.draft.styles;
        let styles = styles.map(|styles| styles.with_edit(self.which, edit));
        Self {
            draft: Draft {
                styles,
                ..self.draft
            },
            style: EditedStyle { edit, ..self.style },
            ..self
        }
    }

    fn with_stroke(mut self, place: u8) -> Self {
        let recipe = &mut self.draft.recipe;
        if let Some(kind) = work::kind(recipe.kind) {
            recipe.knobs = kind.with(recipe.knobs, painting::STROKE, place.into());
        }
        self
    }

    /// The style after a button was pressed, in place. What cannot be made is not taken over.
    fn change(self, action: EditAction, menu: EditMenu, facts: &Facts) -> Step {
        let style = changed(self.style, action);
        match outcome(style, facts) {
            Some(Err(problem)) if problem != EditProblem::NotTried => {
                keep(State::Ready(self.draft), editing::problem(problem), facts)
            }
            _ => self.with(style.edit).show(menu, facts),
        }
    }

    /// Shows the edited style in place of the message that shows it already.
    fn show(self, menu: EditMenu, facts: &Facts) -> Step {
        let message = self.message(menu, facts);
        let message = message.at(Place::Edit(Slot::Editing(self.draft.id)));
        (State::Ready(self.draft), say([message]))
    }

    /// Takes the buttons away, and shows the summary.
    fn done(self, facts: &Facts) -> Step {
        let message = self.message(EditMenu::All, facts);
        let closed = message
            .with(Keyboard::none())
            .at(Place::Edit(Slot::Editing(self.draft.id)));

        let (state, summary) = begin::ready(self.draft, facts);
        (state, say([closed]).into_iter().chain(summary).collect())
    }

    /// Shows the edited style at the end of the chat.
    fn new_message(self, menu: EditMenu, facts: &Facts) -> (State, Message) {
        let message = self.message(menu, facts);
        let message = message.at(Place::NewIn(Slot::Editing(self.draft.id)));
        (State::Ready(self.draft), message)
    }

    fn message(self, menu: EditMenu, facts: &Facts) -> Message {
        editing::message(
            &editing::EditingView {
                draft: &self.draft,
                which: self.which,
                style: self.style,
                preview: outcome(self.style, facts),
            },
            menu,
            facts,
        )
    }
}

/// A wallpaper of a style as it is edited.
fn make_wallpaper(place: &StyleOfDraft, facts: &Facts) -> Step {
    let state = State::Ready(place.draft);
    let offer = facts.rules.offer(wallpaper::NAME);
    if !offer.is_some_and(KindOffer::is_open) {
        return keep(state, "kind-closed", facts);
    }

    begin::wallpaper_of(place.style, place.draft.recipe, facts)
}
