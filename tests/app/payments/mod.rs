//! Money over YooKassa: the whole service on a real database file, people on its chat page, and a
//! fake YooKassa over real HTTP that is as strict as the real one. Only the engine is a stand-in.

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
mod thousand;
mod visitor;
