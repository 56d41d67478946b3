//! /settings: language and default look, one message edited in place.
//!
//! Each language is called by its own name, so that people find theirs in a chat that they cannot
//! read. With the current one, which leads back, the languages fill a keyboard.

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

/// The question for a language. The same language leads back to the settings, too.
#[must_use]
pub fn languages(language: Language) -> Message {
    let choice = |one: Language| {
        let label = marked(one.own_name(), one == language);
        Button::new(label, Action::Set(Setting::Language(one)))
    };

    Message::text(language.text("ask-language"))
        .at(Place::NewIn(Slot::Settings))
        .with(Keyboard::grid(2, Language::ALL.map(choice)))
}

fn buttons(language: Language, look: Look) -> Keyboard {
    let languages = Button::new(format!("🌐 {}", language.own_name()), Action::Languages);
    let set = |key, setting| button(language, key, Action::Set(setting));
    let keep = marked(language.text("knob-painting-colours"), look.keep_colours);

    Keyboard::rows(vec![
        vec![languages],
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
