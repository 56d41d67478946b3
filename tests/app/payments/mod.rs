//! Money over YooKassa and Stripe: the whole service on a real database file, people on its chat
//! page, and fakes of both over real HTTP that are as strict as the real ones. Only the engine is a
//! stand-in.

mod books;
mod canvas;
mod failures;
mod fake;
mod forged;
mod killed;
mod receipts;
mod refunds;
mod sale;
mod service;
mod strictness;
mod stripe;
mod thousand;
mod visitor;
