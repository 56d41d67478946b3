//! Buttons below a job or its painting. They work as long as the painting exists, whatever else is
//! being prepared.

use super::answer::{keep, remind, say};
use super::{Effect, State, Step, begin, canvas, film, saved};
use crate::domain::button::{JobAction, Menu};
use crate::domain::draft::Draft;
use crate::domain::facts::Facts;
use crate::domain::film::Film;
use crate::domain::ids::JobId;
use crate::domain::job::{JobFacts, JobRequest, Painting, Rendition, Styles};
use crate::domain::message::{Message, Place, Slot};
use crate::domain::picture::PictureRef;
use crate::domain::replies::{Subject, answers, delivery, history, progress, summary};
use crate::domain::styles::GalleryStyle;
use crate::domain::work::Recipe;
use crate::domain::work::{
    self, Beside, Code, FromResult, Kind, KindName, KindOffer, NextStep, StepAction,
};

pub(super) fn press(state: State, id: JobId, action: JobAction, facts: &Facts) -> Step {
    match (facts.job(id), facts.painting(id)) {
        (Some(job), _) if action == JobAction::Cancel => cancel(state, job, facts),
        (Some(_), _) => (state, say([answers::status(facts, "still-painting")])),
        (None, Some(painting)) => with_painting(state, painting, action, facts),
        (None, None) if action == JobAction::Cancel => keep(state, "cancel-nothing", facts),
        (None, None) => keep(state, "painting-gone", facts),
    }
}

/// Cancels an unfinished job.
pub(super) fn cancel(state: State, job: &JobFacts, facts: &Facts) -> Step {
    let subject = Subject {
        language: facts.language(),
        job: job.id,
        request: &job.request,
    };

    (
        state,
        vec![
            Effect::CancelJob(job.id),
            Effect::Say(progress::cancelled(&subject)),
        ],
    )
}

fn with_painting(state: State, painting: &Painting, action: JobAction, facts: &Facts) -> Step {
    let kind = work::kind(painting.request.kind);

    match action {
        JobAction::Next(code) => match kind.and_then(|kind| Some((kind, kind.step(code)?))) {
            Some((kind, step)) => next(state, painting, kind, step, facts),
            None => remind(state, "button-old", facts),
        },
        JobAction::Larger(tier) => {
            let quality = facts.rules.usual(tier);
            let recipe = painting.request.recipe();
            prepared(painting, Recipe { quality, ..recipe }, facts)
        }
        JobAction::Canvas if !painting.request.is_printable() => remind(state, "button-old", facts),
        JobAction::Canvas => canvas::begin(state, painting, facts),
        JobAction::KeepStyle => saved::of_painting(state, painting, facts),
        JobAction::File(place) => {
            let render = |subject: &Subject, picture: &Rendition| {
                let film = film_of(painting, picture, facts);
                delivery::chosen(subject, picture, film, place, facts.rules)
            };
            show_picture(state, painting, usize::from(place), facts, render)
        }
        JobAction::Show => {
            let render = |subject: &Subject, picture: &Rendition| {
                let film = film_of(painting, picture, facts);
                delivery::painting(subject, picture, film, &painting.found, facts.rules)
            };
            show_picture(state, painting, usize::MAX, facts, render)
        }
        JobAction::Cancel => keep(state, "cancel-too-late", facts),
    }
}

/// The film that a picture is the still of, if a film was asked for.
fn film_of(painting: &Painting, picture: &Rendition, facts: &Facts) -> Option<Film> {
    painting.request.film?;
    facts.film(PictureRef::Own(picture.picture))
}

/// Begins what a button below a finished piece of work leads to.
fn next(state: State, painting: &Painting, kind: &Kind, step: &NextStep, facts: &Facts) -> Step {
    let recipe = painting.request.recipe();
    match step.action {
        StepAction::Turn { knob, by, end } => {
            let place = kind.place(recipe.knobs, knob).unwrap_or_default();
            let turned = place.saturating_add_signed(by.into());
            let knobs = kind.with(recipe.knobs, knob, turned);

            if knobs == recipe.knobs {
                keep(state, end, facts)
            } else {
                prepared(painting, Recipe { knobs, ..recipe }, facts)
            }
        }
        StepAction::Choose(knob) => choose(painting, knob, facts),
        StepAction::OtherBeside => other_beside(state, painting, kind, facts),
        StepAction::OtherPhoto => other_photo(state, painting, facts),
        StepAction::PaintInIt => paint_in_it(state, painting, facts),
        StepAction::PaintWith(style) => paint_with(state, painting, style, facts),
        StepAction::Film(kind) => film::ask(state, painting, kind, facts),
        StepAction::Make { kind, from } => make(state, painting, kind, from, facts),
    }
}

