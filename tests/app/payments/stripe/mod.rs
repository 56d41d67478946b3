//! Money over Stripe: as over YooKassa, with a fake Stripe over real HTTP that is as strict as the
//! real one, in several currencies.

mod canvas;
mod choice;
mod disputes;
mod failures;
pub(crate) mod fake;
mod forged;
mod refunds;
mod sale;
mod strictness;
