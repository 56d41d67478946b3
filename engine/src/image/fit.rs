//! Fitting a size to a longest side.

use super::{limits::MINIMUM_SIDE, size::Size};

/// Scales `width` x `height` to a longer side of exactly `longest`; the shorter side keeps the
/// aspect ratio to the nearest pixel.
///
/// A smaller picture is enlarged; to avoid that, pass the smaller of `longest` and its longer side.
///
/// The shorter side is at least [`MINIMUM_SIDE`]. For a panorama too long for that, the shorter
/// side is the minimum and the longer side exceeds `longest`: 20,000 x 40 with a longest side of
/// 600 gives 16,000 x 32, no more pixels than 716 x 716.
#[must_use]
pub fn fitted_size(width: u32, height: u32, longest: u32) -> Size {
    let long = width.max(height).max(1);
    let short = width.min(height).max(1);
    let fitted = scaled(short, longest, long);
    let long = if fitted >= MINIMUM_SIDE {
        longest
    } else {
        scaled(long, MINIMUM_SIDE, short)
    };
    let short = fitted.max(MINIMUM_SIDE);

    if width >= height {
        Size::new(long, short)
    } else {
        Size::new(short, long)
    }
}

/// `side * to / from`, rounded.
fn scaled(side: u32, to: u32, from: u32) -> u32 {
    let side = u64::from(side);
    let to = u64::from(to);
    let from = u64::from(from);
    u32::try_from((side * to + from / 2) / from).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn longer_side_becomes_the_one_asked_for() {
        assert_eq!(fitted_size(4000, 3000, 600), Size::new(600, 450));
        assert_eq!(fitted_size(3000, 4000, 600), Size::new(450, 600));
        assert_eq!(fitted_size(4032, 3024, 700), Size::new(700, 525));
        assert_eq!(fitted_size(100, 100, 600), Size::new(600, 600));
        assert_eq!(fitted_size(640, 427, 600), Size::new(600, 400));
    }

    #[test]
    fn panorama_keeps_the_minimum_on_its_shorter_side() {
        assert_eq!(fitted_size(20_000, 40, 600), Size::new(16_000, 32));
        assert_eq!(fitted_size(40, 20_000, 600), Size::new(32, 16_000));
        assert_eq!(fitted_size(9000, 480, 600), Size::new(600, 32));
        assert_eq!(fitted_size(4000, 3000, 8), Size::new(43, 32));
    }

    #[test]
    fn nonsense_does_not_divide_by_zero() {
        assert_eq!(fitted_size(0, 0, 0), Size::new(32, 32));
        assert_eq!(fitted_size(u32::MAX, 1, u32::MAX), Size::new(u32::MAX, 32));
    }

    proptest! {
        #[test]
        fn aspect_is_kept_to_the_pixel(width in 1u32..30_000, height in 1u32..30_000, longest in 32u32..4000) {
            let Size { width: w, height: h } = fitted_size(width, height, longest);
            prop_assert!(w.min(h) >= MINIMUM_SIDE);
            let error = |w: u32, h: u32| (i64::from(w) * i64::from(height) - i64::from(h) * i64::from(width)).abs();
            // One side is given, the longer one or the minimum; no other value of the other is
            // nearer to the aspect.
            let longer_is_given = w.max(h) == longest;
            if longer_is_given == (width >= height) {
                prop_assert!(error(w, h) <= error(w, h - 1).min(error(w, h + 1)));
            } else {
                prop_assert!(error(w, h) <= error(w - 1, h).min(error(w + 1, h)));
            }
        }
    }
}
