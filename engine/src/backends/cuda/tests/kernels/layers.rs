//! The kernels of the layers.

use super::{KernelTest, MapSize, ROUNDING, kernel_tests, map_sizes};
use crate::{
    backends::{
        cuda::{
            kernels::{Arg, THREADS, grid_for},
            memory::{Buffer, Maps},
        },
        reference_kernels::{
            Size,
            first_convolution::{
                FirstConvolution, first_backward, first_backward_border, first_forward,
            },
            layers::{
                LayerGradients, TargetGradient, Unpooling, bias_relu, pool, relu_backward, to_maps,
                to_planes, unpool,
            },
            values,
        },
        test_data::assert_close,
    },
    vgg::MEAN,
};

#[test]
fn the_first_convolution_agrees_with_its_reference() {
    let kernel = values(27 * 64, 1, 0.5);
    let bias = values(64, 2, 5.0);

    for test in kernel_tests() {
        for MapSize { size, .. } in map_sizes() {
            for replicate in [false, true] {
                let convolution = FirstConvolution {
                    kernel: &kernel,
                    bias: &bias,
                    mean: MEAN,
                    replicate,
                };
                check_first_forward(&test, convolution, size);
            }

            check_first_backward(&test, &kernel, size);
        }
    }
}

fn row_grid(size: Size) -> (u32, u32, u32) {
    (size.width.div_ceil(128) as u32, size.height as u32, 1)
}

fn check_first_forward(test: &KernelTest, convolution: FirstConvolution<'_>, size: Size) {
    let picture: Vec<f32> = values(3 * size.pixels(), 3, 120.0)
        .iter()
        .map(|value| value + 128.0)
        .collect();
    let gpu_picture = test.f32_buffer(&picture);
    let gpu_kernel = test.f32_buffer(convolution.kernel);
    let gpu_bias = test.f32_buffer(convolution.bias);
    let out = test.nan_maps(size.pixels() * 64);

    let [red, green, blue] = convolution.mean;
    let arguments = [
        Arg::Address(gpu_picture.address()),
        Arg::Address(gpu_kernel.address()),
        Arg::Address(gpu_bias.address()),
        Arg::Address(out.address()),
        Arg::Int(size.height as i32),
        Arg::Int(size.width as i32),
        Arg::Int(convolution.replicate.into()),
        Arg::Float(red),
        Arg::Float(green),
        Arg::Float(blue),
    ];
    let first_forward_kernel = &test.executor.kernels.first_forward;
    test.run(first_forward_kernel, row_grid(size), THREADS, &arguments);

    let expected = first_forward(&picture, convolution, size, test.round);
    let actual = test.read_maps(&out, size.pixels() * 64);
    assert_close(&actual, &expected, test.tolerance(), &test.name(size));
}

fn check_first_backward(test: &KernelTest, kernel: &[f32], size: Size) {
    let kernels = &test.executor.kernels;
    let gradient = test.rounded(&values(size.pixels() * 64, 4, 1.0));
    let gpu_gradient = test.maps(&gradient);
    let gpu_kernel = test.f32_buffer(kernel);
    let out = test.nan_buffer(3 * size.pixels());
    let arguments = [
        Arg::Address(gpu_gradient.address()),
        Arg::Address(gpu_kernel.address()),
        Arg::Address(out.address()),
        Arg::Int(size.height as i32),
        Arg::Int(size.width as i32),
    ];

    test.run(&kernels.first_backward, row_grid(size), THREADS, &arguments);

    let mut expected = first_backward(&gradient, kernel, size);
    let actual = test.read(&out, 3 * size.pixels());
    assert_close(&actual, &expected, ROUNDING, &test.name(size));

    let border_grid = grid_for(2 * (size.width + size.height) * 32);
    test.run(
        &kernels.first_backward_border,
        border_grid,
        THREADS,
        &arguments,
    );

    first_backward_border(&gradient, kernel, size, &mut expected);
    let actual = test.read(&out, 3 * size.pixels());
    assert_close(&actual, &expected, ROUNDING, &test.name(size));
}

