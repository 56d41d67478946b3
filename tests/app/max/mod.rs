//! The bot in MAX: the whole service on a real database file, and a fake MAX over real HTTP, which
//! people use as they use the app. Only the engine is a stand-in.

mod check;
mod failures;
pub(crate) mod fake;
mod films;
mod groups;
mod kill;
mod linked_accounts;
pub(crate) mod person;
mod polling;
mod protocol;
pub(crate) mod service;
mod shared_stories;
mod webhook;
