//! The bot in Telegram: the whole service on a real database file, and a fake Telegram over real
//! HTTP, which people use as they use the app. Only the engine is a stand-in.

mod bad_days;
mod canvases;
mod crowd;
#[cfg(target_os = "linux")]
mod disk;
mod fake;
mod hammered;
mod joined;
mod kill;
mod load;
mod orders;
mod person;
mod protocol;
mod purse;
mod service;
mod signals;
mod stage;
mod stars;
mod talk;
