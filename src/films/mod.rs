//! Films of strangers: what they are by their headers, their frames, a still, and their sound.
//!
//! Nothing of them is looked into by the service itself. [`FilmReader`] starts a process for each
//! film, this very program again ([`run_task`]), with limits of memory and time; it may crash alone.
//! What the engine does not read goes to [`Ffmpeg`], if there is one, under the same limits. Knows
//! the engine and no chat, no settings and no storage.
//!
//! `protocol` is what the two processes say to each other, `child` starts, hears and ends the other
//! one, `task` is what runs in it, `process_limits` is what it may take, `reachable_files` what it may
//! open.

mod child;
mod collector;
mod ffmpeg;
mod film;
mod guess;
mod limits;
mod problem;
mod process_limits;
mod protocol;
mod reachable_files;
mod reader;
mod still;
mod task;

pub use self::{
    ffmpeg::{Ffmpeg, FfmpegError, delete_left_over_folders},
    film::{FilmHeader, FrameRequest, ReadFilm, StillOfFilm},
    guess::{is_video, may_move},
    limits::FilmLimits,
    problem::{FilmError, FilmProblem},
    reader::FilmReader,
    task::run_task,
};
