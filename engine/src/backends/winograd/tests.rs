//! The pieces alone, at every level, against f64.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::{
    convolution::Schedule,
    input::Source,
    kernel::Kernel,
    machine::Machine,
    memory::{Buffer, LANES, Lanes, Mask, Shared},
    output::{Activate, Mode, Pass, in_lanes},
    product::{Product, pack},
    shape::Shape,
    simd::Level,
    thread_pool::ThreadPool,
};
use crate::{
    backends::reference::{self, Maps},
    vgg::{self, Convolution, Pooling},
};

/// A number in -0.5..0.5 that looks random.
fn noise(seed: usize) -> f32 {
    let hash = (seed as u32)
        .wrapping_mul(0x9E37_79B1)
        .rotate_left(13)
        .wrapping_mul(0x85EB_CA77);
    ((hash ^ (hash >> 15)) >> 8) as f32 / (1u32 << 24) as f32 - 0.5
}

fn machine(level: Level) -> Machine {
    Machine {
        level,
        thread_pool: ThreadPool::new(),
        scratch: Buffer::default(),
    }
}

fn convolution(inputs: usize, outputs: usize) -> Convolution {
    let kernel = vgg::Kernel::Plain((0..inputs * outputs * 9).map(noise).collect());
    Convolution {
        inputs,
        outputs,
        kernel,
        bias: (0..outputs).map(|i| 5.0 * noise(i + 1234)).collect(),
    }
}

fn maps(channels: usize, shape: Shape) -> Maps {
    Maps::from_fn([channels, shape.height, shape.width], |c, y, x| {
        f64::from(noise(7 + (c * shape.height + y) * shape.width + x))
    })
}

fn blocked(maps: &Maps) -> Vec<Lanes> {
    (0..maps.channels / LANES)
        .flat_map(|block| (0..maps.area()).map(move |pixel| (block, pixel)))
        .map(|(block, pixel)| {
            Lanes(std::array::from_fn(|lane| {
                maps.plane(block * LANES + lane)[pixel] as f32
            }))
        })
        .collect()
}

fn assert_close(actual: &[Lanes], expected: &Maps, what: &str) {
    let largest = expected
        .data
        .iter()
        .fold(0.0f64, |largest, value| largest.max(value.abs()));

    for channel in 0..expected.channels {
        let actual = &actual[channel / LANES * expected.area()..];
        for (pixel, (actual, expected)) in actual.iter().zip(expected.plane(channel)).enumerate() {
            let error = (f64::from(actual.0[channel % LANES]) - expected).abs();
            assert!(
                error <= 2e-5 * largest,
                "{what}: channel {channel}, pixel {pixel}: off by {error} of {largest}"
            );
        }
    }
}

fn bit(masks: &[Mask], shape: Shape, channel: usize, pixel: usize) -> bool {
    let mask = masks[channel / LANES * shape.pixels() + pixel];
    mask[channel % LANES / 8] >> (channel % 8) & 1 == 1
}

const SHAPES: [(usize, usize); 9] = [
    (1, 1),
    (1, 9),
    (2, 3),
    (4, 4),
    (5, 6),
    (7, 13),
    (8, 64),
    (23, 17),
    (3, 4 * 31 + 1),
];
const SCHEDULES: [Schedule; 4] = [
    Schedule::Private(1),
    Schedule::Private(30),
    Schedule::Common(7),
    Schedule::Common(120),
];

#[test]
fn convolutions_match_the_sum() {
    for level in Level::available() {
        let mut machine = machine(level);
        for (inputs, outputs) in [(64, 64), (64, 128), (128, 64)] {
            let convolution = convolution(inputs, outputs);
            let forward = Kernel::forward(&mut machine, &convolution);
            let backward = Kernel::backward(&mut machine, &convolution, 0.25);

            for (height, width) in SHAPES {
                for schedule in SCHEDULES {
                    activates(
                        &mut machine,
                        (&forward, schedule),
                        &convolution,
                        Shape { height, width },
                    );
                }

                passes(
                    &mut machine,
                    &backward,
                    &convolution,
                    Shape { height, width },
                );
            }
        }
    }
}

