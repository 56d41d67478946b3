//! Moving pictures: a clip painted frame by frame, so that strokes move with things instead of
//! flickering (Ruder, Dosovitskiy and Brox, "Artistic Style Transfer for Videos", 2016).
//!
//! The first frame of a scene is a painting like any other. Each further frame starts as the one
//! before, moved along the flow of the photos, and stays close to it wherever it shows the same; what
//! comes into view is painted. [`ClipPainter`] does that, [`ClipSketcher`] the same with sketches,
//! in a fraction of the time.
//!
//! `motion` finds the flow, `visibility` where it holds, `scenes` where a new scene begins, `ahead` all
//! of these before they are needed. `carried` moves paint from frame to frame, `scene` paints the next
//! one, `closing` brings the last frames of a repeating clip back to the first. `maker` makes clips by
//! order, `strip` shows three frames as sketches. `known_motion` and `measure` say how much a painted clip
//! flickers. Owns neither files nor formats: a clip is a list of pictures.

mod ahead;
mod carried;
mod checkpoint;
mod closing;
mod cost;
mod filters;
mod flow;
mod frames;
pub mod known_motion;
mod maker;
pub mod measure;
mod motion;
mod painter;
mod request;
mod scene;
mod scenes;
mod settling;
mod sketcher;
mod strip;
mod visibility;

#[cfg(test)]
mod tests;

use std::ops::ControlFlow;

pub use ahead::scenes;
pub use checkpoint::{Checkpoint, NoCheckpoint};
pub use cost::full_size_iterations;
pub use flow::{Flow, Vector};
pub use maker::{ClipMaker, QuickClipMaker};
pub use painter::ClipPainter;
pub use request::{Recipe, Request};
pub use sketcher::ClipSketcher;
pub use strip::{STRIP_SIZE, StripMaker, sketch_strip};

use crate::{image::Picture, sketch::SketchError, stylize::EngineError};

/// A clip in progress.
pub struct Progress<'a> {
    /// Frames done.
    pub done: usize,
    /// All frames.
    pub total: usize,
    /// Share of the work that is done, 0..=1.
    pub fraction: f64,
    preview: &'a dyn Fn() -> Option<Picture>,
    checkpoint: &'a dyn Fn() -> Option<Checkpoint>,
}

impl Progress<'_> {
    /// The last finished frame; before that, the first one so far. `None` if the device fails.
    #[must_use]
    pub fn preview(&self) -> Option<Picture> {
        (self.preview)()
    }

    /// A checkpoint from which the work continues with the next frame, to the same clip. `None`
    /// before the first frame is finished, and where the work takes only seconds.
    #[must_use]
    pub fn checkpoint(&self) -> Option<Checkpoint> {
        (self.checkpoint)()
    }
}

/// Called after every iteration and every frame; stops the work by breaking.
pub type OnProgress<'a> = dyn FnMut(&Progress) -> ControlFlow<()> + 'a;

/// A finished clip, or the frames until it was stopped.
#[derive(Clone, Debug)]
pub struct PaintedClip {
    /// The frames, all of one size.
    pub frames: Vec<Picture>,
    /// The frames with which a scene begins, the first one included.
    pub scene_starts: Vec<usize>,
    /// Whether the work was stopped.
    pub stopped: bool,
}

/// Why a clip failed.
#[derive(Debug, thiserror::Error)]
pub enum ClipError {
    /// There is nothing to paint.
    #[error("a clip has at least one frame and one style")]
    Empty,
    /// The painting of a frame failed.
    #[error(transparent)]
    Painting(#[from] EngineError),
    /// The sketch of a frame failed.
    #[error(transparent)]
    Sketch(#[from] SketchError),
}
