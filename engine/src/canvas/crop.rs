//! Which part of a picture is on the face of a canvas.

use serde::{Deserialize, Serialize};

use super::Canvas;
use crate::image::Picture;

/// How the canvas hangs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Orientation {
    /// Higher than wide.
    Portrait,
    /// Wider than high.
    Landscape,
}

impl Orientation {
    /// That of a picture of this size; a square stands.
    #[must_use]
    pub fn of(width: u32, height: u32) -> Self {
        if width > height {
            Self::Landscape
        } else {
            Self::Portrait
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Portrait => Self::Landscape,
            Self::Landscape => Self::Portrait,
        }
    }
}

/// Where the part lies along the side of which some is left over: 0 at the left or the top, 1 at
/// the right or the bottom.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Shift(f64);

/// A shift out of the picture.
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

/// The largest part of a picture that has the shape of the canvas.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Crop {
    /// Where it lies.
    pub shift: Shift,
    /// How the canvas hangs.
    pub orientation: Orientation,
}

impl Crop {
    /// The middle of a picture of this size, on a canvas that hangs as it does.
    #[must_use]
    pub fn middle(width: u32, height: u32) -> Self {
        Self {
            shift: Shift::MIDDLE,
            orientation: Orientation::of(width, height),
        }
    }

    /// The part's left, top, width and height in a picture of this size.
    #[must_use]
    pub fn part(self, canvas: Canvas, (width, height): (u32, u32)) -> (u32, u32, u32, u32) {
        let canvas = canvas.turned(self.orientation);
        let across = u64::from(canvas.width());
        let down = u64::from(canvas.height());
        let scaled = |side: u32, to: u64, from: u64| {
            (((u64::from(side) * to + from / 2) / from) as u32).max(1)
        };

        let part = (
            scaled(height, across, down).min(width),
            scaled(width, down, across).min(height),
        );
        let start = |whole: u32, part: u32| (f64::from(whole - part) * self.shift.0).round() as u32;

        (start(width, part.0), start(height, part.1), part.0, part.1)
    }
}

/// The part of `picture` that `crop` chooses, at its own resolution.
#[must_use]
pub fn face(picture: &Picture, canvas: Canvas, crop: Crop) -> Picture {
    let (left, top, width, height) = crop.part(canvas, (picture.width(), picture.height()));
    picture.part(left, top, width, height)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn part(orientation: Orientation, shift: f64, size: (u32, u32)) -> (u32, u32, u32, u32) {
        let canvas = Canvas::new(400, 600, 40, 0, 150).unwrap();
        Crop {
            shift: shift.try_into().unwrap(),
            orientation,
        }
        .part(canvas, size)
    }

    #[test]
    fn the_part_slides_along_the_side_that_is_too_long() {
        assert_eq!(
            part(Orientation::Portrait, 0.5, (600, 600)),
            (100, 0, 400, 600)
        );

        assert_eq!(
            part(Orientation::Portrait, 0.0, (600, 600)),
            (0, 0, 400, 600)
        );

        assert_eq!(
            part(Orientation::Portrait, 1.0, (600, 600)),
            (200, 0, 400, 600)
        );

        assert_eq!(
            part(Orientation::Landscape, 1.0, (600, 600)),
            (0, 200, 600, 400)
        );

        assert_eq!(
            part(Orientation::Portrait, 0.5, (400, 600)),
            (0, 0, 400, 600)
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
            let (x, y, w, h) = part(orientation, shift, (width, height));
            prop_assert!(w >= 1 && h >= 1 && x + w <= width && y + h <= height);
            prop_assert!(w == width || h == height);
        }
    }
}
