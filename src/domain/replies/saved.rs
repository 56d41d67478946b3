//! Messages about saved styles and the styles of liked entries.

use super::{button, style_name, words};
use crate::domain::button::{Action, SavedAction};
use crate::domain::facts::Facts;
use crate::domain::feed::{SavedStyle, StyleKey, StyleUse};
use crate::domain::message::{Body, Button, Keyboard, Message, Place};
use crate::domain::picture::PictureRef;

/// The most styles in one message.
const SHOWN: usize = 10;

/// Confirms that a style was saved, with its buttons.
#[must_use]
pub fn confirmation(facts: &Facts, one: &SavedStyle) -> Message {
    let words = facts
        .language()
        .fill("saved-kept", &[("title", one.title.to_string().into())]);
    Message::text(words).with(Keyboard::grid(2, choices(facts, one)))
}

/// A saved style with its buttons.
#[must_use]
pub fn card(facts: &Facts, one: &SavedStyle) -> Message {
    let take = button(
        facts.language(),
        "button-take-saved",
        Action::Saved(one.picture, SavedAction::Take),
    );
    let buttons = std::iter::once(take).chain(choices(facts, one));

    let title = one.title.to_string();
    let words = match words::changes(facts.language(), &one.edit) {
        None => title,
        Some(changes) => format!("{title}\n{changes}"),
    };
    Message::picture(PictureRef::Own(one.picture), words).with(Keyboard::grid(2, buttons))
}

fn choices(facts: &Facts, one: &SavedStyle) -> [Button; 2] {
    let on = |key, action| button(facts.language(), key, Action::Saved(one.picture, action));
    [
        on("button-rename", SavedAction::Rename),
        on("button-drop-saved", SavedAction::Drop),
    ]
}

/// The saved styles, newest first, each with a button.
#[must_use]
pub fn list(facts: &Facts) -> Vec<Message> {
    let language = facts.language();
    if facts.person.styles.saved.is_empty() {
        return vec![Message::text(language.text("saved-none"))];
    }

    let sheet = |(number, styles): (usize, &[SavedStyle])| {
        let pictures: Vec<PictureRef> = styles
            .iter()
            .map(|one| PictureRef::Own(one.picture))
            .collect();

        let show = |one: &SavedStyle| {
            Button::new(
                one.title.to_string(),
                Action::Saved(one.picture, SavedAction::Show),
            )
        };
        let buttons: Vec<Button> = styles.iter().map(show).collect();
        let title = language.fill("saved-list", &[("n", (number + 1).into())]);
        let body = Body::choosing(&pictures, title, &buttons);
        let album = Message {
            place: Place::New,
            body,
            keyboard: Keyboard::none(),
        };

        [
            album,
            Message::text(language.text("saved-choose")).with(Keyboard::grid(2, buttons)),
        ]
    };

    facts
        .person
        .styles
        .saved
        .chunks(SHOWN)
        .enumerate()
        .flat_map(sheet)
        .collect()
}

/// What /styles adds for the saved styles and the styles of liked entries; nothing if there are
/// none.
#[must_use]
pub fn offers(facts: &Facts) -> Vec<Message> {
    let language = facts.language();
    let saved = (!facts.person.styles.saved.is_empty())
        .then(|| Keyboard::grid(1, [button(language, "button-saved", Action::SavedStyles)]))
        .map(|buttons| Message::text(language.text("saved-offer")).with(buttons));

    let liked = |(place, style): (usize, &StyleKey)| {
        let label = match style {
            StyleKey::Gallery(style) => style_name(language, PictureRef::Gallery(*style)),
            StyleKey::Published(_) => {
                language.fill("button-liked-style", &[("n", (place + 1).into())])
            }
        };
        Button::new(label, Action::Take(StyleUse::plain(*style)))
    };

    let buttons: Vec<Button> = facts
        .person
        .styles
        .liked
        .iter()
        .take(SHOWN)
        .enumerate()
        .map(liked)
        .collect();

    let liked = (!buttons.is_empty())
        .then(|| Message::text(language.text("liked-styles")).with(Keyboard::grid(2, buttons)));

    saved.into_iter().chain(liked).collect()
}
