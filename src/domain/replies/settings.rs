//! /settings: language and default look, one message edited in place.

use super::{button, knob_lines, marked};
use crate::domain::button::{Action, Setting};
use crate::domain::language::Language;
use crate::domain::look::Look;
use crate::domain::message::{Button, Keyboard, Message, Place, Slot};
use crate::domain::work::painting;

/// The settings with their buttons; a press moves an option by one level.
#[must_use]
pub fn settings(language: Language, look: Look) -> Message {
    let mut lines = vec![language.text("settings-title"), String::new()];
    lines.extend(knob_lines(language, &painting::KIND, look.into(), true));

    Message::text(lines.join("\n"))
        .at(Place::NewIn(Slot::Settings))
        .with(buttons(language, look))
}

fn buttons(language: Language, look: Look) -> Keyboard {
    let named = |one: Language| one.text("language-name");
    let languages = Language::ALL
        .map(|one| {
            Button::new(
                marked(named(one), one == language),
                Action::Set(Setting::Language(one)),
            )
        })
        .to_vec();

    let set = |key, setting| button(language, key, Action::Set(setting));
    let keep = marked(language.text("knob-painting-colours"), look.keep_colours);

    Keyboard::rows(vec![
        languages,
        vec![
            set(
                "button-less-strength",
                Setting::Strength(look.strength.down()),
            ),
            set(
                "button-more-strength",
                Setting::Strength(look.strength.up()),
            ),
        ],
        vec![
            set("button-smaller-stroke", Setting::Stroke(look.stroke.down())),
            set("button-larger-stroke", Setting::Stroke(look.stroke.up())),
        ],
        vec![Button::new(
            keep,
            Action::Set(Setting::KeepColours(!look.keep_colours)),
        )],
    ])
}
