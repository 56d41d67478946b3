//! Where cells lie relative to faces: what tells skin, hair and clothes apart.

use crate::faces::Face;

/// Numbers of a cell.
pub(super) const BESIDE_FACES: usize = 7;

/// From this distance on, in sizes of a face, cells have less and less to do with it …
const NEAR: f32 = 4.0;
/// … over so many sizes.
const FADING: f32 = 3.0;
/// Half the part of a face whose lightness counts as that of its skin, in its sizes.
const MIDDLE: f32 = 0.35;

/// For each cell of rows of `width` cells with this mean L*, relative to the nearest face: whether
/// there is one, whether the cell lies in it, how far aside and below, how much lighter than its skin,
/// how light that skin is, and how large the face. All fade with the distance; without a face they
/// are zero.
pub(super) fn beside_faces(faces: &[Face], lightness: &[f32], width: usize) -> Vec<f32> {
    let height = lightness.len() / width;
    let skins: Vec<f32> = faces
        .iter()
        .map(|face| skin_lightness(face, lightness, width))
        .collect();

    (0..lightness.len())
        .flat_map(|cell| {
            let places = faces
                .iter()
                .map(|face| Place::new(face, cell, width, height));
            let nearest = places
                .enumerate()
                .min_by(|(_, one), (_, other)| one.distance().total_cmp(&other.distance()));
            let Some((index, place)) = nearest else {
                return [0.0; BESIDE_FACES];
            };

            let near = (1.0 - (place.distance() - NEAR) / FADING).clamp(0.0, 1.0);
            let skin = skins[index];
            [
                1.0,
                place.insideness(),
                place.aside.abs().min(4.0) / 2.0,
                place.below.clamp(-4.0, 6.0) / 2.0,
                ((lightness[cell] - skin) / 25.0).clamp(-2.0, 2.0),
                skin / 50.0 - 1.0,
                faces[index].height * 2.0,
            ]
            .map(|value| value * near)
        })
        .collect()
}

/// The mean L* of the middle of a face.
fn skin_lightness(face: &Face, lightness: &[f32], width: usize) -> f32 {
    let height = lightness.len() / width;
    let mut sum = 0.0;
    let mut count = 0;
    let mut nearest = Nearest::default();
    for (cell, &value) in lightness.iter().enumerate() {
        let place = Place::new(face, cell, width, height);
        if place.aside.abs() < MIDDLE && place.below.abs() < MIDDLE {
            sum += value;
            count += 1;
        }
        nearest.consider(place.distance(), value);
    }

    if count > 0 {
        sum / count as f32
    } else {
        nearest.lightness
    }
}

/// The lightness of the cell nearest to a small face.
struct Nearest {
    distance: f32,
    lightness: f32,
}

impl Default for Nearest {
    fn default() -> Self {
        Self {
            distance: f32::INFINITY,
            lightness: 0.0,
        }
    }
}

impl Nearest {
    fn consider(&mut self, distance: f32, lightness: f32) {
        if distance < self.distance {
            *self = Self {
                distance,
                lightness,
            };
        }
    }
}

/// The middle of a cell relative to that of a face, in the face's width and height.
struct Place {
    aside: f32,
    below: f32,
}

impl Place {
    fn new(face: &Face, cell: usize, width: usize, height: usize) -> Self {
        let x = ((cell % width) as f32 + 0.5) / width as f32;
        let y = ((cell / width) as f32 + 0.5) / height as f32;
        Self {
            aside: (x - face.left - face.width / 2.0) / face.width,
            below: (y - face.top - face.height / 2.0) / face.height,
        }
    }

    fn distance(&self) -> f32 {
        self.aside.hypot(self.below)
    }

    /// Near 1 within the face, and 0 outside.
    fn insideness(&self) -> f32 {
        let square = (self.aside / 0.6).powi(2) + (self.below / 0.75).powi(2);
        (-square.powi(2)).exp()
    }
}
