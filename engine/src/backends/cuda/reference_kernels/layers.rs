//! What lies between the convolutions, forward and back.

use super::{Narrow, Size};

pub(crate) fn bias_relu(maps: &[f32], bias: &[f32], narrow: Narrow) -> Vec<f32> {
    let values = maps
        .chunks_exact(bias.len())
        .flat_map(|pixel| pixel.iter().zip(bias));
    values
        .map(|(value, bias)| narrow((value + bias).max(0.0)))
        .collect()
}

pub(crate) fn pool(
    maps: &[f32],
    (height, width): Size,
    channels: usize,
    average: bool,
    narrow: Narrow,
) -> Vec<f32> {
    let mut out = Vec::new();
    for (y, x) in (0..height / 2).flat_map(|y| (0..width / 2).map(move |x| (y, x))) {
        for c in 0..channels {
            let [a, b, c, d] = window(width, (y, x)).map(|pixel| maps[pixel * channels + c]);
            out.push(narrow(if average {
                (a + b + c + d) * 0.25
            } else {
                a.max(b).max(c.max(d))
            }));
        }
    }

    out
}

/// `above` is the gradient at the pooled maps; the windows cut by the edge pass nothing.
pub(crate) fn unpool(
    (maps, above): (&[f32], &[f32]),
    (height, width): Size,
    channels: usize,
    (average, mask): (bool, bool),
    narrow: Narrow,
) -> Vec<f32> {
    let mut out = vec![0.0; maps.len()];
    for (y, x) in (0..height / 2).flat_map(|y| (0..width / 2).map(move |x| (y, x))) {
        for c in 0..channels {
            let places = window(width, (y, x)).map(|pixel| pixel * channels + c);
            let values = places.map(|place| maps[place]);
            let most = values.into_iter().fold(f32::NEG_INFINITY, f32::max);
            let first = values.iter().position(|value| *value >= most);
            let slope = above[(y * (width / 2) + x) * channels + c];

            for (k, place) in places.into_iter().enumerate() {
                let passed = if average {
                    0.25 * slope
                } else {
                    f32::from(u8::from(Some(k) == first)) * slope
                };

                out[place] = if mask && values[k] <= 0.0 {
                    0.0
                } else {
                    narrow(passed)
                };
            }
        }
    }

    out
}

/// The four pixels of a window, in reading order.
fn window(width: usize, (y, x): (usize, usize)) -> [usize; 4] {
    let first = 2 * y * width + 2 * x;
    [first, first + 1, first + width, first + width + 1]
}

/// A layer's own gradients; what is `None` is left out.
#[derive(Clone, Copy, Default)]
pub(crate) struct Own<'a> {
    pub(crate) offset: Option<&'a [f32]>,
    pub(crate) target: Option<(&'a [f32], f32)>,
    pub(crate) explicit: Option<&'a [f32]>,
}

/// `above` is what comes from the next layer, if anything.
pub(crate) fn finish(
    above: Option<&[f32]>,
    maps: &[f32],
    own: Own<'_>,
    channels: usize,
    narrow: Narrow,
) -> Vec<f32> {
    let value = |(place, value): (usize, &f32)| {
        let mut sum = above.map_or(0.0, |above| above[place]);
        sum += own.offset.map_or(0.0, |offset| offset[place % channels]);
        sum += own
            .target
            .map_or(0.0, |(target, scale)| scale * (value - target[place]));

        sum += own.explicit.map_or(0.0, |explicit| explicit[place]);
        if *value > 0.0 { narrow(sum) } else { 0.0 }
    };
    maps.iter().enumerate().map(value).collect()
}

/// `[channels][pixels]` to `[pixels][channels]`.
pub(crate) fn to_maps(planes: &[f32], pixels: usize, narrow: Narrow) -> Vec<f32> {
    let channels = planes.len() / pixels;
    (0..planes.len())
        .map(|i| narrow(planes[i % channels * pixels + i / channels]))
        .collect()
}

pub(crate) fn to_planes(maps: &[f32], pixels: usize) -> Vec<f32> {
    let channels = maps.len() / pixels;
    (0..maps.len())
        .map(|i| maps[i % pixels * channels + i / pixels])
        .collect()
}

pub(crate) fn to_values(values: &[f32], narrow: Narrow) -> Vec<f32> {
    values.iter().map(|value| narrow(*value)).collect()
}
