//! How much a clip flickers, and how sharp a frame is.

use super::flow::Flow;
use crate::{image::Picture, planes::Planes};

/// A clip's true motion: for each frame after the first one where its pixels were, and which could
/// be seen there.
#[derive(Clone, Debug)]
pub struct TrueMotion {
    /// From the frame to the one before.
    pub flow: Flow,
    /// One plane: 1 for a pixel that could be seen in the frame before, and 0 for others.
    pub visible: Planes,
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
