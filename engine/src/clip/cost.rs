//! How far the work on a clip is, in iterations at full size.

use super::request::Request;
use crate::image::MINIMUM_SIDE;

/// By how many times the iterations of the other frames the first painting of a scene gets under
/// their loss.
pub(super) const FIRST_ROUNDS: usize = 3;

/// Motion, the photo's content, and the palette of a frame take about as long as so many iterations.
const BESIDE_ITERATIONS: f64 = 1.0;

/// What a clip takes if it is one scene, in iterations at its full size.
#[must_use]
pub fn full_size_iterations(request: &Request) -> f64 {
    let cost = Cost::new(request);
    let others = request.frames.len().saturating_sub(1);

    cost.first + others as f64 * cost.other
}

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
        let settings = request.painting_settings();
        let plan = settings.preset.recipe().plan;
        let painting = plan.full_size_iterations(request.size(), settings.iterations, MINIMUM_SIDE);
        let iterations = request.recipe.iterations;
        let smoothing = (FIRST_ROUNDS * iterations) as f64;

        Self {
            first: painting + smoothing + BESIDE_ITERATIONS,
            other: iterations as f64 + BESIDE_ITERATIONS,
            done: 0.0,
            fraction: 0.0,
        }
    }

    /// Moves the share of the work on; it never falls, even if a scene begins unforeseen.
    pub(super) fn report(&mut self, within_frame: f64, frames_left: usize) -> f64 {
        let done = self.done + within_frame;
        let total = (done + frames_left as f64 * self.other).max(f64::MIN_POSITIVE);
        self.fraction = self.fraction.max((done / total).min(1.0));

        self.fraction
    }
}
