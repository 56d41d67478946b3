//! The kernels of the layers.

use super::{Bench, ROUNDING, benches, sizes};
use crate::{
    backends::{
        contract::assert_close,
        cuda::{
            kernels::{Arg, THREADS, over},
            memory::{Buffer, Maps},
        },
        reference_kernels::{
            Size,
            first::{first_backward, first_fold, first_forward},
            layers::{Own, bias_relu, finish, pool, to_maps, to_planes, unpool},
            values,
        },
    },
    vgg::MEAN,
};

#[test]
fn the_first_convolution_is_its_twin() {
    for bench in benches() {
        let kernel = values(27 * 64, 1, 0.5);
        let bias = values(64, 2, 5.0);
        let on_kernel = bench.reals(&kernel);
        let on_bias = bench.reals(&bias);
        let kernels = &bench.machine.kernels;

        for (size @ (height, width), _) in sizes() {
            let pixels = height * width;
            let shape = [Arg::Int(height as i32), Arg::Int(width as i32)];
            let grid = (width.div_ceil(128) as u32, height as u32, 1);
            let picture: Vec<f32> = values(3 * pixels, 3, 120.0)
                .iter()
                .map(|value| value + 128.0)
                .collect();

            let on_picture = bench.reals(&picture);
            for replicate in [false, true] {
                let out = bench.spoiled_maps(pixels * 64);
                let arguments = [
                    &[&on_picture, &on_kernel, &on_bias].map(|buffer| Arg::At(buffer.at()))[..],
                    &[Arg::At(out.at())],
                    &shape,
                    &[Arg::Int(replicate.into())],
                    &MEAN.map(Arg::Real),
                ];

                bench.run(&kernels.first_forward, grid, THREADS, &arguments.concat());

                let expected = first_forward(
                    &picture,
                    (&kernel, &bias),
                    size,
                    (replicate, MEAN),
                    bench.narrow,
                );

                let actual = bench.read_maps(&out, pixels * 64);
                assert_close(&actual, &expected, bench.tolerance(), &bench.name(size));
            }

            let gradient = bench.kept(&values(pixels * 64, 4, 1.0));
            let on_gradient = bench.maps(&gradient);
            let out = bench.spoiled(3 * pixels);
            let arguments = [
                &[
                    Arg::At(on_gradient.at()),
                    Arg::At(on_kernel.at()),
                    Arg::At(out.at()),
                ][..],
                &shape,
            ]
            .concat();

            bench.run(&kernels.first_backward, grid, THREADS, &arguments);

            let mut expected = first_backward(&gradient, &kernel, size);
            assert_close(
                &bench.read(&out, 3 * pixels),
                &expected,
                ROUNDING,
                &bench.name(size),
            );

            bench.run(
                &kernels.first_fold,
                over(2 * (width + height) * 32),
                THREADS,
                &arguments,
            );

            first_fold(&gradient, &kernel, size, &mut expected);
            assert_close(
                &bench.read(&out, 3 * pixels),
                &expected,
                ROUNDING,
                &bench.name(size),
            );
        }
    }
}

#[test]
fn bias_and_relu_are_their_twin() {
    for bench in benches() {
        for (size @ (height, width), channels) in sizes() {
            let count = height * width * channels;
            let maps = bench.kept(&values(count, 1, 1.0));
            let bias = values(channels, 2, 1.0);
            let on_maps = bench.maps(&maps);
            let on_bias = bench.reals(&bias);

            let arguments = [
                Arg::At(on_maps.at()),
                Arg::At(on_bias.at()),
                Arg::Count((count / 8) as u32),
                Arg::Int((channels / 8) as i32),
            ];

            bench.run(
                &bench.machine.kernels.bias_relu,
                over(count / 8),
                THREADS,
                &arguments,
            );

            let expected = bias_relu(&maps, &bias, bench.narrow);
            assert_eq!(
                bench.read_maps(&on_maps, count),
                expected,
                "{}",
                bench.name(size)
            );
        }
    }
}

#[test]
fn poolings_are_their_twins() {
    for bench in benches() {
        for (size, channels) in sizes() {
            for average in [false, true] {
                check_pool(&bench, size, channels, average);
                for mask in [false, true] {
                    check_unpool(&bench, size, channels, (average, mask));
                }
            }
        }
    }
}

fn check_pool(bench: &Bench, size @ (height, width): Size, channels: usize, average: bool) {
    let maps = bench.activations(height * width * channels, 1);
    let count = (height / 2) * (width / 2) * channels;
    if count == 0 {
        return;
    }

    let on_maps = bench.maps(&maps);
    let out = bench.spoiled_maps(count);
    let arguments = [
        Arg::At(on_maps.at()),
        Arg::At(out.at()),
        Arg::Int(height as i32),
        Arg::Int(width as i32),
        Arg::Int((channels / 8) as i32),
        Arg::Int(average.into()),
    ];

    bench.run(
        &bench.machine.kernels.pool,
        over(count / 8),
        THREADS,
        &arguments,
    );

    let expected = pool(&maps, size, channels, average, bench.narrow);
    assert_eq!(
        bench.read_maps(&out, count),
        expected,
        "{} {average}",
        bench.name(size)
    );
}

