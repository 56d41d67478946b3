//! The GPU goes down as the processor does.

#![expect(clippy::unwrap_used, reason = "a test may end where it stands")]

use std::path::Path;

use super::Task;
use crate::{
    device::DeviceChoice,
    loss::{Loss, StyleTarget},
    planes::Planes,
    recipe::{OptimizerKind, Preset},
    vgg::{Relu, Weights},
};

const STEPS: usize = 20;

/// The losses of some steps and the picture after them.
fn descend(device: DeviceChoice, kind: OptimizerKind, preset: Preset) -> Option<(Vec<Loss>, Planes)> {
    let weights = Weights::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/vgg19-q8.safetensors")).unwrap();
    let recipe = preset.recipe();
    let mut net = device.open().ok()?.net(&weights, recipe.variant).unwrap();
    let photo = Planes::from_fn(3, 90, 131, |c, y, x| (120.0 + 90.0 * ((x * (c + 1) + y) as f32 * 0.11).sin()).round());
    let style = Planes::from_fn(3, 100, 120, |c, y, x| ((x / 7 + y / 5 + c) % 3) as f32 * 90.0 + 30.0);
    let layers: Vec<Relu> = recipe.losses.style.iter().map(|(layer, _)| *layer).collect();
    let style = StyleTarget::measure(net.as_mut(), &layers, &[(style, 1.0)]).unwrap();
    let optimizer = recipe.start(kind, photo.clone());
    let task = Task { losses: &recipe.losses, photo: &photo, style: &style, optimizer, balance: Vec::new() };
    let mut descent = net.descend(task).unwrap();
    let mut losses = Vec::new();
    for _ in 0..STEPS {
        descent.step().unwrap();
        losses.push(descent.settle().unwrap().unwrap());
    }
    let picture = descent.picture().unwrap();
    let restored = descent.finish().unwrap();
    assert_eq!(restored.picture(), picture);
    Some((losses, picture))
}

#[test]
fn the_gpu_goes_down_as_the_processor_does() {
    for (kind, preset) in [(OptimizerKind::Adam, Preset::Default), (OptimizerKind::Lbfgs, Preset::Gatys)] {
        let Some((losses, _)) = descend(DeviceChoice::Cuda(0), kind, preset) else { return };
        let (expected, _) = descend(DeviceChoice::Cpu, kind, preset).unwrap();
        for (step, (actual, expected)) in losses.iter().zip(&expected).enumerate() {
            let (actual, expected) = (actual.total(), expected.total());
            assert!((actual / expected - 1.0).abs() < 0.01, "{preset:?} step {step}: {actual} {expected}");
        }
    }
}

#[test]
fn the_gpu_repeats_itself_bit_by_bit() {
    let run = || descend(DeviceChoice::Cuda(0), OptimizerKind::Adam, Preset::Default);
    let first = run();
    assert_eq!(run(), first);
}
