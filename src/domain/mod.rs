//! What the bot is about, as plain values and pure functions.
//!
//! Knows no async, no SQL, no HTTP, no clock and no chance: time, fresh ids and settings come in as
//! parameters, so it cannot fail for outside reasons. In reading order:
//!
//! - [`time`], [`ids`], [`credits`], [`money`], [`language`]: the small words.
//! - [`picture`], [`styles`], [`photos`]: pictures by name, the starter gallery, and photos of the
//!   house.
//! - [`look`], [`tier`], [`rules`], [`job`]: what may be ordered, at what price, and what became of
//!   it.
//! - [`payment`], [`movement`]: packs of credits, purchases and charges; how people read their
//!   books.
//! - [`profile`]: what a messenger tells of a person.
//! - [`password`], [`sender`]: the operator's, as a hash; who is at the other end of a connection.
//! - [`order`]: canvases, and an order on its way from a wish to a wall.
//! - [`feed`]: what people publish, and how others see it.
//! - [`link`]: how the chats of one person become one account.
//! - [`message`], [`button`]: what the bot says, in no messenger's dialect.
//! - [`incoming`]: what a person sent, in no messenger's dialect.
//! - [`conversation`]: `step(state, event, facts) -> (state, effects)`.
//! - [`replies`]: every message the bot sends, rendered from facts; workers call it too.

pub mod button;
pub mod command;
pub mod conversation;
pub mod credits;
pub mod draft;
pub mod facts;
pub mod feed;
pub mod ids;
pub mod incoming;
pub mod job;
pub mod language;
pub mod link;
pub mod look;
pub mod message;
pub mod money;
pub mod movement;
pub mod news;
pub mod order;
pub mod password;
pub mod payment;
pub mod photos;
pub mod picture;
pub mod profile;
pub mod receipt;
pub mod replies;
pub mod rules;
pub mod sender;
pub mod styles;
pub mod tier;
pub mod time;
pub mod upload;
