//! /history: the recent paintings, page by page.

use super::{Subject, button};
use crate::domain::button::{Action, JobAction};
use crate::domain::facts::Facts;
use crate::domain::job::Painting;
use crate::domain::message::{Body, Button, Keyboard, Message, Place};
use crate::domain::picture::PictureRef;

/// Paintings on a page; one button is left for the next page.
const PAGE: usize = 9;

/// A page of the last paintings: an album, and a numbered button for each.
#[must_use]
pub fn page(facts: &Facts, page: u8) -> Vec<Message> {
    let language = facts.language();
    let first = usize::from(page) * PAGE;
    let paintings: Vec<&Painting> = facts
        .person
        .paintings
        .recent
        .iter()
        .skip(first)
        .take(PAGE)
        .collect();

    let pictures: Vec<PictureRef> = paintings
        .iter()
        .filter_map(|painting| painting.last())
        .map(|last| PictureRef::Own(last.picture))
        .collect();

    if pictures.is_empty() {
        let buttons = Keyboard::grid(1, [button(language, "button-new", Action::New)]);
        return vec![Message::text(language.text("history-empty")).with(buttons)];
    }

    let body = Body::showing(&pictures, language.text("history-title"));
    let album = Message {
        place: Place::New,
        body,
        keyboard: Keyboard::none(),
    };

    vec![
        album,
        Message::text(language.text("history-choose")).with(numbers(facts, &paintings, page)),
    ]
}

fn numbers(facts: &Facts, paintings: &[&Painting], page: u8) -> Keyboard {
    let first = usize::from(page) * PAGE;
    let number = |(place, painting): (usize, &&Painting)| {
        Button::new(
            (first + place + 1).to_string(),
            Action::Job(painting.job, JobAction::Show),
        )
    };

    let mut buttons: Vec<Button> = paintings.iter().enumerate().map(number).collect();
    if facts.person.paintings.recent.len() > first + PAGE {
        buttons.push(button(
            facts.language(),
            "button-earlier",
            Action::History(page.saturating_add(1)),
        ));
    }

    Keyboard::grid(5, buttons)
}

/// The subject of messages about a painting.
#[must_use]
pub const fn subject<'a>(facts: &Facts, painting: &'a Painting) -> Subject<'a> {
    Subject {
        language: facts.language(),
        job: painting.job,
        request: &painting.request,
    }
}
