//! Buttons of /settings.

use super::{Effect, State, Step};
use crate::domain::button::Setting;
use crate::domain::facts::Facts;
use crate::domain::message::{Place, Slot};
use crate::domain::replies::settings;

/// A choice of languages in place of the settings.
pub(super) fn ask_language(state: State, facts: &Facts) -> Step {
    let question = settings::languages(facts.language()).at(Place::Edit(Slot::Settings));
    (state, vec![Effect::Say(question)])
}

pub(super) fn change(state: State, setting: Setting, facts: &Facts) -> Step {
    let mut language = facts.language();
    let mut look = facts.person.account.look;
    let effect = match setting {
        Setting::Language(chosen) => {
            language = chosen;
            Effect::SetLanguage(chosen)
        }
        Setting::Strength(level) => {
            look.strength = level;
            Effect::SetLook(look)
        }
        Setting::Stroke(level) => {
            look.stroke = level;
            Effect::SetLook(look)
        }
        Setting::KeepColours(keep) => {
            look.keep_colours = keep;
            Effect::SetLook(look)
        }
    };

    let reply = settings::settings(language, look).at(Place::Edit(Slot::Settings));
    (state, vec![effect, Effect::Say(reply)])
}
