//! Whole descents in bf16 beside f32, on this processor's own vector units.

use super::{CpuNet, Level, Path, Precision, open};
use crate::{
    backends::test_data::weights,
    descent::DescentTask,
    loss::{Loss, StyleTarget},
    planes::{Planes, WeightedPlanes},
    recipe::Preset,
};

const STEPS: usize = 20;

fn photo() -> Planes {
    Planes::from_fn(3, 90, 131, |c, y, x| {
        (120.0 + 90.0 * ((x * (c + 1) + y) as f32 * 0.11).sin()).round()
    })
}

fn style() -> Planes {
    Planes::from_fn(3, 100, 120, |c, y, x| {
        ((x / 7 + y / 5 + c) % 3) as f32 * 90.0 + 30.0
    })
}

/// The losses of the default preset step by step, and the picture at the end.
fn descend(precision: Precision, level: Level) -> (Vec<Loss>, Planes) {
    let recipe = Preset::Default.recipe();
    let path = Path::new(precision, level);
    let mut net: Box<dyn CpuNet> = open(weights(), recipe.variant, path).unwrap();
    let photo = photo();
    let target = StyleTarget::measure(
        net.as_mut(),
        &recipe.losses.style_layers(),
        &[WeightedPlanes::new(style(), 1.0)],
    )
    .unwrap();

    let mut descent = net
        .start_descent(DescentTask {
            losses: &recipe.losses,
            photo: &photo,
            content_weights: None,
            temporal: None,
            style: &target,
            optimizer: recipe.start(recipe.optimizer, photo.clone()),
            balance: Vec::new(),
        })
        .unwrap();

    let mut losses = Vec::new();
    for _ in 0..STEPS {
        descent.step().unwrap();
        losses.push(descent.synchronize().unwrap().unwrap());
    }

    let picture = descent.picture().unwrap();
    (losses, picture)
}

#[test]
fn bf16_descends_as_f32_does() {
    let (expected, _) = descend(Precision::F32, Level::best());
    for level in Level::available().filter(|level| level.is_fast_at_bf16()) {
        let (actual, _) = descend(Precision::Bf16, level);

        for (step, (actual, expected)) in actual.iter().zip(&expected).enumerate() {
            let ratio = actual.total() / expected.total();
            assert!(
                (ratio - 1.0).abs() < 0.01,
                "{level:?} step {step}: {actual:?} {expected:?}"
            );
        }
    }
}

#[test]
fn bf16_repeats_itself_bit_by_bit() {
    let level = Level::best();
    assert_eq!(
        descend(Precision::Bf16, level).1,
        descend(Precision::Bf16, level).1
    );
}
