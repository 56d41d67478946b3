//! Starting a draft: from pictures, from a style, or from an earlier painting.

use super::answer::say;
use super::uploads::SortedUploads;
use super::{Effect, State, Step};
use crate::domain::draft::Draft;
use crate::domain::draft::Recipe;
use crate::domain::facts::Facts;
use crate::domain::job::Styles;
use crate::domain::picture::{PictureKey, PictureRef};
use crate::domain::replies::{answers, gallery, summary};
use crate::domain::tier::Quality;

/// The person's default options.
pub(super) fn usual(facts: &Facts) -> Recipe {
    Recipe {
        quality: Quality::default(),
        look: facts.person.account.look,
    }
}

/// A photo came first: asks for the style.
pub(super) fn with_photo(photo: PictureRef, recipe: Recipe, facts: &Facts) -> Step {
    let state = State::WantsStyle {
        id: facts.fresh,
        photo,
        recipe,
    };
    (state, say(gallery::ask(facts, "ask-style")))
}

/// A style came first: asks for the photo.
pub(super) fn with_styles(styles: Styles, recipe: Recipe, facts: &Facts) -> Step {
    let state = State::WantsPhoto {
        id: facts.fresh,
        styles,
        recipe,
    };
    (state, say([answers::plain(facts.language(), "ask-photo")]))
}

/// Two pictures at once are a photo and a style, and replace what was being prepared.
pub(super) fn with_pair(pictures: &[PictureKey], facts: &Facts) -> Option<Step> {
    let [photo, style, rest @ ..] = pictures else {
        return None;
    };
    let styles = Styles::one(PictureRef::Own(*style));
    let draft = Draft {
        id: facts.fresh,
        photo: PictureRef::Own(*photo),
        styles,
        recipe: usual(facts),
    };

    let (state, summary) = ready(draft, facts);
    let note = (!rest.is_empty()).then(|| answers::plain(facts.language(), "took-first-two"));

    Some((state, say(note).into_iter().chain(summary).collect()))
}

/// The draft is complete: shows its summary.
pub(super) fn ready(draft: Draft, facts: &Facts) -> Step {
    (State::Ready(draft), say([summary::summary(&draft, facts)]))
}

/// The first pictures of a draft.
pub(super) fn with_pictures(sent: &SortedUploads, facts: &Facts) -> Step {
    let Some(photo) = sent.pictures.first() else {
        return sent.nothing(State::Idle, facts);
    };
    let begun = with_pair(&sent.pictures, facts);

    complaining(
        sent,
        begun.unwrap_or_else(|| with_photo(PictureRef::Own(*photo), usual(facts), facts)),
        facts,
    )
}

/// Puts a message about the unusable pictures first.
pub(super) fn complaining(sent: &SortedUploads, step: Step, facts: &Facts) -> Step {
    let (state, effects) = step;
    let effects: Vec<Effect> = sent.complaint(facts).into_iter().chain(effects).collect();
    (state, effects)
}

/// What is left of a draft whose pictures have been deleted since; `None` if all still exist.
pub(super) fn without_gone(draft: &Draft, facts: &Facts) -> Option<Step> {
    let gone = |picture: PictureRef| facts.is_gone_ref(picture);
    let id = draft.id;
    let photo = draft.photo;
    let recipe = draft.recipe;
    let styles = draft.styles.without(gone);

    let (state, key) = match (gone(photo), styles) {
        (false, Some(styles)) if styles == draft.styles => return None,
        (false, Some(styles)) => (
            State::Ready(Draft { styles, ..*draft }),
            "gone-second-style",
        ),
        (false, None) => (State::WantsStyle { id, photo, recipe }, "gone-style"),
        (true, Some(styles)) => (State::WantsPhoto { id, styles, recipe }, "gone-photo"),
        (true, None) => (State::Idle, "gone-both"),
    };

    Some((state, say([answers::plain(facts.language(), key)])))
}
