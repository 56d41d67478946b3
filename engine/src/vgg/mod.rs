//! VGG-19 (Simonyan and Zisserman, 2014) up to the deepest layer that style transfer uses: 13
//! convolutions of 3 x 3, each with a ReLU, and a 2 x 2 pooling after the 2nd, 4th, 8th and 12th.
//!
//! Owns the layers, their names, the variants of the network and its weights; knows nothing of how
//! they are computed.

mod normalise;
mod weights;

pub use weights::{Convolution, Kernel, Weights, WeightsError};

/// A ReLU of the network, named by its block and its number in the block, as in Gatys' paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Relu {
    R1_1,
    R1_2,
    R2_1,
    R2_2,
    R3_1,
    R3_2,
    R3_3,
    R3_4,
    R4_1,
    R4_2,
    R4_3,
    R4_4,
    R5_1,
}

impl Relu {
    /// Every ReLU, in order from the picture.
    pub const ALL: [Self; 13] = [
        Self::R1_1,
        Self::R1_2,
        Self::R2_1,
        Self::R2_2,
        Self::R3_1,
        Self::R3_2,
        Self::R3_3,
        Self::R3_4,
        Self::R4_1,
        Self::R4_2,
        Self::R4_3,
        Self::R4_4,
        Self::R5_1,
    ];

    /// Index in the chain.
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }

    /// The name of the convolution in front of it, as in the weights file: `conv1_1`.
    #[must_use]
    pub fn convolution_name(self) -> String {
        format!("{self:?}").replace('R', "conv")
    }

    /// Number of feature maps.
    #[must_use]
    pub fn channels(self) -> usize {
        [
            64, 64, 128, 128, 256, 256, 256, 256, 512, 512, 512, 512, 512,
        ][self.index()]
    }

    /// Poolings between the picture and this ReLU; each halves height and width, rounding down.
    #[must_use]
    pub fn poolings(self) -> u32 {
        [0, 0, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4][self.index()]
    }

    /// Whether a pooling follows before the next convolution.
    #[must_use]
    pub fn is_pooled(self) -> bool {
        matches!(self, Self::R1_2 | Self::R2_2 | Self::R3_4 | Self::R4_4)
    }
}

/// How 2 x 2 neighbours are pooled into one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pooling {
    /// The largest; ties go to the first in reading order.
    Max,
    /// The mean.
    Average,
}

/// What the first convolution sees beyond the picture's edge; all others see zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Border {
    /// Zeros, which is the mean colour of the training pictures.
    Zero,
    /// The nearest pixel of the picture; keeps the border of the painting clean.
    Replicate,
}

/// The variant of the network to build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The pooling.
    pub pooling: Pooling,
    /// The border of the picture.
    pub border: Border,
    /// Whether each convolution is scaled so that the mean activation of its ReLU over photographs
    /// is 1, as in Gatys et al. The network computes the same function up to a factor per layer.
    pub normalised: bool,
}

impl Variant {
    /// The weights, normalised if the variant is.
    #[must_use]
    pub fn apply(self, weights: &Weights) -> Weights {
        if self.normalised {
            normalise::normalised(weights, self.pooling)
        } else {
            weights.clone()
        }
    }
}

/// The mean colour of the training pictures, RGB; the network's input is the picture minus it.
pub const MEAN: [f32; 3] = [123.68, 116.779, 103.939];
