//! The request for a painting.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Palette, StyleEdit};
use crate::{
    image::{MINIMUM_SIDE, Picture, Size, fitted_size},
    loss::{Losses, Statistics},
    planes::WeightedPlanes,
    recipe::{OptimizerKind, Preset},
};

/// A photo, the styles with their weights, and how to paint.
#[derive(Clone, Debug)]
pub struct Request {
    /// The content.
    pub photo: Picture,
    /// The styles with their weights: at least one, each weight positive.
    pub styles: Vec<WeightedPicture>,
    /// The person's choices.
    pub settings: Settings,
}

/// A style picture and how much it counts among others.
#[derive(Clone, Debug)]
pub struct WeightedPicture {
    /// The picture.
    pub picture: Picture,
    /// Its weight, above 0; only the ratios count.
    pub weight: f64,
    /// What is changed before it is measured.
    pub edit: StyleEdit,
}

impl WeightedPicture {
    /// `picture` with this weight, as it is.
    #[must_use]
    pub const fn new(picture: Picture, weight: f64) -> Self {
        Self {
            picture,
            weight,
            edit: StyleEdit::NOTHING,
        }
    }

    /// The same with this edit.
    #[must_use]
    pub fn edited(self, edit: StyleEdit) -> Self {
        Self { edit, ..self }
    }
}

/// The person's choices.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Longest side of the painting in px.
    pub size: u32,
    /// Iterations at all sizes together.
    pub iterations: usize,
    /// The recipe.
    pub preset: Preset,
    /// The strength of the style.
    pub strength: Strength,
    /// The size of the strokes.
    pub style_scale: StyleScale,
    /// Whether to keep the photo's colours.
    pub keep_colors: bool,
    /// An optimiser other than the recipe's.
    pub optimizer: Option<OptimizerKind>,
    /// The initial picture.
    pub init: Init,
    /// The random seed, for [`Init::Noise`].
    pub seed: u64,
    /// Stop once the loss at the last size is this low, even if iterations are left.
    #[serde(default)]
    pub until_loss: Option<f64>,
    /// What of the style is compared.
    #[serde(default)]
    pub statistics: StyleStatistics,
    /// A texture of this shape instead of a painting: the photo does not count.
    #[serde(default)]
    pub texture: Option<TextureShape>,
    /// How much clearer faces are; the recipe of 2015 takes no notice of it.
    #[serde(default)]
    pub faces: FaceStrength,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            size: 600,
            iterations: Preset::Default.usual_iterations(),
            preset: Preset::Default,
            strength: Strength(1.0),
            style_scale: StyleScale(1.0),
            keep_colors: false,
            optimizer: None,
            init: Init::Content,
            seed: 0,
            until_loss: None,
            statistics: StyleStatistics::Full,
            texture: None,
            faces: FaceStrength::default(),
        }
    }
}

impl Settings {
    /// The terms of the loss.
    pub(crate) fn losses(&self) -> Losses {
        let mut losses = self.preset.recipe().losses;
        losses.content.weight /= self.strength.get();

        if self.texture.is_some() {
            losses.content.weight = 0.0;
        }

        if self.statistics == StyleStatistics::Means {
            losses.statistics = Statistics::Mean;
        }

        losses
    }

    /// The palette to apply; a strength below 1 moves the colours only part of the way. `None` if
    /// the photo's colours are kept.
    pub(crate) fn palette(&self, styles: &[WeightedPlanes]) -> Option<Palette> {
        (!self.keep_colors).then(|| Palette::from_styles(styles, self.strength.get().min(1.0)))
    }
}

/// What of the style is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StyleStatistics {
    /// All that the recipe compares.
    #[default]
    Full,
    /// The means of the feature maps alone: most of the look, but softer.
    Means,
}

impl FromStr for StyleStatistics {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "full" => Ok(Self::Full),
            "means" => Ok(Self::Means),
            _ => Err(format!(
                "there are no statistics {name}; choose full or means"
            )),
        }
    }
}

