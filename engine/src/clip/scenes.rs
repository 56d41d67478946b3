//! Scenes: where a cut makes the frame before worthless.

use super::visibility::Visibility;
use crate::planes::Planes;

/// Less of a frame than this is visible in the one before: a cut.
const LEAST_VISIBLE: f32 = 0.15;
/// Less than this, and other colours: a cut as well.
const DOUBTFUL: f32 = 0.5;
/// Frames with histograms this far apart have other colours; of 0..=1.
const OTHER_COLOURS: f32 = 0.25;
/// Steps of a channel's histogram.
const BINS: usize = 16;

/// Whether a scene begins with `frame`.
pub(super) fn is_cut(before: &Planes, frame: &Planes, visible: &Visibility) -> bool {
    let share = visible.share();

    share < LEAST_VISIBLE || (share < DOUBTFUL && histogram_distance(before, frame) > OTHER_COLOURS)
}

/// How much of the pixels would have to change their colour, 0..=1, as the mean over the channels.
fn histogram_distance(a: &Planes, b: &Planes) -> f32 {
    let mut sum = 0.0;
    for channel in 0..a.channels() {
        let own = histogram(a.plane(channel));
        let other = histogram(b.plane(channel));
        let pairs = own.iter().zip(&other);
        sum += pairs.map(|(a, b)| (a - b).abs()).sum::<f32>() / 2.0;
    }

    sum / a.channels() as f32
}

fn histogram(values: &[f32]) -> [f32; BINS] {
    let mut bins = [0.0; BINS];
    for value in values {
        let bin = (value.clamp(0.0, 255.0) / 256.0 * BINS as f32) as usize;
        bins[bin.min(BINS - 1)] += 1.0 / values.len() as f32;
    }

    bins
}
