//! Grey photos in the conversation: noticed, coloured, and what follows.

use crate::bot::{
    conversation::{STARTED, SUMMARY, check, check_in},
    world::World,
};

const NOTICED: &str = "This looks black and white.";
const ASK_PHOTO: &str = "Which black-and-white photo";
const COLOUR: &str = "Colours for your photo. Ready to start?";
const FREE: &str = "tap 🌈 Colour it, free";
const DONE: [&str; 2] = ["Your photo in colour!", "The photo in full quality."];

#[test]
fn a_first_photo_without_colours_is_asked_about() {
    check(&[
        ("send grey", &[NOTICED]),
        ("tap 🌈 Colour it", &[COLOUR]),
        (FREE, &STARTED),
        ("finish", &DONE),
    ]);

    check(&[
        ("send grey", &[NOTICED]),
        ("tap 🎨 Paint it", &["Lovely. Which style"]),
        ("tap 🌈 Colour it", &[COLOUR]),
        ("say /new", &["Let's go!"]),
        ("send grey", &[NOTICED]),
        ("send wave", &[SUMMARY]),
    ]);
}

#[test]
fn a_grey_style_and_a_grey_pair_are_not_asked_about() {
    check(&[
        ("send grey grey2", &[SUMMARY]),
        ("say /new", &["Let's go!"]),
        ("send cat", &["Lovely. Which style"]),
        ("send grey", &[SUMMARY]),
        ("say /new", &["Let's go!"]),
        (
            "say /dream",
            &["Which photo would you like me to turn into a dream?"],
        ),
        ("send grey", &["A dream. Ready to start?"]),
    ]);
}

#[test]
fn what_it_cannot_do_is_said_before_it_begins() {
    let guesses = "Colours for your photo. Ready to start?\n\nColour: usual\nQuality: Free, up to 2048 px\n\nI don't know";
    let has_colours = "Colours for your photo. Ready to start?\n\nColour: usual\nQuality: Free, up to 2048 px\n\nYour photo \
                       already has colours.";
    let like =
        "Colours for your photo. Ready to start?\n\nColours like in: your picture\nColour: usual";
    check(&[
        ("say /colour", &[ASK_PHOTO]),
        ("send grey", &[guesses]),
        (
            "tap + Colours of a picture",
            &["Which picture should the colours be like?"],
        ),
        ("send wave", &[like]),
        ("tap − The picture", &[guesses]),
        ("say /new", &["Let's go!"]),
        ("say /colour", &[ASK_PHOTO]),
        ("send cat", &[has_colours]),
    ]);
}

#[test]
fn a_coloured_photo_has_its_own_next_steps() {
    check(&[
        ("send grey", &[NOTICED]),
        ("tap 🌈 Colour it", &[COLOUR]),
        (FREE, &STARTED),
        ("finish", &DONE),
        (
            "tap More colour",
            &["Colours for your photo. Ready to start?\n\nColour: a lot"],
        ),
        (FREE, &STARTED),
        ("finish", &DONE),
        (
            "tap More colour",
            &["That's as much colour as I can give it."],
        ),
        (
            "tap Less colour",
            &["Colours for your photo. Ready to start?\n\nColour: usual"],
        ),
        ("say /new", &["Let's go!"]),
        (
            "tap Like another picture",
            &["Which picture should the colours be like?"],
        ),
        (
            "send wave",
            &["Colours for your photo. Ready to start?\n\nColours like in: your picture"],
        ),
        ("lose wave", &[]),
        (
            FREE,
            &["The picture whose colours you chose has since been deleted."],
        ),
        ("say /new", &["Let's go!"]),
        ("tap Another photo", &[ASK_PHOTO]),
        ("send grey2", &[COLOUR]),
        ("say /new", &["Let's go!"]),
        ("tap Paint it", &["Lovely. Which style"]),
        ("send wave", &[SUMMARY]),
    ]);
}

#[test]
fn it_has_a_lane_of_its_own_and_waits_for_no_painting() {
    let mut world = World::new();
    check_in(
        &mut world,
        &[
            ("send cat wave", &[SUMMARY]),
            ("tap 🎨 Paint it, free", &STARTED),
            ("send cat wave", &[SUMMARY]),
            (
                "tap 🎨 Paint it, free",
                &["One free painting at a time, please"],
            ),
            ("say /new", &["Let's go!"]),
            ("send grey", &[NOTICED]),
            ("tap 🌈 Colour it", &[COLOUR]),
            (FREE, &STARTED),
        ],
    );
}

#[test]
fn without_the_kind_a_grey_photo_is_one_like_others() {
    let mut world = World::new();
    world
        .rules
        .kinds
        .retain(|offer| offer.kind.command.is_none());
    check_in(&mut world, &[("send grey", &["Lovely. Which style"])]);
}
