//! Makes sheets by order: one photo in each of several styles, numbered.

use super::{SketchSettings, Sketcher, contact_sheet};
use crate::{
    device::Device,
    image::{Limits, Picture, fitted_size},
    sight::draw_number,
    stylize::WeightedPicture,
    work::{MakeError, Maker, OnStep, Order, Piece, Step},
};

/// The radius of the disc under a number, as a share of a sketch's longest side, and its distance
/// from the edges.
const DISC: f32 = 0.05;
const MARGIN: f32 = 0.025;
/// Width through height of what is about square.
const SQUARE_FROM: f64 = 0.8;
const SQUARE_TO: f64 = 1.2;
/// How much of a sketch shows through the disc.
const THROUGH: f32 = 0.35;

/// Makes sheets of sketches. The order's size is the longest side of one sketch. Loads the networks
/// when they are first needed.
pub struct StylesMaker {
    styles: Vec<&'static [u8]>,
    device: Device,
    sketcher: Option<Sketcher>,
}

impl StylesMaker {
    /// A maker with these styles as files, in the order of their numbers. What candle computes of
    /// the networks runs on this device.
    #[must_use]
    pub const fn new(styles: Vec<&'static [u8]>, device: Device) -> Self {
        Self {
            styles,
            device,
            sketcher: None,
        }
    }
}

impl Maker for StylesMaker {
    fn make(
        &mut self,
        order: &Order,
        _resume: Option<&[u8]>,
        on_step: &mut OnStep,
    ) -> Result<Piece, MakeError> {
        let sketcher = match self.sketcher.take() {
            Some(sketcher) => sketcher,
            None => Sketcher::load_for(&self.device.candle())?,
        };
        let sketcher = self.sketcher.insert(sketcher);

        // Reduced once, not for each sketch.
        let size = fitted_size(order.photo.width(), order.photo.height(), order.size);
        let photo = order.photo.resized(size.width, size.height);
        let settings = SketchSettings {
            size: order.size,
            ..SketchSettings::default()
        };
        let total = self.styles.len();
        let mut sketches = Vec::with_capacity(total);
        let mut stopped = on_step(&SheetStep::new(&sketches, &photo, total)).is_break();

        for file in &self.styles {
            if stopped {
                break;
            }

            let style = Picture::decode(file, &Limits::default())
                .map_err(|error| MakeError::Broken(error.to_string()))?;
            let style = WeightedPicture::new(style, 1.0);
            sketches.extend(sketcher.sketch_each(&photo, &[style], settings)?);
            stopped = on_step(&SheetStep::new(&sketches, &photo, total)).is_break();
        }

        Ok(Piece {
            picture: numbered_sheet(&sketches, &photo),
            iterations: total,
            film: None,
            found: Vec::new(),
            stopped,
        })
    }
}

/// The sketches with their numbers: wide ones in two columns and upright ones in four, so that the
/// sheet fits a phone. About square ones stand in three, and the photo fills the last place.
fn numbered_sheet(sketches: &[Picture], photo: &Picture) -> Picture {
    let aspect = f64::from(photo.width()) / f64::from(photo.height());
    let columns = match aspect {
        SQUARE_TO.. => 2,
        SQUARE_FROM.. => 3,
        _ => 4,
    };
    let numbered = (1..)
        .zip(sketches)
        .map(|(number, sketch)| numbered(sketch, number));
    let photo = (sketches.is_empty() || columns == 3).then(|| photo.clone());
    let cells: Vec<Picture> = numbered.chain(photo).collect();

    contact_sheet(&cells, columns)
}

