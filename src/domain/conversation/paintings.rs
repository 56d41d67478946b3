//! Buttons below a job or its painting. They work as long as the painting exists, whatever else is
//! being prepared.

use super::answer::{keep, say};
use super::{Effect, State, Step, begin, canvas, saved};
use crate::domain::button::JobAction;
use crate::domain::draft::Draft;
use crate::domain::draft::Recipe;
use crate::domain::facts::Facts;
use crate::domain::ids::JobId;
use crate::domain::job::{JobFacts, JobRequest, Painting, Rendition};
use crate::domain::look::{Level, Look};
use crate::domain::message::Message;
use crate::domain::replies::{Subject, answers, delivery, history, progress};
use crate::domain::tier::Quality;

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
    let look = painting.request.look;
    match action {
        JobAction::Stronger => again(state, painting, look.strength.up(), facts),
        JobAction::Weaker => again(state, painting, look.strength.down(), facts),
        JobAction::OtherStyle => other_style(state, painting, facts),
        JobAction::OtherPhoto => other_photo(state, painting, facts),
        JobAction::Larger(tier) => prepared(painting, facts.rules.usual(tier), look, facts),
        JobAction::Canvas => canvas::begin(state, painting, facts),
        JobAction::KeepStyle => saved::of_painting(state, painting, facts),
        JobAction::File(place) => {
            let render = |subject: &Subject, picture: &Rendition| {
                delivery::chosen(subject, picture, place, facts.rules)
            };
            show_picture(state, painting, usize::from(place), facts, render)
        }
        JobAction::Show => {
            let render = |subject: &Subject, picture: &Rendition| {
                delivery::painting(subject, picture, facts.rules)
            };
            show_picture(state, painting, usize::MAX, facts, render)
        }
        JobAction::Cancel => keep(state, "cancel-too-late", facts),
    }
}

fn again(state: State, painting: &Painting, strength: Level, facts: &Facts) -> Step {
    let look = painting.request.look;
    if strength == look.strength {
        return keep(
            state,
            if strength > Level::default() {
                "strongest"
            } else {
                "weakest"
            },
            facts,
        );
    }

    prepared(
        painting,
        painting.request.quality(),
        Look { strength, ..look },
        facts,
    )
}

/// A new draft of the same job with a change.
fn prepared(painting: &Painting, quality: Quality, look: Look, facts: &Facts) -> Step {
    let JobRequest { photo, styles, .. } = painting.request;
    let draft = Draft {
        id: facts.fresh,
        photo,
        styles,
        recipe: Recipe { quality, look },
    };

    begin::without_gone(&draft, facts).unwrap_or_else(|| begin::ready(draft, facts))
}

fn other_style(state: State, painting: &Painting, facts: &Facts) -> Step {
    if facts.is_gone_ref(painting.request.photo) {
        return keep(state, "gone-photo", facts);
    }
    begin::with_photo(painting.request.photo, recipe(painting), facts)
}

fn other_photo(state: State, painting: &Painting, facts: &Facts) -> Step {
    match painting
        .request
        .styles
        .without(|picture| facts.is_gone_ref(picture))
    {
        None => keep(state, "gone-style", facts),
        Some(styles) => begin::with_styles(styles, recipe(painting), facts),
    }
}

fn recipe(painting: &Painting) -> Recipe {
    Recipe {
        quality: painting.request.quality(),
        look: painting.request.look,
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
