//! The border to the rest of the program: a request, progress that can stop the work, a painting.

mod checkpoint;
mod colours;
pub mod fake;
mod painter;
mod palette;
mod request;
mod styles;

use std::ops::ControlFlow;

pub use checkpoint::{Checkpoint, CheckpointError};
pub use painter::Painter;
pub(super) use painter::size_of_area;
pub use palette::Palette;
pub use request::{Init, InvalidSettings, Request, Settings, Strength, StyleScale};
pub(super) use styles::styles_for;

use super::{image::Picture, loss::Loss, memory::NotEnoughMemory, net::NetError, schedule::Scale};

/// Anything that paints: the engine, or a stand-in.
pub trait Stylizer {
    /// PaintingNet what `request` asks for, or goes on where `resume` was taken. `progress` is called
    /// before the first and after every iteration; when it breaks, the painting so far is the
    /// result.
    ///
    /// # Errors
    /// If the request cannot be held in memory, the checkpoint belongs to another request, or the
    /// device fails.
    fn stylize(
        &mut self,
        request: &Request,
        resume: Option<Checkpoint>,
        progress: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<Painting, EngineError>;
}

/// Where a painting stands.
pub struct Progress<'a> {
    /// Number of the size being worked on, from 0.
    pub scale: usize,
    /// All sizes.
    pub scales: &'a [Scale],
    /// Iterations done at this size.
    pub iteration: usize,
    /// Iterations done at all sizes.
    pub done: usize,
    /// Iterations to do at all sizes.
    pub total: usize,
    /// Part of the work that is done, 0..=1, with iterations counted by their cost.
    pub fraction: f64,
    /// The last loss; `None` before the first iteration.
    pub loss: Option<Loss>,
    pub(super) snapshot: &'a dyn Snapshot,
}

/// What can be taken out of a run between two iterations.
pub(super) trait Snapshot {
    fn preview(&self) -> Result<Picture, NetError>;
    fn checkpoint(&self) -> Result<Checkpoint, NetError>;
}

impl Progress<'_> {
    /// The painting so far, at the size being worked on.
    ///
    /// # Errors
    /// If the device does not give it out.
    pub fn preview(&self) -> Result<Picture, NetError> {
        self.snapshot.preview()
    }

    /// What continues the run from here, with the same picture at the end.
    ///
    /// # Errors
    /// If the device does not give it out.
    pub fn checkpoint(&self) -> Result<Checkpoint, NetError> {
        self.snapshot.checkpoint()
    }
}

/// The result.
#[derive(Clone, Debug)]
pub struct Painting {
    /// The picture, at the size asked for; at a smaller one if it was stopped early.
    pub picture: Picture,
    /// How each size went.
    pub scales: Vec<ScaleReport>,
    /// Whether `progress` stopped the work.
    pub stopped: bool,
}

/// How the work at one size went.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct ScaleReport {
    /// Width in px.
    pub width: u32,
    /// Height in px.
    pub height: u32,
    /// Iterations done.
    pub iterations: usize,
    /// Forward and backward runs of the network.
    pub evaluations: usize,
    /// The newest loss known: by L-BFGS that of the painting, by Adam that before the last
    /// iteration.
    pub loss: Loss,
}

/// Why there is no painting.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The machine cannot hold it; known before the start.
    #[error(transparent)]
    NotEnoughMemory(#[from] NotEnoughMemory),
    /// The device failed or ran out of memory.
    #[error(transparent)]
    Net(#[from] NetError),
    /// The loss stopped being a number.
    #[error("the computation diverged (iteration {iteration}); a lower strength may help")]
    Diverged {
        /// Iterations done before.
        iteration: usize,
    },
    /// The checkpoint cannot be continued.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
}
