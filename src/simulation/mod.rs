//! A day of the service, to see how long people wait and what the database takes: the real store, and
//! painters that only wait.
//!
//! There are two ways to play a day:
//!
//! - [`events`] plays it event after event in simulated time. Whatever happens to a job (the order,
//!   the claim, each renewal and preview, the end, the messages) is the store's own transaction, as
//!   the workers make it; only the time between two events is skipped. A day takes as long as its
//!   transactions, and the same seed plays the same day.
//! - [`workers`] plays it in real time with the workers themselves, faster by a factor, or as fast as
//!   they can.
//!
//! [`orders`] says who orders what and when, [`device`] how long a painting takes, [`line`] is the
//! queue: [`store_line`] in a database, [`model_line`] in memory, by which [`search`] finds how many
//! painters are needed. [`record`] sums up what happened.

pub(crate) mod books;
pub(crate) mod costs;
pub(crate) mod device;
pub(crate) mod events;
pub(crate) mod line;
pub(crate) mod model_line;
pub(crate) mod orders;
pub(crate) mod record;
pub(crate) mod search;
pub(crate) mod store_line;
mod waiting_maker;
mod watched_jobs;
pub(crate) mod workers;

#[cfg(test)]
mod tests;
