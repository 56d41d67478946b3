//! The bot in VKontakte: the whole service on a real database file, and a fake VKontakte over real
//! HTTP, which people use as they use the app. Only the engine is a stand-in.

mod bad_days;
mod callback;
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
mod talk;
