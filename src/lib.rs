//! vernissage paints a photo in the style of another picture.
//!
//! The modules in reading order:
//!
//! - [`domain`]: what the bot is about: the conversation, jobs, credits, messages; pure.
//! - [`engine`]: neural style transfer; synchronous, knows nothing of chats or databases.
//! - [`store`]: all SQL: updates, conversations, jobs, money, messages.

pub mod domain;
pub mod engine;
pub mod store;
