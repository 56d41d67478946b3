//! The block network against the network that it applies.

use super::*;
use crate::{
    backends::{
        test_data::{Kinds, STYLE, assert_close, picture, plain, weights},
        winograd::WinogradNet,
    },
    loss::{Objective, PaintingLoss, StyleTarget},
    planes::WeightedPlanes,
    recipe::Preset,
    vgg::{Border, Pooling, Variant},
};

const SIDE: usize = 192;

/// Odd at every level; and one row of blocks whose last pixels no pooling keeps.
const SIZES: [(usize, usize); 2] = [(421, 307), (150, 333)];

fn variants() -> [Variant; 2] {
    [
        Variant {
            pooling: Pooling::Max,
            border: Border::Replicate,
            normalised: true,
        },
        Variant {
            pooling: Pooling::Average,
            border: Border::Zero,
            normalised: false,
        },
    ]
}

/// Everything that the losses read from a network.
struct Answers {
    layers: Vec<LayerAnswers>,
    deepest: Planes,
    gradient: Planes,
}

struct LayerAnswers {
    moments: Moments,
    distance: Distance,
}

fn ask(net: &mut dyn Net, height: usize, width: usize) -> Answers {
    net.forward(&picture(height, width, 4), &STYLE).unwrap();

    for tap in STYLE {
        net.keep_target(tap).unwrap();
    }

    net.forward(&picture(height, width, 3), &STYLE).unwrap();

    let layers = STYLE.map(|tap| {
        let mut moments = Moments::default();
        net.moments(tap, &mut moments).unwrap();
        LayerAnswers {
            moments,
            distance: net.distance(tap).unwrap(),
        }
    });
    let deepest = net.activations(Relu::R5_1).unwrap();
    let like = |tap: Relu| {
        let shape = Region::new(0..height, 0..width).pooled(tap.poolings());
        Kinds::new(
            tap,
            &Planes::zeros(tap.channels(), shape.height, shape.width),
        )
    };

    let kinds = STYLE.map(like);
    let gradients: Vec<Gradient> = kinds.iter().flat_map(Kinds::gradients).collect();
    let mut gradient = Planes::default();
    net.backward(&gradients, &mut gradient).unwrap();

    Answers {
        layers: layers.into(),
        deepest,
        gradient,
    }
}

fn compare(whole: &mut dyn Net, blocks: &mut dyn Net, sizes: &[(usize, usize)], what: &str) {
    for &(height, width) in sizes {
        let what = format!("{what} {height} x {width}");
        let expected = ask(whole, height, width);
        let actual = ask(blocks, height, width);

        for (actual, expected) in actual.layers.iter().zip(&expected.layers) {
            let moments = &expected.moments;
            assert_eq!(actual.moments.pixels, moments.pixels, "{what}");
            assert_close(&actual.moments.mean, &moments.mean, 1e-5, &what);
            assert_close(&actual.moments.second, &moments.second, 1e-5, &what);

            let distance = expected.distance;
            assert_eq!(actual.distance.count, distance.count, "{what}");
            assert!(
                (actual.distance.square / distance.square - 1.0).abs() < 1e-4,
                "{what}"
            );

            assert!(
                (actual.distance.absolute / distance.absolute - 1.0).abs() < 1e-4,
                "{what}"
            );
        }

        assert_close(actual.deepest.data(), expected.deepest.data(), 1e-5, &what);
        assert_close(
            actual.gradient.data(),
            expected.gradient.data(),
            1e-4,
            &what,
        );

        let border = |planes: &Planes| -> Vec<f32> {
            let last = planes.height() - 1;
            let rows = [0, last]
                .into_iter()
                .flat_map(|row| Region::new(row..row + 1, 0..planes.width()).rows(planes.width()));
            rows.flat_map(|row| planes.plane(0)[row].to_vec()).collect()
        };

        assert_close(
            &border(&actual.gradient),
            &border(&expected.gradient),
            1e-4,
            &format!("border of {what}"),
        );
    }
}

#[test]
fn the_gradient_by_blocks_is_that_of_the_whole() {
    for variant in variants() {
        let net = || WinogradNet::new(weights(), variant).unwrap();
        compare(
            &mut net(),
            &mut BlockNet::new(Box::new(net()), SIDE),
            &SIZES,
            &format!("Winograd {variant:?}"),
        );
    }
}

#[test]
fn the_plain_network_can_be_applied_by_blocks_too() {
    let [variant, _] = variants();
    compare(
        &mut plain(variant),
        &mut BlockNet::new(Box::new(plain(variant)), SIDE),
        &[(40, 230)],
        "plain",
    );
}

#[test]
fn the_painting_loss_by_blocks_is_that_of_the_whole() {
    let recipe = Preset::Default.recipe();
    let height = 421;
    let width = 307;
    let evaluate = |net: &mut dyn Net| {
        let layers = recipe.losses.style_layers();
        let style = StyleTarget::measure(
            net,
            &layers,
            &[WeightedPlanes::new(picture(310, 290, 5), 1.0)],
        )
        .unwrap();
        let mut objective =
            PaintingLoss::new(net, &recipe.losses, &picture(height, width, 4), &style).unwrap();

        let mut gradient = Planes::zeros(3, height, width);
        let loss = objective
            .evaluate(&picture(height, width, 3), &mut gradient)
            .unwrap();

        (loss, gradient)
    };

    let net = || WinogradNet::new(weights(), recipe.variant).unwrap();
    let (loss, gradient) = evaluate(&mut net());
    let (loss_of_blocks, gradient_of_blocks) = evaluate(&mut BlockNet::new(Box::new(net()), SIDE));
    assert!(
        (loss_of_blocks.total() / loss.total() - 1.0).abs() < 1e-5,
        "{loss_of_blocks:?} {loss:?}"
    );

    assert_close(
        gradient_of_blocks.data(),
        gradient.data(),
        1e-4,
        "the whole loss",
    );
}
