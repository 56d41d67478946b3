//! Inversion: a picture that begins as noise and is changed until the network says the same of it as
//! of another picture. It shows what the network knows, and what it has forgotten.
//!
//! Matching the feature maps of one layer place by place rebuilds a photo's content (Mahendran and
//! Vedaldi, "Understanding Deep Image Representations by Inverting Them", 2014; figure 1 of Gatys,
//! Ecker and Bethge, 2015). Matching statistics over all places makes a texture (Gatys, Ecker and
//! Bethge, "Texture Synthesis Using Convolutional Neural Networks", 2015). Both together are style
//! transfer as it was first done, from noise and at one size.
//!
//! Owns the request, the loss and the sizes; knows networks only by the trait
//! [`Net`](crate::net::Net).

mod inverter;
mod objective;
mod request;

#[cfg(test)]
mod tests;

use std::ops::ControlFlow;

pub use inverter::Inverter;
pub use request::{Content, Request, Style, StyleStatistics};

use crate::{image::Picture, memory::NotEnoughMemory, net::NetError};

/// An inversion in progress.
pub struct Progress<'a> {
    /// Iterations done.
    pub done: usize,
    /// All iterations.
    pub total: usize,
    preview: &'a dyn Fn() -> Picture,
}

impl Progress<'_> {
    /// The picture so far, at the current size.
    #[must_use]
    pub fn preview(&self) -> Picture {
        (self.preview)()
    }
}

/// Called before the first and after every iteration; stops the work by breaking.
pub type OnProgress<'a> = dyn FnMut(&Progress) -> ControlFlow<()> + 'a;

/// Why an inversion failed.
#[derive(Debug, thiserror::Error)]
pub enum InversionError {
    /// The machine has too little memory; checked before the start.
    #[error(transparent)]
    NotEnoughMemory(#[from] NotEnoughMemory),
    /// The device failed or ran out of memory.
    #[error(transparent)]
    Net(#[from] NetError),
    /// The loss stopped being a number.
    #[error("the computation diverged (iteration {iteration})")]
    Diverged {
        /// Iterations done before that.
        iteration: usize,
    },
}
