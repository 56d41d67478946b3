//! The program through its public interfaces, one module per subject. All of them are one binary,
//! so that the dependencies are linked once. A test that needs a process of its own is a file next
//! to this folder.

#![expect(clippy::too_many_lines, reason = "a story is told in one piece")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

mod books;
mod bot;
mod command_line;
mod console;
mod films;
mod foreign_tools;
mod max;
mod painting;
mod pastiche;
mod payments;
mod pictures;
mod postgres_schema;
mod service;
mod strangers;
mod telegram;
mod vk;
