//! The operator's console in a real service over real HTTP: who gets in, what it shows, what it
//! does, and what it records.

mod access;
mod feed;
mod jobs;
mod money;
mod operator_log;
pub(crate) mod orders;
mod people;
mod sign_in;
mod sources;
pub(crate) mod test_console;
mod today;
