//! Conversations about money, as scripts.

use std::time::Duration;

use vernissage::domain::conversation::{Event, State};
use vernissage::domain::credits::Credits;
use vernissage::domain::language::{Language, Translated};
use vernissage::domain::money::Currency;
use vernissage::domain::movement::{Movement, Way, Why};
use vernissage::domain::time::{Moment, Zone};
use vernissage::domain::{
    payment::{Provider, Till},
    receipt::Contact,
};
use vernissage::domain::{
    receipt::ReceiptTo,
    rules::{Promo, Terms},
};

use crate::bot::conversation::{STARTED, SUMMARY, check, check_in};
use crate::bot::world::World;

const PACKS: &str = "How many credits would you like?";
const OPENING: &str = "One moment, I'm opening the payment page";

fn stars() -> World {
    World {
        till: Till::Invoice(Provider::Stars, Currency::Xtr),
        ..World::new()
    }
}

fn with_receipts(to: ReceiptTo) -> World {
    let mut world = World::new();
    world.rules.receipt = to;
    world
}

#[test]
fn what_was_wanted_starts_once_it_is_paid() {
    check(&[
        ("send cat wave", &[SUMMARY]),
        ("tap Size and quality", &["Which size"]),
        ("tap Premium · 50 credits", &["All set. Ready to start?"]),
        ("tap Get credits", &[PACKS]),
        ("tap 50 credits · 50 ₽", &[OPENING]),
        (
            "pay",
            &[
                "Paid: 50 credits.",
                "Thank you! 50 credits have been added, so you now have 50.",
                "Started!",
                "You're next.",
            ],
        ),
        (
            "finish",
            &["Your painting as it grew.", "Which one do you like best?"],
        ),
        (
            "pay",
            &[
                "Paid: 50 credits.",
                "Thank you! 50 credits have been added, so you now have 50.",
            ],
        ),
    ]);
}

#[test]
fn an_invoice_stands_in_the_chat_itself() {
    let mut world = stars();
    check_in(
        &mut world,
        &[
            ("give 10", &[]),
            ("send cat wave", &[SUMMARY]),
            ("tap Size and quality", &["Which size"]),
            ("tap HD, 500 steps · 139 credits", &["All set."]),
            ("tap Get credits", &[PACKS]),
            ("tap 50 credits · 30 ⭐", &["50 credits for paintings"]),
            (
                "pay",
                &[
                    "Thank you! 50 credits have been added, so you now have 60.",
                    "You need 79 more credits: you have 60.",
                ],
            ),
            ("tap 100 credits · 55 ⭐", &["100 credits for paintings"]),
            (
                "pay",
                &[
                    "Thank you! 100 credits have been added, so you now have 160.",
                    "Started!",
                    "You're next.",
                ],
            ),
        ],
    );

    assert_eq!(world.person.credits.balance, Credits::new(21));
}

#[test]
fn the_newest_knobs_of_what_was_wanted_count() {
    check(&[
        ("send cat wave", &[SUMMARY]),
        ("tap Size and quality", &["Which size"]),
        ("tap HD, 500 steps · 139 credits", &["All set."]),
        ("tap Get credits", &[PACKS]),
        ("tap 250 credits + 15 🎁 · 250 ₽", &[OPENING]),
        ("tap Size and quality", &["Which size"]),
        ("tap HD, 400 steps · 117 credits", &["All set."]),
        (
            "pay",
            &[
                "Paid: 265 credits.",
                "Thank you! 265 credits",
                "Started!",
                "You're next.",
            ],
        ),
        (
            "say /balance",
            &["You have 148 credits.\n117 more are on hold"],
        ),
    ]);
}

#[test]
fn what_was_dropped_or_started_does_not_start_by_itself() {
    check(&[
        ("send cat wave", &[SUMMARY]),
        ("tap Size and quality", &["Which size"]),
        ("tap Premium · 50 credits", &["All set."]),
        ("say /buy", &[PACKS]),
        ("tap 50 credits · 50 ₽", &[OPENING]),
        ("tap Start over", &["No problem."]),
        ("pay", &["Paid: 50 credits.", "Thank you! 50 credits"]),
        ("send cat wave", &[SUMMARY]),
        ("tap Size and quality", &["Which size"]),
        ("tap HD, 500 steps · 139 credits", &["All set."]),
        ("say /buy", &[PACKS]),
        ("tap 100 credits · 100 ₽", &[OPENING]),
        ("give 500", &[]),
        ("tap Size and quality", &["Which size"]),
        ("tap ← Back", &[SUMMARY]),
        ("tap 🎨 Paint it for 139 credits", &STARTED),
        ("pay", &["Paid: 100 credits.", "Thank you! 100 credits"]),
    ]);
}

