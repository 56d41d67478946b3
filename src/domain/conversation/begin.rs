//! Starting a draft: from pictures, from a style, or from an earlier painting.

use super::answer::say;
use super::uploads::SortedUploads;
use super::{Effect, PausedDraft, State, Step, answer};
use crate::domain::draft::Draft;
use crate::domain::facts::Facts;
use crate::domain::job::Styles;
use crate::domain::language::Language;
use crate::domain::message::Message;
use crate::domain::picture::{PictureKey, PictureRef};
use crate::domain::replies::{answers, gallery, key_for, summary};
use crate::domain::work::Recipe;
use crate::domain::work::{self, Beside, KindName, KindOffer, painting};

/// The person's default options for a painting.
pub(super) fn usual(facts: &Facts) -> Recipe {
    Recipe::painting(facts.person.account.look)
}

/// The person's default options for a kind.
pub(super) fn usual_of(kind: KindName, facts: &Facts) -> Recipe {
    if kind == painting::NAME {
        usual(facts)
    } else {
        Recipe::usual(kind)
    }
}

/// Whether a kind needs a style before it can be made.
fn needs_style(kind: KindName) -> bool {
    work::kind(kind).is_none_or(|kind| kind.beside == Beside::Styles)
}

/// Begins something of this kind with the photo that is known, or asks for one.
pub(super) fn make(state: State, kind: KindName, facts: &Facts) -> Step {
    if !facts.rules.offer(kind).is_some_and(KindOffer::is_open) {
        return answer::keep(state, "kind-closed", facts);
    }

    let recipe = usual_of(kind, facts);
    let known = match PausedDraft::from(state) {
        PausedDraft::Nothing | PausedDraft::Styles { .. } => None,
        PausedDraft::Photo { photo, .. } => Some(photo),
        PausedDraft::Draft(draft) | PausedDraft::SecondStyle(draft) => Some(draft.photo),
    };

    match known.filter(|photo| !facts.is_gone_ref(*photo)) {
        Some(photo) => with_photo(photo, recipe, facts),
        None => with_styles(None, recipe, facts),
    }
}

/// A photo came first: asks for the style, unless none is needed.
pub(super) fn with_photo(photo: PictureRef, recipe: Recipe, facts: &Facts) -> Step {
    if !needs_style(recipe.kind) {
        let draft = Draft {
            id: facts.fresh,
            photo,
            styles: None,
            recipe,
        };
        return ready(draft, facts);
    }

    let state = State::WantsStyle {
        id: facts.fresh,
        photo,
        recipe,
    };
    (state, say(gallery::ask_after_photo(facts)))
}

/// Everything else came first: asks for the photo.
pub(super) fn with_styles(styles: Option<Styles>, recipe: Recipe, facts: &Facts) -> Step {
    let state = State::WantsPhoto {
        id: facts.fresh,
        styles,
        recipe,
    };
    (state, say([ask_photo(recipe.kind, facts)]))
}

/// The question for a photo.
pub(super) fn ask_photo(kind: KindName, facts: &Facts) -> Message {
    let language = facts.language();
    let key = if kind == painting::NAME {
        "ask-photo".to_owned()
    } else {
        key_for(language, "ask-photo-any", kind)
    };
    answers::plain(language, &key)
}

/// Two pictures at once are a photo and a style, and replace what was being prepared.
pub(super) fn with_pair(pictures: &[PictureKey], facts: &Facts) -> Option<Step> {
    pair_of(pictures, usual(facts), facts)
}

/// Two pictures at once, for what is made by this recipe.
pub(super) fn pair_of(pictures: &[PictureKey], recipe: Recipe, facts: &Facts) -> Option<Step> {
    let [photo, style, rest @ ..] = pictures else {
        return None;
    };
    let styles = Styles::one(PictureRef::Own(*style));
    let draft = Draft {
        id: facts.fresh,
        photo: PictureRef::Own(*photo),
        styles: Some(styles),
        recipe,
    };

    let (state, summary) = ready(draft, facts);
    let note = (!rest.is_empty()).then(|| answers::plain(facts.language(), "took-first-two"));

    Some((state, say(note).into_iter().chain(summary).collect()))
}

/// The draft is complete: shows its summary.
pub(super) fn ready(draft: Draft, facts: &Facts) -> Step {
    (State::Ready(draft), say([summary::summary(&draft, facts)]))
}

/// The key of the question for one more picture.
fn second_question(draft: &Draft, language: Language) -> String {
    match work::kind(draft.recipe.kind) {
        Some(kind) if kind.beside == Beside::Guide => key_for(language, "ask-guide", kind.name),
        _ => "ask-second-style".to_owned(),
    }
}

/// Waits for another picture beside the photo.
pub(super) fn ask_second(draft: Draft, facts: &Facts) -> Step {
    (
        State::WantsSecondStyle(draft),
        say(gallery::ask(
            facts,
            &second_question(&draft, facts.language()),
        )),
    )
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
    let styles = draft.styles.and_then(|styles| styles.without(gone));
    let lacks_style = styles.is_none() && needs_style(recipe.kind);

    let (state, key) = match (gone(photo), lacks_style) {
        (false, false) if styles == draft.styles => return None,
        (false, false) => (
            State::Ready(Draft { styles, ..*draft }),
            if styles.is_some() {
                "gone-second-style"
            } else {
                "gone-guide"
            },
        ),
        (false, true) => (State::WantsStyle { id, photo, recipe }, "gone-style"),
        (true, false) => (State::WantsPhoto { id, styles, recipe }, "gone-photo"),
        (true, true) => (State::Idle, "gone-both"),
    };

    Some((state, say([answers::plain(facts.language(), key)])))
}
