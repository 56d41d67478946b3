//! Films about a finished piece of work: how it was painted, and the zoom into a dream. One is made
//! when it is asked for first, and kept beside the piece's picture.

use super::answer::{keep, say};
use super::{State, Step, begin};
use crate::domain::draft::Draft;
use crate::domain::facts::Facts;
use crate::domain::job::{JobFacts, Painting, Styles};
use crate::domain::picture::PictureRef;
use crate::domain::replies::{answers, delivery, history, key_for};
use crate::domain::work::{KindName, KindOffer, Recipe, growth};

/// Shows the film if there is one, and else begins to make it.
pub(super) fn ask(state: State, painting: &Painting, kind: KindName, facts: &Facts) -> Step {
    let still = painting.last().map(|last| last.picture);
    let Some(picture) = still.filter(|still| !facts.is_gone(*still)) else {
        return keep(state, "painting-gone", facts);
    };
    let still = PictureRef::Own(picture);

    if let Some(film) = facts.film_of(painting) {
        let subject = history::subject(facts, painting);
        return (
            state,
            say([delivery::film(&subject, picture, film, facts.rules)]),
        );
    }

    if !facts.rules.offer(kind).is_some_and(KindOffer::is_open) {
        return keep(state, "kind-closed", facts);
    }

    let unfinished = &facts.person.jobs.unfinished;
    let is_being_made = |job: &JobFacts| job.request.kind == kind && job.request.photo == still;
    if unfinished.iter().any(is_being_made) {
        return (state, say([answers::status(facts, "film-being-made")]));
    }

    let beside = beside(painting, kind);
    let gone = |picture: PictureRef| facts.is_gone_ref(picture);
    if beside.is_some_and(|beside| beside.pictures().any(gone)) {
        let key = key_for(facts.language(), "film-picture-gone", kind);
        return keep(state, &key, facts);
    }

    let draft = Draft {
        id: facts.fresh,
        photo: still,
        styles: beside,
        recipe: Recipe {
            knobs: painting.request.knobs,
            ..Recipe::usual(kind)
        },
    };
    begin::ready(draft, facts)
}

/// The picture beside the finished one: what was painted, or what a dream was made towards.
fn beside(painting: &Painting, kind: KindName) -> Option<Styles> {
    if kind == growth::NAME {
        return Some(Styles::one(painting.request.photo));
    }

    let guide = painting.request.styles.map(|guide| guide.first);
    guide.map(Styles::one)
}
