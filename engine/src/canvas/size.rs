//! The size of a canvas, in millimetres and in pixels.

use serde::{Deserialize, Serialize};

use crate::image::Size;

/// Sides of the face in mm: from a postcard to the widest printers.
const SIDE: std::ops::RangeInclusive<u32> = 100..=2000;
/// The most that the wrap and the bleed may each be, in mm.
const EDGE: u32 = 100;
const DPI: std::ops::RangeInclusive<u32> = 72..=300;
/// Pixels of a sheet: a larger one would exceed the memory planned for masters.
const PIXELS: u64 = 120_000_000;

/// How a canvas hangs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Orientation {
    /// Higher than wide.
    Portrait,
    /// Wider than high.
    Landscape,
}

impl Orientation {
    /// The orientation of a picture of this size; a square counts as portrait.
    #[must_use]
    pub fn from_size(width: u32, height: u32) -> Self {
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

/// The measures of a canvas over a frame, and the resolution that it is printed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Measures", into = "Measures")]
pub struct Canvas(Measures);

/// The fields of a [`Canvas`], before they are checked: mm, and dots per inch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Measures {
    width: u32,
    height: u32,
    wrap: u32,
    bleed: u32,
    dpi: u32,
}

/// Measures that cannot be printed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum InvalidCanvas {
    #[error("a canvas of {width} x {height} mm: each side must lie between {least} and {most} mm", least = SIDE.start(), most = SIDE.end())]
    Side { width: u32, height: u32 },
    #[error(
        "a wrap of {wrap} mm and a bleed of {bleed} mm: neither may be more than {EDGE} mm nor reach the middle"
    )]
    Edge { wrap: u32, bleed: u32 },
    #[error("{0} dpi: the resolution must lie between {least} and {most} dpi", least = DPI.start(), most = DPI.end())]
    Resolution(u32),
    #[error(
        "{} x {} pixels are more than this program prints; choose a smaller canvas or fewer dpi", .0.width, .0.height
    )]
    Pixels(Size),
}

impl Canvas {
    /// A face of `width` x `height`, with `wrap` folded over each side of the frame and `bleed`
    /// beyond that, all in mm, printed at `dpi`.
    ///
    /// # Errors
    /// If it cannot be printed, or not by this program.
    pub fn new(
        width: u32,
        height: u32,
        wrap: u32,
        bleed: u32,
        dpi: u32,
    ) -> Result<Self, InvalidCanvas> {
        if !SIDE.contains(&width) || !SIDE.contains(&height) {
            return Err(InvalidCanvas::Side { width, height });
        }

        if wrap > EDGE || bleed > EDGE || wrap + bleed > width.min(height) / 2 {
            return Err(InvalidCanvas::Edge { wrap, bleed });
        }

        if !DPI.contains(&dpi) {
            return Err(InvalidCanvas::Resolution(dpi));
        }

        let canvas = Self(Measures {
            width,
            height,
            wrap,
            bleed,
            dpi,
        });
        let sheet = canvas.sheet();
        if sheet.pixels() > PIXELS {
            return Err(InvalidCanvas::Pixels(sheet));
        }

        Ok(canvas)
    }

    /// The same canvas hung in this orientation.
    #[must_use]
    pub fn turned(self, orientation: Orientation) -> Self {
        let short = self.0.width.min(self.0.height);
        let long = self.0.width.max(self.0.height);
        let (width, height) = match orientation {
            Orientation::Portrait => (short, long),
            Orientation::Landscape => (long, short),
        };

        Self(Measures {
            width,
            height,
            ..self.0
        })
    }

    /// Width of the face in mm.
    #[must_use]
    pub fn width(self) -> u32 {
        self.0.width
    }

    /// Height of the face in mm.
    #[must_use]
    pub fn height(self) -> u32 {
        self.0.height
    }

    /// Width of the strip folded over each side, in mm.
    #[must_use]
    pub fn wrap(self) -> u32 {
        self.0.wrap
    }

    /// Width of the strip cut off beyond the wrap, in mm.
    #[must_use]
    pub fn bleed(self) -> u32 {
        self.0.bleed
    }

    /// Pixels per inch.
    #[must_use]
    pub fn dpi(self) -> u32 {
        self.0.dpi
    }

    /// The face in pixels.
    #[must_use]
    pub fn face(self) -> Size {
        Size::new(self.pixels(self.0.width), self.pixels(self.0.height))
    }

    /// Pixels of wrap and bleed on each side.
    #[must_use]
    pub fn margin(self) -> u32 {
        self.pixels(self.0.wrap + self.0.bleed)
    }

    /// Everything that is printed, in pixels: the face with [`Canvas::margin`] on each side.
    #[must_use]
    pub fn sheet(self) -> Size {
        let face = self.face();
        let margins = 2 * self.margin();
        Size::new(face.width + margins, face.height + margins)
    }

    /// Millimetres in pixels, rounded; an inch has 25.4 mm.
    fn pixels(self, millimetres: u32) -> u32 {
        (millimetres * self.0.dpi * 10 + 127) / 254
    }
}

impl TryFrom<Measures> for Canvas {
    type Error = InvalidCanvas;

    fn try_from(measures: Measures) -> Result<Self, InvalidCanvas> {
        Self::new(
            measures.width,
            measures.height,
            measures.wrap,
            measures.bleed,
            measures.dpi,
        )
    }
}

impl From<Canvas> for Measures {
    fn from(canvas: Canvas) -> Self {
        canvas.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixty_by_ninety_is_about_4000_by_5800_pixels() {
        let canvas = Canvas::new(600, 900, 40, 0, 150).unwrap();
        assert_eq!(canvas.face(), Size::new(3543, 5315));
        assert_eq!(canvas.margin(), 236);
        assert_eq!(canvas.sheet(), Size::new(4015, 5787));
        assert_eq!(
            canvas.turned(Orientation::Landscape).sheet(),
            Size::new(5787, 4015)
        );

        assert_eq!(canvas.turned(Orientation::Portrait), canvas);
    }

    #[test]
    fn measures_that_cannot_be_printed_are_refused() {
        assert!(matches!(
            Canvas::new(30, 40, 4, 0, 150),
            Err(InvalidCanvas::Side {
                width: 30,
                height: 40
            })
        ));

        assert!(matches!(
            Canvas::new(300, 400, 400, 0, 150),
            Err(InvalidCanvas::Edge { .. })
        ));

        assert!(matches!(
            Canvas::new(100, 400, 40, 20, 150),
            Err(InvalidCanvas::Edge { .. })
        ));

        assert!(matches!(
            Canvas::new(300, 400, 40, 0, 20),
            Err(InvalidCanvas::Resolution(20))
        ));

        assert!(matches!(
            Canvas::new(2000, 2000, 40, 0, 300),
            Err(InvalidCanvas::Pixels(..))
        ));
    }

    #[test]
    fn a_deserialised_canvas_is_checked_too() {
        let good = Canvas::new(300, 400, 40, 5, 150).unwrap();
        let text = serde_json::to_string(&good).unwrap();
        assert_eq!(serde_json::from_str::<Canvas>(&text).unwrap(), good);
        assert!(serde_json::from_str::<Canvas>(&text.replace("150", "9999")).is_err());
    }
}
