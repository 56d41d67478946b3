//! The print master: the chosen painting at the pixels of a canvas, so that it looks like it, only
//! finer.
//!
//! The painting goes on coarse to fine from its own size, by the same losses, their gradients taken
//! block by block. The sizes and iterations are those that the machine can afford within a time
//! limit, by its measured speed; what it cannot is resampled, and the result says so. Between two
//! iterations the work can be put away and taken up again.

mod budget;
mod checkpoint;
mod painter;
mod run;
#[cfg(test)]
mod tests;

use std::{ops::ControlFlow, time::Duration};

pub use self::{
    checkpoint::MasterCheckpoint,
    painter::{IterativePainter, Resampler},
};
use crate::{
    canvas::{Canvas, Crop, Wrap},
    image::Picture,
    stylize::{EngineError, Request},
};

/// What a master is made of.
#[derive(Clone, Debug)]
pub struct MasterRequest {
    /// What the painting was painted by; `None` if that is gone: the painting is resampled then.
    pub request: Option<Request>,
    /// The chosen painting.
    pub painting: Picture,
    /// What it is printed on.
    pub canvas: Canvas,
    /// The part of the painting that is seen from the front.
    pub crop: Crop,
    /// What is around.
    pub wrap: Wrap,
    /// How long it may take, all attempts together.
    pub limit: Duration,
}

/// Anything that makes masters: the engine, or a stand-in.
pub trait MasterPainter {
    /// Makes the master, or goes on where `resume` was taken. `progress` is called before the first
    /// and after every iteration; when it breaks, there is no master.
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

/// Where a master stands.
pub struct MasterProgress<'a> {
    /// The size being worked on.
    pub level: Level,
    /// Part of the time that has gone by, 0..=1.
    pub fraction: f64,
    run: &'a run::Run<'a>,
}

impl MasterProgress<'_> {
    /// What continues the work from here.
    #[must_use]
    pub fn checkpoint(&self) -> MasterCheckpoint {
        self.run.checkpoint()
    }
}

/// The result.
#[derive(Clone, Debug)]
pub struct Master {
    /// The whole sheet, with [`Canvas::sheet`]'s pixels as the canvas hangs.
    pub sheet: Picture,
    /// Its face alone.
    pub face: Picture,
    /// How the last pixels came about.
    pub finish: Finish,
    /// The sizes that were painted.
    pub levels: Vec<Level>,
}

/// How a master came to its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Finish {
    /// It was painted at this size.
    Painted,
    /// It was painted at a smaller one and resampled to this, for there was no time or no memory
    /// for more.
    Resampled {
        /// Width in px of the last size that was painted.
        width: u32,
        /// Its height.
        height: u32,
    },
}

/// Work at one size.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Level {
    pub width: u32,
    pub height: u32,
    pub iterations: usize,
    pub seconds: f64,
}
