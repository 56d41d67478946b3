//! What the GPU's network must do besides the contract of all networks. Without a GPU there is
//! nothing to test.

mod descent;
mod kernels;

use super::{CudaNet, Gpu, Precision};
use crate::{
    backends::{
        plain::PlainNet,
        test_data::{STYLE, assert_close, picture, plain, variants, weights},
    },
    net::{Gradient, Moments, Net, NetError},
    planes::Planes,
    vgg::{Border, Pooling, Relu, Variant},
};

/// The network on the first GPU, where there is one.
pub(crate) fn on_gpu(variant: Variant, precision: Precision) -> Option<(String, Box<dyn Net>)> {
    let gpu = Gpu::open(0).ok()?;
    let net = CudaNet::with_precision(&gpu, weights(), variant, precision).unwrap();
    Some((format!("GPU {precision:?} {variant:?}"), Box::new(net)))
}

/// Each layer is rounded to bf16, so the tolerance is a hundred times that of f32 networks.
#[test]
fn the_gpu_in_bf16_stays_near_the_plain_network() {
    for variant in variants() {
        let Some((name, mut net)) = on_gpu(variant, Precision::Bf16) else {
            return;
        };
        let mut plain = plain(variant);

        for (height, width) in [(64, 64), (67, 45), (96, 131)] {
            let name = format!("{name} {height} x {width}");
            let mut gradients = [Planes::default(), Planes::default()];
            for (net, gradient) in [&mut plain as &mut dyn Net, &mut *net]
                .into_iter()
                .zip(&mut gradients)
            {
                net.forward(&picture(height, width, 5), &STYLE).unwrap();

                let mut moments = Moments::default();
                net.moments(Relu::R3_1, &mut moments).unwrap();

                let matrix: Vec<f32> = moments.second.iter().map(|value| value / 1e4).collect();
                let affine = Gradient::Affine {
                    tap: Relu::R3_1,
                    matrix: &matrix,
                    offset: &moments.mean,
                };

                net.backward(&[affine], gradient).unwrap();
            }

            let [expected, actual] = gradients;
            assert_close(actual.data(), expected.data(), 0.1, &name);
            let picture = picture(height, width, 5);
            check_moments(&mut plain, &mut *net, &picture, &name);
        }
    }
}

#[test]
fn a_picture_too_large_for_the_gpu_is_refused_and_the_gpu_stays_usable() {
    let variant = Variant {
        pooling: Pooling::Max,
        border: Border::Replicate,
        normalised: true,
    };

    let Some((name, mut net)) = on_gpu(variant, Precision::Single) else {
        return;
    };
    let small = picture(40, 50, 1);
    net.forward(&small, &STYLE).unwrap();

    let before = net.activations(Relu::R3_1).unwrap();
    let refused = net.forward(&Planes::zeros(3, 12_000, 12_000), &STYLE);
    assert!(
        matches!(refused, Err(NetError::OutOfMemory)),
        "{name}: {refused:?}"
    );

    net.forward(&small, &STYLE).unwrap();
    assert_eq!(net.activations(Relu::R3_1).unwrap(), before, "{name}");
}

fn check_moments(plain: &mut PlainNet, net: &mut dyn Net, picture: &Planes, name: &str) {
    let mut both = [Moments::default(), Moments::default()];
    for tap in STYLE {
        for (net, moments) in [&mut *plain as &mut dyn Net, &mut *net]
            .into_iter()
            .zip(&mut both)
        {
            net.forward(picture, &STYLE).unwrap();
            net.moments(tap, moments).unwrap();
        }

        let [expected, actual] = &both;
        assert_close(&actual.mean, &expected.mean, 1e-2, name);
        assert_close(&actual.second, &expected.second, 2e-2, name);
    }
}
