//! What the network sees, in the conversation.

use crate::bot::conversation::{STARTED, SUMMARY, check};

const ASK_PHOTO: &str = "Which photo would you like me to look at?";
const LOOK: &str = "Let me look. Ready to start?";
const FREE: &str = "tap 🔍 Look, free";

#[test]
fn a_photo_is_looked_at_and_leads_on() {
    check(&[
        ("say /see", &[ASK_PHOTO]),
        ("send cat", &[LOOK]),
        ("send dog", &[LOOK]),
        (FREE, &STARTED),
        ("finish", &["This is what I see."]),
        ("tap As a file", &["The sheet in full quality."]),
        ("say /print", &["There's no painting to print yet."]),
        ("tap Dream of it", &["A dream. Ready to start?"]),
        ("say /new", &["Let's go!"]),
        ("tap Paint it", &["Lovely. Which style"]),
        ("send wave", &[SUMMARY]),
    ]);

    check(&[
        ("send cat", &["Lovely. Which style"]),
        ("tap 🔍 What do you see?", &[LOOK]),
        (FREE, &STARTED),
    ]);
}
