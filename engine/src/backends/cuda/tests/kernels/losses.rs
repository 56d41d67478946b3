//! The kernels of the losses.

use super::{KernelTest, MapSize, ROUNDING, assert_near, kernel_tests, map_sizes, view};
use crate::backends::{
    cuda::{
        executor::Partials,
        kernels::{Arg, PARTIAL_SUMS, ROW_THREADS, THREADS, grid_for},
        memory::Buffer,
        style_loss::statistics_code,
    },
    reference_kernels::{
        Size,
        losses::{
            Balance, DifferenceSums, Style, StyleDifference, Temporal, channel_means, channel_sums,
            content_gradient, distance, report_losses, smoothness, style_difference,
            style_gradient, sum_chunks, temporal, weighted_distance,
        },
        values,
    },
    test_data::assert_close,
};
use crate::loss::Statistics;

#[test]
fn sums_over_maps_agree_with_their_references() {
    for test in kernel_tests() {
        for map_size in map_sizes() {
            check_differences(&test, map_size);
            check_channel_means(&test, map_size);
            check_chunks(&test, map_size);
        }
    }
}

fn check_differences(test: &KernelTest, map_size: MapSize) {
    let count = map_size.len();
    let name = test.name(map_size);
    let a = test.activations(count, 1);
    let b = test.activations(count, 2);
    let gpu_a = test.maps(&a);
    let gpu_b = test.maps(&b);

    let weights: Vec<f32> = (0..map_size.size.pixels())
        .map(|at| (at % 5) as f32)
        .collect();
    let gpu_weights = test.f32_buffer(&weights);

    for (weights_address, expected) in [
        (0, distance(&a, &b)),
        (
            gpu_weights.address(),
            weighted_distance(&a, &b, &weights, map_size.channels),
        ),
    ] {
        let pairs = test.f64_buffer(&vec![f64::NAN; 2 * PARTIAL_SUMS as usize]);
        let maps = view(&gpu_a, map_size);
        test.executor
            .sum_differences(maps, gpu_b.address(), weights_address, pairs.address())
            .unwrap();

        let pairs = test.read_f64(&pairs, 2 * PARTIAL_SUMS as usize);
        let sum = |n: usize| pairs.iter().skip(n).step_by(2).sum();
        assert_near(sum(0), expected.absolute, &name);
        assert_near(sum(1), expected.square, &name);
    }
}

fn check_channel_means(test: &KernelTest, map_size: MapSize) {
    let MapSize { size, channels } = map_size;
    let name = test.name(map_size);
    let maps = test.activations(map_size.len(), 1);
    let gpu_maps = test.maps(&maps);
    let partials = test.nan_buffer(PARTIAL_SUMS as usize * channels);
    let means = test.nan_buffer(channels);

    test.executor
        .channel_means(
            view(&gpu_maps, map_size),
            partials.address(),
            means.address(),
        )
        .unwrap();

    let each = size.pixels().div_ceil(PARTIAL_SUMS as usize).max(32);
    let expected = channel_sums(&maps, channels, each);
    let actual = test.read(&partials, expected.len());
    assert_close(&actual, &expected, ROUNDING, &name);

    let expected = channel_means(&expected, channels, 1.0 / size.pixels() as f32);
    let actual = test.read(&means, channels);
    assert_close(&actual, &expected, ROUNDING, &name);
}

fn check_chunks(test: &KernelTest, map_size: MapSize) {
    let count = map_size.len();
    let chunks = values(3 * count, 3, 1.0);
    let gpu_chunks = test.f32_buffer(&chunks);
    let sums = test.nan_buffer(count);
    let partials = Partials {
        address: gpu_chunks.address(),
        chunks: 3,
        count,
    };

    test.executor
        .sum_chunks(partials, 0.7, sums.address())
        .unwrap();

    let actual = test.read(&sums, count);
    let expected = sum_chunks(&chunks, count, 0.7);
    assert_close(&actual, &expected, ROUNDING, &test.name(map_size));
}

/// One way to compute a style loss.
#[derive(Clone, Copy, Debug)]
struct StyleCase {
    channels: usize,
    chunks: usize,
    statistics: Statistics,
    unit_gradient: bool,
    /// Whether the balance of an earlier evaluation is kept.
    keeps_balance: bool,
}

