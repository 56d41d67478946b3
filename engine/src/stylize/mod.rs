//! A photo painted in one or more styles: a request, progress that can stop the work, a painting.
//!
//! This is the interface to the rest of the program. It owns the schedule of a painting and its
//! checkpoints; it knows networks and devices only through [`descent`](crate::descent) and
//! [`device`](crate::device), and nothing of jobs, chats or files.

mod checkpoint;
mod colours;
mod edit;
mod faces;
pub mod fake;
mod maker;
mod painter;
mod palette;
mod request;
mod styles;
#[cfg(test)]
mod tests;

use std::ops::ControlFlow;

pub use checkpoint::{Checkpoint, CheckpointError};
pub use edit::{COLOURS, EditError, Part, PartRectangle, StyleEdit};
pub(super) use faces::ClearerFaces;
pub use maker::{PaintingMaker, TextureMaker};
pub use painter::Painter;
pub(super) use painter::RawPainting;
pub use palette::{Palette, PaletteCurves};
pub use request::{
    FaceStrength, Init, InvalidSettings, Request, Settings, Strength, StyleScale, StyleStatistics,
    TextureShape, WeightedPicture,
};
pub(super) use styles::{Styles, size_of_area};

use super::{image::Picture, loss::Loss, memory::NotEnoughMemory, net::NetError, schedule::Scale};

/// Something that paints: the engine, or a stand-in.
pub trait Stylizer {
    /// Paints what `request` asks for, or continues from the checkpoint `resume`. `progress` is
    /// called before the first and after every iteration; when it breaks, the painting so far is
    /// the result.
    ///
    /// # Errors
    /// If the painting does not fit into memory, the checkpoint belongs to another request, or the
    /// device fails.
    fn stylize(
        &mut self,
        request: &Request,
        resume: Option<Checkpoint>,
        progress: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<Painting, EngineError>;
}

/// The state of a painting in progress.
pub struct Progress<'a> {
    /// Index of the current size.
    pub scale: usize,
    /// All sizes.
    pub scales: &'a [Scale],
    /// Iterations done at this size.
    pub iteration: usize,
    /// Iterations done at all sizes.
    pub done: usize,
    /// Iterations to do at all sizes.
    pub total: usize,
    /// Share of the work that is done, 0..=1, with iterations weighted by their cost.
    pub fraction: f64,
    /// The last loss; `None` before the first iteration.
    pub loss: Option<Loss>,
    pub(super) snapshot: &'a dyn Snapshot,
}

/// What can be taken from a run between two iterations.
pub(super) trait Snapshot {
    fn preview(&self) -> Result<Picture, NetError>;
    fn checkpoint(&self) -> Result<Checkpoint, NetError>;
}

impl Progress<'_> {
    /// The painting so far, at the current size.
    ///
    /// # Errors
    /// If the device fails.
    pub fn preview(&self) -> Result<Picture, NetError> {
        self.snapshot.preview()
    }

    /// A checkpoint from which the run continues to the same final picture.
    ///
    /// # Errors
    /// If the device fails.
    pub fn checkpoint(&self) -> Result<Checkpoint, NetError> {
        self.snapshot.checkpoint()
    }
}

/// A finished painting, or a stopped one.
#[derive(Clone, Debug)]
pub struct Painting {
    /// The picture, at the requested size, or at a smaller one if it was stopped early.
    pub picture: Picture,
    /// A report for each size.
    pub scales: Vec<ScaleReport>,
    /// Whether `progress` stopped the work.
    pub stopped: bool,
}

/// The work done at one size.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct ScaleReport {
    /// Width in px.
    pub width: u32,
    /// Height in px.
    pub height: u32,
    /// Iterations done.
    pub iterations: usize,
    /// Forward and backward passes of the network.
    pub evaluations: usize,
    /// The newest known loss: with L-BFGS that of the painting, with Adam that before the last
    /// iteration.
    pub loss: Loss,
}

/// Why a painting failed.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The machine has too little memory; checked before the start.
    #[error(transparent)]
    NotEnoughMemory(#[from] NotEnoughMemory),
    /// The device failed or ran out of memory.
    #[error(transparent)]
    Net(#[from] NetError),
    /// The loss stopped being a number.
    #[error("the computation diverged (iteration {iteration}); a lower strength may help")]
    Diverged {
        /// Iterations done before that, at this size.
        iteration: usize,
    },
    /// A style picture cannot be edited as asked.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// The checkpoint cannot be continued.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
}
