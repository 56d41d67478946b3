//! The request for a clip.

use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::{
    image::{MINIMUM_SIDE, Picture, Size, fitted_size},
    recipe::Preset,
    stylize::{self, Init, Settings, StyleScale, WeightedPicture},
};

/// From this side in px on a clip has the strokes of a painting, and smaller ones have strokes that
/// are larger by so much at most.
const FINE_STROKES: f64 = 640.0;
const MOST_LARGER: f64 = 1.4;

/// Frames, the styles with their weights, and how to paint.
#[derive(Clone, Debug)]
pub struct Request {
    /// The frames of the clip, all of one shape: at least one.
    pub frames: Vec<Picture>,
    /// Whether the clip repeats. Its last frames then lead to the first one, if they do so in the
    /// clip itself.
    pub repeats: bool,
    /// The styles with their weights: at least one, each weight positive.
    pub styles: Vec<WeightedPicture>,
    /// The choices for the first frame of a scene, which hold for all: size, strength and so on.
    pub settings: Settings,
    /// How the frames after the first one are painted.
    pub recipe: Recipe,
}

/// How the frames after the first one of a scene are painted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recipe {
    /// Iterations a frame.
    pub iterations: usize,
    /// Adam's learning rate.
    pub rate: f32,
    /// The weight of the temporal term, on the scale of the total variation.
    pub temporal: f64,
    /// By how much the total variation counts more than in a painting: what is as fine as a pixel
    /// cannot move by parts of one.
    pub smoothness: f64,
    /// How much of a finished frame is the moved one before, where it shows the same, 0..=1.
    pub keep: f32,
    /// How much of a sketched frame.
    pub keep_of_sketch: f32,
    /// How much of the photo is the moved one before, so that its grain becomes no strokes.
    pub calm: f32,
}

impl Default for Recipe {
    fn default() -> Self {
        Self {
            iterations: 8,
            rate: 5.0,
            temporal: 1200.0,
            smoothness: 32.0,
            keep: 0.85,
            keep_of_sketch: 0.85,
            calm: 0.7,
        }
    }
}

impl Request {
    /// The size of the painted frames.
    #[must_use]
    pub fn size(&self) -> Size {
        let longest = self.settings.size.max(MINIMUM_SIDE);
        let Some(first) = self.frames.first() else {
            return Size::new(longest, longest);
        };

        fitted_size(first.width(), first.height(), longest)
    }

    /// The request for some of the frames, such as those of a scene. Only a whole clip repeats.
    #[must_use]
    pub fn part(&self, frames: Range<usize>) -> Self {
        Self {
            repeats: self.repeats && frames.len() == self.frames.len(),
            frames: self.frames[frames].to_vec(),
            styles: self.styles.clone(),
            ..*self
        }
    }

    /// The painting that one of the frames would be.
    pub(super) fn painting(&self, frame: usize) -> stylize::Request {
        stylize::Request {
            photo: self.frames[frame].clone(),
            styles: self.styles.clone(),
            settings: self.painting_settings(),
        }
    }

    /// The choices, without those that a clip does not have.
    pub(super) fn painting_settings(&self) -> Settings {
        Settings {
            preset: Preset::Default,
            optimizer: None,
            init: Init::Content,
            until_loss: None,
            texture: None,
            style_scale: self.strokes(),
            ..self.settings
        }
    }

    /// The strokes of a small clip are larger: those of a painting would be as fine as its pixels.
    fn strokes(&self) -> StyleScale {
        let chosen = self.settings.style_scale;
        let factor = (FINE_STROKES / f64::from(self.settings.size)).clamp(1.0, MOST_LARGER);

        StyleScale::new(chosen.get() * factor).unwrap_or(chosen)
    }

    /// A hash of everything in the request that affects the clip.
    pub(super) fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(format!("{:?} {}", self.recipe, self.repeats));
        for frame in &self.frames {
            hash.update(format!("{} {}", frame.width(), frame.height()));
            hash.update(frame.as_rgb());
        }

        if !self.frames.is_empty() {
            hash.update(self.painting(0).fingerprint());
        }

        let digest = hash.finalize();
        digest[..16]
            .iter()
            .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
    }
}
