//! Pictures of strangers, through the public door of `engine::image`.

mod colours;
mod files;
mod formats;
mod hostile;
mod output;
mod refusals;
