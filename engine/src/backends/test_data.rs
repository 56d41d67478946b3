//! What the tests of the networks share: weights, pictures, gradients and a comparison.

use std::{path::Path, sync::OnceLock};

use candle_core::Device;

use super::plain::PlainNet;
use crate::{
    net::Gradient,
    planes::Planes,
    vgg::{Border, Pooling, Relu, Variant, Weights},
};

/// The layers that a style transfer taps.
pub(super) const STYLE: [Relu; 6] = [
    Relu::R1_1,
    Relu::R2_1,
    Relu::R3_1,
    Relu::R4_1,
    Relu::R4_2,
    Relu::R5_1,
];

pub(super) fn weights() -> &'static Weights {
    static WEIGHTS: OnceLock<Weights> = OnceLock::new();

    WEIGHTS.get_or_init(|| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/vgg19-q8.safetensors");
        Weights::load(&path).unwrap()
    })
}

pub(super) fn plain(variant: Variant) -> PlainNet {
    PlainNet::new(weights(), variant, &Device::Cpu).unwrap()
}

/// The plain network on the first GPU; `None` if there is none.
#[cfg(feature = "candle-cuda")]
pub(super) fn plain_on_gpu(variant: Variant) -> Option<(String, Box<dyn crate::net::Net>)> {
    let gpu = crate::candle_device::CandleDevice::cuda(0).ok()?;
    let net = PlainNet::new(weights(), variant, gpu.inner()).unwrap();
    Some((format!("candle on the GPU {variant:?}"), Box::new(net)))
}

/// A pseudo-random number in -0.5..0.5.
pub(super) fn noise(seed: usize) -> f64 {
    let mut hash = (seed as u64)
        .wrapping_add(1)
        .wrapping_mul(0x9E37_79B9_7F4A_7C15);
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);

    ((hash ^ (hash >> 31)) >> 11) as f64 / (1u64 << 53) as f64 - 0.5
}

/// Waves with some noise. Where `seed` is below 3 there is a flat patch: it makes ties in a max
/// pooling, which rounding may break.
pub(super) fn picture(height: usize, width: usize, seed: usize) -> Planes {
    Planes::from_fn(3, height, width, |c, y, x| {
        if seed < 3 && y < height / 3 && x < width / 3 {
            return 200.0;
        }

        let x_ = x as f64;
        let y_ = y as f64;
        let s = (seed + c) as f64;
        let wave = (0.7 * x_ + s).sin() * (0.4 * y_ - s).cos() * 80.0 + 120.0;

        (wave + 60.0 * noise((seed * 1000 + c) * 100_000 + y * 300 + x)) as f32
    })
}

fn random_planes(like: &Planes, seed: usize) -> Planes {
    let mut planes = like.clone();
    planes
        .data_mut()
        .iter_mut()
        .enumerate()
        .for_each(|(i, value)| *value = noise(seed * 10_000_000 + i) as f32);

    planes
}

fn random_matrix(channels: usize, seed: usize) -> Vec<f32> {
    let value = |a: usize, b: usize| {
        noise(seed * 10_000_000 + a.min(b) * channels + a.max(b)) as f32 / channels as f32
    };
    (0..channels * channels)
        .map(|i| value(i / channels, i % channels))
        .collect()
}

pub(super) fn assert_close(actual: &[f32], expected: &[f32], tolerance: f64, what: &str) {
    assert_eq!(actual.len(), expected.len(), "{what}");

    let norm = |values: &mut dyn Iterator<Item = f64>| {
        values.map(|value| value * value).sum::<f64>().sqrt()
    };
    let error = norm(
        &mut actual
            .iter()
            .zip(expected)
            .map(|(a, b)| f64::from(*a) - f64::from(*b)),
    );

    let size = norm(&mut expected.iter().map(|value| f64::from(*value)));
    assert!(
        error <= tolerance * size,
        "{what}: error {error:e} of {size:e}: {:e}",
        error / size
    );
}

pub(super) fn variants() -> impl Iterator<Item = Variant> {
    [
        (Pooling::Max, Border::Zero, false),
        (Pooling::Max, Border::Replicate, true),
        (Pooling::Average, Border::Zero, true),
        (Pooling::Average, Border::Replicate, false),
    ]
    .into_iter()
    .map(|(pooling, border, normalised)| Variant {
        pooling,
        border,
        normalised,
    })
}

/// A gradient of each kind at one layer.
pub(super) struct Kinds {
    pub(super) tap: Relu,
    pub(super) matrix: Vec<f32>,
    pub(super) offset: Vec<f32>,
    pub(super) explicit: Planes,
}

impl Kinds {
    pub(super) fn new(tap: Relu, like: &Planes) -> Self {
        let seed = tap.index();
        let offset = (0..tap.channels())
            .map(|c| 30.0 * noise(c + 77 * seed) as f32)
            .collect();
        let mut explicit = random_planes(like, seed);
        explicit
            .data_mut()
            .iter_mut()
            .for_each(|value| *value *= 50.0);

        Self {
            tap,
            matrix: random_matrix(tap.channels(), seed),
            offset,
            explicit,
        }
    }

    pub(super) fn gradients(&self) -> [Gradient<'_>; 3] {
        let tap = self.tap;
        [
            Gradient::Affine {
                tap,
                matrix: &self.matrix,
                offset: &self.offset,
            },
            Gradient::Target { tap, scale: 0.3 },
            Gradient::Explicit {
                tap,
                gradient: &self.explicit,
            },
        ]
    }
}
