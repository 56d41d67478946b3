//! The questions where a canvas goes, and how.

use super::on;
use crate::domain::button::{Action, PrintAction};
use crate::domain::facts::Facts;
use crate::domain::language::Language;
use crate::domain::message::{Button, Keyboard, Message};
use crate::domain::order::recipient::Country;
use crate::domain::order::{CanvasOrder, Place, PrintStep};
use crate::domain::replies::{marked, shop};

/// The most countries that fit beside the back button.
const COUNTRIES: usize = 8;

/// A question that is answered in writing. An earlier answer can be kept by a button.
#[must_use]
pub fn question(facts: &Facts, order: &CanvasOrder, step: PrintStep) -> Message {
    let language = facts.language();
    let mut words = language.text(&format!("canvas-ask-{}", step.name()));
    let earlier = earlier_answer(order, step);
    if let Some(answer) = &earlier {
        words = format!(
            "{words}\n\n{}",
            language.fill("canvas-said", &[("words", answer.clone().into())])
        );
    }

    let keep = earlier.map(|_| {
        on(
            language,
            "button-canvas-keep",
            order,
            PrintAction::Go(step.after()),
        )
    });

    Message::text(words).with(Keyboard::grid(
        1,
        keep.into_iter().chain(back(language, order, step)),
    ))
}

fn earlier_answer(order: &CanvasOrder, step: PrintStep) -> Option<String> {
    let to = &order.recipient;
    match step {
        PrintStep::Name => to.name.clone().map(Into::into),
        PrintStep::Phone => to.phone.clone().map(|phone| format!("+{}", phone.as_str())),
        PrintStep::City => to.city.clone().map(Into::into),
        PrintStep::Street => to.street.clone().map(Into::into),
        PrintStep::Postcode => to.postcode.clone().map(Into::into),
        PrintStep::Size
        | PrintStep::Look
        | PrintStep::Country
        | PrintStep::Delivery
        | PrintStep::Receipt
        | PrintStep::Summary => None,
    }
}

fn back(language: Language, order: &CanvasOrder, step: PrintStep) -> Option<Button> {
    step.before()
        .map(|before| on(language, "button-back", order, PrintAction::Go(before)))
}

/// Asks for the country.
#[must_use]
pub fn countries(facts: &Facts, order: &CanvasOrder) -> Message {
    let language = facts.language();
    let to = |country: Country| {
        let label = marked(
            country_name(language, country),
            order.recipient.country == Some(country),
        );
        Button::new(
            label,
            Action::Print(order.id, PrintAction::Country(country)),
        )
    };

    let currency = facts.canvas_till.currency();
    let known = currency.map(|currency| facts.rules.prints.countries(currency));
    let buttons = known
        .unwrap_or_default()
        .into_iter()
        .take(COUNTRIES)
        .map(to)
        .chain(back(language, order, PrintStep::Country));

    Message::text(language.text("canvas-ask-country")).with(Keyboard::grid(2, buttons))
}

/// The name of a country.
#[must_use]
pub fn country_name(language: Language, country: Country) -> String {
    let key = format!("country-{}", country.code().to_lowercase());
    language
        .known(&key)
        .unwrap_or_else(|| country.code().to_owned())
}

/// The delivery methods for a place. Where there are none, a text that says so.
#[must_use]
pub fn ways(facts: &Facts, order: &CanvasOrder, place: &Place) -> Message {
    let language = facts.language();
    let currency = facts.canvas_till.currency();
    let ways: Vec<Button> = currency
        .into_iter()
        .flat_map(|currency| facts.rules.prints.ways(place, currency))
        .take(5)
        .enumerate()
        .map(|(at, way)| {
            let values = [
                ("way", way.name(language).to_owned().into()),
                ("price", shop::price(language, way.price).into()),
            ];
            let at = u8::try_from(at).unwrap_or(u8::MAX);

            Button::new(
                language.fill("canvas-way", &values),
                Action::Print(order.id, PrintAction::Delivery(at)),
            )
        })
        .collect();

    if ways.is_empty() {
        let values = [
            ("city", place.city.clone().into()),
            ("country", country_name(language, place.country).into()),
        ];

        let elsewhere = on(
            language,
            "button-canvas-elsewhere",
            order,
            PrintAction::Go(PrintStep::Country),
        );

        let drop = on(language, "button-canvas-drop", order, PrintAction::Drop);
        return Message::text(language.fill("canvas-no-way", &values))
            .with(Keyboard::grid(1, [elsewhere, drop]));
    }

    let buttons = ways
        .into_iter()
        .chain(back(language, order, PrintStep::Delivery));

    Message::text(language.text("canvas-ways")).with(Keyboard::grid(1, buttons))
}
