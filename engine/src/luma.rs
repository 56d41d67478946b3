//! How bright a colour is: the luma of Rec. 601.

use crate::planes::Planes;

/// The shares of red, green and blue.
pub(crate) const SHARES: [f32; 3] = [0.299, 0.587, 0.114];

/// The luma of Rec. 601 as a whole number, 0..=255: for a grey pixel its value.
#[must_use]
pub fn luma(rgb: [u8; 3]) -> u8 {
    let [red, green, blue] = rgb.map(u32::from);
    ((299 * red + 587 * green + 114 * blue + 500) / 1000) as u8
}

/// The brightness of `picture` with the colours of `photo`, which has the same size: each pixel of
/// the photo is made as much brighter or darker as the picture is there.
pub(crate) fn with_colours_of(picture: &Planes, mut photo: Planes) -> Planes {
    let luma = |planes: &Planes, place: usize| -> f32 {
        (0..3)
            .map(|channel| SHARES[channel] * planes.plane(channel)[place])
            .sum()
    };

    for place in 0..photo.area() {
        let more = luma(picture, place) - luma(&photo, place);
        for channel in 0..3 {
            let value = &mut photo.plane_mut(channel)[place];
            *value = (*value + more).clamp(0.0, 255.0);
        }
    }

    photo
}
