//! Scenes: where a cut makes the frame before worthless.

use std::ops::Range;

use super::{
    ahead::{LinkedPhoto, with_linked_photos},
    request::Request,
    visibility::Visibility,
};
use crate::planes::Planes;

/// Less of a frame than this is visible in the one before: a cut.
const LEAST_VISIBLE: f32 = 0.15;
/// Less than this, and other colours: a cut as well.
const DOUBTFUL: f32 = 0.5;
/// Frames with histograms this far apart have other colours; of 0..=1.
const OTHER_COLOURS: f32 = 0.25;
/// Steps of a channel's histogram.
const BINS: usize = 16;

/// The frames of each scene of a clip. Scenes do not depend on each other: a painter that gets
/// [`Request::part`] of a clip paints the same frames as one that paints all of it, and several
/// painters can have a scene each.
#[must_use]
pub fn scenes(request: &Request) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = with_linked_photos(request, 0, |photos| {
        let is_start = |photo: &LinkedPhoto| photo.link.is_none();
        let numbered = photos.enumerate();
        numbered
            .filter(|(_, photo)| is_start(photo))
            .map(|(number, _)| number)
            .collect()
    });
    starts.push(request.frames.len());

    starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

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
