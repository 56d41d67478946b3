//! Ordering canvases: conversations as scripts.

use vernissage::domain::money::{Currency, Money};
use vernissage::domain::order::{Format, Stage, Wrap};
use vernissage::domain::payment::{Provider, Till};
use vernissage::domain::prices::Prices;
use vernissage::domain::receipt::ReceiptTo;

use crate::bot::conversation::{STARTED, SUMMARY, Script, check_in};
use crate::bot::world::World;

const SIZES: &str = "Let's put it on canvas!";
const WALL: &str = "This is how it would look: ";

/// A painting, and the button below it.
const TO_SIZES: Script = &[
    ("send cat wave", &[SUMMARY]),
    ("tap 🎨 Paint it, free", &STARTED),
    ("finish", &["Your painting!"]),
    ("tap Print on canvas", &[SIZES]),
];

/// Every question answered.
const TO_SUMMARY: Script = &[
    (
        "tap 30×40 cm · 1800 ₽",
        &["This is how it would look: 40×30 cm, edges mirrored.\nIt costs 1800 ₽."],
    ),
    ("tap I like it →", &["Who is it for?"]),
    ("say Anna Petrova", &["Which phone number"]),
    ("say 8 916 123-45-67", &["Which country"]),
    ("tap Russia", &["Which town"]),
    ("say Moscow", &["Street, house and flat?"]),
    ("say Tverskaya 1, flat 2", &["And the postcode?"]),
    ("say 101000", &["How should we deliver it?"]),
    ("tap Courier in Moscow · 390 ₽", &["Here's your order."]),
];

fn world(scripts: &[Script]) -> World {
    let mut world = World::new();
    run(&mut world, scripts);
    world
}

/// One conversation: buttons of earlier scripts stay in it.
fn run(world: &mut World, scripts: &[Script]) {
    check_in(world, &scripts.concat());
}

fn stage(world: &World) -> Stage {
    world.orders.values().last().unwrap().stage.clone()
}

#[test]
fn from_a_painting_to_a_wall() {
    let world = world(&[
        TO_SIZES,
        TO_SUMMARY,
        &[
            (
                "tap Pay 2190 ₽",
                &["One moment, I'm opening the payment page"],
            ),
            ("pay", &["Paid: canvas no. ", "Thank you! Order no. "]),
            ("turn produce", &["Order no. "]),
            ("turn ship", &["Order no. "]),
            ("turn deliver", &["Order no. "]),
            ("say /orders", &["Your canvases:\nNo. "]),
        ],
    ]);
    let order = world.orders.values().last().unwrap();
    assert_eq!(
        (order.stage.clone(), order.total()),
        (Stage::Delivered, Some(Money::roubles(2190)))
    );
}

#[test]
fn the_canvas_is_turned_shifted_and_wrapped_where_it_hangs() {
    let world = world(&[
        TO_SIZES,
        &[
            (
                "tap 40×60 cm · 2900 ₽",
                &["This is how it would look: 60×40 cm"],
            ),
            ("tap ← Left", &[WALL]),
            ("tap ← Left", &[WALL]),
            (
                "tap ⟳ Turn the canvas",
                &["This is how it would look: 40×60 cm"],
            ),
            ("tap Right →", &[WALL]),
            (
                "tap White",
                &["This is how it would look: 40×60 cm, edges white"],
            ),
            ("tap ← Another size", &[SIZES]),
            (
                "tap 60×90 cm · 4900 ₽",
                &["This is how it would look: 90×60 cm, edges white"],
            ),
        ],
    ]);

    let shown: Vec<_> = world
        .walls
        .iter()
        .map(|wall| (wall.design.format, wall.design.shift.steps()))
        .collect();
    let lies = Format::new(60, 40);
    let stands = Format::new(40, 60);
    let last = Format::new(90, 60);
    assert_eq!(
        shown,
        [
            (lies, 0),
            (lies, -1),
            (lies, -2),
            (stands, 0),
            (stands, 1),
            (stands, 1),
            (last, 0)
        ],
        "turned, it hangs in the middle again"
    );

    assert_eq!(world.walls.last().unwrap().design.wrap, Wrap::White);
}

