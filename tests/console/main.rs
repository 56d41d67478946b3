//! The operator's console, in a real service over real HTTP: who gets in, what is seen, what is
//! done, what is kept of it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod door;
mod feed;
#[path = "../service/http.rs"]
mod http;
mod jobs;
mod journal;
mod money;
mod orders;
mod people;
mod strangers;
mod test_console;
mod today;
#[path = "../service/visitor.rs"]
mod visitor;
#[path = "../service/world.rs"]
#[expect(dead_code, reason = "not every story needs all that a service can do")]
mod world;
