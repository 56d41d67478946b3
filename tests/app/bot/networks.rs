//! What people read when others of their network have used up what all of them have together.

use vernissage::domain::conversation::State;
use vernissage::domain::time::Moment;

use crate::bot::conversation::{SUMMARY, check_in};
use crate::bot::world::World;

fn hours_ago(world: &World, hours: i64) -> Moment {
    Moment::from_millis(world.now.millis() - hours * 60 * 60 * 1000)
}

#[test]
fn a_busy_network_is_named_and_the_draft_stays() {
    let mut world = World::new();
    world.person.sender.free_unfinished = world.rules.network.free_at_once;

    check_in(
        &mut world,
        &[
            ("send cat wave", &[SUMMARY]),
            (
                "tap 🎨 Paint it, free",
                &["Several free paintings are already being made for people on your network."],
            ),
        ],
    );
    assert!(matches!(world.state, State::Ready(_)));

    world.person.sender.free_unfinished -= 1;
    check_in(&mut world, &[("send cat wave", &[SUMMARY])]);
}

#[test]
fn a_network_that_has_used_up_its_day_is_told_when_the_next_is_free() {
    let mut world = World::new();
    world.rules.network.free_per_day = 2;
    world.person.sender.free_starts = vec![hours_ago(&world, 23), hours_ago(&world, 2)];

    check_in(
        &mut world,
        &[
            ("send cat wave", &[SUMMARY]),
            (
                "tap 🎨 Paint it, free",
                &[
                    "The free paintings for your network have been used up for today. The next one is free in \
                     about 60 minutes",
                ],
            ),
        ],
    );
}

#[test]
fn paid_work_is_never_refused_because_of_the_network() {
    let mut world = World::new();
    world.give(1000);
    world.person.sender.free_unfinished = 1000;
    world.person.sender.free_starts = vec![hours_ago(&world, 1); 1000];

    check_in(
        &mut world,
        &[
            ("send cat wave", &[SUMMARY]),
            ("tap Size and quality", &["Which size"]),
            ("tap Premium · 50 credits", &["All set. Ready to start?"]),
            (
                "tap 🎨 Paint it for 50 credits",
                &["Started!", "You're next."],
            ),
        ],
    );
}

#[test]
fn pages_codes_and_questions_are_refused_in_words() {
    let mut world = World::new();
    let limits = world.rules.network.clone();
    world.person.sender.purchases_opened = limits.purchases_per_hour;
    world.person.sender.wrong_codes = limits.wrong_codes_per_hour;
    world.person.sender.support_requests = limits.support_per_day;

    check_in(
        &mut world,
        &[
            ("say /buy", &["How many credits"]),
            (
                "tap 50 credits · 50 ₽",
                &["Many payment pages have been opened from your network"],
            ),
            ("say /promo nonsense", &["Too many wrong codes."]),
            ("say /link 22222-22222", &["Too many wrong codes."]),
            (
                "say /paysupport",
                &["Many questions have come from your network today."],
            ),
        ],
    );
    assert!(world.purchases.is_empty() && world.requests.is_empty());
}
