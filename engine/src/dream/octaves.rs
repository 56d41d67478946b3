//! The sizes of a dream, and the steps at each.

use crate::{image::Size, planes::PlaneSize};

/// Each octave is larger than the one before by this factor.
const GROWTH: f64 = 1.4;

/// How many sizes, and what is done at each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct OctavePlan {
    /// The most sizes.
    pub(super) octaves: usize,
    /// Steps at each size.
    pub(super) steps: usize,
    /// The mean change of a value in one step, of 255.
    pub(super) step: f32,
    /// No octave but the last is shorter than this in px: there would be no room for a motif.
    pub(super) least_side: u32,
}

impl OctavePlan {
    /// The sizes up to `full`, the smallest first.
    pub(super) fn sizes(&self, full: Size) -> Vec<PlaneSize> {
        let smaller = (1..self.octaves)
            .map(|octave| shrunk(full, GROWTH.powf(-(octave as f64))))
            .take_while(|size| size.height.min(size.width) >= self.least_side as usize);

        let mut sizes: Vec<PlaneSize> = std::iter::once(shrunk(full, 1.0)).chain(smaller).collect();
        sizes.reverse();
        sizes
    }
}

fn shrunk(full: Size, factor: f64) -> PlaneSize {
    let side = |side: u32| ((f64::from(side) * factor).round() as usize).max(1);
    PlaneSize {
        height: side(full.height),
        width: side(full.width),
    }
}
