//! Saved styles.

use super::answer::{keep, say};
use super::{Effect, PausedDraft, State, Step};
use crate::domain::button::SavedAction;
use crate::domain::facts::Facts;
use crate::domain::feed::{SavedStyle, StyleTitle};
use crate::domain::job::Painting;
use crate::domain::picture::{PictureKey, PictureRef};
use crate::domain::replies::saved;

pub(super) fn press(state: State, picture: PictureKey, action: SavedAction, facts: &Facts) -> Step {
    let known = facts
        .person
        .styles
        .saved
        .iter()
        .find(|one| one.picture == picture);

    match (known, action) {
        (None, SavedAction::Keep) => save(state, picture, facts),
        (None, _) => keep(state, "saved-not-there", facts),
        (Some(one), SavedAction::Keep | SavedAction::Show) => {
            (state, say([saved::card(facts, one)]))
        }
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

fn save(state: State, picture: PictureKey, facts: &Facts) -> Step {
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
    let one = SavedStyle { picture, title };
    let reply = saved::confirmation(facts, &one);

    (state, vec![Effect::SaveStyle(one), Effect::Say(reply)])
}

/// Saves the style of a painting.
pub(super) fn of_painting(state: State, painting: &Painting, facts: &Facts) -> Step {
    match painting.request.styles.map(|styles| styles.first) {
        Some(PictureRef::Own(picture)) => press(state, picture, SavedAction::Keep, facts),
        Some(PictureRef::Gallery(_)) | None => keep(state, "saved-gallery", facts),
    }
}

/// The person has written the title.
pub(super) fn titled(asking: State, picture: PictureKey, words: &str, facts: &Facts) -> Step {
    let Some(title) = StyleTitle::parse(words) else {
        return keep(asking, "title-unclear", facts);
    };
    let before = State::from(PausedDraft::from(asking));

    if facts
        .person
        .styles
        .saved
        .iter()
        .all(|one| one.picture != picture)
    {
        return keep(before, "saved-not-there", facts);
    }

    let one = SavedStyle { picture, title };
    let reply = saved::confirmation(facts, &one);

    (before, vec![Effect::SaveStyle(one), Effect::Say(reply)])
}

/// Lists the saved styles.
pub(super) fn list(state: State, facts: &Facts) -> Step {
    (state, say(saved::list(facts)))
}
