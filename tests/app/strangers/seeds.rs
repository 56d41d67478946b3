//! Every seed of the fuzzer, and everything that it has found, in an ordinary build: `fuzz/` has
//! the same checks. The seeds for pictures are in tests/memory.rs.

#![expect(
    unreachable_pub,
    reason = "the checks belong to the fuzzer's crate as well"
)]

#[path = "../../../fuzz/src/buttons.rs"]
mod buttons;
#[path = "../../../fuzz/src/max.rs"]
mod max;
#[path = "../../../fuzz/src/payments.rs"]
mod payments;
#[path = "../../../fuzz/src/telegram.rs"]
mod telegram;
#[path = "../../../fuzz/src/texts.rs"]
mod texts;
#[path = "../../../fuzz/src/updates.rs"]
mod updates;
#[path = "../../../fuzz/src/vk.rs"]
mod vk;

use std::{fs, path::Path};

fn check_seeds(target: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/seeds")
        .join(target);
    let mut seeds = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        println!("{}", path.display());
        check(&fs::read(path).unwrap());
        seeds += 1;
    }

    assert!(seeds > 0, "no seeds for {target}");
}

#[test]
fn seeds_of_buttons_are_read() {
    check_seeds("buttons", buttons::check);
}

#[test]
fn seeds_of_max_are_read() {
    check_seeds("max", max::check);
}

#[test]
fn seeds_of_payments_are_read() {
    check_seeds("payments", payments::check);
}

#[test]
fn seeds_of_telegram_are_read() {
    check_seeds("telegram", telegram::check);
}

#[test]
fn seeds_of_texts_are_answered() {
    check_seeds("texts", texts::check);
}

#[test]
fn seeds_of_vk_are_read() {
    check_seeds("vk", vk::check);
}
