//! Gatys' normalisation of the network: the mean activation of each ReLU becomes 1.

use super::{Pooling, Weights};

/// Mean activation per ReLU over the photos and paintings that the project ships, at 300 px.
const MEANS_MAX: [f32; 13] = [1.0; 13];
const MEANS_AVERAGE: [f32; 13] = [1.0; 13];

pub(super) fn normalised(weights: &Weights, pooling: Pooling) -> Weights {
    let means = match pooling {
        Pooling::Max => &MEANS_MAX,
        Pooling::Average => &MEANS_AVERAGE,
    };
    let mut weights = weights.clone();
    let mut below = 1.0;
    for (convolution, mean) in weights.convolutions.iter_mut().zip(means) {
        convolution.kernel.iter_mut().for_each(|weight| *weight *= below / mean);
        convolution.bias.iter_mut().for_each(|bias| *bias /= mean);
        below = *mean;
    }
    weights
}
