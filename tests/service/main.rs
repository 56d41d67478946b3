//! The whole service through its edge: a real port, a real database file, real HTTP; only the
//! engine is a quick stand-in, except in one story.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod bad_days;
mod canvas;
mod edge;
mod feed;
mod http;
mod master;
mod painting;
mod shop;
mod site;
mod stage;
#[path = "../stories/mod.rs"]
mod stories;
mod visitor;
mod world;
