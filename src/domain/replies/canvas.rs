//! Ordering a canvas: the questions, the preview on a wall, the summary, and the order's news.

pub use super::in_date;
use super::{button, marked, shop};
use crate::domain::button::{Action, JobAction, PrintAction};
use crate::domain::facts::Facts;
use crate::domain::ids::OrderId;
use crate::domain::job::Painting;
use crate::domain::language::Language;
use crate::domain::message::{Body, Button, Keyboard, Message, Place as In};
use crate::domain::news::OrderNews;
use crate::domain::order::design::Slack;
use crate::domain::order::recipient::Country;
use crate::domain::order::{CanvasOrder, CanvasSize, Design, Place, PrintStep, Stage, Wrap};
use crate::domain::payment::Till;
use crate::domain::picture::{PictureKey, PictureRef};
use crate::domain::time::Moment;

/// The most paintings that fit below one message.
const PAINTINGS: usize = 9;
/// The most countries that fit beside the back button.
const COUNTRIES: usize = 8;

/// Asks which of the recent paintings to print.
#[must_use]
pub fn paintings(facts: &Facts) -> Vec<Message> {
    let language = facts.language();
    let paintings: Vec<&Painting> = facts
        .person
        .paintings
        .recent
        .iter()
        .filter(|painting| painting.last().is_some())
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
        let values = [
            (
                "format",
                format!("{}×{}", size.format.width, size.format.height).into(),
            ),
            ("price", shop::price(language, size.price).into()),
        ];
        let label = language.fill("canvas-size", &values);

        Button::new(
            label,
            Action::Print(order.id, PrintAction::Size(size.format)),
        )
    };

    let offers = facts.rules.prints.sizes.iter().map(offer);
    let drop = on(language, "button-canvas-drop", order, PrintAction::Drop);

    Message::text(language.text("canvas-sizes")).with(Keyboard::grid(1, offers.chain([drop])))
}

fn on(language: Language, key: &str, order: &CanvasOrder, action: PrintAction) -> Button {
    button(language, key, Action::Print(order.id, action))
}

/// The preview on a wall: what the canvas is, and buttons to change it.
#[must_use]
pub fn look(facts: &Facts, order: &CanvasOrder, design: Design) -> Message {
    let language = facts.language();
    let price = order.print_price(&facts.rules.prints);
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

fn format(design: Design) -> String {
    format!("{}×{}", design.format.width, design.format.height)
}

/// The name of an edge finish.
#[must_use]
pub fn wrap(language: Language, wrap: Wrap) -> String {
    language.text(&format!("wrap-{}", wrap.name()))
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

const fn asks_itself(facts: &Facts) -> bool {
    matches!(facts.canvas_till, Till::Invoice(..))
}

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

    let known = facts.rules.prints.countries();
    let buttons =
        known
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
    let ways: Vec<Button> = facts
        .rules
        .prints
        .ways(place)
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

/// The whole order with its price.
#[must_use]
pub fn summary(facts: &Facts, order: &CanvasOrder) -> Message {
    let language = facts.language();
    let on = |key: &str, action| on(language, key, order, action);
    let mut lines = vec![language.text("canvas-summary"), String::new()];
    lines.extend(contents(
        language,
        order,
        order.print_price(&facts.rules.prints),
    ));

    let itself = asks_itself(facts);
    let total = order.print_price(&facts.rules.prints).and_then(|print| {
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
    lines.extend(contents(
        language,
        order,
        order.print_price(&facts.rules.prints),
    ));

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

/// News about an order, with its date.
#[must_use]
pub fn news(language: Language, order: OrderId, news: &OrderNews, at: Moment) -> Message {
    let key = match news {
        OrderNews::Paid(_) => "order-paid",
        OrderNews::InProduction => "order-in-production",
        OrderNews::Shipped { .. } => "order-shipped",
        OrderNews::Delivered => "order-delivered",
        OrderNews::Cancelled => "order-cancelled",
        OrderNews::Refunded => "order-refunded",
        OrderNews::PaidInVain => "order-paid-in-vain",
        OrderNews::ReturnedInVain => "order-returned-in-vain",
    };

    let tracking = if let OrderNews::Shipped { tracking } = news {
        tracking.clone()
    } else {
        String::new()
    };

    let values = [
        ("order", order.to_string().into()),
        ("date", in_date(language, at).into()),
        ("tracking", tracking.into()),
    ];

    let show = button(
        language,
        "button-order-show",
        Action::Print(order, PrintAction::Show),
    );

    Message::text(language.fill(key, &values)).with(Keyboard::grid(1, [show]))
}

/// The proof of a finished master, before anything is printed.
#[must_use]
pub fn proof(
    language: Language,
    order: &CanvasOrder,
    picture: PictureKey,
    origin: MasterOrigin,
) -> Message {
    let key = match origin {
        MasterOrigin::Painted => "master-proof",
        MasterOrigin::Resampled => "master-proof-resampled",
    };

    let values = [
        ("order", order.id.to_string().into()),
        (
            "format",
            order.design.map(format).unwrap_or_default().into(),
        ),
    ];

    let show = button(
        language,
        "button-order-show",
        Action::Print(order.id, PrintAction::Show),
    );

    Message::picture(PictureRef::Own(picture), language.fill(key, &values))
        .with(Keyboard::grid(1, [show]))
}

/// How a master reached its full size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MasterOrigin {
    /// It was painted at full size.
    Painted,
    /// It was painted smaller and then enlarged.
    Resampled,
}

/// Says that the master could not be made after several attempts.
#[must_use]
pub fn master_failed(language: Language, order: OrderId) -> Message {
    let show = button(
        language,
        "button-order-show",
        Action::Print(order, PrintAction::Show),
    );

    Message::text(language.fill("master-failed", &[("order", order.to_string().into())]))
        .with(Keyboard::grid(1, [show]))
}
