//! The kernels of the optimisers' vectors.

use super::{KernelTest, MapSize, ROUNDING, kernel_tests, map_sizes};
use crate::{
    backends::{
        cuda::{
            kernels::{Arg, BATCH, PARTIAL_SUMS, THREADS, VectorBatch, grid_for},
            memory::Buffer,
        },
        reference_kernels::{
            values,
            vectors::{self, Scaled},
        },
        test_data::assert_close,
    },
    optimizer::AdamSettings,
};

/// The vectors are f32 in every precision, so one test is enough; `None` without a GPU.
fn vector_test() -> Option<KernelTest> {
    kernel_tests().into_iter().next()
}

/// Lengths of vectors: those of pictures.
fn lengths() -> impl Iterator<Item = usize> {
    map_sizes().map(|MapSize { size, .. }| 3 * size.pixels())
}

#[test]
fn adam_agrees_with_its_reference() {
    let Some(test) = vector_test() else {
        return;
    };
    for count in lengths() {
        check_adam(&test, count);
    }
}

fn check_adam(test: &KernelTest, count: usize) {
    let settings = AdamSettings {
        rate: 5.0,
        momentum: 0.9,
        scale_memory: 0.99,
        averaging: 0.95,
    };
    let [gradient, smoothness_gradient, mean] = [1, 2, 3].map(|seed| values(count, seed, 1e-3));
    let square: Vec<f32> = values(count, 4, 1e-6)
        .iter()
        .map(|value| value.abs())
        .collect();

    // Some of the values are at the bounds.
    let picture: Vec<f32> = values(count, 5, 200.0)
        .iter()
        .map(|value| value.clamp(0.0, 255.0))
        .collect();
    let mut reference = vectors::Adam {
        picture: picture.clone(),
        mean,
        square,
        average: picture,
    };

    let gpu_picture = test.f32_buffer(&reference.picture);
    let gpu_mean = test.f32_buffer(&reference.mean);
    let gpu_square = test.f32_buffer(&reference.square);
    let gpu_average = test.f32_buffer(&reference.average);
    let gpu_gradient = test.f32_buffer(&gradient);
    let gpu_smoothness_gradient = test.f32_buffer(&smoothness_gradient);
    let rates = check_adam_rates(test, settings);
    let gpu_rates = test.f32_buffer(&rates);

    let arguments = [
        Arg::Address(gpu_gradient.address()),
        Arg::Address(gpu_smoothness_gradient.address()),
        Arg::Address(gpu_picture.address()),
        Arg::Address(gpu_mean.address()),
        Arg::Address(gpu_square.address()),
        Arg::Address(gpu_average.address()),
        Arg::Address(gpu_rates.address()),
        Arg::Unsigned(count as u32),
        Arg::Float(settings.momentum),
        Arg::Float(settings.scale_memory),
        Arg::Float(settings.averaging),
    ];

    test.run(
        &test.executor.kernels.adam_step,
        grid_for(count),
        THREADS,
        &arguments,
    );
    reference.step(&gradient, &smoothness_gradient, rates, settings);

    for (actual, expected) in [
        (gpu_picture, reference.picture),
        (gpu_mean, reference.mean),
        (gpu_square, reference.square),
        (gpu_average, reference.average),
    ] {
        let actual = test.read(&actual, count);
        assert_close(&actual, &expected, ROUNDING, &test.name(count));
    }
}

/// Returns the kernel's rates.
fn check_adam_rates(test: &KernelTest, settings: AdamSettings) -> [f32; 2] {
    let rates = test.nan_buffer(2);
    let iteration = Buffer::from_host(&test.executor.stream, &[41]).unwrap();
    let arguments = [
        Arg::Address(iteration.address()),
        Arg::Float(settings.rate),
        Arg::Float(settings.momentum),
        Arg::Float(settings.scale_memory),
        Arg::Address(rates.address()),
    ];

    test.run(&test.executor.kernels.adam_rates, (1, 1, 1), 1, &arguments);

    let actual = test.read(&rates, 2);
    let expected = vectors::adam_rates(42, settings);
    assert_close(&actual, &expected, 1e-6, "rates");

    [actual[0], actual[1]]
}

#[test]
fn vectors_agree_with_their_references() {
    let Some(test) = vector_test() else {
        return;
    };
    for count in lengths() {
        for used in [0, 1, 13, BATCH] {
            check_batch(&test, count, used);
        }
        check_steps(&test, count);
    }
}