#[test]
fn bias_and_relu_agree_with_their_reference() {
    for test in kernel_tests() {
        for map_size in map_sizes() {
            let count = map_size.len();
            let channels = map_size.channels;
            let maps = test.rounded(&values(count, 1, 1.0));
            let bias = values(channels, 2, 1.0);
            let gpu_maps = test.maps(&maps);
            let gpu_bias = test.f32_buffer(&bias);

            let arguments = [
                Arg::Address(gpu_maps.address()),
                Arg::Address(gpu_bias.address()),
                Arg::Unsigned((count / 8) as u32),
                Arg::Int((channels / 8) as i32),
            ];

            test.run(
                &test.executor.kernels.bias_relu,
                grid_for(count / 8),
                THREADS,
                &arguments,
            );

            let expected = bias_relu(&maps, &bias, test.round);
            assert_eq!(
                test.read_maps(&gpu_maps, count),
                expected,
                "{}",
                test.name(map_size)
            );
        }
    }
}

#[test]
fn poolings_agree_with_their_references() {
    for test in kernel_tests() {
        for map_size in map_sizes() {
            for average in [false, true] {
                check_pool(&test, map_size, average);
                for mask in [false, true] {
                    check_unpool(&test, map_size, average, mask);
                }
            }
        }
    }
}

fn check_pool(test: &KernelTest, map_size: MapSize, average: bool) {
    let MapSize { size, channels } = map_size;
    let maps = test.activations(map_size.len(), 1);
    let count = size.pooled().pixels() * channels;
    if count == 0 {
        return;
    }

    let gpu_maps = test.maps(&maps);
    let out = test.nan_maps(count);
    let arguments = [
        Arg::Address(gpu_maps.address()),
        Arg::Address(out.address()),
        Arg::Int(size.height as i32),
        Arg::Int(size.width as i32),
        Arg::Int((channels / 8) as i32),
        Arg::Int(average.into()),
    ];

    test.run(
        &test.executor.kernels.pool,
        grid_for(count / 8),
        THREADS,
        &arguments,
    );

    let expected = pool(&maps, size, channels, average, test.round);
    assert_eq!(
        test.read_maps(&out, count),
        expected,
        "{} {average}",
        test.name(map_size)
    );
}

fn check_unpool(test: &KernelTest, map_size: MapSize, average: bool, mask: bool) {
    let MapSize { size, channels } = map_size;
    let count = map_size.len();
    let maps = test.activations(count, 1);
    let above_count = (size.pooled().pixels() * channels).max(8);
    let above = test.rounded(&values(above_count, 2, 1.0));

    let gpu_maps = test.maps(&maps);
    let gpu_above = test.maps(&above);
    let out = test.nan_maps(count);
    let arguments = [
        Arg::Address(gpu_maps.address()),
        Arg::Address(gpu_above.address()),
        Arg::Address(out.address()),
        Arg::Int(size.height as i32),
        Arg::Int(size.width as i32),
        Arg::Int((channels / 8) as i32),
        Arg::Int(average.into()),
        Arg::Int(mask.into()),
    ];

    let windows = size.height.div_ceil(2) * size.width.div_ceil(2);
    test.run(
        &test.executor.kernels.unpool,
        grid_for(windows * channels / 8),
        THREADS,
        &arguments,
    );

    let unpooling = Unpooling {
        maps: &maps,
        above: &above,
        channels,
        average,
        mask,
    };
    assert_eq!(
        test.read_maps(&out, count),
        unpool(unpooling, size, test.round),
        "{} {average} {mask}",
        test.name(map_size)
    );
}

/// A gradient of a layer's own.
#[derive(PartialEq)]
enum OwnGradient {
    Offset,
    Target,
    /// Those of the target's places.
    Weights,
    Explicit,
}

/// Which gradients come together.
struct GradientCase {
    own: &'static [OwnGradient],
    /// Whether there is no gradient from above.
    is_empty: bool,
}

const GRADIENT_CASES: [GradientCase; 5] = [
    GradientCase {
        own: &[
            OwnGradient::Offset,
            OwnGradient::Target,
            OwnGradient::Explicit,
        ],
        is_empty: false,
    },
    GradientCase {
        own: &[OwnGradient::Offset],
        is_empty: true,
    },
    GradientCase {
        own: &[OwnGradient::Target],
        is_empty: false,
    },
    GradientCase {
        own: &[OwnGradient::Target, OwnGradient::Weights],
        is_empty: false,
    },
    GradientCase {
        own: &[OwnGradient::Explicit],
        is_empty: true,
    },
];

#[test]
fn a_layers_own_gradients_agree_with_their_reference() {
    for test in kernel_tests() {
        for map_size in map_sizes() {
            for case in &GRADIENT_CASES {
                check_relu_backward(&test, map_size, case);
            }
        }
    }
}