#[test]
fn the_deepest_convolution_matches_the_sum() {
    for level in Level::available() {
        let mut machine = machine(level);
        let convolution = convolution(512, 512);
        let forward = Kernel::forward(&mut machine, &convolution);
        activates(
            &mut machine,
            (&forward, Schedule::Common(5)),
            &convolution,
            Shape {
                height: 7,
                width: 5,
            },
        );
    }
}

fn activates(
    machine: &mut Machine,
    (kernel, schedule): (&Kernel, Schedule),
    convolution: &Convolution,
    shape: Shape,
) {
    let input = maps(convolution.inputs, shape);
    let mut expected = reference::convolve(&reference::pad(&input), convolution);
    expected
        .data
        .iter_mut()
        .for_each(|value| *value = value.max(0.0));

    let bias = in_lanes(&convolution.bias);
    for pooling in [None, Some(Pooling::Max), Some(Pooling::Average)] {
        let what = format!(
            "{:?} {} {shape:?} {schedule:?} {pooling:?}",
            machine.level, convolution.inputs
        );
        let mut whole = vec![Lanes([f32::NAN; LANES]); shape.lanes(convolution.outputs)];
        let mut pooled = vec![Lanes([f32::NAN; LANES]); shape.halved().lanes(convolution.outputs)];
        let mut masks = vec![[0xAA; 2]; whole.len()];
        let finish = Activate {
            bias: &bias,
            whole: Some(Shared::new(&mut whole)),
            pooled: pooling.map(|pooling| (Shared::new(&mut pooled), pooling)),
            masks: Shared::new(&mut masks),
        };

        kernel
            .apply_by(
                schedule,
                machine,
                Source::Maps(&blocked(&input)),
                (shape, &finish),
            )
            .unwrap();

        assert_close(&whole, &expected, &what);

        if let Some(pooling) = pooling {
            assert_close(&pooled, &reference::pool(&expected, pooling), &what);
        }

        check_masks(
            (&whole, &masks),
            (shape, convolution.outputs),
            pooling,
            &what,
        );
    }
}

fn check_masks(
    (whole, masks): (&[Lanes], &[Mask]),
    (shape, channels): (Shape, usize),
    pooling: Option<Pooling>,
    what: &str,
) {
    for channel in 0..channels {
        let plane = &whole[channel / LANES * shape.pixels()..];
        let value = |y: usize, x: usize| plane[y * shape.width + x].0[channel % LANES];

        for pixel in 0..shape.pixels() {
            let y = pixel / shape.width;
            let x = pixel % shape.width;

            if pooling != Some(Pooling::Max) {
                assert_eq!(
                    bit(masks, shape, channel, pixel),
                    value(y, x) > 0.0,
                    "{what} {channel} {pixel}"
                );
            } else if y / 2 < shape.height / 2 && x / 2 < shape.width / 2 {
                let window: [usize; 4] =
                    std::array::from_fn(|i| (y / 2 * 2 + i / 2) * shape.width + x / 2 * 2 + i % 2);
                let largest = window.into_iter().rev().max_by(|a, b| {
                    value(a / shape.width, a % shape.width)
                        .total_cmp(&value(b / shape.width, b % shape.width))
                });
                let expected = largest == Some(pixel) && value(y, x) > 0.0;
                assert_eq!(
                    bit(masks, shape, channel, pixel),
                    expected,
                    "{what} {channel} {pixel}"
                );
            }
        }
    }
}

/// The gradient of `<g, convolution(x)>` with respect to x, times 0.25, masked and added to what is
/// there.
fn passes(machine: &mut Machine, kernel: &Kernel, convolution: &Convolution, shape: Shape) {
    let what = format!(
        "{:?} backward {} {shape:?}",
        machine.level, convolution.inputs
    );
    let gradient = maps(convolution.outputs, shape);
    let weights = convolution.kernel.to_vec();
    let turned = |i: usize| {
        let input = i / (convolution.outputs * 9);
        let rest = i % (convolution.outputs * 9);
        weights[(rest / 9 * convolution.inputs + input) * 9 + 8 - rest % 9] * 0.25
    };

    let turned = Convolution {
        inputs: convolution.outputs,
        outputs: convolution.inputs,
        kernel: vgg::Kernel::Plain((0..weights.len()).map(turned).collect()),
        bias: vec![0.0; convolution.inputs],
    };
    let mut expected = reference::convolve(&reference::pad(&gradient), &turned);
    let masks: Vec<Mask> = (0..shape.lanes(convolution.inputs))
        .map(|i| [(i % 251) as u8, (i % 239) as u8])
        .collect();

    let area = shape.pixels();
    for (i, value) in expected.data.iter_mut().enumerate() {
        let kept = if bit(&masks, shape, i / area, i % area) {
            *value
        } else {
            0.0
        };
        *value = kept + 3.0;
    }

    let mut to = vec![Lanes([3.0; LANES]); shape.lanes(convolution.inputs)];
    let finish = Pass {
        to: Shared::new(&mut to),
        masks: Some(&masks),
        mode: Mode::Add,
    };

    kernel
        .apply(machine, Source::Maps(&blocked(&gradient)), shape, &finish)
        .unwrap();

    assert_close(&to, &expected, &what);
}

