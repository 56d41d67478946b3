//! Pictures from strangers, through the public interface of `engine::image`.

mod colours;
mod files;
mod formats;
mod hostile;
mod output;
mod refusals;
