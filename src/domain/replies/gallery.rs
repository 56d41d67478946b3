//! Styles to choose from: the starter gallery and the person's recent ones.

use super::{button, style_name, words};
use crate::domain::button::Action;
use crate::domain::facts::Facts;
use crate::domain::language::Language;
use crate::domain::message::{Body, Button, Keyboard, Message, Place};
use crate::domain::picture::PictureRef;
use crate::domain::styles::GalleryStyle;

/// The gallery as an album, and its buttons below.
#[must_use]
pub fn gallery(language: Language) -> Vec<Message> {
    let styles: Vec<PictureRef> = GalleryStyle::all().map(PictureRef::Gallery).collect();
    let choose =
        |style: &PictureRef| Button::new(style_name(language, *style), Action::Style(*style));
    let choices: Vec<Button> = styles.iter().map(choose).collect();
    let gallery = with_pictures(&styles, language.text("gallery-title"), &choices);

    vec![
        gallery,
        Message::text(language.text("gallery-choose")).with(Keyboard::grid(2, choices)),
    ]
}

/// The person's recent styles as an album with numbered buttons; nothing if there are none.
#[must_use]
pub fn recent(facts: &Facts) -> Vec<Message> {
    let language = facts.language();
    let styles: Vec<PictureRef> = facts
        .person
        .styles
        .recent
        .iter()
        .take(5)
        .copied()
        .map(PictureRef::Own)
        .collect();

    if styles.is_empty() {
        return Vec::new();
    }

    let choose = |(place, style): (usize, &PictureRef)| {
        Button::new(
            language.fill("button-recent-style", &[("n", (place + 1).into())]),
            Action::Style(*style),
        )
    };
    let choices: Vec<Button> = styles.iter().enumerate().map(choose).collect();
    let recent = with_pictures(&styles, language.text("recent-title"), &choices);

    vec![
        recent,
        Message::text(language.text("recent-choose")).with(Keyboard::grid(3, choices)),
    ]
}

/// Asks what to make of a photo: a style for a painting, or another kind of work.
#[must_use]
pub fn ask_after_photo(facts: &Facts) -> Vec<Message> {
    let language = facts.language();
    let gallery = button(language, "button-gallery", Action::Gallery);
    let others = facts
        .rules
        .other_kinds()
        .map(|kind| Button::new(words::make(language, kind), Action::Make(kind.name)));
    let buttons = std::iter::once(gallery).chain(others).take(Keyboard::MOST);

    let mut messages =
        vec![Message::text(language.text("ask-style")).with(Keyboard::grid(1, buttons))];
    messages.extend(recent(facts));
    messages
}

/// Asks for a style: send one, or choose.
#[must_use]
pub fn ask(facts: &Facts, key: &str) -> Vec<Message> {
    let language = facts.language();
    let buttons = Keyboard::grid(1, [button(language, "button-gallery", Action::Gallery)]);
    let mut messages = vec![Message::text(language.text(key)).with(buttons)];
    messages.extend(recent(facts));
    messages
}

fn with_pictures(pictures: &[PictureRef], words: String, choices: &[Button]) -> Message {
    Message {
        place: Place::New,
        body: Body::choosing(pictures, words, choices),
        keyboard: Keyboard::none(),
    }
}