#[test]
fn the_style_loss_agrees_with_its_reference() {
    for test in kernel_tests() {
        for (channels, chunks) in [(64, 1), (64, 128), (128, 5), (256, 3), (512, 1), (512, 7)] {
            for (statistics, unit_gradient, keeps_balance) in [
                (Statistics::MeanAndCovariance, true, false),
                (Statistics::Gram, false, false),
                (Statistics::MeanAndCovariance, false, true),
                (Statistics::Mean, true, false),
            ] {
                let case = StyleCase {
                    channels,
                    chunks,
                    statistics,
                    unit_gradient,
                    keeps_balance,
                };
                check_style(&test, case);
            }
        }
    }
}

fn check_style(test: &KernelTest, case: StyleCase) {
    let channels = case.channels;
    let [mean, target_mean] = [2, 3].map(|seed| values(channels, seed, 1.0));
    let target_matrix = values(channels * channels, 4, 1.0);
    let style = Style {
        mean: &mean,
        target_matrix: &target_matrix,
        target_mean: &target_mean,
        statistics: case.statistics,
    };

    let mut difference = check_style_difference(test, case, style);

    // A preconditioner would set the last norm.
    for norms in difference.norms.as_chunks_mut::<5>().0 {
        norms[4] = -0.5 * norms[1];
    }

    check_style_gradient(test, case, style, &difference);
}

/// Returns what the reference computed.
fn check_style_difference(test: &KernelTest, case: StyleCase, style: Style<'_>) -> StyleDifference {
    const FACTOR: f32 = 1e-2;

    let channels = case.channels;
    let square = channels * channels;
    let name = test.name(case);
    let partials = values(case.chunks * square, 1, 100.0);

    let gpu_partials = test.f32_buffer(&partials);
    let gpu_mean = test.f32_buffer(style.mean);
    let gpu_target_matrix = test.f32_buffer(style.target_matrix);
    let gpu_target_mean = test.f32_buffer(style.target_mean);
    let matrix = test.nan_buffer(square);
    let norms = test.f64_buffer(&vec![f64::NAN; 5 * channels]);
    let arguments = [
        Arg::Address(gpu_partials.address()),
        Arg::Int(case.chunks as i32),
        Arg::Float(FACTOR),
        Arg::Address(gpu_mean.address()),
        Arg::Address(gpu_target_matrix.address()),
        Arg::Address(gpu_target_mean.address()),
        Arg::Address(matrix.address()),
        Arg::Address(norms.address()),
        Arg::Int(channels as i32),
        Arg::Int(statistics_code(case.statistics)),
    ];

    test.run(
        &test.executor.kernels.style_difference,
        (channels as u32, 1, 1),
        ROW_THREADS,
        &arguments,
    );

    let expected = style_difference(&partials, FACTOR, style);
    let actual = test.read(&matrix, square);
    assert_close(&actual, &expected.matrix, ROUNDING, &name);

    let norms = test.read_f64(&norms, 5 * channels);
    for (actual, expected) in norms.into_iter().zip(&expected.norms) {
        assert_near(actual, *expected, &name);
    }

    expected
}

