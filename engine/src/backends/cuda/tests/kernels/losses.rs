//! The kernels of the losses.

use super::{Bench, ROUNDING, benches, near, sizes};
use crate::backends::{
    contract::assert_close,
    cuda::{
        kernels::{Arg, PARTS, THREADS},
        memory::Buffer,
    },
    reference_kernels::{
        losses::{
            Style, Weighing, channel_means, channel_sums, content_gradient, distance, report,
            smoothness, style_difference, style_gradient, sum_chunks,
        },
        values,
    },
};

#[test]
fn sums_over_maps_are_their_twins() {
    for bench in benches() {
        for (size @ (height, width), channels) in sizes() {
            let pixels = height * width;
            let count = height * width * channels;
            let name = bench.name(size);
            let a = bench.activations(count, 1);
            let b = bench.activations(count, 2);

            let on_a = bench.maps(&a);
            let on_b = bench.maps(&b);
            let pairs = bench.doubles(&vec![f64::NAN; 2 * PARTS as usize]);
            bench
                .machine
                .sum_distances((on_a.at(), on_b.at()), count, pairs.at())
                .unwrap();

            let pairs = bench.read_doubles(&pairs, 2 * PARTS as usize);
            for (n, expected) in distance(&a, &b).into_iter().enumerate() {
                near(pairs.iter().skip(n).step_by(2).sum(), expected, &name);
            }

            let parts = bench.spoiled(PARTS as usize * channels);
            let means = bench.spoiled(channels);
            bench
                .machine
                .average(on_a.at(), (pixels, channels), parts.at(), means.at())
                .unwrap();

            let each = pixels.div_ceil(PARTS as usize).max(32);
            let expected = channel_sums(&a, channels, each);
            assert_close(
                &bench.read(&parts, expected.len()),
                &expected,
                ROUNDING,
                &name,
            );

            let expected = channel_means(&expected, channels, 1.0 / pixels as f32);
            assert_close(&bench.read(&means, channels), &expected, ROUNDING, &name);

            let sums = bench.spoiled(count);
            let chunks = values(3 * count, 3, 1.0);
            bench
                .machine
                .add_up(bench.reals(&chunks).at(), (3, count), 0.7, sums.at())
                .unwrap();

            assert_close(
                &bench.read(&sums, count),
                &sum_chunks(&chunks, count, 0.7),
                ROUNDING,
                &name,
            );
        }
    }
}

#[test]
fn the_styles_loss_is_its_twin() {
    for bench in benches() {
        for (channels, chunks) in [(64, 1), (64, 128), (128, 5), (256, 3), (512, 1), (512, 7)] {
            for (centred, unit_gradient, keeps) in [
                (true, true, false),
                (false, false, false),
                (true, false, true),
            ] {
                check_style(&bench, (channels, chunks), centred, unit_gradient, keeps);
            }
        }
    }
}

fn check_style(
    bench: &Bench,
    (channels, chunks): (usize, usize),
    centred: bool,
    unit_gradient: bool,
    keeps: bool,
) {
    let kernels = &bench.machine.kernels;
    let square = channels * channels;
    let name = bench.name((channels, chunks));
    let parts = values(chunks * square, 1, 100.0);
    let factor = 1e-2;

    let per_pixel = 1e-2;
    let weight = 0.25;
    let [mean, wanted_mean] = [2, 3].map(|seed| values(channels, seed, 1.0));
    let wanted = values(square, 4, 1.0);
    let style = Style {
        mean: &mean,
        wanted: &wanted,
        wanted_mean: &wanted_mean,
        centred,
    };

    let on_parts = bench.reals(&parts);
    let on_mean = bench.reals(&mean);
    let on_wanted = bench.reals(&wanted);
    let on_wanted_mean = bench.reals(&wanted_mean);
    let difference = bench.spoiled(square);

    let norms = bench.doubles(&vec![f64::NAN; 5 * channels]);
    let arguments = [
        Arg::At(on_parts.at()),
        Arg::Int(chunks as i32),
        Arg::Real(factor),
        Arg::At(on_mean.at()),
        Arg::At(on_wanted.at()),
        Arg::At(on_wanted_mean.at()),
        Arg::At(difference.at()),
        Arg::At(norms.at()),
        Arg::Int(channels as i32),
        Arg::Int(centred.into()),
    ];

    let grid = (channels as u32, 1, 1);
    bench.run(&kernels.style_difference, grid, 512, &arguments);

    let mut expected = style_difference(&parts, factor, style);
    assert_close(
        &bench.read(&difference, square),
        &expected.0,
        ROUNDING,
        &name,
    );

    for (actual, expected) in bench
        .read_doubles(&norms, 5 * channels)
        .into_iter()
        .zip(&expected.1)
    {
        near(actual, *expected, &name);
    }

    expected
        .1
        .as_chunks_mut::<5>()
        .0
        .iter_mut()
        .for_each(|norms| norms[4] = -0.5 * norms[1]);

    let norms = bench.doubles(&expected.1);
    let kept = [0.5, 0.125];
    let weighing = Weighing {
        weight,
        unit_gradient,
        kept: keeps.then_some(&kept),
    };

    let factors = bench.doubles(if keeps { &kept } else { &[f64::NAN; 2] });
    let matrix = bench.spoiled_maps(square);
    let offset = bench.spoiled(channels);
    let loss = bench.doubles(&[f64::NAN; 2]);
    let arguments = [
        Arg::At(difference.at()),
        Arg::At(norms.at()),
        Arg::At(on_mean.at()),
        Arg::At(on_wanted_mean.at()),
        Arg::Real(weight),
        Arg::Real(per_pixel),
        Arg::Int(channels as i32),
        Arg::Int(centred.into()),
        Arg::Int(unit_gradient.into()),
        Arg::Int((!keeps).into()),
        Arg::At(factors.at()),
        Arg::At(matrix.at()),
        Arg::At(offset.at()),
        Arg::At(loss.at()),
    ];

    bench.run(&kernels.style_gradient, grid, 512, &arguments);

    let expected = style_gradient(
        (&expected.0, &expected.1),
        style,
        weighing,
        per_pixel,
        bench.narrow,
    );

    assert_close(
        &bench.read_maps(&matrix, square),
        &expected.matrix,
        bench.tolerance(),
        &name,
    );

    assert_close(
        &bench.read(&offset, channels),
        &expected.offset,
        bench.tolerance(),
        &name,
    );

    let loss = bench.read_doubles(&loss, 2);
    near(loss[0], expected.loss, &name);
    near(loss[1], expected.objective_offset, &name);

    for (actual, expected) in bench
        .read_doubles(&factors, 2)
        .into_iter()
        .zip(expected.factors)
    {
        near(actual, expected, &name);
    }
}

