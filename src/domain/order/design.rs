//! How a picture is placed on a canvas.

use std::fmt;

use serde::{Deserialize, Serialize};
use strum::{EnumCount, EnumString, IntoStaticStr, VariantArray};

use crate::domain::picture_size::PictureSize;

/// The front of a canvas in centimetres, as it hangs: 30x40 is upright, 40x30 is sideways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Format {
    /// Width in centimetres.
    pub width: u16,
    /// Height in centimetres.
    pub height: u16,
}

impl Format {
    /// A format.
    #[must_use]
    pub const fn new(width: u16, height: u16) -> Self {
        Self { width, height }
    }

    /// The same canvas turned by 90 degrees.
    #[must_use]
    pub const fn turned(self) -> Self {
        Self {
            width: self.height,
            height: self.width,
        }
    }

    /// Turned to the orientation of a picture with this width and height in pixels.
    #[must_use]
    pub const fn like(self, picture: PictureSize) -> Self {
        if (self.width > self.height) == (picture.width > picture.height) {
            self
        } else {
            self.turned()
        }
    }

    /// Reads what [`fmt::Display`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (width, height) = text.split_once('x')?;
        let side = |text: &str| text.parse().ok().filter(|side| (1..=999).contains(side));

        Some(Self {
            width: side(width)?,
            height: side(height)?,
        })
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}x{}", self.width, self.height)
    }
}

/// The finish of the edges around the frame.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    EnumCount,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Wrap {
    /// The picture is mirrored at the edge.
    #[default]
    Mirrored,
    /// The colour at the picture's edge continues.
    Stretched,
    /// White.
    White,
}

impl Wrap {
    /// Every wrap.
    pub const ALL: [Self; Self::COUNT] = *Self::VARIANTS
        .first_chunk()
        .expect("an array of all variants has a place for each");

    /// The word in buttons and in the keys of texts.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Reads [`Wrap::name`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

/// The position of the crop along the side that has room, from −[`Shift::MOST`] (left or top) to
/// [`Shift::MOST`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "i8", into = "i8")]
pub struct Shift(i8);

impl Shift {
    /// Steps between the middle and an edge.
    pub const MOST: i8 = 5;

    /// A shift by this many steps; `None` beyond the edges.
    #[must_use]
    pub const fn by(steps: i8) -> Option<Self> {
        if steps >= -Self::MOST && steps <= Self::MOST {
            Some(Self(steps))
        } else {
            None
        }
    }

    /// The shift in steps from the middle.
    #[must_use]
    pub const fn steps(self) -> i8 {
        self.0
    }

    /// Moved by this many steps; stops at the edges.
    #[must_use]
    pub fn moved(self, steps: i8) -> Self {
        Self(self.0.saturating_add(steps).clamp(-Self::MOST, Self::MOST))
    }
}

impl TryFrom<i8> for Shift {
    type Error = &'static str;

    fn try_from(steps: i8) -> Result<Self, Self::Error> {
        Self::by(steps).ok_or("a shift has at most five steps")
    }
}

impl From<Shift> for i8 {
    fn from(shift: Shift) -> Self {
        shift.0
    }
}

/// The part of a picture that is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CutOut {
    /// Pixels from the left edge of the picture.
    pub left: u32,
    /// Pixels from its top edge.
    pub top: u32,
    /// Its own size.
    pub size: PictureSize,
}

/// The direction in which the crop can be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slack {
    /// None: the picture has the canvas's ratio.
    None,
    /// Left and right.
    Sideways,
    /// Up and down.
    Upwards,
}

/// A picture's placement on a canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Design {
    /// The canvas.
    pub format: Format,
    /// The position of the crop.
    pub shift: Shift,
    /// The finish of the edges.
    pub wrap: Wrap,
}

impl Design {
    /// A picture in the middle of a canvas.
    #[must_use]
    pub fn new(format: Format) -> Self {
        Self {
            format,
            shift: Shift::default(),
            wrap: Wrap::default(),
        }
    }

    /// The same on the turned canvas, with the crop in the middle.
    #[must_use]
    pub fn turned(self) -> Self {
        Self {
            format: self.format.turned(),
            shift: Shift::default(),
            ..self
        }
    }

    /// The crop of a picture with this width and height in pixels: the largest part with the
    /// canvas's ratio, moved by the shift.
    #[must_use]
    pub fn cut_out(&self, picture: PictureSize) -> CutOut {
        let wide = u64::from(self.format.width);
        let high = u64::from(self.format.height);
        let w = u64::from(picture.width);
        let h = u64::from(picture.height);
        let (across, down) = if w * high > h * wide {
            ((h * wide / high).max(1), h)
        } else {
            (w, (w * high / wide).max(1))
        };

        let most = u64::from(Shift::MOST.unsigned_abs());
        let step = (i64::from(self.shift.steps()) + i64::from(Shift::MOST)).unsigned_abs();
        let at = |room: u64| room * step / (2 * most);
        let narrow = |length: u64| u32::try_from(length).unwrap_or(u32::MAX);

        CutOut {
            left: narrow(at(w - across)),
            top: narrow(at(h - down)),
            size: PictureSize::new(narrow(across), narrow(down)),
        }
    }

    /// In which direction the crop of a picture of this size can be moved.
    #[must_use]
    pub fn slack(&self, picture: PictureSize) -> Slack {
        let kept = self.cut_out(picture).size;

        // Steps of less than a pixel do not count.
        let room = u32::from(Shift::MOST.unsigned_abs()) * 2;
        if picture.width - kept.width >= room {
            Slack::Sideways
        } else if picture.height - kept.height >= room {
            Slack::Upwards
        } else {
            Slack::None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cut_out_is_the_largest_of_its_ratio_and_goes_from_edge_to_edge() {
        let at = |shift| Design {
            shift: Shift::by(shift).unwrap(),
            ..Design::new(Format::new(40, 30))
        };
        let part = |left, top, width, height| CutOut {
            left,
            top,
            size: PictureSize::new(width, height),
        };

        assert_eq!(
            at(0).cut_out(PictureSize::new(800, 300)),
            part(200, 0, 400, 300)
        );
        assert_eq!(
            at(-5).cut_out(PictureSize::new(800, 300)),
            part(0, 0, 400, 300)
        );
        assert_eq!(
            at(5).cut_out(PictureSize::new(800, 300)),
            part(400, 0, 400, 300)
        );
        assert_eq!(
            at(5).cut_out(PictureSize::new(400, 600)),
            part(0, 300, 400, 300)
        );

        assert_eq!(
            at(3).cut_out(PictureSize::new(400, 300)),
            part(0, 0, 400, 300)
        );
        assert_eq!(at(0).cut_out(PictureSize::new(1, 1)), part(0, 0, 1, 1));
        assert_eq!(at(0).slack(PictureSize::new(800, 300)), Slack::Sideways);
        assert_eq!(at(0).slack(PictureSize::new(400, 600)), Slack::Upwards);
        assert_eq!(at(0).slack(PictureSize::new(400, 300)), Slack::None);
    }

    #[test]
    fn a_format_is_read_as_it_is_written_and_turned_as_the_picture_lies() {
        let stands = Format::new(30, 40);
        assert_eq!(Format::parse(&stands.to_string()), Some(stands));

        for text in ["", "30", "x", "30x", "0x40", "30x4000", "-3x4", "30x40x50"] {
            assert_eq!(Format::parse(text), None, "{text}");
        }

        assert_eq!(stands.like(PictureSize::new(600, 450)), Format::new(40, 30));
        assert_eq!(stands.like(PictureSize::new(450, 600)), stands);
    }
}
