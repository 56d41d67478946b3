//! The normalisation of the network by Gatys et al.: the mean activation of each ReLU becomes 1.

use super::{Pooling, Weights};

/// The mean activation of each ReLU over the photos and paintings in this repository, at 300 px, as
/// printed by `engine/examples/normalise.rs`.
const MEANS_MAX: [f32; 13] = [
    21.804, 103.996, 128.515, 117.562, 133.958, 168.69, 345.672, 519.688, 516.877, 338.936,
    182.844, 46.926, 46.643,
];
const MEANS_AVERAGE: [f32; 13] = [
    21.804, 103.996, 99.843, 96.383, 72.131, 87.74, 185.95, 271.694, 202.343, 133.716, 71.508,
    18.016, 9.957,
];

pub(super) fn normalised(weights: &Weights, pooling: Pooling) -> Weights {
    let means = match pooling {
        Pooling::Max => &MEANS_MAX,
        Pooling::Average => &MEANS_AVERAGE,
    };
    let mut weights = weights.clone();
    let mut below = 1.0;
    for (convolution, mean) in weights.convolutions.iter_mut().zip(means) {
        convolution.kernel.scale(below / mean);
        convolution.bias.iter_mut().for_each(|bias| *bias /= mean);
        below = *mean;
    }

    weights
}
