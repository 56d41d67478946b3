//! The print master: the chosen painting at the resolution of a canvas, with finer detail.
//!
//! Painting continues coarse to fine from the painting's own size, with the same losses; gradients
//! are computed block by block. Sizes and iterations depend on the measured speed of the machine
//! and on a time limit; what does not fit into it is resampled, and the result says so. The work
//! can be saved between two iterations and resumed.
//!
//! Knows canvases and the parts of a painting's request, and nothing of orders or print shops.

mod budget;
mod checkpoint;
mod painter;
mod run;
#[cfg(test)]
mod tests;

use std::{ops::ControlFlow, time::Duration};

pub use self::{
    checkpoint::MasterCheckpoint,
    painter::{NeuralMasterPainter, Resampler},
};
use crate::{
    canvas::{self, Canvas, Crop, Wrap},
    image::Picture,
    stylize::{EngineError, Request},
};

/// What a master is made from.
#[derive(Clone, Debug)]
pub struct MasterRequest {
    /// The request that the painting was made from; without it the painting is only resampled.
    pub request: Option<Request>,
    /// The chosen painting.
    pub painting: Picture,
    /// The canvas to print on.
    pub canvas: Canvas,
    /// The part of the painting on the face.
    pub crop: Crop,
    /// What covers the edges.
    pub wrap: Wrap,
    /// Time limit of all attempts together.
    pub limit: Duration,
}

/// Something that makes masters: the engine, or a stand-in.
pub trait MasterPainter {
    /// Makes the master, or continues from the checkpoint `resume`. `progress` is called before the
    /// first and after every iteration; when it breaks, the result is `None`.
    ///
    /// # Errors
    /// If the checkpoint belongs to another request, or the device fails.
    fn enlarge(
        &mut self,
        request: &MasterRequest,
        resume: Option<MasterCheckpoint>,
        progress: &mut dyn FnMut(&MasterProgress) -> ControlFlow<()>,
    ) -> Result<Option<Master>, EngineError>;
}

/// The state of a master in progress.
pub struct MasterProgress<'a> {
    /// The current size.
    pub level: Level,
    /// Share of the time limit that has passed, 0..=1.
    pub fraction: f64,
    run: &'a run::Run<'a>,
}

impl MasterRequest {
    /// The part of a picture that will be on the face, at its own resolution.
    fn face_part(&self, picture: &Picture) -> Picture {
        canvas::face(picture, self.canvas, self.crop)
    }
}

impl MasterProgress<'_> {
    /// A checkpoint from which the work continues.
    #[must_use]
    pub fn checkpoint(&self) -> MasterCheckpoint {
        self.run.checkpoint()
    }
}

/// A finished master.
#[derive(Clone, Debug)]
pub struct Master {
    /// The whole sheet, of the size [`Canvas::sheet`] in the canvas's orientation.
    pub sheet: Picture,
    /// The face alone.
    pub face: Picture,
    /// How the final size was reached.
    pub finish: Finish,
    /// The sizes that were painted.
    pub levels: Vec<Level>,
}

/// How a master reached its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Finish {
    /// It was painted at this size.
    Painted,
    /// It was painted at a smaller size and then resampled, for lack of time or memory.
    Resampled {
        /// Width in px of the last size that was painted.
        width: u32,
        /// Its height.
        height: u32,
    },
}

/// The work done at one size.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Level {
    pub width: u32,
    pub height: u32,
    pub iterations: usize,
    pub seconds: f64,
}
