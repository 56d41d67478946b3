//! Where the network looks.

use crate::{
    image::{Picture, resize_planes_by_means},
    planes::Planes,
};

/// How much each place of a photo counts for some classes, on a grid of about 32 px.
#[derive(Clone, Debug, PartialEq)]
pub struct AttentionMap {
    /// One plane of 0..=1.
    heat: Planes,
}

/// How bright a photo stays where nothing counts.
const DARK: f32 = 0.22;

/// The heat from which on the photo is in full light: the hottest place alone is too little of it.
const FULL: f32 = 0.6;

/// Below 1, so that what counts half is still well lit.
const GAMMA: f32 = 0.8;

impl AttentionMap {
    /// From the evidence for the classes at each place, one plane. Evidence against them counts as
    /// none; the most is 1.
    pub(super) fn from_evidence(evidence: &Planes) -> Self {
        let mut heat = evidence.clone();
        let most = heat.data().iter().fold(0.0_f32, |a, &b| a.max(b));
        for value in heat.data_mut() {
            *value = value.max(0.0) / most.max(f32::MIN_POSITIVE);
        }

        Self { heat }
    }

    /// Rows of the grid.
    #[must_use]
    pub fn height(&self) -> usize {
        self.heat.height()
    }

    /// Columns of the grid.
    #[must_use]
    pub fn width(&self) -> usize {
        self.heat.width()
    }

    /// The heat of each place of the grid, 0..=1, row by row.
    #[must_use]
    pub fn heat(&self) -> &[f32] {
        self.heat.data()
    }

    /// The heat of each pixel of a picture of this size: one plane of 0..=1.
    ///
    /// # Panics
    /// If either is zero.
    #[must_use]
    pub fn enlarged(&self, height: usize, width: usize) -> Planes {
        // In two steps: the second rounds the edges that the first leaves at the grid's places.
        let middle = |grid: usize, full: usize| (2 * grid).min(full).max(1);
        let halfway = resize_planes_by_means(
            &self.heat,
            middle(self.width(), width),
            middle(self.height(), height),
        );

        resize_planes_by_means(&halfway, width, height)
    }
}

/// The photo in full light where the map is hot, dark and without colour elsewhere.
///
/// # Panics
/// Never: there are as many pixels as the photo has.
#[must_use]
pub fn lit(photo: &Picture, map: &AttentionMap) -> Picture {
    let width = photo.width() as usize;
    let height = photo.height() as usize;
    let heat = map.enlarged(height, width);

    let pixels = photo.as_rgb().chunks_exact(3).zip(heat.data());
    let rgb = pixels.flat_map(|(pixel, &heat)| {
        let [red, green, blue] = [0, 1, 2].map(|channel| f32::from(pixel[channel]));
        let light = (heat / FULL).clamp(0.0, 1.0).powf(GAMMA);
        let grey = (red + green + blue) / 3.0 * DARK;
        [red, green, blue].map(|value| (grey + light * (value - grey) + 0.5) as u8)
    });

    Picture::from_rgb(photo.width(), photo.height(), rgb.collect())
        .expect("a pixel for each of the photo's")
}
