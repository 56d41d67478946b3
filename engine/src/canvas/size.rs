//! The size of a canvas, in millimetres and in pixels.

use serde::{Deserialize, Serialize};

use super::Orientation;

/// Sides of the face in mm: from a postcard to what no printer is wide enough for.
const SIDE: std::ops::RangeInclusive<u32> = 100..=2000;
/// Of the wrap and of the bleed, in mm.
const EDGE: u32 = 100;
const DPI: std::ops::RangeInclusive<u32> = 72..=300;
/// Pixels of a sheet: more would take more memory than masters are promised to take.
const PIXELS: u64 = 120_000_000;

/// A canvas over a frame, and the resolution that it is printed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Measures", into = "Measures")]
pub struct Canvas(Measures);

/// What a [`Canvas`] is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Measures {
    width: u32,
    height: u32,
    wrap: u32,
    bleed: u32,
    dpi: u32,
}

/// Measures that nobody prints.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum InvalidCanvas {
    #[error("a canvas of {0} x {1} mm: each side must lie between {least} and {most} mm", least = SIDE.start(), most = SIDE.end())]
    Side(u32, u32),
    #[error(
        "a wrap of {0} mm and a bleed of {1} mm: neither may be more than {EDGE} mm nor reach the middle"
    )]
    Edge(u32, u32),
    #[error("{0} dpi: the resolution must lie between {least} and {most} dpi", least = DPI.start(), most = DPI.end())]
    Resolution(u32),
    #[error(
        "{0} x {1} pixels are more than this program prints; choose a smaller canvas or fewer dpi"
    )]
    Pixels(u32, u32),
}

impl Canvas {
    /// A face of `width` x `height`, with `wrap` folded over each side of the frame and `bleed`
    /// beyond, all in mm.
    ///
    /// # Errors
    /// If nobody prints that.
    pub fn new(
        width: u32,
        height: u32,
        wrap: u32,
        bleed: u32,
        dpi: u32,
    ) -> Result<Self, InvalidCanvas> {
        if !SIDE.contains(&width) || !SIDE.contains(&height) {
            return Err(InvalidCanvas::Side(width, height));
        }

        if wrap > EDGE || bleed > EDGE || wrap + bleed > width.min(height) / 2 {
            return Err(InvalidCanvas::Edge(wrap, bleed));
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
        let (columns, rows) = canvas.sheet();
        if u64::from(columns) * u64::from(rows) > PIXELS {
            return Err(InvalidCanvas::Pixels(columns, rows));
        }

        Ok(canvas)
    }

    /// The same canvas hung the other way if it is not hung so yet.
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

    /// What is folded over each side, in mm.
    #[must_use]
    pub fn wrap(self) -> u32 {
        self.0.wrap
    }

    /// What is cut off beyond the wrap, in mm.
    #[must_use]
    pub fn bleed(self) -> u32 {
        self.0.bleed
    }

    /// Pixels an inch.
    #[must_use]
    pub fn dpi(self) -> u32 {
        self.0.dpi
    }

    /// Width and height of the face in pixels.
    #[must_use]
    pub fn face(self) -> (u32, u32) {
        (self.pixels(self.0.width), self.pixels(self.0.height))
    }

    /// Pixels of wrap and bleed on each side.
    #[must_use]
    pub fn margin(self) -> u32 {
        self.pixels(self.0.wrap + self.0.bleed)
    }

    /// Width and height of all that is printed, in pixels.
    #[must_use]
    pub fn sheet(self) -> (u32, u32) {
        let (width, height) = self.face();
        (width + 2 * self.margin(), height + 2 * self.margin())
    }

    /// So many millimetres in pixels, rounded; an inch has 25.4 mm.
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
        assert_eq!(canvas.face(), (3543, 5315));
        assert_eq!(canvas.margin(), 236);
        assert_eq!(canvas.sheet(), (4015, 5787));
        assert_eq!(canvas.turned(Orientation::Landscape).sheet(), (5787, 4015));

        assert_eq!(canvas.turned(Orientation::Portrait), canvas);
    }

    #[test]
    fn what_nobody_prints_is_refused() {
        assert!(matches!(
            Canvas::new(30, 40, 4, 0, 150),
            Err(InvalidCanvas::Side(30, 40))
        ));

        assert!(matches!(
            Canvas::new(300, 400, 400, 0, 150),
            Err(InvalidCanvas::Edge(..))
        ));

        assert!(matches!(
            Canvas::new(100, 400, 40, 20, 150),
            Err(InvalidCanvas::Edge(..))
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
    fn a_canvas_from_elsewhere_is_checked_too() {
        let good = Canvas::new(300, 400, 40, 5, 150).unwrap();
        let text = serde_json::to_string(&good).unwrap();
        assert_eq!(serde_json::from_str::<Canvas>(&text).unwrap(), good);
        assert!(serde_json::from_str::<Canvas>(&text.replace("150", "9999")).is_err());
    }
}
