//! The request for a sketch.

use crate::{
    image::Picture,
    stylize::{self, Strength, StyleScale, WeightedPicture},
    work::{MakeError, Order},
};

/// A photo, the styles with their weights, and how to sketch: the same choices as for a painting.
#[derive(Clone, Debug)]
pub struct SketchRequest {
    /// The photo.
    pub photo: Picture,
    /// The styles with their weights: at least one, each weight positive.
    pub styles: Vec<WeightedPicture>,
    /// The person's choices.
    pub settings: SketchSettings,
}

/// The person's choices.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SketchSettings {
    /// Longest side of the sketch in px; at most [`LONGEST_SIDE`](super::LONGEST_SIDE).
    pub size: u32,
    /// The strength of the style.
    pub strength: Strength,
    /// The size of the strokes.
    pub style_scale: StyleScale,
    /// Whether to keep the photo's colours.
    pub keep_colors: bool,
}

impl Default for SketchSettings {
    fn default() -> Self {
        let painting = stylize::Settings::default();
        Self {
            size: painting.size,
            strength: painting.strength,
            style_scale: painting.style_scale,
            keep_colors: painting.keep_colors,
        }
    }
}

impl SketchRequest {
    /// The sketch of an order for a painting.
    ///
    /// # Errors
    /// If a choice is out of range.
    pub fn from_order(order: &Order) -> Result<Self, MakeError> {
        let painting = stylize::Request::from_order(order)?;

        Ok(Self {
            settings: SketchSettings {
                size: painting.settings.size,
                strength: painting.settings.strength,
                style_scale: painting.settings.style_scale,
                keep_colors: painting.settings.keep_colors,
            },
            photo: painting.photo,
            styles: painting.styles,
        })
    }
}
