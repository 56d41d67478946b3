//! Starting a draft: from pictures, from a style, or from an earlier painting.

use super::answer::say;
use super::uploads::SortedUploads;
use super::{Effect, FilmSketch, PausedDraft, State, Step, answer};
use crate::domain::draft::Draft;
use crate::domain::facts::Facts;
use crate::domain::job::Styles;
use crate::domain::language::Language;
use crate::domain::message::Message;
use crate::domain::picture::{PictureKey, PictureRef};
use crate::domain::replies::{answers, gallery, key_for, summary};
use crate::domain::style_edit::{Colours, EditedStyle, StyleEdit};
use crate::domain::tier::{Quality, Tier};
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
    } else if needs_style(kind) {
        // What can be chosen is what can be chosen for a painting.
        Recipe {
            kind,
            ..usual(facts)
        }
    } else {
        Recipe::usual(kind)
    }
}

/// Whether a kind needs a style before it can be made.
pub(super) fn needs_style(kind: KindName) -> bool {
    work::kind(kind).is_none_or(|kind| kind.beside.is_style())
}

/// Whether a kind is made of a film.
pub(super) fn is_made_of_film(kind: KindName) -> bool {
    work::kind(kind).is_some_and(|kind| kind.made_of == MadeOf::Film)
}

/// What is usually made of this photo: of a still, what is made of its film.
pub(super) fn usual_for(photo: PictureRef, facts: &Facts) -> Recipe {
    let kind = facts.rules.kind_of_films();
    match kind.filter(|_| facts.film(photo).is_some()) {
        Some(kind) => affordable(usual_of(kind.name, facts), photo, facts),
        None => usual(facts),
    }
}

/// What is made of a film takes all of it if the person has the credits; otherwise what is free of
/// it.
pub(super) fn affordable(recipe: Recipe, photo: PictureRef, facts: &Facts) -> Recipe {
    if !is_made_of_film(recipe.kind) || recipe.quality != Quality::Free {
        return recipe;
    }

    let paid = Recipe {
        quality: facts.rules.usual(Tier::Premium),
        ..recipe
    };
    let plan = facts.rules.plan_of(&paid, facts.film(photo));
    let is_affordable = plan.price <= facts.person.credits.balance;

    if plan.tier == Tier::Premium && is_affordable {
        paid
    } else {
        recipe
    }
}

/// The recipe if it can be made of this photo; otherwise what is usually made of it. What was chosen
/// counts for both.
pub(super) fn suited(recipe: Recipe, photo: PictureRef, facts: &Facts) -> Recipe {
    let has_film = facts.film(photo).is_some();
    let is_suited = if is_made_of_film(recipe.kind) {
        has_film
    } else {
        !(has_film && recipe.kind == painting::NAME)
    };
    if is_suited {
        return recipe;
    }

    Recipe {
        knobs: recipe.knobs,
        ..usual_for(photo, facts)
    }
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
    let draft = state.draft();
    let known = match PausedDraft::from(state) {
        PausedDraft::Photo { photo, .. } => Some(photo),
        _ => draft.map(|draft| draft.photo),
    };
    let is_usable = |photo: &PictureRef| {
        !facts.is_gone_ref(*photo) && (!is_made_of_film(kind) || facts.film(*photo).is_some())
    };

    match (known.filter(is_usable), draft) {
        (Some(photo), Some(draft)) if is_other_with_styles(&draft, kind) => {
            let recipe = Recipe {
                knobs: draft.recipe.knobs,
                ..affordable(recipe, photo, facts)
            };
            with_known_styles(photo, draft.styles, recipe, facts)
        }
        (Some(photo), _) => with_photo(photo, affordable(recipe, photo, facts), facts),
        (None, _) => with_styles(None, recipe, facts),
    }
}

/// Whether the styles of a draft are for this kind, too.
fn is_other_with_styles(draft: &Draft, kind: KindName) -> bool {
    draft.recipe.kind != kind
        && draft.styles.is_some()
        && needs_style(draft.recipe.kind)
        && needs_style(kind)
}

/// Something of this photo in styles that are known, if they still are there.
pub(super) fn with_known_styles(
    photo: PictureRef,
    styles: Option<Styles>,
    recipe: Recipe,
    facts: &Facts,
) -> Step {
    let styles = styles.and_then(|styles| styles.without(|style| facts.is_gone_ref(style)));
    let has_one = work::kind(recipe.kind).is_some_and(|kind| kind.beside == Beside::OneStyle);
    let styles = styles.map(|styles| Styles {
        second: styles.second.filter(|_| !has_one),
        ..styles
    });
    if styles.is_none() {
        return with_photo(photo, recipe, facts);
    }

    ready(
        Draft {
            id: facts.fresh,
            photo,
            styles,
            recipe,
        },
        facts,
    )
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
    (
        state,
        say(gallery::ask_after_photo(photo, recipe.kind, facts)),
    )
}

/// A first photo, of which nothing else is known. One without colours may be meant to get some.
fn with_first_photo(photo: PictureRef, facts: &Facts) -> Step {
    let question = gallery::ask_after_grey_photo(photo, facts);
    if question.is_empty() {
        return with_photo(photo, usual_for(photo, facts), facts);
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
    let photo = PictureRef::Own(*pictures.first()?);
    pair_of(pictures, usual_for(photo, facts), facts)
}

/// The photo came, and everything else is known.
pub(super) fn with_last_photo(draft: Draft, facts: &Facts) -> Step {
    let wanted = draft.recipe.kind;
    let recipe = suited(draft.recipe, draft.photo, facts);
    let recipe = affordable(recipe, draft.photo, facts);
    let draft = Draft { recipe, ..draft };
    let lacks_film = is_made_of_film(wanted) && !is_made_of_film(recipe.kind);

    let (state, effects) = if draft.styles.is_none() && needs_style(recipe.kind) {
        with_photo(draft.photo, recipe, facts)
    } else {
        ready(draft, facts)
    };
    let note = lacks_film.then(|| answers::plain(facts.language(), "no-film"));
    (state, say(note).into_iter().chain(effects).collect())
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

/// The draft is complete: shows its summary; of a film, after sketches.
pub(super) fn ready(draft: Draft, facts: &Facts) -> Step {
    let sketches = sketches(&draft, facts);
    let summary = Effect::Say(summary::summary(&draft, facts));
    (
        State::Ready(draft),
        sketches.into_iter().chain([summary]).collect(),
    )
}

/// Sketches of what is made of a film, unless all of it begins at once.
fn sketches(draft: &Draft, facts: &Facts) -> Option<Effect> {
    let kind = work::kind(draft.recipe.kind)?;
    let request = facts.rules.request(draft, facts.film(draft.photo));
    if kind.starts_at_once || request.film.is_none() {
        return None;
    }

    let message = summary::sketches(&request, facts);
    Some(Effect::SayWithSketches(message, FilmSketch { request }))
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
