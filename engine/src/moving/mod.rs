//! Moving pictures in and out: from untrusted bytes to upright frames at a constant rate, and from
//! frames to a file under a limit of bytes.
//!
//! [`probe`] judges a file by its header alone, [`read`] decodes it frame by frame, [`write`] encodes
//! frames. All of it is synchronous and pure: no files, no clock, no threads of its own. This module
//! knows pictures ([`Picture`](crate::image::Picture)) and nothing of networks, chats or settings.
//!
//! `detection` finds the format; `gif`, `webp`, `apng` and `mp4` read and write containers, `h264` is
//! what films in MP4 are coded in. `compositor` puts partial frames together, `rate` turns frames of
//! any length into a constant rate, `fitting` tries qualities and sizes until a file is small enough.

mod apng;
mod compositor;
mod detection;
mod error;
mod fitting;
mod format;
mod gif;
mod h264;
mod limits;
mod mp4;
mod rate;
mod reading;
mod webp;

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

use std::ops::ControlFlow;

pub use self::{
    error::{MovingError, WriteError},
    fitting::write,
    format::{Format, Header, OutputFormat, Rotation},
    limits::Limits,
    rate::FrameRate,
};
use crate::image::Picture;

/// What a film is by its header, if it is within the limits. Nothing is decoded for it.
///
/// # Errors
/// [`MovingError`] says why the film cannot or may not be read. [`MovingError::Still`] is a picture
/// that does not move.
pub fn probe(bytes: &[u8], limits: &Limits) -> Result<Header, MovingError> {
    reading::probe(bytes, limits)
}

/// Decodes a film and gives its frames in the order in which they are shown, upright, flattened on
/// white, at a constant `rate`: frames that are shown for long are given several times, and short
/// ones may be left out. `frame` stops the reading by `Break`, which is no error.
///
/// # Errors
/// As [`probe`], and [`MovingError::Broken`] for what is found later; the frames before it were
/// given. No input causes a panic, or an allocation beyond the limits.
pub fn read(
    bytes: &[u8],
    limits: &Limits,
    rate: FrameRate,
    frame: &mut dyn FnMut(&Picture) -> ControlFlow<()>,
) -> Result<Header, MovingError> {
    reading::read(bytes, limits, rate, frame)
}
