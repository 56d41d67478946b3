//! The bot in VKontakte: the whole service on a real database file, and a fake VKontakte over real
//! HTTP, which people use as they use the app. Only the engine is a stand-in.

mod callback;
mod check;
mod conversation;
mod failures;
mod fake;
mod groups;
mod kill;
mod linked_accounts;
mod long_poll;
mod people;
mod person;
mod protocol;
mod refusals;
mod service;
mod shared_stories;
