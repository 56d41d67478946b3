//! vernissage is a chat bot that paints a photo in the style of another picture.
//!
//! The modules, in reading order:
//!
//! - [`domain`]: what the bot is about: the conversation, jobs, credits, payments, canvases and the
//!   texts. It is pure: no I/O, no clock, no random numbers.
//! - [`engine`]: neural style transfer, of photos and films, sketches, colours for grey photos, dreams,
//!   what the network sees, and reading and writing pictures and films. It is synchronous and knows no chat and no database. It is a crate of its own, so
//!   that a change on one side does not rebuild the other.
//! - [`store`]: all SQL: the inbox, conversations, jobs, money, the outbox and the feed.
//! - [`pictures`]: the files of pictures, whose rows are in the store.
//! - [`print_sheet`]: the PDF that goes to the print shop with a canvas.
//! - [`films`]: films of strangers, read in processes of their own, with limits.
//! - [`messengers`]: the interface to messengers, with a module for each, and the chat page.
//! - [`payments`]: the interface to payment providers, with Telegram Stars, YooKassa, Stripe and
//!   a test provider.
//! - [`update_receiver`]: how updates enter the inbox.
//! - [`workers`]: everything that loops: fetching, answering, painting, sending, cleaning up.
//! - [`operator`]: what the operator does, by the command line or by the console.
//! - [`web`]: the chat page, the public feed, the operator's console, and the endpoints for
//!   webhooks, health and metrics.
//! - [`config`]: typed settings; the only reader of the environment. `validation` has the checks that
//!   sections share, wherever they are.
//! - `reply_body`: reading what other servers answer, with a limit.
//! - [`clock`], [`bells`], [`backoff`]: time and random numbers, wake-ups, and pauses between
//!   attempts.
//! - [`works`]: which part of the engine makes which kind of work.
//! - [`app`]: the service put together from the settings.
//! - `simulation`: a day of the service, to see how long people wait.
//! - [`cli`]: the sub-commands.

pub mod app;
pub mod backoff;
pub mod bells;
pub mod cli;
pub mod clock;
pub mod config;
pub mod domain;
pub mod films;
pub mod messengers;
pub mod operator;
pub mod payments;
pub mod pictures;
pub mod print_sheet;
mod reply_body;
mod simulation;
pub mod store;
pub mod update_receiver;
mod validation;
pub mod web;
pub mod workers;
pub mod works;

pub use vernissage_engine as engine;
