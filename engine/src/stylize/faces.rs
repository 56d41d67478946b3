//! Faces stay a little clearer: the content counts more where the photo has one.
//!
//! People forgive a painting everything but a face. The style picture usually has larger strokes
//! than a face has features, so that a painting in which the rest is right loses eyes and mouth.

use crate::{
    faces::{Face, FaceFinder},
    image::{Picture, Size},
    recipe::Preset,
    vgg::Relu,
};

use super::Settings;

/// By how much the half axes of the ellipse that is kept are larger than the found face, which
/// reaches from the eyebrows to the chin.
const WIDTH_MARGIN: f32 = 1.15;
const HEIGHT_MARGIN: f32 = 1.3;
/// How far up the ellipse is moved, in heights of the face: above the eyebrows is the forehead.
const RAISE: f32 = 0.08;
/// Where the weight begins to fall, and where it has fallen, in radii of the ellipse.
const INNER: f32 = 0.75;
const OUTER: f32 = 1.25;

/// The faces of a photo and how much more they count.
pub(crate) struct ClearerFaces {
    faces: Vec<Face>,
    strength: f32,
}

impl ClearerFaces {
    /// Finds the faces that are to be clearer. There are none in a texture, and none in the recipe of
    /// 2015, which stays as it was published.
    pub(crate) fn find(photo: &Picture, settings: &Settings) -> Self {
        let strength = settings.faces.get() as f32;
        let is_wanted =
            strength > 0.0 && settings.preset == Preset::Default && settings.texture.is_none();
        let faces = if is_wanted {
            FaceFinder::new().faces(photo)
        } else {
            Vec::new()
        };

        Self { faces, strength }
    }

    /// The weights of the places of a layer when the photo has this size: 1, and up to 1 + strength
    /// in a face. `None` without faces.
    pub(crate) fn weights(&self, photo: Size, layer: Relu) -> Option<Vec<f32>> {
        if self.faces.is_empty() {
            return None;
        }

        let width = photo.width as usize >> layer.poolings();
        let height = photo.height as usize >> layer.poolings();
        let weight = |at: usize| {
            let x = ((at % width) as f32 + 0.5) / width as f32;
            let y = ((at / width) as f32 + 0.5) / height as f32;
            let shares = self.faces.iter().map(|face| share(face, x, y));
            1.0 + self.strength * shares.fold(0.0, f32::max)
        };

        Some((0..width * height).map(weight).collect())
    }
}

/// How much a place belongs to a face, 0..=1. All are shares of the photo's sides.
fn share(face: &Face, x: f32, y: f32) -> f32 {
    let across = (x - face.left - face.width / 2.0) / (WIDTH_MARGIN * face.width / 2.0);
    let middle = face.top + face.height * (0.5 - RAISE);
    let along = (y - middle) / (HEIGHT_MARGIN * face.height / 2.0);
    let fallen = (across.hypot(along) - INNER) / (OUTER - INNER);
    let rest = 1.0 - fallen.clamp(0.0, 1.0);

    rest * rest * (3.0 - 2.0 * rest)
}
