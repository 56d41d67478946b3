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
use crate::domain::style_edit::{Colours, EditedStyle, StyleEdit};
use crate::domain::work::Recipe;
use crate::domain::work::{self, Beside, KindName, KindOffer, MadeOf, painting, wallpaper};

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

/// Whether a kind is made of a style instead of a photo.
pub(super) fn is_made_of_style(kind: KindName) -> bool {
    work::kind(kind).is_some_and(|kind| kind.made_of == MadeOf::Style)
}

/// Something that is made of a style, as it is edited.
pub(super) fn from_style(style: EditedStyle, recipe: Recipe, facts: &Facts) -> Step {
    let draft = Draft {
        id: facts.fresh,
        photo: style.picture,
        styles: (!style.edit.is_nothing()).then(|| Styles::edited(style)),
        recipe,
    };
    ready(draft, facts)
}

/// A wallpaper of a style of a painting, as it is edited and with the same strokes. The number of
/// colours can be chosen for every wallpaper, so it is a choice here too.
pub(super) fn wallpaper_of(style: EditedStyle, painting: Recipe, facts: &Facts) -> Step {
    let kind = work::kind(painting.kind);
    let stroke = kind.and_then(|kind| kind.place(painting.knobs, painting::STROKE));
    let recipe = wallpaper::recipe(style.edit.colours, stroke.unwrap_or_default());
    let edit = StyleEdit {
        colours: Colours::All,
        ..style.edit
    };

    from_style(EditedStyle { edit, ..style }, recipe, facts)
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
        PausedDraft::Draft(draft)
        | PausedDraft::SecondStyle(draft)
        | PausedDraft::PaintedOver { draft, .. } => Some(draft.photo),
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
    (state, say(gallery::ask_after_photo(photo, facts)))
}

/// A first photo, of which nothing else is known. One without colours may be meant to get some.
fn with_first_photo(photo: PictureRef, facts: &Facts) -> Step {
    let question = gallery::ask_after_grey_photo(photo, facts);
    if question.is_empty() {
        return with_photo(photo, usual(facts), facts);
    }

    let state = State::WantsStyle {
        id: facts.fresh,
        photo,
        recipe: usual(facts),
    };
    (state, say(question))
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
    let question = answers::plain(language, &key);
    if is_made_of_style(kind) {
        return question.with(gallery::button_to_it(language));
    }
    question
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
        begun.unwrap_or_else(|| with_first_photo(PictureRef::Own(*photo), facts)),
        facts,
    )
}

/// Puts a message about the unusable pictures first.
pub(super) fn complaining(sent: &SortedUploads, step: Step, facts: &Facts) -> Step {
    let (state, effects) = step;
    let effects: Vec<Effect> = sent.complaint(facts).into_iter().chain(effects).collect();
    (state, effects)
}

fn same_pictures(left: Option<Styles>, right: Option<Styles>) -> bool {
    let pictures = |styles: Option<Styles>| styles.into_iter().flat_map(Styles::into_pictures);
    pictures(left).eq(pictures(right))
}

/// What is left of a draft whose pictures have been deleted since; `None` if all still exist.
pub(super) fn without_gone(draft: &Draft, facts: &Facts) -> Option<Step> {
    let gone = |picture: PictureRef| facts.is_gone_ref(picture);
    let id = draft.id;
    let photo = draft.photo;
    let recipe = draft.recipe;
    let styles = draft.styles.and_then(|styles| styles.without(gone));
    let lacks_style = styles.is_none() && needs_style(recipe.kind);

    let language = facts.language();
    let (state, key) = match (gone(photo), lacks_style) {
        (false, false) if styles == draft.styles => return None,
        (false, false) if same_pictures(styles, draft.styles) => (
            State::Ready(Draft { styles, ..*draft }),
            "gone-painted-over".to_owned(),
        ),
        (false, false) => (
            State::Ready(Draft { styles, ..*draft }),
            if styles.is_some() {
                "gone-second-style".to_owned()
            } else {
                key_for(language, "gone-guide", recipe.kind)
            },
        ),
        (false, true) => (
            State::WantsStyle { id, photo, recipe },
            "gone-style".to_owned(),
        ),
        (true, false) => (
            State::WantsPhoto { id, styles, recipe },
            "gone-photo".to_owned(),
        ),
        (true, true) => (State::Idle, "gone-both".to_owned()),
    };

    Some((state, say([answers::plain(language, &key)])))
}
