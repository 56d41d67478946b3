//! The bot in VKontakte: the whole service on a real database file, and a VKontakte of our own over
//! real HTTP, which people use as they use the app. Only the engine is a quick stand-in.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod bad_days;
mod callback;
#[expect(dead_code, reason = "used more widely elsewhere")]
#[path = "../telegram/chance.rs"]
mod chance;
mod check;
mod fake;
mod joined;
mod kill;
mod line;
mod people;
mod person;
mod protocol;
mod refusals;
mod service;
mod stage;
#[path = "../stories/mod.rs"]
mod stories;
mod talk;
