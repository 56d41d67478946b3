//! The summary of an order, its state, and the list of orders.

use super::{asks_itself, country_name, format, on, wrap};
use crate::domain::button::{Action, PrintAction};
use crate::domain::facts::Facts;
use crate::domain::language::Language;
use crate::domain::message::{Button, Keyboard, Message};
use crate::domain::order::{CanvasOrder, PrintStep, Stage};
use crate::domain::replies::{in_date, shop};

/// The whole order with its price.
#[must_use]
pub fn summary(facts: &Facts, order: &CanvasOrder) -> Message {
    let language = facts.language();
    let on = |key: &str, action| on(language, key, order, action);
    let mut lines = vec![language.text("canvas-summary"), String::new()];
    lines.extend(contents(language, order, facts.print_price(order)));

    let itself = asks_itself(facts);
    let total = facts.print_price(order).and_then(|print| {
        if itself {
            Some(print)
        } else {
            print.plus(order.delivery.as_ref()?.price)
        }
    });

    let price = total
        .map(|total| shop::price(language, total))
        .unwrap_or_default();
    lines.extend([
        String::new(),
        if itself {
            language.text("canvas-asked-there")
        } else {
            language.fill("canvas-total", &[("price", price.clone().into())])
        },
    ]);

    let pay = if itself {
        language.text("button-canvas-pay")
    } else {
        language.fill("button-pay", &[("price", price.into())])
    };
    let address = (!itself).then(|| on("button-canvas-address", PrintAction::Go(PrintStep::Name)));
    let way = (!itself).then(|| on("button-canvas-way", PrintAction::Go(PrintStep::Delivery)));

    Message::text(lines.join("\n")).with(Keyboard::rows(vec![
        vec![Button::new(pay, Action::Print(order.id, PrintAction::Pay))],
        address.into_iter().chain(way).collect(),
        vec![on("button-canvas-look", PrintAction::Go(PrintStep::Look))],
        vec![on("button-canvas-drop", PrintAction::Drop)],
    ]))
}

/// Canvas, recipient, delivery; a line each.
fn contents(
    language: Language,
    order: &CanvasOrder,
    print: Option<crate::domain::money::Money>,
) -> Vec<String> {
    let mut lines = Vec::new();
    if let (Some(design), Some(price)) = (order.design, print) {
        let values = [
            ("format", format(design).into()),
            ("wrap", wrap(language, design.wrap).into()),
            ("price", shop::price(language, price).into()),
        ];
        lines.push(language.fill("canvas-line", &values));
    }

    lines.extend(address(language, order));

    if let Some(way) = &order.delivery {
        let values = [
            ("way", way.name(language).to_owned().into()),
            ("price", shop::price(language, way.price).into()),
        ];
        lines.push(language.fill("canvas-delivery", &values));
    }

    lines
}

fn address(language: Language, order: &CanvasOrder) -> Option<String> {
    let to = &order.recipient;
    let country = to.country.map(|country| country_name(language, country));
    let values = [
        ("name", to.name.clone()?.as_str().to_owned().into()),
        ("phone", to.phone.clone()?.as_str().to_owned().into()),
        ("postcode", to.postcode.clone()?.as_str().to_owned().into()),
        ("country", country?.into()),
        ("city", to.city.clone()?.as_str().to_owned().into()),
        ("street", to.street.clone()?.as_str().to_owned().into()),
    ];

    Some(language.fill("canvas-to", &values))
}

/// The state of an order.
#[must_use]
pub fn status(facts: &Facts, order: &CanvasOrder) -> Message {
    let language = facts.language();
    let mut lines = vec![line(language, order)];
    lines.extend(contents(language, order, facts.print_price(order)));

    if let Stage::Shipped { tracking } = &order.stage {
        lines.push(language.fill("order-tracking", &[("tracking", tracking.clone().into())]));
    }

    Message::text(lines.join("\n")).with(Keyboard::grid(1, choices(language, order)))
}

/// What the person can do with an order at its stage.
fn choices(language: Language, order: &CanvasOrder) -> Vec<Button> {
    let on = |key: &str, action| on(language, key, order, action);
    match order.stage {
        Stage::Draft => vec![
            on("button-order-go-on", PrintAction::Show),
            on("button-canvas-drop", PrintAction::Drop),
        ],
        Stage::Confirmed => {
            vec![
                on("button-canvas-pay", PrintAction::Pay),
                on("button-order-cancel", PrintAction::Drop),
            ]
        }
        _ => Vec::new(),
    }
}

/// Number, canvas, stage and date.
fn line(language: Language, order: &CanvasOrder) -> String {
    let canvas = order
        .design
        .map_or_else(|| language.text("order-no-size"), format);
    let values = [
        ("order", order.id.to_string().into()),
        ("canvas", canvas.into()),
        ("stage", stage(language, &order.stage).into()),
        ("date", in_date(language, order.since).into()),
    ];

    language.fill("order-line", &values)
}

/// The name of a stage.
#[must_use]
pub fn stage(language: Language, stage: &Stage) -> String {
    language.text(&format!("order-stage-{}", stage.name()))
}

/// `/orders`: the last orders, each with a button.
#[must_use]
pub fn list(facts: &Facts) -> Message {
    let language = facts.language();
    let orders: Vec<&CanvasOrder> = facts
        .person
        .canvases
        .orders
        .iter()
        .take(Keyboard::MOST)
        .collect();
    if orders.is_empty() {
        return Message::text(language.text("orders-none"));
    }

    let lines = std::iter::once(language.text("orders-title"))
        .chain(orders.iter().map(|order| line(language, order)));

    let open = |order: &&CanvasOrder| {
        let key = if order.stage == Stage::Draft {
            "button-order-numbered-go-on"
        } else {
            "button-order-numbered"
        };
        let label = language.fill(key, &[("order", order.id.to_string().into())]);

        Button::new(label, Action::Print(order.id, PrintAction::Show))
    };

    let words = lines.collect::<Vec<_>>().join("\n");
    Message::text(words).with(Keyboard::grid(2, orders.iter().map(open)))
}
