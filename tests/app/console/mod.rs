//! The operator's console in a real service over real HTTP: who gets in, what it shows, what it
//! does, and what it records.

mod door;
mod feed;
mod jobs;
mod journal;
mod money;
mod orders;
mod people;
mod strangers;
mod test_console;
mod today;
