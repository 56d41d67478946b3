//! What is made at one tap, without a summary to confirm. The person can go on with what was being
//! prepared meanwhile.

use super::{Effect, PausedDraft, State, Step, begin, start};
use crate::domain::draft::Draft;
use crate::domain::facts::Facts;
use crate::domain::message::Slot;
use crate::domain::work;

/// Starts the draft that a step has completed, if its kind is one that starts at once.
pub(super) fn start(before: State, step: Step, facts: &Facts) -> Step {
    let (after, effects) = step;
    let State::Ready(draft) = after else {
        return (after, effects);
    };
    let is_new = before.draft().is_none_or(|known| known.id != draft.id);
    let starts = work::kind(draft.recipe.kind).is_some_and(|kind| kind.starts_at_once);
    if !(is_new && starts) {
        return (after, effects);
    }

    // Nobody sees a summary of it, neither open nor closed.
    let (left, started) = start::start(draft, facts);
    let is_refused = matches!(left, State::Ready(_));
    let effects = effects.into_iter().chain(started);
    let kept = effects
        .filter(|effect| !is_summary(effect, &draft))
        .collect();

    // What was sent is not lost by a refusal.
    let state = match going_on(before, &draft, facts) {
        State::Idle if is_refused => before,
        state => state,
    };
    (state, kept)
}

/// What was being prepared; or a painting of the photo that was sent for this. Its id is the job's
/// now, so that a painting needs another one.
fn going_on(before: State, draft: &Draft, facts: &Facts) -> State {
    if before.preparing() != Some(draft.id) {
        return before;
    }

    let id = facts.fresh;
    match PausedDraft::from(before) {
        PausedDraft::Styles { .. } if id != draft.id => State::WantsStyle {
            id,
            photo: draft.photo,
            recipe: begin::usual(facts),
        },
        _ => State::Idle,
    }
}

fn is_summary(effect: &Effect, draft: &Draft) -> bool {
    match effect {
        Effect::Say(message) => message.place.slot() == Some(Slot::Summary(draft.id)),
        _ => false,
    }
}
