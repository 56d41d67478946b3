//! The bot in VKontakte: the whole service on a real database file, and a fake VKontakte over real
//! HTTP, which people use as they use the app. Only the engine is a stand-in.

mod callback;
mod check;
mod conversation;
mod failures;
pub(crate) mod fake;
mod films;
mod groups;
mod kill;
mod linked_accounts;
mod long_poll;
mod people;
pub(crate) mod person;
mod protocol;
mod refusals;
pub(crate) mod service;
mod shared_stories;
