//! Choosing a painting, a size and the crop on the wall.

use super::{asks_itself, format, on, wrap};
use crate::domain::button::{Action, JobAction, PrintAction};
use crate::domain::facts::Facts;
use crate::domain::job::Painting;
use crate::domain::message::{Body, Button, Keyboard, Message, Place as In};
use crate::domain::money::Currency;
use crate::domain::order::design::Slack;
use crate::domain::order::{CanvasOrder, CanvasSize, Design, PrintStep, Wrap};
use crate::domain::picture::PictureRef;
use crate::domain::replies::{button, marked, shop};

/// The most paintings that fit below one message.
const PAINTINGS: usize = 9;

/// Asks which of the recent paintings to print.
#[must_use]
pub fn paintings(facts: &Facts) -> Vec<Message> {
    let language = facts.language();
    let paintings: Vec<&Painting> = facts
        .person
        .paintings
        .recent
        .iter()
        .filter(|painting| painting.last().is_some() && painting.request.is_printable())
        .take(PAINTINGS)
        .collect();

    if paintings.is_empty() {
        let buttons = Keyboard::grid(1, [button(language, "button-new", Action::New)]);
        return vec![Message::text(language.text("canvas-no-paintings")).with(buttons)];
    }

    let pictures: Vec<PictureRef> = paintings
        .iter()
        .filter_map(|painting| painting.last())
        .map(|last| PictureRef::Own(last.picture))
        .collect();
    let body = Body::showing(&pictures, language.text("canvas-paintings"));
    let number = |(place, painting): (usize, &&Painting)| {
        Button::new(
            (place + 1).to_string(),
            Action::Job(painting.job, JobAction::Canvas),
        )
    };

    let numbers = Keyboard::grid(5, paintings.iter().enumerate().map(number));
    let album = Message {
        place: In::New,
        body,
        keyboard: Keyboard::none(),
    };

    vec![
        album,
        Message::text(language.text("canvas-which")).with(numbers),
    ]
}

/// Every canvas with its price.
#[must_use]
pub fn sizes(facts: &Facts, order: &CanvasOrder) -> Message {
    let language = facts.language();
    let offer = |size: &CanvasSize| {
        let price = size.prices.get(facts.canvas_till.currency()?)?;
        let values = [
            (
                "format",
                format!("{}×{}", size.format.width, size.format.height).into(),
            ),
            ("price", shop::price(language, price).into()),
        ];
        let label = language.fill("canvas-size", &values);

        Some(vec![Button::new(
            label,
            Action::Print(order.id, PrintAction::Size(size.format)),
        )])
    };

    let other = |currency: Currency| {
        let action = Action::Print(order.id, PrintAction::Currency(currency));
        shop::currency(currency, action)
    };

    let mut rows: Vec<Vec<Button>> = facts.rules.prints.sizes.iter().filter_map(offer).collect();
    let drop = on(language, "button-canvas-drop", order, PrintAction::Drop);
    let others = facts.pages.others(facts.canvas_till).map(other);
    rows.push(std::iter::once(drop).chain(others).collect());

    Message::text(language.text("canvas-sizes")).with(Keyboard::rows(rows))
}

/// The preview on a wall: what the canvas is, and buttons to change it.
#[must_use]
pub fn look(facts: &Facts, order: &CanvasOrder, design: Design) -> Message {
    let language = facts.language();
    let price = facts.print_price(order);
    let values = [
        ("format", format(design).into()),
        ("wrap", wrap(language, design.wrap).into()),
        (
            "price",
            price
                .map(|price| shop::price(language, price))
                .unwrap_or_default()
                .into(),
        ),
    ];

    let words = language.fill("canvas-look", &values);
    Message::picture(PictureRef::Own(order.picture), words).with(look_buttons(facts, order, design))
}

fn look_buttons(facts: &Facts, order: &CanvasOrder, design: Design) -> Keyboard {
    let language = facts.language();
    let on = |key: &str, action| on(language, key, order, action);
    let shift = |back: &str, forth: &str| {
        vec![
            on(back, PrintAction::Shift(-1)),
            on(forth, PrintAction::Shift(1)),
        ]
    };

    let shift = match design.slack(order.pixels) {
        Slack::None => Vec::new(),
        Slack::Sideways => shift("button-shift-left", "button-shift-right"),
        Slack::Upwards => shift("button-shift-up", "button-shift-down"),
    };

    let edge = |kind: Wrap| {
        let label = marked(
            language.text(&format!("button-wrap-{}", kind.name())),
            kind == design.wrap,
        );
        Button::new(label, Action::Print(order.id, PrintAction::Wrap(kind)))
    };

    // With an invoice the messenger itself asks for the address.
    let next = if asks_itself(facts) {
        PrintStep::Summary
    } else {
        PrintStep::Name
    };

    let turn =
        (design.format.width != design.format.height).then(|| on("button-turn", PrintAction::Turn));
    Keyboard::rows(vec![
        shift,
        turn.into_iter().collect(),
        Wrap::ALL.map(edge).to_vec(),
        vec![
            on("button-canvas-size", PrintAction::Go(PrintStep::Size)),
            on("button-canvas-next", PrintAction::Go(next)),
        ],
    ])
}
