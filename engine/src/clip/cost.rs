//! How far the work on a clip is, in iterations at full size.

use super::request::{Recipe, Request};
use crate::{
    image::{MINIMUM_SIDE, Size},
    recipe::Preset,
    schedule::Scale,
};

/// Motion, the photo's content, and the palette of a frame take about as long as so many iterations.
const BESIDE_ITERATIONS: f64 = 2.0;

/// What a frame after the first one of a scene takes, in iterations of a painting of the same size.
/// Those are cheaper than the frame's own, since most of them are made at smaller sizes.
#[must_use]
pub fn frame_iterations(size: Size) -> f64 {
    /// So many that rounding does not matter.
    const ITERATIONS: usize = 1000;

    let painting = full_size_iterations(Preset::Default, size, ITERATIONS) / ITERATIONS as f64;
    full_size_iterations_of_frame(Recipe::default().iterations) / painting
}

fn full_size_iterations_of_frame(iterations: usize) -> f64 {
    iterations as f64 + BESIDE_ITERATIONS
}

/// A painting of so many iterations, in iterations at its full size.
fn full_size_iterations(preset: Preset, size: Size, iterations: usize) -> f64 {
    let scales = preset.recipe().plan.scales(size, iterations, MINIMUM_SIDE);
    let pixels = |scale: &Scale| f64::from(scale.width) * f64::from(scale.height);
    let all: f64 = scales
        .iter()
        .map(|scale| scale.iterations as f64 * pixels(scale))
        .sum();

    all / size.pixels() as f64
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
        Self {
            first: full_size_iterations(settings.preset, request.size(), settings.iterations),
            other: full_size_iterations_of_frame(request.recipe.iterations),
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
