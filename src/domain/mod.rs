//! The rules of the service, as plain values and pure functions.
//!
//! No async, no SQL, no HTTP, no clock, no randomness: time, new ids and settings come in as
//! parameters, so it cannot fail for outside reasons. In reading order:
//!
//! - [`time`], [`ids`], [`credits`], [`money`], [`prices`], [`language`]: basic types.
//! - [`picture`], [`styles`], [`photos`]: pictures by key, the starter gallery, and the sample
//!   photos.
//! - [`film`]: what a moving picture is beside its still.
//! - [`style_edit`]: how a style is edited before it is painted in.
//! - [`work`]: the kinds of work: paintings, dreams, what the network sees.
//! - [`look`], [`tier`], [`rules`], [`draft`], [`job`]: what can be made, at what price, and how
//!   far it is.
//! - [`payment`], [`receipt`], [`movement`]: packs, purchases and charges; receipts; ledger entries
//!   as people read them.
//! - [`things`]: what a photo shows, in words that may be said.
//! - [`profile`]: what a messenger reports about a person.
//! - [`password`], [`sender`], [`network`]: the operator's password hash; the address behind a
//!   connection; the network that requests are counted by.
//! - [`order`]: canvas orders, from the draft to the delivery.
//! - [`feed`]: published paintings and how visitors see them.
//! - [`sharing`]: paintings in other chats.
//! - [`link`]: linking the chats of one person into one account.
//! - [`message`], [`button`], [`command`]: messages, buttons and commands, independent of the
//!   messenger.
//! - [`incoming`], [`upload`], [`news`]: what a person sent, its checked pictures, and news for
//!   them.
//! - [`facts`], [`conversation`]: what a step knows, and `step(state, event, facts) -> (state,
//!   effects)`.
//! - [`replies`]: every message the bot sends, rendered from facts. Workers use it too.

pub mod button;
pub mod command;
pub mod conversation;
pub mod credits;
pub mod draft;
pub mod facts;
pub mod feed;
pub mod film;
pub mod ids;
pub mod incoming;
pub mod job;
pub mod language;
pub mod link;
pub mod look;
pub mod message;
pub mod money;
pub mod movement;
pub mod network;
pub mod news;
pub mod order;
pub mod password;
pub mod payment;
pub mod photos;
pub mod picture;
pub mod picture_size;
pub mod prices;
pub mod profile;
pub mod receipt;
pub mod replies;
pub mod rules;
pub mod sender;
pub mod sharing;
pub mod style_edit;
pub mod styles;
pub mod things;
pub mod tier;
pub mod time;
pub mod upload;
pub mod work;