/// The shape of a texture. Its longest side is that of the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TextureShape {
    /// As wide as high.
    Square,
    /// As high and narrow as the screens of most phones: 13 to 6.
    Phone,
}

impl TextureShape {
    /// The size in px of a texture with this longest side.
    #[must_use]
    pub fn size(self, longest: u32) -> Size {
        match self {
            Self::Square => fitted_size(1, 1, longest),
            Self::Phone => fitted_size(6, 13, longest),
        }
    }
}

impl FromStr for TextureShape {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "square" => Ok(Self::Square),
            "phone" => Ok(Self::Phone),
            _ => Err(format!("there is no shape {name}; choose square or phone")),
        }
    }
}

/// The picture that the optimiser starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Init {
    /// The photo.
    Content,
    /// Grey with noise.
    Noise,
}

impl FromStr for Init {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "content" => Ok(Self::Content),
            "noise" => Ok(Self::Noise),
            _ => Err(format!("there is no start {name}; choose content or noise")),
        }
    }
}

/// Style against content: 1 is the recipe's balance, 2 halves the weight of the content.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Strength(f64);

/// The size of the style picture relative to the painting: 2 makes strokes twice as large.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct StyleScale(f64);

/// How much clearer faces are than the rest: 0 for not at all; with 1, content counts twice there.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FaceStrength(f64);

impl Default for FaceStrength {
    fn default() -> Self {
        Self(2.0)
    }
}

impl FaceStrength {
    /// A strength within 0..=20.
    ///
    /// # Errors
    /// If it lies outside.
    pub fn new(strength: f64) -> Result<Self, InvalidSettings> {
        within("the strength for faces", strength, 0.0, 20.0).map(Self)
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

/// A number out of range.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{name} must lie between {least} and {most}, not {given}")]
pub struct InvalidSettings {
    name: &'static str,
    least: f64,
    most: f64,
    given: f64,
}

fn within(name: &'static str, given: f64, least: f64, most: f64) -> Result<f64, InvalidSettings> {
    if (least..=most).contains(&given) {
        Ok(given)
    } else {
        Err(InvalidSettings {
            name,
            least,
            most,
            given,
        })
    }
}

impl Strength {
    /// A strength within 0.05..=20.
    ///
    /// # Errors
    /// If it lies outside.
    pub fn new(strength: f64) -> Result<Self, InvalidSettings> {
        within("the strength", strength, 0.05, 20.0).map(Self)
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

impl StyleScale {
    /// A scale within 0.2..=3.
    ///
    /// # Errors
    /// If it lies outside.
    pub fn new(scale: f64) -> Result<Self, InvalidSettings> {
        within("the style scale", scale, 0.2, 3.0).map(Self)
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

impl Request {
    /// The size of the finished painting.
    #[must_use]
    pub fn size(&self) -> Size {
        let longest = self.settings.size.max(MINIMUM_SIDE);
        match self.settings.texture {
            Some(shape) => shape.size(longest),
            None => fitted_size(self.photo.width(), self.photo.height(), longest),
        }
    }

    /// A hash of everything in the request that affects the painting.
    pub(crate) fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(format!("{:?}", self.settings));

        let mut add = |picture: &Picture, weight: f64| {
            hash.update(format!("{} {} {weight}", picture.width(), picture.height()));
            hash.update(picture.as_rgb());
        };

        add(&self.photo, 0.0);
        for style in &self.styles {
            add(&style.picture, style.weight);
            if let Some(copy) = &style.edit.without {
                add(copy, 0.0);
            }
        }

        for style in self.styles.iter().filter(|style| !style.edit.is_nothing()) {
            hash.update(format!("{:?}", style.edit));
        }

        format!(
            "{:x}",
            u128::from_be_bytes(
                hash.finalize()[..16]
                    .try_into()
                    .expect("a SHA-256 has 32 bytes")
            )
        )
    }
}