fn check_relu_backward(test: &KernelTest, map_size: MapSize, case: &GradientCase) {
    let count = map_size.len();
    let maps = test.activations(count, 1);
    let [above, target, explicit] = [2, 3, 4].map(|seed| test.rounded(&values(count, seed, 1.0)));
    let offset = values(map_size.channels, 5, 1.0);
    let weights = values(map_size.size.pixels(), 6, 4.0);

    let gradients = LayerGradients {
        offset: case
            .own
            .contains(&OwnGradient::Offset)
            .then_some(&offset[..]),
        target: case
            .own
            .contains(&OwnGradient::Target)
            .then_some(TargetGradient {
                target: &target,
                scale: 0.3,
                weights: case
                    .own
                    .contains(&OwnGradient::Weights)
                    .then_some(&weights[..]),
            }),
        explicit: case
            .own
            .contains(&OwnGradient::Explicit)
            .then_some(&explicit[..]),
    };

    let expected = relu_backward(
        (!case.is_empty).then_some(&above[..]),
        &maps,
        gradients,
        map_size.channels,
        test.round,
    );

    let out = if case.is_empty {
        test.nan_maps(count)
    } else {
        test.maps(&above)
    };
    let kernel_run = ReluBackward {
        out: &out,
        maps: &maps,
        gradients,
        channels: map_size.channels,
        is_empty: case.is_empty,
    };
    kernel_run.run(test);

    let actual = test.read_maps(&out, count);
    assert_close(&actual, &expected, test.tolerance(), &test.name(map_size));
}

/// The arguments of one `relu_backward`.
struct ReluBackward<'a> {
    out: &'a Maps,
    maps: &'a [f32],
    gradients: LayerGradients<'a>,
    channels: usize,
    is_empty: bool,
}

impl ReluBackward<'_> {
    fn run(&self, test: &KernelTest) {
        let Self {
            out,
            maps,
            gradients,
            channels,
            is_empty,
        } = *self;
        let gpu_maps = test.maps(maps);
        let offset = gradients
            .offset
            .map_or_else(Buffer::default, |offset| test.f32_buffer(offset));

        let target = gradients
            .target
            .map_or_else(Maps::default, |target| test.maps(target.target));
        let scale = gradients
            .target
            .map_or_else(Buffer::default, |target| test.f32_buffer(&[target.scale]));

        let weights = gradients
            .target
            .and_then(|target| target.weights)
            .map_or_else(Buffer::default, |weights| test.f32_buffer(weights));

        let explicit = gradients
            .explicit
            .map_or_else(Maps::default, |explicit| test.maps(explicit));
        let arguments = [
            Arg::Address(out.address()),
            Arg::Address(gpu_maps.address()),
            Arg::Address(offset.address()),
            Arg::Address(target.address()),
            Arg::Address(scale.address()),
            Arg::Address(weights.address()),
            Arg::Address(explicit.address()),
            Arg::Unsigned((maps.len() / 8) as u32),
            Arg::Int((channels / 8) as i32),
            Arg::Int(is_empty.into()),
        ];

        test.run(
            &test.executor.kernels.relu_backward,
            grid_for(maps.len() / 8),
            THREADS,
            &arguments,
        );

        // The buffers must outlive the kernel.
        test.executor.synchronize().unwrap();
    }
}

#[test]
fn planes_and_maps_agree_with_their_references() {
    for test in kernel_tests() {
        let kernels = &test.executor.kernels;
        for map_size in map_sizes() {
            let pixels = map_size.size.pixels();
            let count = map_size.len();
            let name = test.name(map_size);
            let planes = values(count, 1, 300.0);
            let gpu_planes = test.f32_buffer(&planes);
            let out = test.nan_maps(count);

            let arguments = |from, to| {
                [
                    Arg::Address(from),
                    Arg::Address(to),
                    Arg::Unsigned(pixels as u32),
                    Arg::Int(map_size.channels as i32),
                ]
            };
            test.run(
                &kernels.to_maps,
                grid_for(count),
                THREADS,
                &arguments(gpu_planes.address(), out.address()),
            );

            let maps = to_maps(&planes, pixels, test.round);
            assert_eq!(test.read_maps(&out, count), maps, "{name}");

            let back = test.nan_buffer(count);
            test.run(
                &kernels.to_planes,
                grid_for(count),
                THREADS,
                &arguments(out.address(), back.address()),
            );
            assert_eq!(test.read(&back, count), to_planes(&maps, pixels), "{name}");

            let uploaded = test.maps(&planes);
            assert_eq!(
                test.read_maps(&uploaded, count),
                test.rounded(&planes),
                "{name}"
            );
        }
    }
}
