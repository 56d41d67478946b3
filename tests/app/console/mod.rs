//! The operator's console, in a real service over real HTTP: who gets in, what is seen, what is
//! done, what is kept of it.

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
