//! vernissage paints a photo in the style of another picture.
//!
//! The modules in reading order:
//!
//! - [`engine`]: neural style transfer; synchronous, knows nothing of chats or databases.
//! - [`config`]: the settings, typed; the only reader of the environment.
//! - [`cli`]: the sub-commands.

pub mod cli;
pub mod config;
pub mod engine;
