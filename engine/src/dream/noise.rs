//! The start of a dream from nothing: pink noise, as much contrast at each size of detail, which is
//! what photos have as well.

use crate::{image::resize_planes_by_means, planes::Planes, random::SplitMix64};

/// The mean colour, RGB: that of photos.
const MEAN: [f32; 3] = [130.0, 120.0, 108.0];
/// The contrast of each size of detail, of 255.
const CONTRAST: f32 = 22.0;
/// How much of it all three colours share.
const SHARED: f32 = 0.8;
/// The smallest layer of noise in px.
const COARSEST: usize = 3;

/// A square of pink noise.
pub(super) fn pink_noise(side: usize, random: &mut SplitMix64) -> Planes {
    let mut picture = Planes::from_fn(3, side, side, |channel, _, _| MEAN[channel]);

    let mut detail = side;
    while detail >= COARSEST {
        let shared = white_noise(detail, random);
        let own = white_noise(detail, random);
        let mixed = Planes::from_fn(3, detail, detail, |channel, y, x| {
            let place = y * detail + x;
            CONTRAST
                * (SHARED * shared.plane(0)[place] + (1.0 - SHARED) * own.plane(channel)[place])
        });

        let layer = resize_planes_by_means(&mixed, side, side);
        for (value, more) in picture.data_mut().iter_mut().zip(layer.data()) {
            *value = (*value + more).clamp(0.0, 255.0);
        }

        detail /= 2;
    }

    picture
}

/// Independent values with a standard deviation of 1.
fn white_noise(side: usize, random: &mut SplitMix64) -> Planes {
    let deviation = 3.0_f32.sqrt();
    let values = (0..3 * side * side).map(|_| deviation * random.symmetric());

    Planes::from_vec(3, side, side, values.collect())
}
