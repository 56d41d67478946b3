//! How much a clip flickers, and how sharp a frame is.

use super::{
    flow::Flow,
    frames::{Link, Photo},
};
use crate::{image::Picture, planes::Planes};

/// The motion of a clip: for each frame after the first one where its pixels were, and which could
/// be seen there.
#[derive(Clone, Debug)]
pub struct TrueMotion {
    /// From the frame to the one before.
    pub flow: Flow,
    /// One plane: 1 for a pixel that could be seen in the frame before, and 0 for others.
    pub visible: Planes,
}

/// The motion that the engine finds between two frames of one size.
#[must_use]
pub fn found_motion(before: &Picture, frame: &Picture) -> TrueMotion {
    let photos = [before, frame].map(|picture| Photo::from_planes(picture.to_planes()));
    let link = Link::back(&photos[0], &photos[1]);

    TrueMotion {
        flow: link.flow,
        visible: link.visible.mask.to_planes(),
    }
}

/// How far a found motion is from the true one, in px, as the mean over the visible pixels.
#[must_use]
pub fn motion_error(found: &Flow, motion: &TrueMotion) -> f64 {
    let width = found.size().width;
    let mut sum = 0.0;
    let mut count = 0.0;
    for (place, visible) in motion.visible.plane(0).iter().enumerate() {
        let way = found.way(place % width, place / width);
        let expected = motion.flow.way(place % width, place / width);
        let off = (way.x - expected.x).hypot(way.y - expected.y);
        sum += f64::from(visible * off);
        count += f64::from(*visible);
    }

    sum / f64::max(count, 1.0)
}

/// The mean difference between each frame and the one before, moved along the true motion, over the
/// pixels that both show; of 255. A clip's own noise and sharp edges flicker, too: compare.
#[must_use]
pub fn flicker(frames: &[Picture], motion: &[TrueMotion]) -> f64 {
    let pairs = frames.windows(2).zip(motion);
    let sum: f64 = pairs
        .map(|(frames, motion)| difference(&frames[0], &frames[1], motion))
        .sum();

    sum / motion.len().max(1) as f64
}

/// The same for one frame and the one before.
#[must_use]
pub fn difference(before: &Picture, frame: &Picture, motion: &TrueMotion) -> f64 {
    let warped = motion.flow.warp(&before.to_planes());
    let frame = frame.to_planes();
    let mut sum = 0.0;
    let mut count = 0.0;
    for channel in 0..3 {
        let values = warped.plane(channel).iter().zip(frame.plane(channel));
        for ((warped, value), visible) in values.zip(motion.visible.plane(0)) {
            sum += f64::from(visible * (warped - value).abs());
            count += f64::from(*visible);
        }
    }

    sum / f64::max(count, 1.0)
}

/// The mean of the squared differences between neighbours: blur makes it fall.
#[must_use]
pub fn sharpness(picture: &Picture) -> f64 {
    let width = picture.width() as usize;
    let values = picture.as_rgb();
    let row = 3 * width;
    let square = |a: u8, b: u8| (f64::from(a) - f64::from(b)).powi(2);
    let mut sum = 0.0;
    for place in 0..values.len() - row {
        if place % row < row - 3 {
            sum += square(values[place + 3], values[place]);
        }
        sum += square(values[place + row], values[place]);
    }

    sum / values.len() as f64
}
