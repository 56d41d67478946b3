//! A part of a picture.

use std::str::FromStr;

use crate::image::Size;

/// The part of a style picture that counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Part {
    /// All of it.
    #[default]
    Whole,
    /// The upper half.
    Top,
    /// The lower half.
    Bottom,
    /// The left half.
    Left,
    /// The right half.
    Right,
    /// The middle, three fifths each way.
    Middle,
    /// Any rectangle.
    Rectangle(PartRectangle),
}

/// A rectangle in thousandths of the picture's width and height.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PartRectangle {
    left: u16,
    top: u16,
    width: u16,
    height: u16,
}

/// A part in px.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PixelPart {
    pub(super) left: u32,
    pub(super) top: u32,
    pub(super) size: Size,
}

const WHOLE: u16 = 1000;

impl PartRectangle {
    /// A rectangle in thousandths of the picture's width and height; `None` if it is empty or extends
    /// beyond the picture.
    #[must_use]
    pub fn new(left: u16, top: u16, width: u16, height: u16) -> Option<Self> {
        let fits = |start: u16, length: u16| {
            length > 0 && start.checked_add(length).is_some_and(|end| end <= WHOLE)
        };

        (fits(left, width) && fits(top, height)).then_some(Self {
            left,
            top,
            width,
            height,
        })
    }
}

impl Part {
    /// The part as a rectangle.
    const fn rectangle(self) -> PartRectangle {
        let (left, top, width, height) = match self {
            Self::Whole => (0, 0, WHOLE, WHOLE),
            Self::Top => (0, 0, WHOLE, WHOLE / 2),
            Self::Bottom => (0, WHOLE / 2, WHOLE, WHOLE / 2),
            Self::Left => (0, 0, WHOLE / 2, WHOLE),
            Self::Right => (WHOLE / 2, 0, WHOLE / 2, WHOLE),
            Self::Middle => (200, 200, 600, 600),
            Self::Rectangle(rectangle) => return rectangle,
        };

        PartRectangle {
            left,
            top,
            width,
            height,
        }
    }

    /// The part of a picture of this size, rounded to whole px.
    pub(super) fn within(self, size: Size) -> PixelPart {
        let PartRectangle {
            left,
            top,
            width,
            height,
        } = self.rectangle();

        let at = |side: u32, thousandths: u16| {
            let pixels = u64::from(side) * u64::from(thousandths);
            ((pixels + u64::from(WHOLE) / 2) / u64::from(WHOLE)) as u32
        };
        let left_edge = at(size.width, left);
        let top_edge = at(size.height, top);

        PixelPart {
            left: left_edge,
            top: top_edge,
            size: Size::new(
                at(size.width, left + width) - left_edge,
                at(size.height, top + height) - top_edge,
            ),
        }
    }
}

impl FromStr for Part {
    type Err = String;

    /// A name, or left, top, width and height in per cent, with commas between them.
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "whole" => Ok(Self::Whole),
            "top" => Ok(Self::Top),
            "bottom" => Ok(Self::Bottom),
            "left" => Ok(Self::Left),
            "right" => Ok(Self::Right),
            "middle" => Ok(Self::Middle),
            _ => rectangle_from_percent(text).map(Self::Rectangle).ok_or_else(|| {
                format!(
                    "there is no part {text}; choose whole, top, bottom, left, right, middle, or a \
                     rectangle within the picture as left,top,width,height in per cent, such as \
                     25,10,50,40"
                )
            }),
        }
    }
}

fn rectangle_from_percent(text: &str) -> Option<PartRectangle> {
    let thousandths = |percent: &str| {
        let percent: f64 = percent.trim().parse().ok()?;
        (0.0..=100.0)
            .contains(&percent)
            .then(|| (10.0 * percent).round() as u16)
    };

    let numbers: Vec<u16> = text.split(',').map(thousandths).collect::<Option<_>>()?;
    match numbers[..] {
        [left, top, width, height] => PartRectangle::new(left, top, width, height),
        _ => None,
    }
}
