//! vernissage paints a photo in the style of another picture.
//!
//! The modules in reading order:
//!
//! - [`domain`]: what the bot is about: the conversation, jobs, credits, messages; pure.
//! - [`engine`]: neural style transfer; synchronous, knows nothing of chats or databases; a crate
//!   of its own, so that a change on one side does not build the other anew.
//! - [`store`]: all SQL: updates, conversations, jobs, money, messages, the feed.
//! - [`pictures`]: the bytes of pictures beside their rows.
//! - [`sheet`]: the paper that goes to the print shop with a canvas.
//! - [`messengers`]: the border to the messengers, and the chat page as the first of them.
//! - [`payments`]: the border to those who take money.
//! - [`operator`]: what whoever runs the service does, by the command line or by the console.
//! - [`workers`]: everything that loops: answers, paints, sends, cleans up.
//! - [`web`]: the public pages, the chat page, the operator's console, and what the operator's
//!   tools ask, over HTTP.
//! - [`clock`], [`bells`]: time, chance and wake-ups.
//! - [`config`]: the settings, typed; the only reader of the environment.
//! - [`app`]: the service put together.
//! - [`cli`]: the sub-commands.

pub mod app;
pub mod backoff;
pub mod bells;
pub mod cli;
pub mod clock;
pub mod config;
pub mod domain;
pub mod messengers;
pub mod operator;
pub mod payments;
pub mod pictures;
pub mod print_sheet;
pub mod store;
pub mod web;
pub mod workers;

pub use vernissage_engine as engine;
