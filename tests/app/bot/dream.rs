//! Dreams in the conversation: everything that a second kind of work can meet.

use vernissage::domain::work::zoom;

use crate::bot::{
    conversation::{STARTED, SUMMARY, Script, check, check_in},
    world::World,
};

const ASK_PHOTO: &str = "Which photo would you like me to turn into a dream?";
const DREAM: &str = "A dream. Ready to start?";
const FREE: &str = "tap 👁 Dream, free";

#[test]
fn a_photo_becomes_a_dream_by_the_button_or_by_the_command() {
    check(&[
        ("send cat", &["Lovely. Which style"]),
        ("tap 👁 Let it dream", &[DREAM]),
        (FREE, &STARTED),
        ("finish", &["Your dream!"]),
    ]);

    check(&[
        ("say /dream", &[ASK_PHOTO]),
        ("say a cat", &[ASK_PHOTO]),
        ("send cat", &[DREAM]),
        (FREE, &STARTED),
        ("finish", &["Your dream!"]),
    ]);

    check(&[
        ("send cat", &["Lovely. Which style"]),
        ("say /dream please", &[DREAM]),
        ("say /dream", &[DREAM]),
    ]);
}

#[test]
fn its_theme_and_depth_are_chosen() {
    check(&[
        ("say /dream", &[ASK_PHOTO]),
        (
            "send cat",
            &["A dream. Ready to start?\n\nDream of: creatures"],
        ),
        ("tap Theme", &["What should I dream of?"]),
        ("tap More →", &["What should I dream of?"]),
        (
            "tap castles",
            &["A dream. Ready to start?\n\nDream of: castles"],
        ),
        ("tap Depth", &["How deep should it go?"]),
        (
            "tap very deep",
            &["A dream. Ready to start?\n\nDream of: castles\nDepth: very deep"],
        ),
        ("tap Keep my colours", &[DREAM]),
    ]);
}

#[test]
fn it_goes_towards_a_second_picture() {
    let towards = "A dream. Ready to start?\n\nTowards: your picture\nDepth: medium";
    check(&[
        ("say /dream", &[ASK_PHOTO]),
        ("send cat", &[DREAM]),
        (
            "tap + Towards a picture",
            &["Which picture should I dream towards?"],
        ),
        ("send wave", &[towards]),
        (
            "tap − The picture",
            &["A dream. Ready to start?\n\nDream of: creatures"],
        ),
        ("send castle", &["I already have a photo."]),
        ("tap Dream towards it", &[towards]),
        ("tap ⇄ Swap", &[towards]),
        ("say /new", &["Let's go!"]),
        ("say /dream", &[ASK_PHOTO]),
        ("send cat wave", &[towards]),
        (FREE, &STARTED),
    ]);
}

#[test]
fn a_finished_dream_has_its_own_next_steps() {
    // The button for a film takes the place of the one for another photo.
    let mut world = World::new();
    world
        .rules
        .kinds
        .retain(|offer| offer.kind.name != zoom::NAME);

    let script: Script = &[
        ("say /dream", &[ASK_PHOTO]),
        ("send cat", &[DREAM]),
        (FREE, &STARTED),
        ("finish", &["Your dream!"]),
        (
            "tap Deeper",
            &["A dream. Ready to start?\n\nDream of: creatures\nDepth: very deep"],
        ),
        (FREE, &STARTED),
        ("finish", &["Your dream!"]),
        ("tap Deeper", &["It's already as deep as it gets."]),
        ("tap Something else", &["What should I dream of?"]),
        (
            "tap dogs",
            &["A dream. Ready to start?\n\nDream of: dogs\nDepth: very deep"],
        ),
        ("say /new", &["Let's go!"]),
        ("tap Dream on from here", &[DREAM]),
        ("say /new", &["Let's go!"]),
        (
            "tap Towards a picture",
            &["Which picture should I dream towards?"],
        ),
        (
            "send wave",
            &["A dream. Ready to start?\n\nTowards: your picture"],
        ),
        ("say /new", &["Let's go!"]),
        ("tap Another photo", &[ASK_PHOTO]),
        (
            "send dog",
            &["A dream. Ready to start?\n\nDream of: creatures\nDepth: very deep"],
        ),
        ("say /new", &["Let's go!"]),
        ("tap Paint it", &["Lovely. Which style"]),
        ("send wave", &[SUMMARY]),
    ];
    check_in(&mut world, script);
}

#[test]
fn it_costs_what_its_tier_costs_and_has_free_ones_of_its_own() {
    let mut world = World::new();
    world.rules.limits.free_at_once = 9;
    check_in(
        &mut world,
        &[
            ("give 12", &[]),
            ("say /dream", &[ASK_PHOTO]),
            ("send cat", &[DREAM]),
            ("tap Size and quality", &["Which size and quality?"]),
            ("tap Large, 1600 px · 30 credits", &[DREAM]),
            ("tap Size and quality", &["Which size and quality?"]),
            ("tap Premium · 10 credits", &[DREAM]),
            ("tap 👁 Dream for 10 credits", &STARTED),
            ("finish", &["Your dream!"]),
            ("say /dream", &[ASK_PHOTO]),
            ("send cat", &[DREAM]),
            ("tap Size and quality", &["Which size and quality?"]),
            ("tap Premium · 10 credits", &["A dream. Ready to start?"]),
        ],
    );

    for _ in 0..5 {
        check_in(
            &mut world,
            &[
                ("say /new", &["Let's go!"]),
                ("say /dream", &[ASK_PHOTO]),
                ("send cat", &[DREAM]),
                (FREE, &STARTED),
                ("finish", &["Your dream!"]),
            ],
        );
    }

    check_in(
        &mut world,
        &[
            ("say /dream", &[ASK_PHOTO]),
            ("send cat", &[DREAM]),
            (FREE, &["You've had your 5 free dreams for today."]),
            ("say /new", &["Let's go!"]),
            ("send cat wave", &[SUMMARY]),
            ("tap 🎨 Paint it, free", &STARTED),
        ],
    );
}

#[test]
fn what_is_gone_or_closed_is_said() {
    let mut world = World::new();
    check_in(
        &mut world,
        &[
            ("say /dream", &[ASK_PHOTO]),
            ("send cat wave", &[DREAM]),
            ("lose wave", &[]),
            (
                FREE,
                &["The picture to dream towards has since been deleted."],
            ),
            ("lose cat", &[]),
            (FREE, &["The photo has since been deleted."]),
            ("send dog", &[DREAM]),
        ],
    );

    world
        .rules
        .kinds
        .retain(|offer| offer.kind.command.is_none());
    check_in(
        &mut world,
        &[
            ("say /dream", &["I'm not doing those at the moment"]),
            ("send dog wave", &[SUMMARY]),
        ],
    );
}
