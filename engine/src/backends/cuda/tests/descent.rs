//! The GPU descends as the CPU does, and each can resume from a checkpoint of the other.

use std::path::Path;

use crate::{
    descent::DescentTask,
    device::DeviceChoice,
    loss::{Loss, StyleTarget, TemporalTerm},
    optimizer::Optimizer,
    planes::{Planes, WeightedPlanes},
    recipe::{OptimizerKind, Preset},
    vgg::Weights,
};

const GPU: DeviceChoice = DeviceChoice::Cuda(0);
const STEPS: usize = 20;

/// What is minimised, and how.
#[derive(Clone, Copy, Debug)]
struct Setup {
    optimizer: OptimizerKind,
    preset: Preset,
    /// Whether there is a temporal term.
    is_frame: bool,
}

const SETUPS: [Setup; 4] = [
    Setup {
        optimizer: OptimizerKind::Adam,
        preset: Preset::Default,
        is_frame: true,
    },
    Setup {
        optimizer: OptimizerKind::Adam,
        preset: Preset::Default,
        is_frame: false,
    },
    Setup {
        optimizer: OptimizerKind::Lbfgs,
        preset: Preset::Gatys,
        is_frame: false,
    },
    Setup {
        optimizer: OptimizerKind::Lbfgs,
        preset: Preset::Default,
        is_frame: false,
    },
];

/// A painting between two descents.
struct Checkpoint {
    optimizer: Optimizer,
    balance: Vec<f64>,
    /// The losses of the last descent, step by step.
    losses: Vec<Loss>,
}

impl Setup {
    fn photo() -> Planes {
        Planes::from_fn(3, 90, 131, |c, y, x| {
            (120.0 + 90.0 * ((x * (c + 1) + y) as f32 * 0.11).sin()).round()
        })
    }

    /// What a frame of a clip stays close to: the photo in other colours, except at its left.
    fn temporal(self) -> Option<TemporalTerm> {
        let photo = Self::photo();
        self.is_frame.then(|| TemporalTerm {
            mask: Planes::from_fn(1, photo.height(), photo.width(), |_, _, x| {
                f32::from(u8::from(x > 40))
            }),
            target: Planes::from_fn(3, photo.height(), photo.width(), |c, y, x| {
                255.0 - photo.plane(c)[y * photo.width() + x]
            }),
            weight: 1000.0,
        })
    }

    fn start(self) -> Checkpoint {
        let optimizer = self.preset.recipe().start(self.optimizer, Self::photo());
        Checkpoint {
            optimizer,
            balance: Vec::new(),
            losses: Vec::new(),
        }
    }

    /// Descends for some steps; `None` if the device is a GPU and there is none.
    fn resume(self, device: DeviceChoice, from: Checkpoint, steps: usize) -> Option<Checkpoint> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/vgg19-q8.safetensors");
        let recipe = self.preset.recipe();
        let mut net = device
            .open()
            .ok()?
            .net(&Weights::load(&path).unwrap(), recipe.variant)
            .unwrap();

        let style = Planes::from_fn(3, 100, 120, |c, y, x| {
            ((x / 7 + y / 5 + c) % 3) as f32 * 90.0 + 30.0
        });
        let layers = recipe.losses.style_layers();

        let style = StyleTarget::measure(net.as_mut(), &layers, &[WeightedPlanes::new(style, 1.0)])
            .unwrap();
        let Checkpoint {
            optimizer, balance, ..
        } = from;
        let temporal = self.temporal();
        let task = DescentTask {
            losses: &recipe.losses,
            photo: &Self::photo(),
            content_weights: None,
            temporal: temporal.as_ref(),
            style: &style,
            optimizer,
            balance,
        };

        let mut descent = net.start_descent(task).unwrap();
        let mut losses = Vec::new();
        for _ in 0..steps {
            descent.step().unwrap();
            losses.push(descent.synchronize().unwrap().unwrap());
        }

        let picture = descent.picture().unwrap();
        let state = descent.state().unwrap();
        let balance = descent.balance();
        let optimizer = descent.into_optimizer().unwrap();
        assert_eq!(optimizer.picture(), picture);

        assert_eq!(optimizer.state(), state);
        Some(Checkpoint {
            optimizer,
            balance,
            losses,
        })
    }
}

/// Each loss must be that of the CPU, apart from rounding.
fn assert_losses_agree(setup: Setup, actual: &[Loss], expected: &[Loss]) {
    // L-BFGS amplifies rounding: even two networks in full precision are 9 % apart after 20 steps.
    let tolerance = if matches!(setup.optimizer, OptimizerKind::Lbfgs) {
        0.15
    } else {
        0.01
    };

    for (step, (actual, expected)) in actual.iter().zip(expected).enumerate() {
        // The GPU does not compute the value of the temporal term.
        let sums: &[fn(&Loss) -> f64] = if setup.is_frame {
            &[Loss::total]
        } else {
            &[Loss::total, Loss::objective]
        };
        for sum in sums {
            let actual = sum(actual);
            let expected = sum(expected);
            assert!(
                (actual / expected - 1.0).abs() < tolerance,
                "{setup:?} step {step}: {actual} {expected}"
            );
        }
    }
}

#[test]
fn the_gpu_descends_as_the_cpu_does() {
    for setup in SETUPS {
        let Some(gpu) = setup.resume(GPU, setup.start(), STEPS) else {
            return;
        };
        let cpu = setup
            .resume(DeviceChoice::Cpu, setup.start(), STEPS)
            .unwrap();
        assert_losses_agree(setup, &gpu.losses, &cpu.losses);
    }
}

#[test]
fn the_gpu_repeats_itself_bit_by_bit() {
    for setup in SETUPS {
        let run = || {
            setup
                .resume(GPU, setup.start(), STEPS)
                .map(|end| (end.losses, end.optimizer.state()))
        };
        assert_eq!(run(), run(), "{setup:?}");
    }
}

/// A descent that is interrupted and resumed on the same GPU has the same result.
#[test]
fn the_gpu_resumes_its_own_checkpoint() {
    for setup in SETUPS {
        let Some(whole) = setup.resume(GPU, setup.start(), STEPS) else {
            return;
        };
        let half = setup.resume(GPU, setup.start(), STEPS / 2).unwrap();
        let rest = setup.resume(GPU, half, STEPS / 2).unwrap();
        assert_eq!(rest.losses, whole.losses[STEPS / 2..], "{setup:?}");
        assert_eq!(rest.optimizer.state(), whole.optimizer.state(), "{setup:?}");
    }
}

#[test]
fn each_device_resumes_the_others_checkpoint() {
    for setup in SETUPS {
        for (first, second) in [(GPU, DeviceChoice::Cpu), (DeviceChoice::Cpu, GPU)] {
            let Some(half) = setup.resume(first, setup.start(), STEPS / 2) else {
                return;
            };
            let Some(rest) = setup.resume(second, half, STEPS / 2) else {
                return;
            };
            let whole = setup
                .resume(DeviceChoice::Cpu, setup.start(), STEPS)
                .unwrap();
            assert_losses_agree(setup, &rest.losses, &whole.losses[STEPS / 2..]);
        }
    }
}