#[test]
fn every_step_goes_back_and_keeps_what_was_said() {
    world(&[
        TO_SIZES,
        TO_SUMMARY,
        &[
            ("tap Change delivery", &["How should we deliver it?"]),
            ("tap ← Back", &["And the postcode?\n\nSo far: 101000"]),
            (
                "tap ← Back",
                &["Street, house and flat?\n\nSo far: Tverskaya 1, flat 2"],
            ),
            ("tap ← Back", &["Which town or village?\n\nSo far: Moscow"]),
            ("tap ← Back", &["Which country"]),
            (
                "tap ← Back",
                &["Which phone number can the carrier call?\n\nSo far: +79161234567"],
            ),
            (
                "tap ← Back",
                &["Who is it for? First and last name, please.\n\nSo far: Anna Petrova"],
            ),
            ("tap ← Back", &[WALL]),
            ("tap I like it →", &["Who is it for?"]),
            ("tap Keep it →", &["Which phone"]),
            ("tap Keep it →", &["Which country"]),
            ("tap ✓ Russia", &["Which town"]),
            ("say Tula", &["Street"]),
            ("tap Keep it →", &["And the postcode?"]),
            ("tap Keep it →", &["How should we deliver it?"]),
            ("tap Post within Russia · 590 ₽", &["Here's your order."]),
            ("tap ← Change the canvas", &[WALL]),
        ],
    ]);
}

#[test]
fn what_is_no_answer_is_asked_again() {
    world(&[
        TO_SIZES,
        &[
            ("tap 30×40 cm · 1800 ₽", &[WALL]),
            ("tap I like it →", &["Who is it for?"]),
            ("say 🙂", &["I need a name"]),
            ("sticker", &["Nice sticker"]),
            ("say Anna", &["Which phone"]),
            ("say call me", &["That doesn't look like a phone number"]),
            ("say +7 916 123-45-67", &["Which country"]),
            ("say Russia", &["I'm better with pictures"]),
        ],
    ]);
}

#[test]
fn an_address_that_no_way_leads_to_is_said_before_anything_is_paid() {
    let mut world = world(&[TO_SIZES, TO_SUMMARY]);
    world
        .rules
        .prints
        .zones
        .retain(|zone| zone.ways[0].zone == "moscow");

    let id = world.orders.keys().last().unwrap().to_string();
    let go = format!("strange o:{id}:g:city");
    check_in(
        &mut world,
        &[(&go, &["Which town"]), ("say Tula", &["Street"])],
    );

    let ways = format!("strange o:{id}:g:delivery");
    check_in(
        &mut world,
        &[(&ways, &["I'm sorry, we don't deliver to Tula, Russia"])],
    );

    let pay = format!("strange o:{id}:p");
    check_in(
        &mut world,
        &[(&pay, &["I'm sorry, we don't deliver to Tula, Russia"])],
    );

    assert!(world.purchases.is_empty());
}

#[test]
fn an_order_left_in_the_middle_is_there_tomorrow() {
    let mut world = world(&[TO_SIZES, &TO_SUMMARY[..3]]);
    check_in(
        &mut world,
        &[
            ("say /cancel", &["Fine, let's leave it there."]),
            ("hours 24", &[]),
        ],
    );

    let id = world.orders.keys().last().unwrap().to_string();
    let on = format!("tap Continue: no. {id}");
    check_in(
        &mut world,
        &[
            ("say /orders", &["Your canvases:\nNo. "]),
            (&on, &["Which phone number"]),
        ],
    );
}

