//! Kinds of work: what can be made of a photo.
//!
//! Everything that differs between kinds is data of a [`Kind`]: which pictures it needs, what can be
//! chosen ([`Knob`]), what it costs and what can be done with the result ([`NextStep`]). The
//! conversation, the queue, the store, the feed and the console know no kind by name. What the
//! engine does for a kind is in a module of the engine.

pub mod clip;
pub mod colouring;
pub mod dream;
mod effort;
mod findings;
pub mod growth;
mod kind;
mod knobs;
mod lane;
mod offer;
pub mod painting;
pub mod quick_clip;
mod recipe;
pub mod sight;
pub mod styles;
mod themes;
pub mod wallpaper;
pub mod zoom;

use std::sync::RwLock;

pub use effort::Effort;
pub use findings::{Finding, Findings};
pub use kind::{Beside, Code, FromResult, Kind, KindName, MadeOf, NextStep, StepAction};
pub use knobs::{Knob, Knobs};
pub use lane::Lane;
pub use offer::{FilmSize, FilmSizes, KindOffer, PaidSize, Prices, Sizes};
pub use recipe::Recipe;

/// The kinds of work, in the order in which they are offered.
static KINDS: [&Kind; 10] = [
    &painting::KIND,
    &clip::KIND,
    &quick_clip::KIND,
    &styles::KIND,
    &colouring::KIND,
    &dream::KIND,
    &sight::KIND,
    &wallpaper::KIND,
    &growth::KIND,
    &zoom::KIND,
];

/// Kinds that were added while the program ran, as tests do.
static ADDED: RwLock<Vec<&'static Kind>> = RwLock::new(Vec::new());

/// Every kind, in the order in which they are offered.
///
/// # Panics
/// Never: nothing panics while kinds are added.
#[must_use]
pub fn kinds() -> Vec<&'static Kind> {
    let added = ADDED.read().expect("nothing panics while kinds are added");
    KINDS.iter().chain(added.iter()).copied().collect()
}

/// The kind with this name; `None` if the program does not know it.
#[must_use]
pub fn kind(name: KindName) -> Option<&'static Kind> {
    kinds().into_iter().find(|kind| kind.name == name)
}

/// The lane in which a kind is made. What the program does not know is made by the painters.
#[must_use]
pub fn lane(name: KindName) -> Lane {
    kind(name).map_or(Lane::Painter, |kind| kind.lane)
}

/// The kind that this command begins.
#[must_use]
pub fn kind_of_command(word: &str) -> Option<&'static Kind> {
    kinds().into_iter().find(|kind| kind.command == Some(word))
}

/// Adds a kind, once.
///
/// # Panics
/// Never: nothing panics while kinds are added.
pub fn add(added: &'static Kind) {
    if kind(added.name).is_none() {
        let mut all = ADDED.write().expect("nothing panics while kinds are added");
        all.push(added);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_code_of_a_button_stands_for_two_things() {
        // What draft and job buttons carry besides knobs and next steps.
        let of_drafts = "mqr12sxwe".chars().map(Code);
        let of_jobs = "xtckfv".chars().map(Code);

        for kind in kinds() {
            let mut codes: HashSet<Code> = of_drafts.clone().collect();
            assert!(kind.knobs.iter().all(|knob| codes.insert(knob.code)));
            assert!(kind.knobs.len() <= Knobs::MOST);

            let mut codes: HashSet<Code> = of_jobs.clone().collect();
            let mut steps = kind.next.iter().copied().flatten();
            assert!(steps.all(|step| codes.insert(step.code)), "{}", kind.name);
        }
    }

    #[test]
    fn what_is_usual_is_among_the_choices() {
        for kind in kinds() {
            assert!(
                kind.knobs
                    .iter()
                    .all(|knob| knob.usual < knob.choices.len())
            );
            let is_measured = matches!(kind.effort, Effort::ByTier);
            assert!(is_measured || kind.iterations(Knobs::default()).is_some());
        }
    }
}