/// Equal values come of equal tiles: maps that are constant over the picture's inside, seen at
/// places that are alike within their tiles.
#[test]
fn the_first_of_equal_values_gets_the_gradient() {
    for level in Level::available() {
        let mut machine = machine(level);
        let mut convolution = convolution(64, 64);
        convolution.kernel.scale(0.0);
        convolution.bias.fill(1.0);

        let kernel = Kernel::forward(&mut machine, &convolution);
        let shape = Shape {
            height: 7,
            width: 8,
        };
        let mut masks = vec![[0; 2]; shape.lanes(64)];
        let mut pooled = vec![Lanes::ZERO; shape.halved().lanes(64)];
        let finish = Activate {
            bias: &in_lanes(&convolution.bias),
            whole: None,
            pooled: Some((Shared::new(&mut pooled), Pooling::Max)),
            masks: Shared::new(&mut masks),
        };

        kernel
            .apply(
                &mut machine,
                Source::Maps(&blocked(&maps(64, shape))),
                shape,
                &finish,
            )
            .unwrap();

        for pixel in 0..6 * 8 {
            let first = pixel / 8 % 2 == 0 && pixel % 2 == 0;
            assert_eq!(bit(&masks, shape, 37, pixel), first, "{level:?} {pixel}");
        }
    }
}

#[test]
fn products_match_the_sum() {
    let inputs = 64;
    let outputs = 128;
    let weight = |input: usize, output: usize| noise(input * 1000 + output);

    for level in Level::available() {
        let mut weights = vec![Lanes::ZERO; inputs * outputs / LANES];
        pack(&mut weights, level.columns(), inputs, weight);

        for places in (1..=31).chain([97]) {
            let shape = Shape {
                height: 1,
                width: places,
            };
            let from = maps(inputs, shape);
            let mut to = vec![Lanes([f32::NAN; LANES]); shape.lanes(outputs)];
            let shared = Shared::new(&mut to);
            let from_lanes = blocked(&from);

            level.run(Product {
                from: &from_lanes,
                from_stride: places,
                weights: &weights,
                to: shared,
                to_stride: places,
                to_start: 0,
                places,
                inputs,
                outputs,
            });

            let expected = Maps::from_fn([outputs, 1, places], |output, _, x| {
                (0..inputs)
                    .map(|input| from.at(input, 0, x) * f64::from(weight(input, output)))
                    .sum()
            });
            assert_close(&to, &expected, &format!("{level:?} {places}"));
        }
    }
}

#[test]
fn a_crew_does_every_task_once() {
    let mut thread_pool = ThreadPool::new();
    for round in 0..300 {
        let counts: Vec<AtomicUsize> = (0..round).map(|_| AtomicUsize::new(0)).collect();
        let threads = thread_pool.threads();
        thread_pool.run(round, |task, worker| {
            assert!(worker < threads);
            counts[task].fetch_add(1, Ordering::Relaxed);
        });

        assert!(
            counts
                .iter()
                .all(|count| count.load(Ordering::Relaxed) == 1),
            "round {round}"
        );
    }
}

#[test]
fn a_crew_survives_a_panic() {
    let mut thread_pool = ThreadPool::new();
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        thread_pool.run(50, |task, _| assert!(task != 20, "on purpose"));
    }));

    assert!(panic.is_err());

    let count = AtomicUsize::new(0);
    thread_pool.run(50, |_, _| {
        count.fetch_add(1, Ordering::Relaxed);
    });

    assert_eq!(count.load(Ordering::Relaxed), 50);
}