#[test]
fn a_new_price_does_not_change_what_was_agreed() {
    let mut world = world(&[TO_SIZES, TO_SUMMARY, &[("tap Pay 2190 ₽", &["One moment"])]]);
    for size in &mut world.rules.prints.sizes {
        size.prices = Prices::default().with(Money::roubles(9999));
    }

    world.rules.prints.zones.clear();

    let id = world.orders.keys().last().unwrap().to_string();
    let again = format!("strange o:{id}:p");
    check_in(
        &mut world,
        &[
            ("expire", &["This payment page has expired"]),
            (&again, &["One moment"]),
            ("pay", &["Paid: canvas no. ", "Thank you! Order no. "]),
        ],
    );

    assert_eq!(stage(&world), Stage::Paid);
}

#[test]
fn who_has_cancelled_gets_money_back_that_comes_all_the_same() {
    let mut world = world(&[TO_SIZES, TO_SUMMARY, &[("tap Pay 2190 ₽", &["One moment"])]]);
    let id = world.orders.keys().last().unwrap().to_string();
    let drop = format!("strange o:{id}:x");
    check_in(
        &mut world,
        &[("say /orders", &["Your canvases:"]), (&drop, &["No. "])],
    );

    assert_eq!(stage(&world), Stage::Cancelled);

    let said = world.pay(world.newest_purchase());
    assert!(
        said.last()
            .unwrap()
            .words()
            .contains("You'll get it back automatically"),
        "{said:?}"
    );
}

#[test]
fn in_telegram_the_invoice_asks_for_the_address() {
    let mut world = World::new();
    world.till = Till::Invoice(Provider::Stars, Currency::Xtr);
    world.canvas_till = Till::Invoice(Provider::TelegramCards, Currency::Rub);
    run(
        &mut world,
        &[
            TO_SIZES,
            &[
                ("tap 30×40 cm · 1800 ₽", &[WALL]),
                ("tap I like it →", &["Here's your order."]),
                ("tap Pay", &["Your painting printed on canvas"]),
                ("pay", &["Thank you! Order no. "]),
            ],
        ],
    );

    let order = world.orders.values().last().unwrap();
    assert_eq!(order.total(), Some(Money::roubles(2190)));
}

#[test]
fn a_receipt_goes_where_it_is_wanted() {
    let mut world = World::new();
    world.rules.receipt = ReceiptTo::Email;

    let last = TO_SUMMARY.len() - 1;
    run(
        &mut world,
        &[
            TO_SIZES,
            &TO_SUMMARY[..last],
            &[
                (
                    "tap Courier in Moscow · 390 ₽",
                    &["Where should we send the receipt?"],
                ),
                ("say anna", &["Something about that doesn't look right."]),
                ("say anna@example.org", &["Here's your order."]),
                ("tap Pay 2190 ₽", &["One moment"]),
            ],
        ],
    );

    assert!(
        world
            .purchases
            .values()
            .all(|bought| bought.order.contact.is_some())
    );
}

#[test]
fn nothing_is_printed_where_nothing_is_sold_or_painted() {
    let mut world = World::new();
    check_in(
        &mut world,
        &[
            ("say /print", &["There's no painting to print yet."]),
            ("say /orders", &["You haven't"]),
        ],
    );

    world.rules.prints.sizes.clear();
    check_in(
        &mut world,
        &[("say /print", &["You can't order canvases here"])],
    );
}

#[test]
fn print_asks_which_painting_and_goes_on_with_what_was_begun() {
    world(&[
        &TO_SIZES[..3],
        &[
            (
                "say /print",
                &["Which one would you like on your wall", "Choose a number."],
            ),
            ("tap 1", &[SIZES]),
            ("tap 30×40 cm · 1800 ₽", &[WALL]),
            (
                "say /print",
                &["Which one would you like on your wall", "Choose a number."],
            ),
            ("tap 1", &[WALL]),
            ("tap ← Another size", &[SIZES]),
            ("tap Discard this canvas", &["Discarded."]),
        ],
    ]);
}

#[test]
fn a_guessed_order_is_none() {
    world(&[
        TO_SIZES,
        &[
            (
                "strange o:zzzz:v",
                &["I can't find this order among yours."],
            ),
            (
                "strange o:zzzz:p",
                &["I can't find this order among yours."],
            ),
        ],
    ]);
}
