//! The bot in Telegram: the whole service on a real database file, and a fake Telegram over real
//! HTTP, which people use as they use the app. Only the engine is a stand-in.

mod buying;
mod canvases;
mod clips;
mod clocks;
mod console_load;
mod conversation;
mod crowd;
#[cfg(target_os = "linux")]
mod disk;
mod expected;
mod failures;
pub(crate) mod fake;
mod films;
mod group_paintings;
mod groups;
mod inline;
mod kill;
mod linked_accounts;
mod load;
mod long_night;
mod menus;
mod orders;
pub(crate) mod person;
mod protocol;
pub(crate) mod service;
mod shared_stories;
mod signals;
mod stars;
mod two_services;
