//! Dreams: what a layer of the network sees in a photo is made stronger until everybody sees it
//! (Mordvintsev, Olah and Tyka, "Inceptionism: Going Deeper into Neural Networks", 2015).
//!
//! The picture climbs the gradient of how strongly some feature maps of VGG-19 react to it, from a
//! small copy of the photo to the full size, octave by octave. Owns themes, octaves and steps; knows
//! networks only by the trait [`Net`](crate::net::Net), so that every device dreams alike.

mod checkpoint;
mod climb;
mod dreamer;
mod guide;
mod maker;
mod noise;
mod objective;
mod octaves;
mod request;
mod theme;
mod zoom;
mod zoom_maker;

#[cfg(test)]
mod tests;

use std::ops::ControlFlow;

pub use checkpoint::{Checkpoint, NoCheckpoint};
pub use dreamer::Dreamer;
pub use request::{DreamStrength, Request, Settings, Start, Subject};
pub use theme::Theme;
pub use zoom::{Zoom, ZoomRequest};
pub use zoom_maker::ZoomMaker;

use crate::{image::Picture, memory::NotEnoughMemory, net::NetError};

/// A dream in progress.
pub struct Progress<'a> {
    /// Steps done.
    pub done: usize,
    /// All steps.
    pub total: usize,
    /// Share of the work that is done, 0..=1, with steps weighted by their cost.
    pub fraction: f64,
    preview: &'a dyn Fn() -> Picture,
    checkpoint: &'a dyn Fn() -> Option<Checkpoint>,
}

impl Progress<'_> {
    /// The dream so far, at the size of the current octave.
    #[must_use]
    pub fn preview(&self) -> Picture {
        (self.preview)()
    }

    /// A checkpoint from which the dream continues to the same picture; `None` in a zoom.
    #[must_use]
    pub fn checkpoint(&self) -> Option<Checkpoint> {
        (self.checkpoint)()
    }
}

/// Called before the first and after every step; stops the dream by breaking.
pub type OnProgress<'a> = dyn FnMut(&Progress) -> ControlFlow<()> + 'a;

/// A finished dream, or a stopped one.
#[derive(Clone, Debug)]
pub struct Dream {
    /// The picture, at the requested size, or at a smaller one if it was stopped early.
    pub picture: Picture,
    /// Forward and backward passes of the network.
    pub steps: usize,
    /// Whether the work was stopped.
    pub stopped: bool,
}

/// Why a dream failed.
#[derive(Debug, thiserror::Error)]
pub enum DreamError {
    /// The machine has too little memory; checked before the start.
    #[error(transparent)]
    NotEnoughMemory(#[from] NotEnoughMemory),
    /// The device failed or ran out of memory.
    #[error(transparent)]
    Net(#[from] NetError),
}
