//! Block by block against the whole at once.

use super::*;
use crate::{
    backends::{
        contract::{Kinds, STYLE, assert_close, picture, plain, weights},
        winograd::WinogradNet,
    },
    loss::{Objective, PaintingLoss, StyleTarget},
    recipe::Preset,
    vgg::{Border, Pooling, Variant},
};

const SIDE: usize = 192;

/// Odd at every level; one row of blocks, the last of which has pixels that no pooling keeps.
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

/// Everything that the losses ask of a network, at one size.
fn asked(net: &mut dyn Net, size: (usize, usize)) -> (Vec<(Moments, Distance)>, Planes, Planes) {
    net.forward(&picture(size.0, size.1, 4), &STYLE).unwrap();

    for tap in STYLE {
        net.keep_target(tap).unwrap();
    }

    net.forward(&picture(size.0, size.1, 3), &STYLE).unwrap();

    let sums = STYLE.map(|tap| {
        let mut moments = Moments::default();
        net.moments(tap, &mut moments).unwrap();
        (moments, net.distance(tap).unwrap())
    });
    let deepest = net.activations(Relu::R5_1).unwrap();
    let like = |tap: Relu| {
        let shape = Region::new(0..size.0, 0..size.1).pooled(tap.poolings());
        Kinds::new(
            tap,
            &Planes::zeros(tap.channels(), shape.height, shape.width),
        )
    };

    let kinds = STYLE.map(like);
    let gradients: Vec<Gradient> = kinds.iter().flat_map(Kinds::gradients).collect();
    let mut gradient = Planes::default();
    net.backward(&gradients, &mut gradient).unwrap();

    (sums.into(), deepest, gradient)
}

fn compare(whole: &mut dyn Net, blocks: &mut dyn Net, sizes: &[(usize, usize)], what: &str) {
    for &size in sizes {
        let what = format!("{what} {size:?}");
        let (sums, deepest, gradient) = asked(whole, size);
        let (sums_of_blocks, deepest_of_blocks, gradient_of_blocks) = asked(blocks, size);
        for ((moments, distance), (of_blocks, distance_of_blocks)) in
            sums.iter().zip(&sums_of_blocks)
        {
            assert_eq!(of_blocks.pixels, moments.pixels, "{what}");
            assert_close(&of_blocks.mean, &moments.mean, 1e-5, &what);
            assert_close(&of_blocks.second, &moments.second, 1e-5, &what);
            assert_eq!(distance_of_blocks.count, distance.count, "{what}");
            assert!(
                (distance_of_blocks.square / distance.square - 1.0).abs() < 1e-4,
                "{what}"
            );

            assert!(
                (distance_of_blocks.absolute / distance.absolute - 1.0).abs() < 1e-4,
                "{what}"
            );
        }

        assert_close(deepest_of_blocks.data(), deepest.data(), 1e-5, &what);
        assert_close(gradient_of_blocks.data(), gradient.data(), 1e-4, &what);

        let border = |planes: &Planes| -> Vec<f32> {
            let last = planes.height() - 1;
            let rows = [0, last]
                .into_iter()
                .flat_map(|row| Region::new(row..row + 1, 0..planes.width()).rows(planes.width()));
            rows.flat_map(|row| planes.plane(0)[row].to_vec()).collect()
        };

        assert_close(
            &border(&gradient_of_blocks),
            &border(&gradient),
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
fn the_plain_network_can_work_by_blocks_too() {
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
        let style = StyleTarget::measure(net, &layers, &[(picture(310, 290, 5), 1.0)]).unwrap();
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