fn check_style_gradient(
    test: &KernelTest,
    case: StyleCase,
    style: Style<'_>,
    difference: &StyleDifference,
) {
    const KEPT: [f64; 2] = [0.5, 0.125];
    const WEIGHT: f32 = 0.25;
    const PER_PIXEL: f32 = 1e-2;

    let channels = case.channels;
    let square = channels * channels;
    let name = test.name(case);

    let gpu_matrix = test.f32_buffer(&difference.matrix);
    let gpu_norms = test.f64_buffer(&difference.norms);
    let gpu_mean = test.f32_buffer(style.mean);
    let gpu_target_mean = test.f32_buffer(style.target_mean);
    let factors = test.f64_buffer(if case.keeps_balance {
        &KEPT
    } else {
        &[f64::NAN; 2]
    });
    let matrix = test.nan_maps(square);
    let offset = test.nan_buffer(channels);
    let loss = test.f64_buffer(&[f64::NAN; 2]);
    let arguments = [
        Arg::Address(gpu_matrix.address()),
        Arg::Address(gpu_norms.address()),
        Arg::Address(gpu_mean.address()),
        Arg::Address(gpu_target_mean.address()),
        Arg::Float(WEIGHT),
        Arg::Float(PER_PIXEL),
        Arg::Int(channels as i32),
        Arg::Int(statistics_code(case.statistics)),
        Arg::Int(case.unit_gradient.into()),
        Arg::Int((!case.keeps_balance).into()),
        Arg::Address(factors.address()),
        Arg::Address(matrix.address()),
        Arg::Address(offset.address()),
        Arg::Address(loss.address()),
    ];

    test.run(
        &test.executor.kernels.style_gradient,
        (channels as u32, 1, 1),
        ROW_THREADS,
        &arguments,
    );

    let balance = Balance {
        weight: WEIGHT,
        unit_gradient: case.unit_gradient,
        kept: case.keeps_balance.then_some(&KEPT),
    };
    let expected = style_gradient(difference, style, balance, PER_PIXEL, test.round);

    let actual = test.read_maps(&matrix, square);
    assert_close(&actual, &expected.matrix, test.tolerance(), &name);

    let actual = test.read(&offset, channels);
    assert_close(&actual, &expected.offset, test.tolerance(), &name);

    let loss = test.read_f64(&loss, 2);
    assert_near(loss[0], expected.loss, &name);
    assert_near(loss[1], expected.objective_offset, &name);

    let factors = test.read_f64(&factors, 2);
    for (actual, expected) in factors.into_iter().zip(expected.factors) {
        assert_near(actual, expected, &name);
    }
}

/// One way to compute a content loss.
#[derive(Clone, Copy)]
struct ContentCase {
    blocks: usize,
    count: f64,
    unit_gradient: bool,
    /// The balance of an earlier evaluation, if it is kept.
    kept: Option<f64>,
}

const CONTENT_CASES: [ContentCase; 4] = [
    ContentCase {
        blocks: 1,
        count: 8.0,
        unit_gradient: true,
        kept: None,
    },
    ContentCase {
        blocks: 7,
        count: 1e9,
        unit_gradient: true,
        kept: None,
    },
    ContentCase {
        blocks: 264,
        count: 64.0,
        unit_gradient: false,
        kept: None,
    },
    ContentCase {
        blocks: 1000,
        count: 64.0,
        unit_gradient: true,
        kept: Some(0.3),
    },
];

#[test]
fn the_content_loss_agrees_with_its_reference() {
    for test in kernel_tests() {
        for case in CONTENT_CASES {
            check_content(&test, case);
        }
    }
}

fn check_content(test: &KernelTest, case: ContentCase) {
    const WEIGHT: f32 = 0.2;

    let pairs: Vec<f64> = values(2 * case.blocks, 1, 9.0)
        .iter()
        .map(|value| f64::from(value.abs()))
        .collect();
    let sum = |n: usize| pairs.iter().skip(n).step_by(2).sum();
    let sums = DifferenceSums {
        absolute: sum(0),
        square: sum(1),
    };
    let balance = Balance {
        weight: WEIGHT,
        unit_gradient: case.unit_gradient,
        kept: case.kept.as_ref().map(std::slice::from_ref),
    };
    let expected = content_gradient(sums, case.count, balance);

    let gpu_pairs = test.f64_buffer(&pairs);
    let factor = test.f64_buffer(&[case.kept.unwrap_or(f64::NAN)]);
    let scale = test.nan_buffer(1);
    let loss = test.f64_buffer(&[f64::NAN]);
    let arguments = [
        Arg::Address(gpu_pairs.address()),
        Arg::Int(case.blocks as i32),
        Arg::Float(WEIGHT),
        Arg::Double(case.count),
        Arg::Int(case.unit_gradient.into()),
        Arg::Int(case.kept.is_none().into()),
        Arg::Address(factor.address()),
        Arg::Address(scale.address()),
        Arg::Address(loss.address()),
    ];

    test.run(
        &test.executor.kernels.content_gradient,
        (1, 1, 1),
        THREADS,
        &arguments,
    );

    assert_near(test.read_f64(&factor, 1)[0], expected.factor, "factor");
    assert_near(
        test.read(&scale, 1)[0].into(),
        expected.scale.into(),
        "scale",
    );
    assert_near(test.read_f64(&loss, 1)[0], expected.loss, "loss");
}

