//! Pictures of strangers, through the public door of `engine::image`.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot make its file has failed"
)]

mod colours;
mod files;
mod formats;
mod hostile;
mod output;
mod refusals;
