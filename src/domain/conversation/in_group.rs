//! A painting that a person asks for in a group: begun at once, free, and answered there. It
//! leaves whatever is being prepared there alone.

use super::answer::say;
use super::uploads::SortedUploads;
use super::{Effect, State, Step, begin, start};
use crate::domain::draft::Draft;
use crate::domain::facts::Facts;
use crate::domain::job::Styles;
use crate::domain::picture::PictureRef;
use crate::domain::replies::answers;
use crate::domain::tier::Quality;
use crate::domain::upload::CheckedUpload;
use crate::domain::work::Recipe;

/// `received` is the photo and the style; empty if they were not found.
pub(super) fn answer(state: State, received: &[CheckedUpload], facts: &Facts) -> Step {
    (state, effects(received, facts))
}

fn effects(received: &[CheckedUpload], facts: &Facts) -> Vec<Effect> {
    let language = facts.language();
    let sent = SortedUploads::sort(received);
    if sent.problem.is_some() {
        return sent.complaint(facts);
    }

    let [photo, style] = sent.pictures.as_slice() else {
        return say([answers::plain(language, "group-how")]);
    };
    let recipe = Recipe {
        quality: Quality::Free,
        ..begin::usual(facts)
    };
    let draft = Draft {
        id: facts.fresh,
        photo: PictureRef::Own(*photo),
        styles: Some(Styles::one(PictureRef::Own(*style))),
        recipe,
    };

    if begin::without_gone(&draft, facts).is_some() {
        return say([answers::plain(language, "group-how")]);
    }

    // Why not is between the person and the bot.
    start::begin(&draft, facts).unwrap_or_else(|_| say([answers::plain(language, "group-not-now")]))
}
