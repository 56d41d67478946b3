//! How far the work on a clip is, in iterations at full size.

use super::request::Request;
use crate::{image::MINIMUM_SIDE, schedule::Scale};

/// Motion, the photo's content, and the palette of a frame take about as long as so many iterations.
const BESIDE_ITERATIONS: f64 = 2.0;

/// What a clip costs, and how much of it was spent.
#[derive(Clone, Copy)]
pub(super) struct Cost {
    /// Of the first frame of a scene.
    pub(super) first: f64,
    /// Of each other frame.
    pub(super) other: f64,
    pub(super) done: f64,
    /// The largest share that was reported.
    fraction: f64,
}

impl Cost {
    pub(super) fn new(request: &Request) -> Self {
        let size = request.size();
        let settings = request.painting_settings();
        let scales = settings
            .preset
            .recipe()
            .plan
            .scales(size, settings.iterations, MINIMUM_SIDE);
        let pixels = |scale: &Scale| f64::from(scale.width) * f64::from(scale.height);
        let first: f64 = scales
            .iter()
            .map(|scale| scale.iterations as f64 * pixels(scale))
            .sum();

        Self {
            first: first / size.pixels() as f64,
            other: request.recipe.iterations as f64 + BESIDE_ITERATIONS,
            done: 0.0,
            fraction: 0.0,
        }
    }

    /// All of a clip with so many frames, if it has one scene.
    pub(super) fn total(&self, frames: usize) -> f64 {
        self.first + self.other * frames.saturating_sub(1) as f64
    }

    /// Moves the share of the work on; it never falls, even if a scene begins unforeseen.
    pub(super) fn report(&mut self, within_frame: f64, frames_left: usize) -> f64 {
        let done = self.done + within_frame;
        let total = (done + frames_left as f64 * self.other).max(f64::MIN_POSITIVE);
        self.fraction = self.fraction.max((done / total).min(1.0));

        self.fraction
    }
}