fn check_unpool(
    bench: &Bench,
    size @ (height, width): Size,
    channels: usize,
    (average, mask): (bool, bool),
) {
    let count = height * width * channels;
    let maps = bench.activations(count, 1);
    let above = bench.kept(&values(
        ((height / 2) * (width / 2) * channels).max(8),
        2,
        1.0,
    ));

    let on_maps = bench.maps(&maps);
    let on_above = bench.maps(&above);
    let out = bench.spoiled_maps(count);
    let arguments = [
        Arg::At(on_maps.at()),
        Arg::At(on_above.at()),
        Arg::At(out.at()),
        Arg::Int(height as i32),
        Arg::Int(width as i32),
        Arg::Int((channels / 8) as i32),
        Arg::Int(average.into()),
        Arg::Int(mask.into()),
    ];

    let windows = height.div_ceil(2) * width.div_ceil(2);
    bench.run(
        &bench.machine.kernels.unpool,
        over(windows * channels / 8),
        THREADS,
        &arguments,
    );

    let expected = unpool(
        (&maps, &above),
        size,
        channels,
        (average, mask),
        bench.narrow,
    );

    assert_eq!(
        bench.read_maps(&out, count),
        expected,
        "{} {average} {mask}",
        bench.name(size)
    );
}

#[test]
fn a_layers_own_gradients_are_their_twins() {
    for bench in benches() {
        for (size @ (height, width), channels) in sizes() {
            let count = height * width * channels;
            let maps = bench.activations(count, 1);
            let [above, target, explicit] =
                [2, 3, 4].map(|seed| bench.kept(&values(count, seed, 1.0)));

            let offset = values(channels, 5, 1.0);
            for (has_offset, has_target, has_explicit, fresh) in [
                (true, true, true, false),
                (true, false, false, true),
                (false, true, false, false),
                (false, false, true, true),
            ] {
                let own = Own {
                    offset: has_offset.then_some(&offset[..]),
                    target: has_target.then_some((&target[..], 0.3)),
                    explicit: has_explicit.then_some(&explicit[..]),
                };

                let expected = finish(
                    (!fresh).then_some(&above[..]),
                    &maps,
                    own,
                    channels,
                    bench.narrow,
                );

                let out = if fresh {
                    bench.spoiled_maps(count)
                } else {
                    bench.maps(&above)
                };
                run_finish(&bench, (&out, &maps), own, channels, fresh);

                let actual = bench.read_maps(&out, count);
                assert_close(&actual, &expected, bench.tolerance(), &bench.name(size));
            }
        }
    }
}

fn run_finish(
    bench: &Bench,
    (out, maps): (&Maps, &[f32]),
    own: Own<'_>,
    channels: usize,
    fresh: bool,
) {
    let on_maps = bench.maps(maps);
    let offset = own
        .offset
        .map_or_else(Buffer::default, |offset| bench.reals(offset));

    let target = own
        .target
        .map_or_else(Maps::default, |(target, _)| bench.maps(target));
    let scale = own
        .target
        .map_or_else(Buffer::default, |(_, scale)| bench.reals(&[scale]));

    let explicit = own
        .explicit
        .map_or_else(Maps::default, |explicit| bench.maps(explicit));
    let arguments = [
        Arg::At(out.at()),
        Arg::At(on_maps.at()),
        Arg::At(offset.at()),
        Arg::At(target.at()),
        Arg::At(scale.at()),
        Arg::At(explicit.at()),
        Arg::Count((maps.len() / 8) as u32),
        Arg::Int((channels / 8) as i32),
        Arg::Int(fresh.into()),
    ];

    bench.run(
        &bench.machine.kernels.finish,
        over(maps.len() / 8),
        THREADS,
        &arguments,
    );

    bench.machine.wait().unwrap();
}

#[test]
fn planes_and_maps_are_their_twins() {
    for bench in benches() {
        let kernels = &bench.machine.kernels;
        for (size @ (height, width), channels) in sizes() {
            let pixels = height * width;
            let count = height * width * channels;
            let planes = values(count, 1, 300.0);
            let on_planes = bench.reals(&planes);
            let out = bench.spoiled_maps(count);

            let shape = [Arg::Count(pixels as u32), Arg::Int(channels as i32)];
            let arguments = [
                Arg::At(on_planes.at()),
                Arg::At(out.at()),
                shape[0],
                shape[1],
            ];

            bench.run(&kernels.to_maps, over(count), THREADS, &arguments);

            let maps = to_maps(&planes, pixels, bench.narrow);
            assert_eq!(bench.read_maps(&out, count), maps, "{}", bench.name(size));

            let back = bench.spoiled(count);
            let arguments = [Arg::At(out.at()), Arg::At(back.at()), shape[0], shape[1]];
            bench.run(&kernels.to_planes, over(count), THREADS, &arguments);
            assert_eq!(
                bench.read(&back, count),
                to_planes(&maps, pixels),
                "{}",
                bench.name(size)
            );

            assert_eq!(
                bench.read_maps(&bench.maps(&planes), count),
                bench.kept(&planes),
                "{}",
                bench.name(size)
            );
        }
    }
}
