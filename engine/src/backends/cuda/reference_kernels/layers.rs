//! Bias, ReLU, poolings and conversions of maps, forward and backward.

use super::{Position, Round, Size};

pub(crate) fn bias_relu(maps: &[f32], bias: &[f32], round: Round) -> Vec<f32> {
    let values = maps
        .chunks_exact(bias.len())
        .flat_map(|pixel| pixel.iter().zip(bias));
    values
        .map(|(value, bias)| round((value + bias).max(0.0)))
        .collect()
}

pub(crate) fn pool(
    maps: &[f32],
    size: Size,
    channels: usize,
    average: bool,
    round: Round,
) -> Vec<f32> {
    let mut out = Vec::new();
    for position in size.pooled().positions() {
        for c in 0..channels {
            let [v0, v1, v2, v3] = window(size, position).map(|pixel| maps[pixel * channels + c]);
            let value = if average {
                (v0 + v1 + v2 + v3) * 0.25
            } else {
                v0.max(v1).max(v2.max(v3))
            };

            out.push(round(value));
        }
    }

    out
}

/// The pooling that `unpool` goes back through.
#[derive(Clone, Copy)]
pub(crate) struct Unpooling<'a> {
    /// The activations before the pooling.
    pub(crate) maps: &'a [f32],
    /// The gradient at the pooled maps.
    pub(crate) above: &'a [f32],
    pub(crate) channels: usize,
    pub(crate) average: bool,
    /// Whether to go back through the ReLU as well.
    pub(crate) mask: bool,
}

/// Windows that are cut off by the edge get zeros.
pub(crate) fn unpool(unpooling: Unpooling<'_>, size: Size, round: Round) -> Vec<f32> {
    let Unpooling {
        maps,
        above,
        channels,
        average,
        mask,
    } = unpooling;
    let mut out = vec![0.0; maps.len()];

    for position in size.pooled().positions() {
        for c in 0..channels {
            let indices = window(size, position).map(|pixel| pixel * channels + c);
            let values = indices.map(|index| maps[index]);
            let largest = values.into_iter().fold(f32::NEG_INFINITY, f32::max);
            let first = values.iter().position(|value| *value >= largest);
            let gradient = above[(position.y * size.pooled().width + position.x) * channels + c];

            for (k, index) in indices.into_iter().enumerate() {
                let share = if average {
                    0.25
                } else {
                    f32::from(u8::from(Some(k) == first))
                };

                out[index] = if mask && values[k] <= 0.0 {
                    0.0
                } else {
                    round(share * gradient)
                };
            }
        }
    }

    out
}

/// The four pixels of a pooled pixel's window, in reading order.
fn window(size: Size, pooled: Position) -> [usize; 4] {
    let first = 2 * pooled.y * size.width + 2 * pooled.x;
    [first, first + 1, first + size.width, first + size.width + 1]
}

/// A layer's own gradients; `None` is left out.
#[derive(Clone, Copy, Default)]
pub(crate) struct LayerGradients<'a> {
    pub(crate) offset: Option<&'a [f32]>,
    pub(crate) target: Option<TargetGradient<'a>>,
    pub(crate) explicit: Option<&'a [f32]>,
}

/// `scale` weights (activations - `target`).
#[derive(Clone, Copy)]
pub(crate) struct TargetGradient<'a> {
    pub(crate) target: &'a [f32],
    pub(crate) scale: f32,
    /// One for each pixel; `None` for 1.
    pub(crate) weights: Option<&'a [f32]>,
}

/// `above` is the gradient from the next layer, if there is one.
pub(crate) fn relu_backward(
    above: Option<&[f32]>,
    maps: &[f32],
    gradients: LayerGradients<'_>,
    channels: usize,
    round: Round,
) -> Vec<f32> {
    let gradient = |(index, value): (usize, &f32)| {
        let mut sum = above.map_or(0.0, |above| above[index]);
        sum += gradients
            .offset
            .map_or(0.0, |offset| offset[index % channels]);
        sum += gradients.target.map_or(0.0, |target| {
            let weight = target
                .weights
                .map_or(1.0, |weights| weights[index / channels]);
            target.scale * weight * (value - target.target[index])
        });
        sum += gradients.explicit.map_or(0.0, |explicit| explicit[index]);

        if *value > 0.0 { round(sum) } else { 0.0 }
    };
    maps.iter().enumerate().map(gradient).collect()
}

/// `[channels][pixels]` to `[pixels][channels]`.
pub(crate) fn to_maps(planes: &[f32], pixels: usize, round: Round) -> Vec<f32> {
    let channels = planes.len() / pixels;
    (0..planes.len())
        .map(|i| round(planes[i % channels * pixels + i / channels]))
        .collect()
}

/// `[pixels][channels]` to `[channels][pixels]`.
pub(crate) fn to_planes(maps: &[f32], pixels: usize) -> Vec<f32> {
    let channels = maps.len() / pixels;
    (0..maps.len())
        .map(|i| maps[i % pixels * channels + i / pixels])
        .collect()
}

pub(crate) fn to_precision(values: &[f32], round: Round) -> Vec<f32> {
    values.iter().map(|value| round(*value)).collect()
}
