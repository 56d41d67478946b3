//! vernissage paints a photo in the style of another picture.
//!
//! The modules in reading order:
//!
//! - [`engine`]: neural style transfer; synchronous, knows nothing of chats or databases.

pub mod engine;