#[test]
fn the_contents_loss_is_its_twin() {
    for bench in benches() {
        for (blocks, count, unit_gradient, kept) in [
            (1, 8.0, true, None),
            (7, 1e9, true, None),
            (264, 64.0, false, None),
            (1000, 64.0, true, Some(0.3)),
        ] {
            let pairs: Vec<f64> = values(2 * blocks, 1, 9.0)
                .iter()
                .map(|value| f64::from(value.abs()))
                .collect();
            let sum = |n: usize| pairs.iter().skip(n).step_by(2).sum();
            let kept = kept.map(|kept| [kept]);
            let weighing = Weighing {
                weight: 0.2,
                unit_gradient,
                kept: kept.as_ref().map(|kept| &kept[..]),
            };

            let expected = content_gradient([sum(0), sum(1)], count, weighing);
            let on_pairs = bench.doubles(&pairs);
            let factor = bench.doubles(&kept.unwrap_or([f64::NAN]));
            let scale = bench.spoiled(1);
            let loss = bench.doubles(&[f64::NAN]);

            let arguments = [
                Arg::At(on_pairs.at()),
                Arg::Int(blocks as i32),
                Arg::Real(0.2),
                Arg::Double(count),
                Arg::Int(unit_gradient.into()),
                Arg::Int(kept.is_none().into()),
                Arg::At(factor.at()),
                Arg::At(scale.at()),
                Arg::At(loss.at()),
            ];

            bench.run(
                &bench.machine.kernels.content_gradient,
                (1, 1, 1),
                THREADS,
                &arguments,
            );

            near(bench.read_doubles(&factor, 1)[0], expected.0, "factor");
            near(bench.read(&scale, 1)[0].into(), expected.1.into(), "scale");
            near(bench.read_doubles(&loss, 1)[0], expected.2, "loss");
        }
    }
}

#[test]
fn smoothness_and_report_are_their_twins() {
    for bench in benches() {
        let kernels = &bench.machine.kernels;
        for (size @ (height, width), _) in sizes() {
            let count = 3 * height * width;
            let name = bench.name(size);
            let picture: Vec<f32> = values(count, 1, 120.0)
                .iter()
                .map(|value| value + 128.0)
                .collect();

            let on_picture = bench.reals(&picture);
            let slopes = bench.spoiled(count);
            let parts = bench.doubles(&vec![f64::NAN; PARTS as usize]);
            let arguments = [
                Arg::At(on_picture.at()),
                Arg::At(slopes.at()),
                Arg::Int(height as i32),
                Arg::Int(width as i32),
                Arg::Real(1e-3),
                Arg::At(parts.at()),
            ];

            bench.run(&kernels.smoothness, (PARTS, 1, 1), THREADS, &arguments);

            let expected = smoothness(&picture, size, 1e-3);
            assert_close(&bench.read(&slopes, count), &expected.0, ROUNDING, &name);

            let parts_read = bench.read_doubles(&parts, PARTS as usize);
            near(parts_read.iter().sum(), expected.1, &name);

            let losses = [3.0, 0.1, -0.3, 0.2, 0.0, 0.4, 0.7];
            let on_losses = bench.doubles(&losses);
            let ring = bench.doubles(&[f64::NAN; 4 * 5]);
            let age = Buffer::from_host(&bench.machine.stream, &[8]).unwrap();
            let arguments = [
                Arg::At(on_losses.at()),
                Arg::Int(3),
                Arg::At(parts.at()),
                Arg::Int(PARTS as i32),
                Arg::At(age.at()),
                Arg::At(ring.at()),
                Arg::Int(5),
            ];

            bench.run(&kernels.report, (1, 1, 1), THREADS, &arguments);

            let ring = bench.read_doubles(&ring, 20);
            for (actual, expected) in ring[8..12].iter().zip(report(&losses, &parts_read)) {
                near(*actual, expected, &name);
            }

            assert!(
                ring.iter()
                    .enumerate()
                    .all(|(place, value)| value.is_nan() != (8..12).contains(&place)),
                "{ring:?}"
            );
        }
    }
}