/// Dot products with, and a combination of, the first `used` vectors of a batch.
fn check_batch(test: &KernelTest, count: usize, used: usize) {
    let name = test.name(count);
    let vector = values(count, 1, 2.0);
    let others: Vec<Vec<f32>> = (0..used)
        .map(|seed| values(count, 10 + seed, 2.0))
        .collect();
    let gpu_others: Vec<Buffer<f32>> = others.iter().map(|other| test.f32_buffer(other)).collect();
    let mut batch = VectorBatch::default();

    for (place, other) in gpu_others.iter().enumerate() {
        batch.vectors[place] = other.address();
        batch.factors[place] = 0.1 * place as f32 - 0.4;
    }

    let to = test.f32_buffer(&vector);
    if used > 0 {
        let actual = dot_products(test, &to, &batch, used, count);
        let slices: Vec<&[f32]> = others.iter().map(Vec::as_slice).collect();
        for (actual, expected) in actual.iter().zip(vectors::vector_dots(&vector, &slices)) {
            assert!(
                (actual - expected).abs() <= 1e-12 * count as f64,
                "{name}: {actual} {expected}"
            );
        }
    }

    let arguments = [
        Arg::Address(to.address()),
        Arg::Float(-0.3),
        Arg::Batch(&batch),
        Arg::Int(used as i32),
        Arg::Unsigned(count as u32),
    ];
    test.run(
        &test.executor.kernels.vector_combine,
        grid_for(count),
        THREADS,
        &arguments,
    );

    let scaled: Vec<Scaled> = batch
        .factors
        .iter()
        .zip(&others)
        .map(|(factor, vector)| Scaled {
            factor: *factor,
            vector,
        })
        .collect();
    let expected = vectors::vector_combine(&vector, -0.3, &scaled);
    assert_close(&test.read(&to, count), &expected, ROUNDING, &name);
}

/// Computed by the kernels.
fn dot_products(
    test: &KernelTest,
    vector: &Buffer<f32>,
    batch: &VectorBatch,
    used: usize,
    count: usize,
) -> Vec<f64> {
    let kernels = &test.executor.kernels;
    let partials = test.f64_buffer(&vec![f64::NAN; BATCH * PARTIAL_SUMS as usize]);
    let sums = test.f64_buffer(&[f64::NAN; BATCH]);
    let dots = [
        Arg::Address(vector.address()),
        Arg::Batch(batch),
        Arg::Unsigned(count as u32),
        Arg::Address(partials.address()),
    ];
    let grid = (PARTIAL_SUMS, used as u32, 1);
    test.run(&kernels.vector_dots, grid, THREADS, &dots);

    let arguments = [
        Arg::Address(partials.address()),
        Arg::Int(PARTIAL_SUMS as i32),
        Arg::Address(sums.address()),
    ];
    let grid = (used as u32, 1, 1);
    test.run(&kernels.vector_sums, grid, THREADS, &arguments);

    test.read_f64(&sums, used)
}

fn check_steps(test: &KernelTest, count: usize) {
    let kernels = &test.executor.kernels;
    let name = test.name(count);
    let picture: Vec<f32> = values(count, 1, 400.0)
        .iter()
        .map(|value| value.clamp(0.0, 255.0))
        .collect();
    let direction = values(count, 2, 9.0);
    let gradient = values(count, 3, 1.0);

    let gpu_picture = test.f32_buffer(&picture);
    let gpu_direction = test.f32_buffer(&direction);
    let gpu_gradient = test.f32_buffer(&gradient);
    let to = test.nan_buffer(count);
    let grid = grid_for(count);

    let arguments = [
        Arg::Address(to.address()),
        Arg::Address(gpu_picture.address()),
        Arg::Address(gpu_direction.address()),
        Arg::Unsigned(count as u32),
    ];
    test.run(&kernels.vector_subtract, grid, THREADS, &arguments);
    let expected = vectors::vector_subtract(&picture, &direction);
    assert_eq!(test.read(&to, count), expected, "{name}");

    let arguments = [
        Arg::Address(to.address()),
        Arg::Address(gpu_picture.address()),
        Arg::Float(0.7),
        Arg::Address(gpu_direction.address()),
        Arg::Unsigned(count as u32),
    ];
    test.run(&kernels.vector_step, grid, THREADS, &arguments);
    let expected = vectors::vector_step(&picture, 0.7, &direction);
    assert_close(&test.read(&to, count), &expected, ROUNDING, &name);

    let arguments = [
        Arg::Address(gpu_direction.address()),
        Arg::Address(gpu_picture.address()),
        Arg::Address(gpu_gradient.address()),
        Arg::Unsigned(count as u32),
    ];
    test.run(&kernels.vector_project, grid, THREADS, &arguments);
    let expected = vectors::vector_project(&direction, &picture, &gradient);
    assert_eq!(test.read(&gpu_direction, count), expected, "{name}");
}
