//! Choosing a style by seeing, in the conversation.

use crate::bot::{
    conversation::{SUMMARY, check, check_in},
    world::World,
};

const ALL_EIGHT: &str = "tap 👀 My photo in all eight styles";
const QUEUED: &str = "You're next.";
const SHEET: &str = "Your photo in eight styles.";

#[test]
fn one_tap_shows_the_photo_in_all_styles_and_another_paints_it() {
    check(&[
        ("send cat", &["Lovely. Which style"]),
        (ALL_EIGHT, &[QUEUED]),
        ("finish", &[SHEET]),
        (
            "tap 6 · Mona Lisa",
            &["All set. Ready to start?\n\nStyle: Leonardo, Mona Lisa"],
        ),
        (
            "tap 1 · The Great Wave",
            &["All set. Ready to start?\n\nStyle: Hokusai, The Great Wave"],
        ),
        ("tap As a file", &["The sketches in full quality."]),
        ("lose cat", &[]),
        (
            "tap 1 · The Great Wave",
            &["The photo has since been deleted."],
        ),
    ]);
}

#[test]
fn what_was_being_prepared_goes_on_meanwhile() {
    check(&[
        ("send cat", &["Lovely. Which style"]),
        (ALL_EIGHT, &[QUEUED]),
        ("send wave", &[SUMMARY]),
        (ALL_EIGHT, &["One free painting at a time, please"]),
        ("finish", &[SHEET]),
        ("tap 🎨 Paint it, free", &["Started!", QUEUED]),
        ("finish", &["Your painting!"]),
        ("tap Same photo, another style", &["Lovely. Which style"]),
        (ALL_EIGHT, &[QUEUED]),
    ]);
}

#[test]
fn the_gallery_leads_there_and_asks_for_a_photo() {
    let gallery: [&str; 2] = [
        "Here are some of my favourites.",
        "Which style would you like?",
    ];
    check(&[
        ("say /styles", &gallery),
        (ALL_EIGHT, &["Which photo would you like to see in eight"]),
        ("say hello", &["Which photo would you like to see in eight"]),
        ("send cat", &[QUEUED]),
        ("send wave", &[SUMMARY]),
        ("tap 🎨 Paint it, free", &["Started!", QUEUED]),
        ("finish", &[SHEET]),
        ("finish", &["Your painting!"]),
        (
            "say /sketches",
            &["Which photo would you like to see in eight"],
        ),
    ]);
}

#[test]
fn sheets_are_free_and_limited_and_no_pictures_to_print() {
    let mut world = World::new();
    for _ in 0..50 {
        check_in(
            &mut world,
            &[
                ("say /new", &["Let's go!"]),
                ("send cat", &["Lovely. Which style"]),
                (ALL_EIGHT, &[QUEUED]),
                ("finish", &[SHEET]),
            ],
        );
        world.person.sender.free_starts.clear();
    }

    check_in(
        &mut world,
        &[
            ("say /new", &["Let's go!"]),
            ("send cat", &["Lovely. Which style"]),
            (ALL_EIGHT, &["That was enough sketching for today."]),
            ("send wave", &[SUMMARY]),
            ("say /print", &["There's no painting to print yet."]),
        ],
    );
}