/// A sketch with a white number on a dark disc at its upper left.
fn numbered(sketch: &Picture, number: usize) -> Picture {
    let size = sketch.size();
    let longest = size.width.max(size.height) as f32;
    let radius = longest * DISC;
    let middle = longest * MARGIN + radius;
    let mut canvas = Canvas {
        rgb: sketch.as_rgb().to_vec(),
        width: size.width as usize,
    };

    let edge = (middle + radius).ceil() as usize + 1;
    for y in 0..edge.min(size.height as usize) {
        for x in 0..edge.min(size.width as usize) {
            let across = x as f32 + 0.5 - middle;
            let down = y as f32 + 0.5 - middle;
            let covered = (radius + 0.5 - across.hypot(down)).clamp(0.0, 1.0);
            canvas.blend(x, y, 0.0, covered * (1.0 - THROUGH));
        }
    }

    draw_number(number, radius * 1.6, &mut |right, below, covered| {
        let x = (middle as usize).checked_add_signed(right);
        let y = (middle as usize).checked_add_signed(below);
        if let (Some(x), Some(y)) = (x, y) {
            canvas.blend(x, y, 255.0, covered);
        }
    });

    Picture::from_rgb(size.width, size.height, canvas.rgb).expect("three values a pixel")
}

/// Pixels that are drawn on.
struct Canvas {
    rgb: Vec<u8>,
    width: usize,
}

impl Canvas {
    /// Mixes a share of a level into each channel of a pixel; nothing outside of the picture.
    fn blend(&mut self, x: usize, y: usize, level: f32, share: f32) {
        if x >= self.width {
            return;
        }

        let start = (y * self.width + x) * 3;
        for channel in self.rgb.iter_mut().skip(start).take(3) {
            let mixed = f32::from(*channel) * (1.0 - share) + level * share;
            *channel = mixed.round() as u8;
        }
    }
}

/// A sheet in progress. It has no checkpoint: it takes a few seconds.
struct SheetStep<'a> {
    sketches: &'a [Picture],
    photo: &'a Picture,
    total: usize,
}

impl<'a> SheetStep<'a> {
    const fn new(sketches: &'a [Picture], photo: &'a Picture, total: usize) -> Self {
        Self {
            sketches,
            photo,
            total,
        }
    }
}

impl Step for SheetStep<'_> {
    fn done(&self) -> usize {
        self.sketches.len()
    }

    fn total(&self) -> usize {
        self.total
    }

    fn fraction(&self) -> f64 {
        self.sketches.len() as f64 / self.total.max(1) as f64
    }

    fn preview(&self) -> Option<Picture> {
        Some(numbered_sheet(self.sketches, self.photo))
    }

    fn checkpoint(&self) -> Option<Vec<u8>> {
        None
    }

    fn is_stage(&self, _stages: usize) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sketch_has_its_number_on_a_dark_disc() {
        let sketch = Picture::from_rgb(120, 80, vec![200; 120 * 80 * 3]).unwrap();
        let numbered = numbered(&sketch, 8);

        let levels = || {
            let corner = (0..16).flat_map(|y| (0..16).map(move |x| (x, y)));
            corner.map(|(x, y)| numbered.pixel(x, y)[0])
        };
        assert!(levels().any(|level| level < 90), "the disc");
        assert!(levels().any(|level| level > 230), "the number");
        assert_eq!(numbered.pixel(60, 40), sketch.pixel(60, 40));
    }

    #[test]
    fn a_sheet_fits_a_phone_whatever_the_shape_of_its_photo() {
        let sketch = |width, height| {
            let rgb = vec![100; width as usize * height as usize * 3];
            Picture::from_rgb(width, height, rgb).unwrap()
        };
        let sheet = |photo: Picture| {
            let sheet = numbered_sheet(&vec![photo.clone(); 8], &photo);
            [sheet.width(), sheet.height()]
        };

        assert_eq!(sheet(sketch(60, 40)), [2 * 68 + 8, 4 * 48 + 8]);
        assert_eq!(sheet(sketch(40, 60)), [4 * 48 + 8, 2 * 68 + 8]);
        assert_eq!(sheet(sketch(40, 40)), [3 * 48 + 8, 3 * 48 + 8]);
    }
}
