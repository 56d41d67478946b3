//! The edges of a canvas: what is printed around the face.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Canvas;
use crate::image::Picture;

/// What covers the edges of a canvas.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Wrap {
    /// The mirrored picture, so that the face keeps all of it.
    #[default]
    Mirrored,
    /// The colours of the face's outermost pixels, stretched outwards.
    Stretched,
    /// Bare canvas.
    White,
}

impl FromStr for Wrap {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "mirrored" => Ok(Self::Mirrored),
            "stretched" => Ok(Self::Stretched),
            "white" => Ok(Self::White),
            _ => Err(format!(
                "there is no wrap {name}; choose mirrored, stretched or white"
            )),
        }
    }
}

/// Pixels on each side over which stretched colours are averaged, so that single dark specks do not
/// become stripes.
const SMOOTHED: u32 = 8;

impl Wrap {
    /// The whole sheet of `canvas`: `face`, which has the size [`Canvas::face`] in the canvas's
    /// orientation, with the edges around it.
    ///
    /// # Panics
    /// If the face has another size.
    #[must_use]
    pub fn around(self, face: &Picture, canvas: Canvas) -> Picture {
        assert_eq!(
            face.size(),
            canvas.face(),
            "the face has the size of the canvas"
        );

        self.bordered(face, canvas.margin())
    }

    /// `face` with edges of `margin` pixels on each side.
    pub(super) fn bordered(self, face: &Picture, margin: u32) -> Picture {
        let width = face.width() + 2 * margin;
        let height = face.height() + 2 * margin;
        let columns: Vec<Place> = (0..width)
            .map(|x| Place::at(x, margin, face.width()))
            .collect();

        let mut rgb = Vec::with_capacity(width as usize * height as usize * 3);
        for y in 0..height {
            let row = Place::at(y, margin, face.height());
            rgb.extend(
                columns
                    .iter()
                    .flat_map(|&column| self.colour(face, column, row)),
            );
        }

        Picture::from_rgb(width, height, rgb).expect("rows of equal length")
    }

    fn colour(self, face: &Picture, column: Place, row: Place) -> [u8; 3] {
        match self {
            _ if !column.outside && !row.outside => face.pixel(column.nearest, row.nearest),
            Self::Mirrored => face.pixel(column.mirrored, row.mirrored),
            Self::Stretched => smooth(face, column, row),
            Self::White => [255; 3],
        }
    }
}

/// A column or row of the sheet, mapped to one of the face.
#[derive(Clone, Copy)]
struct Place {
    nearest: u32,
    mirrored: u32,
    outside: bool,
}

impl Place {
    fn at(place: u32, margin: u32, side: u32) -> Self {
        let last = side - 1;
        let (nearest, beyond) = match place.checked_sub(margin) {
            None => (0, margin - place),
            Some(inside) => (inside.min(last), inside.saturating_sub(last)),
        };

        // The outermost line itself is not repeated. A margin is at most as wide as the face.
        let mirrored = if nearest == 0 {
            beyond.min(last)
        } else {
            nearest.saturating_sub(beyond)
        };

        Self {
            nearest,
            mirrored: if beyond == 0 { nearest } else { mirrored },
            outside: beyond > 0,
        }
    }
}

/// The mean of the face around the nearest pixel, along the edge only.
fn smooth(face: &Picture, column: Place, row: Place) -> [u8; 3] {
    let span = |place: Place, side: u32, along: bool| {
        let reach = if along { SMOOTHED } else { 0 };
        place.nearest.saturating_sub(reach)..=(place.nearest + reach).min(side - 1)
    };
    let columns = span(column, face.width(), !column.outside);
    let rows = span(row, face.height(), !row.outside);
    let mut sum = [0_u32; 3];
    let mut count = 0;

    for y in rows {
        for x in columns.clone() {
            sum.iter_mut()
                .zip(face.pixel(x, y))
                .for_each(|(sum, value)| *sum += u32::from(value));
            count += 1;
        }
    }

    sum.map(|sum| ((sum + count / 2) / count) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every pixel's red is its column and its green its row.
    fn numbered(width: u32, height: u32) -> Picture {
        let rgb = (0..width * height)
            .flat_map(|at| [(at % width) as u8, (at / width) as u8, 7])
            .collect();
        Picture::from_rgb(width, height, rgb).unwrap()
    }

    #[test]
    fn the_face_stays_and_the_edges_are_what_was_chosen() {
        let face = numbered(20, 10);
        for wrap in [Wrap::Mirrored, Wrap::Stretched, Wrap::White] {
            let sheet = wrap.bordered(&face, 4);
            assert_eq!((sheet.width(), sheet.height()), (28, 18));
            assert_eq!(sheet.part(4, 4, 20, 10), face, "{wrap:?}");
        }

        let mirrored = Wrap::Mirrored.bordered(&face, 4);
        assert_eq!(mirrored.pixel(3, 4), [1, 0, 7]);
        assert_eq!(mirrored.pixel(0, 0), [4, 4, 7]);
        assert_eq!(mirrored.pixel(24, 14), [18, 8, 7]);
        assert_eq!(mirrored.pixel(27, 17), [15, 5, 7]);

        assert_eq!(Wrap::White.bordered(&face, 4).pixel(0, 9), [255, 255, 255]);

        let stretched = Wrap::Stretched.bordered(&face, 4);
        assert_eq!(stretched.pixel(0, 4 + 5)[0], 0);
        assert_eq!(stretched.pixel(27, 4 + 5)[0], 19);
    }

    #[test]
    fn names_are_understood() {
        assert_eq!("stretched".parse(), Ok(Wrap::Stretched));
        assert!("folded".parse::<Wrap>().unwrap_err().contains("mirrored"));
    }
}
