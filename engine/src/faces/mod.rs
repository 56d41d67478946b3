//! Faces in photos: where they are, not whose.
//!
//! The detector is SeetaFace's funnel-structured cascade by the library rustface (Wu et al.,
//! "Funnel-structured cascade for multi-view face detection with alignment-awareness", 2017). It
//! sees upright faces from the front and a little from the side. Its model comes with the program.

use rustface::{Detector, ImageData, Model};

use crate::{image::Picture, luma::luma};

/// From the crate rustface, unchanged.
static MODEL: &[u8] = include_bytes!("../../../models/seetaface/seeta_fd_frontal_v1.0.bin");

/// Longest side at which faces are looked for, in px: the time is bounded by it. A face of a
/// sixteenth of it is found.
const SIDE: u32 = 640;
/// The least side at which there is anything to look for.
const LEAST_SIDE: u32 = 40;
/// The margin around the photo, as a part of its sides: faces at its edge are found, and the
/// library's windows, which move towards what they see, stay within the picture.
const MARGIN_PARTS: u32 = 4;
/// From this score on a window is a face. At the library's default, 2, patterns are faces too.
const LEAST_SCORE: f64 = 3.0;
/// Faces are searched at sizes that differ by this factor, …
const SIZE_STEP: f32 = 0.8;
/// … every so many px.
const WINDOW_STEP: u32 = 4;
/// As many faces are told, the surest first.
const MOST_FACES: usize = 64;

/// Where a face is, in shares of the photo's width and height. It reaches from the eyebrows to the
/// chin and may extend beyond the photo.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Face {
    /// Its left edge, as a share of the width.
    pub left: f32,
    /// Its top, as a share of the height.
    pub top: f32,
    /// Its width, as a share of the width.
    pub width: f32,
    /// Its height, as a share of the height.
    pub height: f32,
    /// How sure it is: from 3, hardly a face, to 10 and more.
    pub score: f32,
}

/// Finds faces. It runs on one core, for up to a second.
pub struct FaceFinder {
    model: Model,
}

impl FaceFinder {
    /// A finder with the model that comes with the program.
    ///
    /// # Panics
    /// If the model is not one: it is part of the program.
    #[must_use]
    pub fn new() -> Self {
        Self {
            model: rustface::read_model(MODEL).expect("the model is part of the program"),
        }
    }

    /// The faces in a photo, the surest first; its colours do not count. A photo with a side below
    /// 40 px has none.
    #[must_use]
    pub fn faces(&self, photo: &Picture) -> Vec<Face> {
        let longest = photo.width().max(photo.height());
        let side = |side: u32| {
            let fitted = u64::from(side) * u64::from(SIDE.min(longest)) / u64::from(longest.max(1));
            fitted as u32
        };
        let width = side(photo.width());
        let height = side(photo.height());
        if width < LEAST_SIDE || height < LEAST_SIDE {
            return Vec::new();
        }

        let searched = Searched::new(&photo.resized(width, height));
        let mut detector = self.detector(width.min(height));
        let windows = detector.detect(&searched.image());

        let mut faces: Vec<Face> = windows.iter().map(|window| searched.face(window)).collect();
        faces.sort_by(|one, other| other.score.total_cmp(&one.score));
        faces.truncate(MOST_FACES);
        faces
    }

    /// The library's detectors stay on one thread; this one may go to another.
    fn detector(&self, largest_face: u32) -> Box<dyn Detector> {
        let mut detector = rustface::create_detector_with_model(self.model.clone());
        detector.set_min_face_size(LEAST_SIDE);
        detector.set_max_face_size(largest_face);
        detector.set_score_thresh(LEAST_SCORE);
        detector.set_pyramid_scale_factor(SIZE_STEP);
        detector.set_slide_window_step(WINDOW_STEP, WINDOW_STEP);
        detector
    }
}

impl Default for FaceFinder {
    fn default() -> Self {
        Self::new()
    }
}

/// A photo's luminance with a margin.
struct Searched {
    luminance: Vec<u8>,
    width: u32,
    height: u32,
    margin_x: u32,
    margin_y: u32,
}

impl Searched {
    /// The margin repeats the photo's edge.
    fn new(photo: &Picture) -> Self {
        let margin_x = photo.width() / MARGIN_PARTS;
        let margin_y = photo.height() / MARGIN_PARTS;
        let width = photo.width() + 2 * margin_x;
        let height = photo.height() + 2 * margin_y;

        let mut luminance = Vec::with_capacity(width as usize * height as usize);
        for y in 0..height {
            let row = y.saturating_sub(margin_y).min(photo.height() - 1);
            for x in 0..width {
                let column = x.saturating_sub(margin_x).min(photo.width() - 1);
                let index = (row as usize * photo.width() as usize + column as usize) * 3;
                let rgb = &photo.as_rgb()[index..index + 3];
                luminance.push(luma([rgb[0], rgb[1], rgb[2]]));
            }
        }

        Self {
            luminance,
            width,
            height,
            margin_x,
            margin_y,
        }
    }

    fn image(&self) -> ImageData<'_> {
        ImageData::new(&self.luminance, self.width, self.height)
    }

    /// A window of the library as a face in the photo.
    fn face(&self, window: &rustface::FaceInfo) -> Face {
        let place = window.bbox();
        let photo_width = (self.width - 2 * self.margin_x) as f32;
        let photo_height = (self.height - 2 * self.margin_y) as f32;

        Face {
            left: (place.x() as f32 - self.margin_x as f32) / photo_width,
            top: (place.y() as f32 - self.margin_y as f32) / photo_height,
            width: place.width() as f32 / photo_width,
            height: place.height() as f32 / photo_height,
            score: window.score() as f32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::image::Limits;

    fn photo(name: &str) -> Picture {
        let path = format!("{}/../assets/photos/{name}.jpg", env!("CARGO_MANIFEST_DIR"));
        let photo = Picture::decode(&std::fs::read(path).unwrap(), &Limits::default()).unwrap();
        photo.resized(photo.width() / 2, photo.height() / 2)
    }

    #[test]
    fn face_of_the_astronaut_is_found_and_the_rocket_has_none() {
        let finder = FaceFinder::new();

        let faces = finder.faces(&photo("astronaut"));
        let [face] = faces[..] else {
            panic!("{faces:?}");
        };
        let middle_x = face.left + face.width / 2.0;
        let middle_y = face.top + face.height / 2.0;
        assert!((middle_x - 0.44).abs() < 0.05, "{face:?}");
        assert!((middle_y - 0.22).abs() < 0.06, "{face:?}");
        assert!((0.12..0.3).contains(&face.width), "{face:?}");

        assert_eq!(finder.faces(&photo("rocket")), []);
    }

    #[test]
    fn small_and_narrow_pictures_have_no_faces() {
        let finder = FaceFinder::new();
        for [width, height] in [[1, 1], [39, 100], [3000, 60]] {
            let pixels = width as usize * height as usize;
            let picture = Picture::from_rgb(width, height, vec![128; pixels * 3]).unwrap();
            assert_eq!(finder.faces(&picture), [], "{width} x {height}");
        }
    }
}
