//! Convolutions, products and the thread pool on their own, at every level, against sums in f64.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::{
    convolution::{Convolution, Schedule},
    executor::Executor,
    input::ConvolutionInput,
    kernel::Kernel,
    memory::{LANES, Lanes, Mask, Shared},
    output::{ActivationEpilogue, GradientEpilogue, PooledOutput, WriteMode, in_lanes},
    product::{Product, pack},
    shape::Shape,
    simd::Level,
    thread_pool::ThreadPool,
};
use crate::{
    backends::reference::{self, Maps},
    vgg::{self, Pooling},
};

/// A pseudo-random number in -0.5..0.5.
fn noise(seed: usize) -> f32 {
    let hash = (seed as u32)
        .wrapping_mul(0x9E37_79B1)
        .rotate_left(13)
        .wrapping_mul(0x85EB_CA77);
    ((hash ^ (hash >> 15)) >> 8) as f32 / (1u32 << 24) as f32 - 0.5
}

fn weights(inputs: usize, outputs: usize) -> vgg::Convolution {
    let kernel = vgg::Kernel::Plain((0..inputs * outputs * 9).map(noise).collect());
    vgg::Convolution {
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

/// Maps in the network's layout.
fn to_lanes(maps: &Maps) -> Vec<Lanes> {
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

/// Whether a mask lets an activation's gradient pass.
fn passes(masks: &[Mask], shape: Shape, channel: usize, pixel: usize) -> bool {
    let mask = masks[channel / LANES * shape.pixels() + pixel];
    mask[channel % LANES / 8] >> (channel % 8) & 1 == 1
}

const SHAPES: [Shape; 9] = [
    shape(1, 1),
    shape(1, 9),
    shape(2, 3),
    shape(4, 4),
    shape(5, 6),
    shape(7, 13),
    shape(8, 64),
    shape(23, 17),
    shape(3, 4 * 31 + 1),
];

const fn shape(height: usize, width: usize) -> Shape {
    Shape { height, width }
}

const SCHEDULES: [Schedule; 4] = [
    Schedule::Private(1),
    Schedule::Private(30),
    Schedule::Common(7),
    Schedule::Common(120),
];

#[test]
fn convolutions_match_the_sum() {
    for level in Level::available() {
        let mut executor = Executor::new(level);
        for (inputs, outputs) in [(64, 64), (64, 128), (128, 64)] {
            let weights = weights(inputs, outputs);
            let forward = Kernel::forward(&mut executor, &weights);
            let backward = Kernel::backward(&mut executor, &weights, 0.25);

            for shape in SHAPES {
                for schedule in SCHEDULES {
                    check_forward(&mut executor, &forward, schedule, &weights, shape);
                }

                check_backward(&mut executor, &backward, &weights, shape);
            }
        }
    }
}

#[test]
fn the_deepest_convolution_matches_the_sum() {
    for level in Level::available() {
        let mut executor = Executor::new(level);
        let weights = weights(512, 512);
        let forward = Kernel::forward(&mut executor, &weights);
        check_forward(
            &mut executor,
            &forward,
            Schedule::Common(5),
            &weights,
            shape(7, 5),
        );
    }
}

fn check_forward(
    executor: &mut Executor,
    kernel: &Kernel,
    schedule: Schedule,
    weights: &vgg::Convolution,
    shape: Shape,
) {
    let input = maps(weights.inputs, shape);
    let mut expected = reference::convolve(&reference::pad(&input), weights);
    for value in &mut expected.data {
        *value = value.max(0.0);
    }

    let bias = in_lanes(&weights.bias);
    for pooling in [None, Some(Pooling::Max), Some(Pooling::Average)] {
        let what = format!(
            "{:?} {} {shape:?} {schedule:?} {pooling:?}",
            executor.level, weights.inputs
        );
        let mut whole = vec![Lanes([f32::NAN; LANES]); shape.lanes(weights.outputs)];
        let mut pooled = vec![Lanes([f32::NAN; LANES]); shape.halved().lanes(weights.outputs)];
        let mut masks = vec![[0xAA; 2]; whole.len()];
        let epilogue = ActivationEpilogue {
            bias: &bias,
            whole: Some(Shared::new(&mut whole)),
            pooled: pooling.map(|pooling| PooledOutput {
                maps: Shared::new(&mut pooled),
                pooling,
            }),
            masks: Shared::new(&mut masks),
        };
        let convolution = Convolution {
            input: ConvolutionInput::Maps(&to_lanes(&input)),
            shape,
            epilogue: &epilogue,
        };

        kernel.apply_by(schedule, executor, &convolution).unwrap();

        assert_close(&whole, &expected, &what);

        if let Some(pooling) = pooling {
            assert_close(&pooled, &reference::pool(&expected, pooling), &what);
        }

        let activations = Activations {
            maps: &whole,
            masks: &masks,
            shape,
            pooling,
        };
        for channel in 0..weights.outputs {
            activations.check_masks(channel, &what);
        }
    }
}

/// What a convolution wrote.
struct Activations<'a> {
    maps: &'a [Lanes],
    masks: &'a [Mask],
    shape: Shape,
    pooling: Option<Pooling>,
}

impl Activations<'_> {
    fn check_masks(&self, channel: usize, what: &str) {
        let Shape { height, width } = self.shape;
        for pixel in 0..self.shape.pixels() {
            let y = pixel / width;
            let x = pixel % width;
            let is_positive = self.value(channel, pixel) > 0.0;

            let expected = if self.pooling != Some(Pooling::Max) {
                is_positive
            } else if y / 2 < height / 2 && x / 2 < width / 2 {
                is_positive && self.largest_in_window(channel, y / 2, x / 2) == pixel
            } else {
                continue;
            };

            assert_eq!(
                passes(self.masks, self.shape, channel, pixel),
                expected,
                "{what} {channel} {pixel}"
            );
        }
    }

    fn value(&self, channel: usize, pixel: usize) -> f32 {
        self.maps[channel / LANES * self.shape.pixels() + pixel].0[channel % LANES]
    }

    /// The pixel with the largest value, the first of equal ones.
    fn largest_in_window(&self, channel: usize, y: usize, x: usize) -> usize {
        let pixel = |i: usize| (2 * y + i / 2) * self.shape.width + 2 * x + i % 2;
        (0..4)
            .rev()
            .map(pixel)
            .max_by(|a, b| self.value(channel, *a).total_cmp(&self.value(channel, *b)))
            .unwrap()
    }
}

/// Checks the gradient of `<g, convolution(x)>` with respect to x, times 0.25, masked and added to
/// existing values.
fn check_backward(
    executor: &mut Executor,
    kernel: &Kernel,
    weights: &vgg::Convolution,
    shape: Shape,
) {
    let what = format!("{:?} backward {} {shape:?}", executor.level, weights.inputs);
    let gradient = maps(weights.outputs, shape);
    let mut expected = reference::convolve(&reference::pad(&gradient), &turned(weights, 0.25));
    let masks: Vec<Mask> = (0..shape.lanes(weights.inputs))
        .map(|i| [(i % 251) as u8, (i % 239) as u8])
        .collect();

    let area = shape.pixels();
    for (i, value) in expected.data.iter_mut().enumerate() {
        let masked = if passes(&masks, shape, i / area, i % area) {
            *value
        } else {
            0.0
        };
        *value = masked + 3.0;
    }

    let mut to = vec![Lanes([3.0; LANES]); shape.lanes(weights.inputs)];
    let epilogue = GradientEpilogue {
        to: Shared::new(&mut to),
        masks: Some(&masks),
        mode: WriteMode::Add,
    };
    let convolution = Convolution {
        input: ConvolutionInput::Maps(&to_lanes(&gradient)),
        shape,
        epilogue: &epilogue,
    };

    kernel.apply(executor, &convolution).unwrap();

    assert_close(&to, &expected, &what);
}

/// The convolution that computes the gradient: the kernel turned by 180 degrees and scaled, inputs
/// and outputs exchanged.
fn turned(weights: &vgg::Convolution, factor: f32) -> vgg::Convolution {
    let vgg::Convolution {
        inputs, outputs, ..
    } = *weights;
    let kernel = weights.kernel.to_vec();
    let weight = |i: usize| {
        let input = i / (outputs * 9);
        let rest = i % (outputs * 9);
        kernel[(rest / 9 * inputs + input) * 9 + 8 - rest % 9] * factor
    };

    vgg::Convolution {
        inputs: outputs,
        outputs: inputs,
        kernel: vgg::Kernel::Plain((0..kernel.len()).map(weight).collect()),
        bias: vec![0.0; inputs],
    }
}

/// Only the bias is left of the convolution, so all values of a window are equal.
#[test]
fn the_first_of_equal_values_gets_the_gradient() {
    for level in Level::available() {
        let mut executor = Executor::new(level);
        let mut weights = weights(64, 64);
        weights.kernel.scale(0.0);
        weights.bias.fill(1.0);

        let kernel = Kernel::forward(&mut executor, &weights);
        let shape = shape(7, 8);
        let mut masks = vec![[0; 2]; shape.lanes(64)];
        let mut pooled = vec![Lanes::ZERO; shape.halved().lanes(64)];
        let epilogue = ActivationEpilogue {
            bias: &in_lanes(&weights.bias),
            whole: None,
            pooled: Some(PooledOutput {
                maps: Shared::new(&mut pooled),
                pooling: Pooling::Max,
            }),
            masks: Shared::new(&mut masks),
        };
        let convolution = Convolution {
            input: ConvolutionInput::Maps(&to_lanes(&maps(64, shape))),
            shape,
            epilogue: &epilogue,
        };

        kernel.apply(&mut executor, &convolution).unwrap();

        for pixel in 0..6 * 8 {
            let first = pixel / 8 % 2 == 0 && pixel % 2 == 0;
            assert_eq!(passes(&masks, shape, 37, pixel), first, "{level:?} {pixel}");
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
            let shape = shape(1, places);
            let from = maps(inputs, shape);
            let mut to = vec![Lanes([f32::NAN; LANES]); shape.lanes(outputs)];
            let shared = Shared::new(&mut to);
            let from_lanes = to_lanes(&from);

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
fn a_thread_pool_runs_every_task_once() {
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
fn a_thread_pool_survives_a_panic() {
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
