//! The part of a picture that is on the face of a canvas.

use serde::{Deserialize, Serialize};

use super::{Canvas, Orientation};
use crate::image::{Picture, Size};

/// Where the kept part lies along the side that is cropped: 0 at the left or top, 1 at the right or
/// bottom.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Shift(f64);

/// A shift that would leave the picture.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("the crop's shift must lie between 0 and 1, not {0}")]
pub struct InvalidShift(f64);

impl Shift {
    /// In the middle.
    pub const MIDDLE: Self = Self(0.5);

    /// The number.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Shift {
    type Error = InvalidShift;

    fn try_from(shift: f64) -> Result<Self, InvalidShift> {
        if (0.0..=1.0).contains(&shift) {
            Ok(Self(shift))
        } else {
            Err(InvalidShift(shift))
        }
    }
}

impl From<Shift> for f64 {
    fn from(shift: Shift) -> Self {
        shift.0
    }
}

/// The part of a picture that a crop keeps, in px.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct CropRect {
    pub left: u32,
    pub top: u32,
    pub width: u32,
    pub height: u32,
}

/// The choice of the largest part of a picture that has the shape of the canvas.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Crop {
    /// Where the part lies.
    pub shift: Shift,
    /// How the canvas hangs.
    pub orientation: Orientation,
}

impl Crop {
    /// The middle of a picture of this size, on a canvas of the picture's own orientation.
    #[must_use]
    pub fn middle(width: u32, height: u32) -> Self {
        Self {
            shift: Shift::MIDDLE,
            orientation: Orientation::from_size(width, height),
        }
    }

    /// The part of a picture of this size that the crop keeps.
    #[must_use]
    pub fn part(self, canvas: Canvas, picture: Size) -> CropRect {
        let canvas = canvas.turned(self.orientation);
        let across = u64::from(canvas.width());
        let down = u64::from(canvas.height());
        let scaled = |side: u32, to: u64, from: u64| {
            (((u64::from(side) * to + from / 2) / from) as u32).max(1)
        };

        let width = scaled(picture.height, across, down).min(picture.width);
        let height = scaled(picture.width, down, across).min(picture.height);
        let start = |whole: u32, part: u32| (f64::from(whole - part) * self.shift.0).round() as u32;

        CropRect {
            left: start(picture.width, width),
            top: start(picture.height, height),
            width,
            height,
        }
    }
}

/// The part of `picture` that `crop` chooses, at its own resolution.
#[must_use]
pub fn face(picture: &Picture, canvas: Canvas, crop: Crop) -> Picture {
    let part = crop.part(canvas, picture.size());
    picture.part(part.left, part.top, part.width, part.height)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn part(orientation: Orientation, shift: f64, size: Size) -> CropRect {
        let canvas = Canvas::new(400, 600, 40, 0, 150).unwrap();
        Crop {
            shift: shift.try_into().unwrap(),
            orientation,
        }
        .part(canvas, size)
    }

    fn rect(left: u32, top: u32, width: u32, height: u32) -> CropRect {
        CropRect {
            left,
            top,
            width,
            height,
        }
    }

    #[test]
    fn the_part_slides_along_the_side_that_is_too_long() {
        assert_eq!(
            part(Orientation::Portrait, 0.5, Size::new(600, 600)),
            rect(100, 0, 400, 600)
        );

        assert_eq!(
            part(Orientation::Portrait, 0.0, Size::new(600, 600)),
            rect(0, 0, 400, 600)
        );

        assert_eq!(
            part(Orientation::Portrait, 1.0, Size::new(600, 600)),
            rect(200, 0, 400, 600)
        );

        assert_eq!(
            part(Orientation::Landscape, 1.0, Size::new(600, 600)),
            rect(0, 200, 600, 400)
        );

        assert_eq!(
            part(Orientation::Portrait, 0.5, Size::new(400, 600)),
            rect(0, 0, 400, 600)
        );
    }

    #[test]
    fn a_shift_out_of_the_picture_is_refused() {
        for shift in [-0.1, 1.1, f64::NAN] {
            assert!(Shift::try_from(shift).is_err());
        }
    }

    proptest! {
        #[test]
        fn the_part_lies_within_and_touches_two_sides(
            width in 1_u32..20_000, height in 1_u32..20_000, shift in 0.0..=1.0, landscape: bool,
        ) {
            let orientation = if landscape { Orientation::Landscape } else { Orientation::Portrait };
            let part = part(orientation, shift, Size::new(width, height));
            prop_assert!(part.width >= 1 && part.left + part.width <= width);
            prop_assert!(part.height >= 1 && part.top + part.height <= height);
            prop_assert!(part.width == width || part.height == height);
        }
    }
}
