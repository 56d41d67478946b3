//! Convolutions, products and the thread pool on their own, at every level and in both precisions,
//! against sums in f64.

use std::{
    marker::PhantomData,
    sync::atomic::{AtomicUsize, Ordering},
};

use super::{
    cell::Cell,
    convolution::{Convolution, Schedule},
    executor::Executor,
    input::ConvolutionInput,
    kernel::Kernel,
    memory::{Bf16Pairs, LANES, Lanes, Shared},
    output::{ActivationEpilogue, GradientEpilogue, PooledOutput, WriteMode, in_lanes},
    product::{Pack, Product},
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
fn to_cells<C: Cell>(maps: &Maps) -> Vec<C> {
    let mut cells = vec![C::ZERO; maps.channels / C::CHANNELS * maps.area()];
    for (at, cell) in cells.iter_mut().enumerate() {
        let first = at / maps.area() * C::CHANNELS;
        for channel in 0..C::CHANNELS {
            let value = maps.plane(first + channel)[at % maps.area()];
            cell.set(channel, value as f32);
        }
    }

    cells
}

/// Cells that no computation may leave as they are.
fn unwritten<C: Cell>(len: usize) -> Vec<C> {
    let mut cell = C::ZERO;
    for channel in 0..C::CHANNELS {
        cell.set(channel, f32::NAN);
    }

    vec![cell; len]
}

/// The largest error of a convolution, as a share of the largest value. In bf16 an output is off by
/// 0.9 % on average, and the worst of a few thousand by more than twice that.
fn tolerance<C: Cell>() -> f64 {
    if C::STEP == 1 { 2e-5 } else { 3e-2 }
}

fn assert_close<C: Cell>(actual: &[C], expected: &Maps, tolerance: f64, what: &str) {
    let largest = expected
        .data
        .iter()
        .fold(0.0f64, |largest, value| largest.max(value.abs()));

    for channel in 0..expected.channels {
        let actual = &actual[channel / C::CHANNELS * expected.area()..];
        for (pixel, (actual, expected)) in actual.iter().zip(expected.plane(channel)).enumerate() {
            let error = (f64::from(actual.value(channel % C::CHANNELS)) - expected).abs();
            assert!(
                error <= tolerance * largest,
                "{what}: channel {channel}, pixel {pixel}: off by {error} of {largest}"
            );
        }
    }
}

/// Whether a mask lets an activation's gradient pass.
fn passes<C: Cell>(masks: &[C::Mask], shape: Shape, channel: usize, pixel: usize) -> bool {
    let mask = &masks[channel / C::CHANNELS * shape.pixels() + pixel];
    mask.as_ref()[channel % C::CHANNELS / 8] >> (channel % 8) & 1 == 1
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
    check_convolutions::<Lanes>();
}

#[test]
fn convolutions_in_bf16_match_the_sum() {
    check_convolutions::<Bf16Pairs>();
}

fn check_convolutions<C: Cell>() {
    for level in Level::available() {
        let mut executor = Executor::new(level);
        for (inputs, outputs) in [(64, 64), (64, 128), (128, 64)] {
            let weights = weights(inputs, outputs);
            let forward = Kernel::<C>::forward(&mut executor, &weights);
            let backward = Kernel::<C>::backward(&mut executor, &weights, 0.25);

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
    check_deepest_convolution::<Lanes>();
    check_deepest_convolution::<Bf16Pairs>();
}

fn check_deepest_convolution<C: Cell>() {
    for level in Level::available() {
        let mut executor = Executor::new(level);
        let weights = weights(512, 512);
        let forward = Kernel::<C>::forward(&mut executor, &weights);
        check_forward(
            &mut executor,
            &forward,
            Schedule::Common(5),
            &weights,
            shape(7, 5),
        );
    }
}

fn check_forward<C: Cell>(
    executor: &mut Executor,
    kernel: &Kernel<C>,
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
        let mut whole = unwritten::<C>(shape.cells::<C>(weights.outputs));
        let mut pooled = unwritten::<C>(shape.halved().cells::<C>(weights.outputs));
        let mut masks = vec![C::Mask::default(); whole.len()];
        for mask in &mut masks {
            mask.as_mut().fill(0xAA);
        }

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
            input: ConvolutionInput::Maps(&to_cells(&input)),
            shape,
            epilogue: &epilogue,
        };

        kernel.apply_by(schedule, executor, &convolution).unwrap();

        assert_close(&whole, &expected, tolerance::<C>(), &what);

        if let Some(pooling) = pooling {
            let expected = reference::pool(&expected, pooling);
            assert_close(&pooled, &expected, tolerance::<C>(), &what);
        }

        let activations = Activations::<C> {
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
struct Activations<'a, C: Cell> {
    maps: &'a [C],
    masks: &'a [C::Mask],
    shape: Shape,
    pooling: Option<Pooling>,
}

impl<C: Cell> Activations<'_, C> {
    fn check_masks(&self, channel: usize, what: &str) {
        let Shape { height, width } = self.shape;
        for pixel in 0..self.shape.pixels() {
            let y = pixel / width;
            let x = pixel % width;
            let is_positive = self.value(channel, pixel) > 0.0;
            let passes = passes::<C>(self.masks, self.shape, channel, pixel);

            let expected = if self.pooling != Some(Pooling::Max) {
                is_positive
            } else if y / 2 < height / 2 && x / 2 < width / 2 {
                let largest = self.largest_in_window(channel, y / 2, x / 2);
                let are_equal =
                    self.value(channel, largest).to_bits() == self.value(channel, pixel).to_bits();
                // Which of them was the largest is unknown once they are rounded.
                if C::STEP > 1 && are_equal {
                    continue;
                }

                is_positive && largest == pixel
            } else {
                continue;
            };

            assert_eq!(passes, expected, "{what} {channel} {pixel}");
        }
    }

    fn value(&self, channel: usize, pixel: usize) -> f32 {
        self.maps[channel / C::CHANNELS * self.shape.pixels() + pixel].value(channel % C::CHANNELS)
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
fn check_backward<C: Cell>(
    executor: &mut Executor,
    kernel: &Kernel<C>,
    weights: &vgg::Convolution,
    shape: Shape,
) {
    let what = format!("{:?} backward {} {shape:?}", executor.level, weights.inputs);
    let gradient = maps(weights.outputs, shape);
    let mut expected = reference::convolve(&reference::pad(&gradient), &turned(weights, 0.25));
    let mut masks = vec![C::Mask::default(); shape.cells::<C>(weights.inputs)];
    for (i, mask) in masks.iter_mut().enumerate() {
        for (byte, to) in mask.as_mut().iter_mut().enumerate() {
            *to = (i % (251 - 12 * byte)) as u8;
        }
    }

    let area = shape.pixels();
    for (i, value) in expected.data.iter_mut().enumerate() {
        let masked = if passes::<C>(&masks, shape, i / area, i % area) {
            *value
        } else {
            0.0
        };
        *value = masked + 3.0;
    }

    let mut three = C::ZERO;
    for channel in 0..C::CHANNELS {
        three.set(channel, 3.0);
    }

    let mut to = vec![three; shape.cells::<C>(weights.inputs)];
    let epilogue = GradientEpilogue {
        to: Shared::new(&mut to),
        masks: Some(&masks),
        mode: WriteMode::Add,
    };
    let convolution = Convolution {
        input: ConvolutionInput::Maps(&to_cells(&gradient)),
        shape,
        epilogue: &epilogue,
    };

    kernel.apply(executor, &convolution).unwrap();

    assert_close(&to, &expected, tolerance::<C>(), &what);
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

        let kernel = Kernel::<Lanes>::forward(&mut executor, &weights);
        let shape = shape(7, 8);
        let mut masks = vec![[0; 2]; shape.cells::<Lanes>(64)];
        let mut pooled = vec![Lanes::ZERO; shape.halved().cells::<Lanes>(64)];
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
            input: ConvolutionInput::Maps(&to_cells(&maps(64, shape))),
            shape,
            epilogue: &epilogue,
        };

        kernel.apply(&mut executor, &convolution).unwrap();

        for pixel in 0..6 * 8 {
            let first = pixel / 8 % 2 == 0 && pixel % 2 == 0;
            assert_eq!(
                passes::<Lanes>(&masks, shape, 37, pixel),
                first,
                "{level:?} {pixel}"
            );
        }
    }
}

#[test]
fn products_match_the_sum() {
    check_products::<Lanes>(2e-5);
    check_products::<Bf16Pairs>(4e-3);
}

fn check_products<C: Cell>(tolerance: f64) {
    let inputs = 64;
    let outputs = 128;
    let weight = |input: usize, output: usize| noise(input * 1000 + output);

    for level in Level::available() {
        let mut weights = vec![Lanes::ZERO; inputs / C::STEP * outputs / LANES];
        level.run(Pack {
            to: &mut weights,
            inputs,
            weight,
            cell: PhantomData::<C>,
        });

        for places in (1..=31).chain([32, 64, 97]) {
            let shape = shape(1, places);
            let from = maps(inputs, shape);
            let mut to = vec![Lanes([f32::NAN; LANES]); shape.cells::<Lanes>(outputs)];
            let shared = Shared::new(&mut to);
            let from_cells = to_cells::<C>(&from);

            let product = Product {
                from: &from_cells,
                from_stride: places,
                weights: &weights,
                to: shared,
                to_stride: places,
                to_start: 0,
                places,
                inputs,
                outputs,
            };
            level.with_tiles(|| level.run(product));

            let expected = Maps::from_fn([outputs, 1, places], |output, _, x| {
                (0..inputs)
                    .map(|input| from.at(input, 0, x) * f64::from(weight(input, output)))
                    .sum()
            });
            assert_close(&to, &expected, tolerance, &format!("{level:?} {places}"));
        }
    }
}

/// Whole numbers up to 256 are bf16, and their sums are exact: so all levels must agree with plain
/// arithmetic to the bit.
#[test]
fn products_of_whole_numbers_are_exact_in_bf16() {
    let inputs = 96;
    let outputs = 64;
    let places = 83;
    let value = |place: usize, input: usize| ((place * 7 + input * 3) % 301) as f32 - 150.0;
    let weight = |input: usize, output: usize| ((input * 5 + output) % 101) as f32 - 50.0;

    let mut from = vec![Bf16Pairs::ZERO; inputs / Bf16Pairs::CHANNELS * places];
    for (at, cell) in from.iter_mut().enumerate() {
        for channel in 0..Bf16Pairs::CHANNELS {
            let input = at / places * Bf16Pairs::CHANNELS + channel;
            cell.set(channel, value(at % places, input));
        }
    }

    for level in Level::available() {
        let mut weights = vec![Lanes::ZERO; inputs / 2 * outputs / LANES];
        level.run(Pack {
            to: &mut weights,
            inputs,
            weight,
            cell: PhantomData::<Bf16Pairs>,
        });
        let mut to = vec![Lanes([f32::NAN; LANES]); outputs / LANES * places];
        let product = Product {
            from: &from,
            from_stride: places,
            weights: &weights,
            to: Shared::new(&mut to),
            to_stride: places,
            to_start: 0,
            places,
            inputs,
            outputs,
        };
        level.with_tiles(|| level.run(product));

        for output in 0..outputs {
            for place in 0..places {
                let expected: f32 = (0..inputs)
                    .map(|input| value(place, input) * weight(input, output))
                    .sum();
                let actual = to[output / LANES * places + place].0[output % LANES];
                assert!(
                    (actual - expected).abs() < 0.5,
                    "{level:?} {place} {output}: {actual} not {expected}"
                );
            }
        }
    }
}

/// How many places a product has depends on the number of threads.
#[test]
fn sums_do_not_depend_on_the_number_of_places() {
    check_places::<Lanes>();
    check_places::<Bf16Pairs>();
}

fn check_places<C: Cell>() {
    let inputs = 64;
    let outputs = 64;
    let most = 49;
    let from = to_cells::<C>(&maps(inputs, shape(1, most)));

    for level in Level::available() {
        let mut weights = vec![Lanes::ZERO; inputs / C::STEP * outputs / LANES];
        level.run(Pack {
            to: &mut weights,
            inputs,
            weight: |input: usize, output: usize| noise(input * 1000 + output),
            cell: PhantomData::<C>,
        });

        let multiply = |places: usize| {
            let mut to = vec![Lanes([f32::NAN; LANES]); outputs / LANES * most];
            let product = Product {
                from: &from,
                from_stride: most,
                weights: &weights,
                to: Shared::new(&mut to),
                to_stride: most,
                to_start: 0,
                places,
                inputs,
                outputs,
            };
            level.with_tiles(|| level.run(product));
            to
        };

        let all = multiply(most);
        for places in 1..most {
            for (at, few) in multiply(places).iter().enumerate() {
                let is_right = if at % most < places {
                    few.0.map(f32::to_bits) == all[at].0.map(f32::to_bits)
                } else {
                    few.0.iter().all(|value| value.is_nan())
                };
                assert!(is_right, "{level:?} {places} {at}");
            }
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
