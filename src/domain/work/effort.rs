//! How much work a piece is.

use super::Code;
use crate::domain::film::FilmPart;
use crate::domain::tier::Plan;

/// Paintings begin at this size, and each of their sizes is larger than the one before by this factor at
/// most. Those are the numbers of the engine's recipe.
const SMALLEST_SIZE: f64 = 192.0;
const GROWTH: f64 = 1.6;

/// How much work one piece is, in iterations at its full size.
#[derive(Clone, Copy, Debug)]
pub enum Effort {
    /// That of a painting with as many iterations as the settings say for each tier.
    ByTier,
    /// Always the same.
    Fixed(u32),
    /// By what is chosen on a knob.
    ByKnob {
        /// The knob.
        knob: Code,
        /// The iterations of each choice.
        iterations: &'static [u32],
    },
    /// By the frames of the film that it is made of.
    ByFrame {
        /// The iterations of a painting that the first frame is.
        painting: u32,
        /// Those at full size that the first frame takes besides.
        first: u32,
        /// Those at full size of each frame after it.
        each: u32,
    },
}

impl Effort {
    /// The work of a piece in pixel iterations at full size.
    #[must_use]
    pub fn work(self, plan: &Plan, film: Option<FilmPart>) -> u64 {
        let iterations = match self {
            Self::ByTier => painting_iterations(plan),
            Self::Fixed(_) | Self::ByKnob { .. } => f64::from(plan.iterations),
            Self::ByFrame { first, each, .. } => {
                let others = film.map_or(0, |film| film.frames().saturating_sub(1));
                painting_iterations(plan) + f64::from(first) + f64::from(each) * f64::from(others)
            }
        };

        (iterations * pixels(plan.size, film)).ceil() as u64
    }
}

/// A painting's iterations in iterations at its full size: most are made at smaller sizes, where each is
/// cheaper. Each size has one, and of the others as many fewer as it has more pixels.
fn painting_iterations(plan: &Plan) -> f64 {
    let larger = (f64::from(plan.size) / SMALLEST_SIZE).max(1.0);
    let steps = (larger.ln() / GROWTH.ln()).ceil() as u32;
    let steps = steps.min(plan.iterations.saturating_sub(1));
    let sizes = steps + 1;

    // From size to size.
    let growth = larger.powf(2.0 / f64::from(steps.max(1)));
    let pixels = |step: u32| growth.powf(f64::from(step));
    let shares: f64 = (0..sizes).map(pixels).sum();
    let one_of_each: f64 = (0..sizes).map(|step| 1.0 / pixels(step)).sum();
    let others = plan.iterations.saturating_sub(sizes);

    f64::from(others) * f64::from(sizes) / shares + one_of_each
}

/// The pixels of a film, or those of a photo, which is usually 4 : 3.
fn pixels(longest_side: u32, film: Option<FilmPart>) -> f64 {
    let height_of_width = film.map_or(0.75, |film| {
        let whole = film.whole;
        let shortest = whole.width.min(whole.height);
        f64::from(shortest.max(1)) / f64::from(whole.longest_side().max(1))
    });

    f64::from(longest_side).powi(2) * height_of_width
}
