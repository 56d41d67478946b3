//! The request for a dream.

use std::str::FromStr;

use super::{Theme, octaves::OctavePlan};
use crate::image::Picture;

/// What to dream from, of what, and how.
#[derive(Clone, Debug)]
pub struct Request {
    /// What the dream begins with.
    pub start: Start,
    /// What it is of.
    pub subject: Subject,
    /// The person's choices.
    pub settings: Settings,
}

/// What a dream begins with.
#[derive(Clone, Debug)]
pub enum Start {
    /// A photo.
    Photo(Picture),
    /// Nothing but noise: what the network imagines. The picture is square.
    Noise,
}

/// What a dream is of.
#[derive(Clone, Debug)]
pub enum Subject {
    /// A theme.
    Theme(Theme),
    /// The shapes of another picture. Shapes are taken over, colours are not: it is no style.
    Guide(Picture),
}

/// The person's choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Longest side of the dream in px.
    pub size: u32,
    /// How far the dream goes.
    pub strength: DreamStrength,
    /// Whether to keep the photo's colours: only the brightness dreams.
    pub keep_colors: bool,
    /// The random seed.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            size: 600,
            strength: DreamStrength::Medium,
            keep_colors: false,
            seed: 0,
        }
    }
}

/// How far a dream goes: each is twice as many steps as the one before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DreamStrength {
    /// A hint.
    Light,
    /// The photo is still there.
    #[default]
    Medium,
    /// The dream takes over.
    Deep,
}

impl DreamStrength {
    /// The steps of an octave, where medium has `medium`.
    const fn steps(self, medium: usize) -> usize {
        match self {
            Self::Light => medium / 2,
            Self::Medium => medium,
            Self::Deep => medium * 2,
        }
    }
}

impl FromStr for DreamStrength {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "light" => Ok(Self::Light),
            "medium" => Ok(Self::Medium),
            "deep" => Ok(Self::Deep),
            _ => Err(format!(
                "there is no strength {name}; choose light, medium or deep"
            )),
        }
    }
}

impl Request {
    /// The octaves and steps. Whole layers have small motifs, so that they begin smaller; noise has
    /// nothing to keep, so that it may go further.
    pub(super) fn plan(&self) -> OctavePlan {
        let strength = self.settings.strength;
        let themed = |octaves, medium_steps, step, least_side| OctavePlan {
            octaves,
            steps: strength.steps(medium_steps),
            step,
            least_side,
        };

        match (&self.start, &self.subject) {
            (Start::Noise, _) => themed(4, 14, 2.5, 72),
            (Start::Photo(_), Subject::Guide(_)) => themed(5, 8, 2.0, 60),
            (Start::Photo(_), Subject::Theme(theme)) => match theme.channels() {
                Some(_) => themed(5, 10, 2.0, 72),
                None => themed(6, 8, 2.0, 60),
            },
        }
    }
}