#[test]
fn whatever_is_prepared_meanwhile_stays() {
    let mut world = World::new();
    check_in(
        &mut world,
        &[
            ("send cat wave", &[SUMMARY]),
            ("tap Size and quality", &["Which size"]),
            ("tap Premium · 50 credits", &["All set."]),
            ("say /buy", &[PACKS]),
            ("tap 50 credits · 50 ₽", &[OPENING]),
            ("say /new", &["Let's go!"]),
            ("send dog", &["Lovely."]),
            (
                "pay",
                &[
                    "Paid: 50 credits.",
                    "Thank you!",
                    "Started!",
                    "You're next.",
                ],
            ),
        ],
    );

    assert!(
        matches!(world.state, State::WantsStyle { .. }),
        "{:?}",
        world.state
    );
}

#[test]
fn pictures_that_are_gone_when_it_is_paid_are_asked_for() {
    check(&[
        ("send cat wave", &[SUMMARY]),
        ("tap Size and quality", &["Which size"]),
        ("tap Premium · 50 credits", &["All set."]),
        ("say /buy", &[PACKS]),
        ("tap 50 credits · 50 ₽", &[OPENING]),
        ("lose cat", &[]),
        (
            "pay",
            &[
                "Paid: 50 credits.",
                "Thank you!",
                "The photo has since been deleted.",
            ],
        ),
        ("send dog", &[SUMMARY]),
        ("tap 🎨 Paint it for 50 credits", &STARTED),
    ]);
}

#[test]
fn a_page_that_closes_is_told_and_can_be_opened_again() {
    check(&[
        ("say /buy", &[PACKS]),
        ("tap 100 credits · 100 ₽", &[OPENING]),
        (
            "decline",
            &["The payment didn't go through, and nothing was charged."],
        ),
        ("tap Get credits", &[PACKS]),
        ("tap 100 credits · 100 ₽", &[OPENING]),
        ("expire", &["This payment page has expired"]),
        ("tap 100 credits · 100 ₽", &[OPENING]),
        ("refuse", &["We can't take payments right now."]),
        ("tap 100 credits · 100 ₽", &[OPENING]),
        (
            "mismatch",
            &["Your payment has arrived, but not the way I expected"],
        ),
        (
            "pay",
            &[
                "Paid: 100 credits.",
                "Thank you! 100 credits have been added, so you now have 100.",
            ],
        ),
    ]);
}

#[test]
fn only_so_many_pages_are_open_at_a_time() {
    check(&[
        ("say /buy", &[PACKS]),
        ("tap 50 credits · 50 ₽", &[OPENING]),
        ("tap 50 credits · 50 ₽", &[OPENING]),
        ("tap 50 credits · 50 ₽", &[OPENING]),
        ("tap 50 credits · 50 ₽", &[OPENING]),
        ("tap 50 credits · 50 ₽", &[OPENING]),
        (
            "tap 50 credits · 50 ₽",
            &["You already have several payment pages open."],
        ),
        ("decline", &["The payment didn't go through"]),
        ("tap 50 credits · 50 ₽", &[OPENING]),
    ]);
}

#[test]
fn where_nothing_is_sold_it_is_said() {
    let mut world = World {
        till: Till::Closed,
        ..World::new()
    };
    check_in(
        &mut world,
        &[("say /buy", &["You can't buy credits here at the moment."])],
    );

    let mut world = World::new();
    world.rules.packs.clear();
    check_in(
        &mut world,
        &[("say /buy", &["You can't buy credits here at the moment."])],
    );
}

#[test]
fn a_pack_that_is_sold_no_more_is_not_sold() {
    let mut world = World::new();
    check_in(&mut world, &[("say /buy", &[PACKS])]);
    check_in(
        &mut world,
        &[("strange p:51", &["The prices have changed."])],
    );

    assert!(world.purchases.is_empty());
}

#[test]
fn where_the_receipt_goes_is_asked_once() {
    let mut world = with_receipts(ReceiptTo::Email);
    check_in(
        &mut world,
        &[
            ("send cat wave", &[SUMMARY]),
            ("tap Size and quality", &["Which size"]),
            ("tap Premium · 50 credits", &["All set."]),
            ("say /buy", &[PACKS]),
            (
                "tap 50 credits · 50 ₽",
                &["Where should we send the receipt? Please write an e-mail address."],
            ),
            ("say anna", &["Something about that doesn't look right."]),
            (
                "sticker",
                &[
                    "Nice sticker, but I can't paint from it.\nI'm waiting to hear where to send the receipt.",
                ],
            ),
            ("say anna@example.org", &[OPENING]),
            (
                "pay",
                &[
                    "Paid: 50 credits.",
                    "Thank you!",
                    "Started!",
                    "You're next.",
                ],
            ),
            ("say /buy", &[PACKS]),
            ("tap 50 credits · 50 ₽", &[OPENING]),
        ],
    );

    let contacts: Vec<_> = world
        .purchases
        .values()
        .map(|bought| bought.order.contact.clone())
        .collect();

    assert_eq!(
        contacts,
        vec![Some(Contact::Email("anna@example.org".into())); 2]
    );

    let mut world = with_receipts(ReceiptTo::Phone);
    check_in(
        &mut world,
        &[
            ("send cat", &["Lovely."]),
            ("say /buy", &[PACKS]),
            (
                "tap 50 credits · 50 ₽",
                &["Where should we send the receipt? Please write a phone number"],
            ),
            ("say /cancel", &["All right, never mind."]),
            ("send wave", &[SUMMARY]),
        ],
    );

    assert!(world.purchases.is_empty());
}

