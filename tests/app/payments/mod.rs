//! Money over YooKassa: the whole service on a real database file, people on its chat page, and a
//! YooKassa of our own over real HTTP, which is as strict as theirs and can be told to misbehave.
//! Only the engine is a quick stand-in.
//!
//! `VERNISSAGE_PURCHASES=1000` has [`thousand`] run in its full size; `VERNISSAGE_PURCHASES_SEED`
//! has a run again.

mod bad_days;
mod books;
mod canvas;
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