/// A new draft of the same job with other choices.
fn prepared(painting: &Painting, recipe: Recipe, facts: &Facts) -> Step {
    let draft = draft_of(painting, recipe, facts);
    begin::without_gone(&draft, facts).unwrap_or_else(|| begin::ready(draft, facts))
}

fn draft_of(painting: &Painting, recipe: Recipe, facts: &Facts) -> Draft {
    let JobRequest { photo, styles, .. } = painting.request;
    Draft {
        id: facts.fresh,
        photo,
        styles,
        recipe,
    }
}

/// A new draft of the same job, and what can be chosen on a knob.
fn choose(painting: &Painting, knob: Code, facts: &Facts) -> Step {
    let draft = draft_of(painting, painting.request.recipe(), facts);
    if let Some(step) = begin::without_gone(&draft, facts) {
        return step;
    }

    let menu = summary::menu(&draft, Menu::Knob(knob, 0), facts);
    let menu = menu.at(Place::NewIn(Slot::Summary(draft.id)));
    (State::Ready(draft), say([menu]))
}

fn other_beside(state: State, painting: &Painting, kind: &Kind, facts: &Facts) -> Step {
    let photo = painting.request.photo;
    if facts.is_gone_ref(photo) {
        return keep(state, "gone-photo", facts);
    }

    let recipe = painting.request.recipe();
    match kind.beside {
        Beside::Styles | Beside::OneStyle => begin::with_photo(photo, recipe, facts),
        Beside::Guide | Beside::Nothing => {
            let draft = Draft {
                styles: None,
                ..draft_of(painting, recipe, facts)
            };
            begin::ask_second(draft, facts)
        }
    }
}

/// A painting in the style of what this was made of.
fn paint_in_it(state: State, painting: &Painting, facts: &Facts) -> Step {
    let JobRequest { photo, styles, .. } = painting.request;
    let gone = |picture| facts.is_gone_ref(picture);
    let styles = styles.unwrap_or(Styles::one(photo)).without(gone);

    if styles.is_none() {
        return keep(state, "gone-style", facts);
    }
    begin::with_styles(styles, begin::usual(facts), facts)
}

fn other_photo(state: State, painting: &Painting, facts: &Facts) -> Step {
    let request = &painting.request;
    let gone = |picture| facts.is_gone_ref(picture);
    // The edit of a style says nothing about another picture.
    if begin::is_made_of_style(request.kind) {
        return begin::with_styles(None, request.recipe(), facts);
    }

    let styles = request.styles.and_then(|styles| styles.without(gone));
    if styles.is_none() && request.styles.is_some() {
        return keep(state, "gone-style", facts);
    }
    begin::with_styles(styles, request.recipe(), facts)
}

/// A painting of the photo in a style of the gallery.
fn paint_with(state: State, painting: &Painting, style: &str, facts: &Facts) -> Step {
    let photo = painting.request.photo;
    if facts.is_gone_ref(photo) {
        return keep(state, "gone-photo", facts);
    }

    let draft = Draft {
        id: facts.fresh,
        photo,
        styles: GalleryStyle::parse(style).map(|style| Styles::one(PictureRef::Gallery(style))),
        recipe: begin::usual(facts),
    };
    begin::ready(draft, facts)
}

/// Something of a kind, from the photo of a finished piece of work or from what was made.
fn make(
    state: State,
    painting: &Painting,
    kind: KindName,
    from: FromResult,
    facts: &Facts,
) -> Step {
    if !facts.rules.offer(kind).is_some_and(KindOffer::is_open) {
        return keep(state, "kind-closed", facts);
    }

    let request = &painting.request;
    let result = painting.last().map(|last| PictureRef::Own(last.picture));
    let photo = match from {
        FromResult::Photo => Some(request.photo),
        FromResult::Result => result,
    };
    let recipe = if kind == request.kind {
        request.recipe()
    } else {
        begin::usual_of(kind, facts)
    };
    let same_styles = from == FromResult::Photo && request.has_styles() && begin::needs_style(kind);

    match photo.filter(|photo| !facts.is_gone_ref(*photo)) {
        Some(photo) if same_styles => {
            let recipe = Recipe {
                knobs: request.knobs,
                ..begin::affordable(recipe, photo, facts)
            };
            begin::with_known_styles(photo, request.styles, recipe, facts)
        }
        Some(photo) => begin::with_photo(photo, recipe, facts),
        None => keep(state, "gone-photo", facts),
    }
}

/// Shows the picture at a place among the iterations; past the end means the finished one.
fn show_picture(
    state: State,
    painting: &Painting,
    place: usize,
    facts: &Facts,
    render: impl Fn(&Subject, &Rendition) -> Message,
) -> Step {
    let picture = painting.pictures.get(place).or(painting.last());
    match picture.filter(|picture| !facts.is_gone(picture.picture)) {
        Some(picture) => (
            state,
            say([render(&history::subject(facts, painting), picture)]),
        ),
        None => keep(state, "painting-gone", facts),
    }
}