#[test]
fn a_receipt_of_stars_goes_nowhere() {
    let mut world = World {
        till: Till::Invoice(Provider::Stars, Currency::Xtr),
        ..with_receipts(ReceiptTo::Email)
    };
    check_in(
        &mut world,
        &[
            ("say /buy", &[PACKS]),
            ("tap 50 credits · 30 ⭐", &["50 credits for paintings"]),
        ],
    );
}

#[test]
fn money_that_goes_back_is_told() {
    check(&[
        ("give 30", &[]),
        (
            "take 100",
            &["The payment was refunded, and 30 credits were taken back. You have 0 left."],
        ),
    ]);
}

#[test]
fn a_friend_is_invited_by_a_link() {
    let mut world = World::new();
    world.rules.gifts.inviter = Credits::new(25);
    check_in(
        &mut world,
        &[
            (
                "say /invite",
                &[
                    "Here's your link: send it to anyone who might like a painting too.\nhttps://example.org/chat?start=ref_1\nWhen a friend buys credits for the first time, you get 25 credits.",
                ],
            ),
            (
                "thank 25",
                &["Your friend has bought their first credits, so here are 25 credits for you."],
            ),
            ("say /start ref_77", &["Hello! I paint photos"]),
        ],
    );
}

#[test]
fn a_promo_code_is_used_once_and_in_time() {
    let mut world = World::new();
    let promo = |code: &str, until, uses| Promo {
        code: code.into(),
        credits: Credits::new(20),
        until,
        uses,
    };

    let past = Moment::from_millis(1);
    let future = world.now.plus(std::time::Duration::from_hours(5));
    world.rules.promos = vec![
        promo("SUMMER", Some(future), None),
        promo("SPRING", Some(past), None),
        promo("NOBODY", None, Some(0)),
    ];

    check_in(
        &mut world,
        &[
            ("say /promo", &["Do you have a promo code?"]),
            ("say /promo winter", &["I don't know that promo code."]),
            (
                "say /promo summer",
                &["The code works: here are 20 credits for you!"],
            ),
            (
                "say /promo Summer",
                &["You've already used this promo code."],
            ),
            (
                "say /promo spring",
                &["I'm sorry, this promo code has expired"],
            ),
            (
                "say /promo nobody",
                &["I'm sorry, this promo code has expired"],
            ),
            ("say /balance", &["You have 20 credits."]),
        ],
    );
}

#[test]
fn what_is_written_to_the_operator_reaches_them() {
    let mut world = World::new();
    check_in(
        &mut world,
        &[
            ("send cat", &["Lovely."]),
            ("say /paysupport", &["Is something wrong with a payment"]),
            (
                "voice",
                &["I can't hear, I can only see.\nI'm waiting for your message"],
            ),
            ("say I paid twice", &["I've passed it on."]),
            ("send wave", &[SUMMARY]),
            ("say /paysupport", &["Is something wrong with a payment"]),
            ("say /cancel", &["All right, never mind."]),
            ("say /paysupport", &["Is something wrong with a payment"]),
            ("tap Size and quality", &["Which size"]),
            ("say /paysupport", &["Is something wrong with a payment"]),
            ("say again", &["I've passed it on."]),
            ("say /paysupport", &["Is something wrong with a payment"]),
            ("say and again", &["I've passed it on."]),
            (
                "say /paysupport",
                &["We already have several questions from you."],
            ),
        ],
    );

    assert_eq!(world.requests, ["I paid twice", "again", "and again"]);
}

#[test]
fn the_operators_own_terms_are_said() {
    let mut world = World::new();
    world.rules.terms = Terms(Translated::new([(Language::En, "My terms.".into())]));
    check_in(&mut world, &[("say /terms", &["My terms."])]);
}

#[test]
fn the_books_have_the_days_of_their_reader() {
    let mut world = World::new();
    let at = Moment::parse_date("2026-11-24")
        .unwrap()
        .plus(Duration::from_hours(22));
    world.person.credits.movements = vec![Movement {
        at,
        why: Why::Grant,
        amount: Credits::new(5),
        way: Way::In,
    }];

    for (minutes, day) in [(0, "2026-11-24 +5 a gift"), (180, "2026-11-25 +5 a gift")] {
        world.person.account.zone = Zone::from_minutes(minutes).unwrap();
        let books = world.answer(Event::written("/balance"))[0]
            .words()
            .to_owned();
        assert!(books.contains(day), "{books}");
    }
}