#[test]
fn smoothness_and_report_agree_with_their_references() {
    for test in kernel_tests() {
        for MapSize { size, .. } in map_sizes() {
            let sums = check_smoothness(&test, size);
            check_report(&test, &sums);
        }
    }
}

/// Returns the kernel's partial sums.
fn check_smoothness(test: &KernelTest, size: Size) -> Vec<f64> {
    const SCALE: f32 = 1e-3;

    let count = 3 * size.pixels();
    let name = test.name(size);
    let picture: Vec<f32> = values(count, 1, 120.0)
        .iter()
        .map(|value| value + 128.0)
        .collect();

    let gpu_picture = test.f32_buffer(&picture);
    let gradient = test.nan_buffer(count);
    let sums = test.f64_buffer(&vec![f64::NAN; PARTIAL_SUMS as usize]);
    let arguments = [
        Arg::Address(gpu_picture.address()),
        Arg::Address(gradient.address()),
        Arg::Int(size.height as i32),
        Arg::Int(size.width as i32),
        Arg::Float(SCALE),
        Arg::Address(sums.address()),
    ];

    test.run(
        &test.executor.kernels.smoothness,
        (PARTIAL_SUMS, 1, 1),
        THREADS,
        &arguments,
    );

    let expected = smoothness(&picture, size, SCALE);
    let actual = test.read(&gradient, count);
    assert_close(&actual, &expected.gradient, ROUNDING, &name);

    let sums = test.read_f64(&sums, PARTIAL_SUMS as usize);
    assert_near(sums.iter().sum(), expected.loss, &name);

    sums
}

/// Iteration 8 reports to row 2 of a ring of 5, and to nothing else.
fn check_report(test: &KernelTest, smoothness_sums: &[f64]) {
    let losses = [3.0, 0.1, -0.3, 0.2, 0.0, 0.4, 0.7];
    let gpu_losses = test.f64_buffer(&losses);
    let gpu_sums = test.f64_buffer(smoothness_sums);
    let ring = test.f64_buffer(&[f64::NAN; 4 * 5]);
    let iteration = Buffer::from_host(&test.executor.stream, &[8]).unwrap();
    let arguments = [
        Arg::Address(gpu_losses.address()),
        Arg::Int(3),
        Arg::Address(gpu_sums.address()),
        Arg::Int(PARTIAL_SUMS as i32),
        Arg::Address(iteration.address()),
        Arg::Address(ring.address()),
        Arg::Int(5),
    ];

    test.run(
        &test.executor.kernels.report_losses,
        (1, 1, 1),
        THREADS,
        &arguments,
    );

    let ring = test.read_f64(&ring, 20);
    let expected = report_losses(&losses, smoothness_sums);
    for (actual, expected) in ring[8..12].iter().zip(expected) {
        assert_near(*actual, expected, "report");
    }

    assert!(
        ring.iter()
            .enumerate()
            .all(|(place, value)| value.is_nan() != (8..12).contains(&place)),
        "{ring:?}"
    );
}

#[test]
fn the_temporal_gradient_agrees_with_its_reference() {
    const SCALE: f32 = 1e-3;

    for test in kernel_tests() {
        for MapSize { size, .. } in map_sizes() {
            let count = 3 * size.pixels();
            let [picture, target, gradient] = [1, 2, 3].map(|seed| values(count, seed, 120.0));
            let mask = values(size.pixels(), 4, 1.0);
            let to = test.f32_buffer(&gradient);
            let gpu_picture = test.f32_buffer(&picture);
            let gpu_target = test.f32_buffer(&target);
            let gpu_mask = test.f32_buffer(&mask);
            let arguments = [
                Arg::Address(gpu_picture.address()),
                Arg::Address(gpu_target.address()),
                Arg::Address(gpu_mask.address()),
                Arg::Address(to.address()),
                Arg::Unsigned(size.pixels() as u32),
                Arg::Float(SCALE),
            ];
            test.run(
                &test.executor.kernels.temporal,
                grid_for(count),
                THREADS,
                &arguments,
            );

            let term = Temporal {
                target: &target,
                mask: &mask,
                scale: SCALE,
            };
            let expected = temporal(&picture, &term, &gradient);
            assert_close(
                &test.read(&to, count),
                &expected,
                ROUNDING,
                &test.name(size),
            );
        }
    }
}
