//! The luminance that a photo keeps when it is coloured.

use super::lab::{Lab, Tint};
use crate::luma::{SHARES, luma};

/// The pixel with this [`luma`] and as much of this colour as a screen can show with it.
pub(super) fn tinted(luma_kept: u8, lightness: f32, tint: Tint) -> [u8; 3] {
    let level = f32::from(luma_kept);
    let rgb = Lab { lightness, tint }.to_srgb();
    let rgb_luma: f32 = rgb
        .iter()
        .zip(SHARES)
        .map(|(value, share)| value * share)
        .sum();
    let colour = rgb.map(|value| value - rgb_luma);

    // The colour is added as far as the fullest channel has room for it.
    let room = |part: f32| {
        if part > 0.0 {
            (255.0 - level) / part
        } else if part < 0.0 {
            level / -part
        } else {
            f32::INFINITY
        }
    };
    let share = colour.into_iter().map(room).fold(1.0, f32::min);
    let exact = colour.map(|part| (level + share * part).clamp(0.0, 255.0));

    rounded(exact, luma_kept)
}

/// The values as whole numbers with this luma, which is theirs.
///
/// Each is rounded by half at most, so that the luma is off by half at most. It comes out right
/// unless the channels are all rounded the same way by just a half; then one of them is rounded
/// the other way.
fn rounded(exact: [f32; 3], luma_kept: u8) -> [u8; 3] {
    let mut rgb = exact.map(|value| value.round() as u8);
    let off = i32::from(luma(rgb)) - i32::from(luma_kept);
    if off == 0 {
        return rgb;
    }

    let sign = off.signum() as f32;
    let excess = |channel: usize| sign * (f32::from(rgb[channel]) - exact[channel]);
    let channel = (0..3)
        .max_by(|&one, &other| excess(one).total_cmp(&excess(other)))
        .unwrap_or(0);
    rgb[channel] = (i32::from(rgb[channel]) - off.signum()).clamp(0, 255) as u8;
    rgb
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn coloured(level: u8, a: f32, b: f32) -> [u8; 3] {
        let lightness = Lab::from_srgb([level; 3]).lightness;
        tinted(level, lightness, Tint { a, b })
    }

    #[test]
    fn every_level_of_grey_keeps_its_luma_in_every_colour() {
        for level in 0..=255 {
            for step in 0..72 {
                let angle = f32::to_radians(step as f32 * 5.0);
                for chroma in [0.0, 5.0, 17.5, 60.0, 150.0] {
                    let rgb = coloured(level, chroma * angle.cos(), chroma * angle.sin());
                    assert_eq!(luma(rgb), level, "{rgb:?}");
                }
            }
        }
    }

    #[test]
    fn no_colour_is_grey_and_some_is_seen() {
        assert_eq!(coloured(77, 0.0, 0.0), [77; 3]);

        let [red, green, blue] = coloured(150, 15.0, 18.0);
        assert!(red > green && green > blue, "skin");
    }

    proptest! {
        #[test]
        fn luma_stays(level: u8, a in -200f32..200.0, b in -200f32..200.0) {
            prop_assert_eq!(luma(coloured(level, a, b)), level);
        }
    }
}
