//! Saved styles.

use super::answer::{keep, say};
use super::{Effect, PausedDraft, State, Step};
use crate::domain::button::SavedAction;
use crate::domain::facts::Facts;
use crate::domain::feed::{SavedStyle, StyleTitle};
use crate::domain::job::{Painting, WhichStyle};
use crate::domain::picture::PictureKey;
use crate::domain::replies::saved;
use crate::domain::style_edit::StyleEdit;

pub(super) fn press(state: State, picture: PictureKey, action: SavedAction, facts: &Facts) -> Step {
    let known = facts
        .person
        .styles
        .saved
        .iter()
        .find(|one| one.picture == picture);

    match (known, action) {
        (None, SavedAction::Keep) => save(state, picture, StyleEdit::default(), facts),
        (None, _) => keep(state, "saved-not-there", facts),
        (Some(one), SavedAction::Keep | SavedAction::Show) => {
            (state, say([saved::card(facts, one)]))
        }
        // A style that can be used at the moment was used by the state.
        (Some(_), SavedAction::Take) => keep(state, "gone-style", facts),
        (Some(_), SavedAction::Rename) => keep(
            State::WantsStyleTitle {
                picture,
                paused: PausedDraft::from(state),
            },
            "ask-title",
            facts,
        ),
        (Some(_), SavedAction::Drop) => {
            let (state, replies) = keep(state, "saved-dropped", facts);
            (
                state,
                std::iter::once(Effect::DropStyle(picture))
                    .chain(replies)
                    .collect(),
            )
        }
    }
}

fn save(state: State, picture: PictureKey, edit: StyleEdit, facts: &Facts) -> Step {
    if facts.person.styles.saved.len() >= SavedStyle::MOST {
        return keep(state, "saved-enough", facts);
    }

    if facts.is_gone(picture) {
        return keep(state, "gone-style", facts);
    }

    let words = facts.language().fill(
        "saved-title",
        &[("n", (facts.person.styles.saved.len() + 1).into())],
    );
    let Some(title) = StyleTitle::parse(&words) else {
        return keep(state, "title-unclear", facts);
    };
    keep_style(
        state,
        SavedStyle {
            picture,
            title,
            edit,
        },
        facts,
    )
}

fn keep_style(state: State, one: SavedStyle, facts: &Facts) -> Step {
    let reply = saved::confirmation(facts, &one);
    (state, vec![Effect::SaveStyle(one), Effect::Say(reply)])
}

/// Saves the style of a painting as it was edited for it.
pub(super) fn of_painting(state: State, painting: &Painting, facts: &Facts) -> Step {
    let style = painting
        .request
        .styles
        .and_then(|styles| styles.get(WhichStyle::First));
    let Some((picture, edit)) = style.and_then(|style| Some((style.picture.own()?, style.edit)))
    else {
        return keep(state, "saved-gallery", facts);
    };
    if edit.without.is_some_and(|copy| facts.is_gone(copy)) {
        return keep(state, "gone-style", facts);
    }

    let saved = &facts.person.styles.saved;
    match saved.iter().find(|one| one.picture == picture) {
        None => save(state, picture, edit, facts),
        Some(one) if one.edit == edit => (state, say([saved::card(facts, one)])),
        Some(one) => keep_style(
            state,
            SavedStyle {
                edit,
                ..one.clone()
            },
            facts,
        ),
    }
}

/// The person has written the title.
pub(super) fn titled(asking: State, picture: PictureKey, words: &str, facts: &Facts) -> Step {
    let Some(title) = StyleTitle::parse(words) else {
        return keep(asking, "title-unclear", facts);
    };
    let before = State::from(PausedDraft::from(asking));

    let saved = &facts.person.styles.saved;
    match saved.iter().find(|one| one.picture == picture) {
        None => keep(before, "saved-not-there", facts),
        Some(one) => keep_style(
            before,
            SavedStyle {
                title,
                ..one.clone()
            },
            facts,
        ),
    }
}

/// Lists the saved styles.
pub(super) fn list(state: State, facts: &Facts) -> Step {
    (state, say(saved::list(facts)))
}
