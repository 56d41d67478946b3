//! Each kernel against its twin, at sizes where kernels go wrong; without a GPU there is nothing to ask.

use cudarc::driver::CudaFunction;

use super::super::{
    Gpu, Precision,
    gpu::Machine,
    kernels::{Arg, PARTS, THREADS, Terms, launch, over},
    memory::{Buffer, Maps},
};
use crate::{
    net::{
        contract::assert_close,
        twins::{
            Narrow, SIZES, Size, bf16,
            first::{first_backward, first_fold, first_forward},
            layers::{Own, bias_relu, finish, pool, to_maps, to_planes, to_values, unpool},
            losses::{
                Style, Weighing, channel_means, channel_sums, content_gradient, distance, report, smoothness,
                style_difference, style_gradient, sum_chunks,
            },
            single, values, vectors,
        },
    },
    vgg::MEAN,
};

/// Sums are taken in another order, and multiplications fused with additions.
const ROUNDING: f64 = 1e-5;

/// A GPU on which one kernel runs at a time.
struct Bench {
    machine: Machine,
    narrow: Narrow,
}

/// In both ways to keep a value; none without a GPU.
fn benches() -> Vec<Bench> {
    let Ok(gpu) = Gpu::open(0) else { return Vec::new() };
    let bench =
        |(precision, narrow): (Precision, Narrow)| Bench { machine: Machine::new(&gpu, precision).unwrap(), narrow };
    [(Precision::Single, single as Narrow), (Precision::Bf16, bf16)].map(bench).into()
}

impl Bench {
    fn reals(&self, values: &[f32]) -> Buffer<f32> {
        Buffer::from_host(&self.machine.stream, values).unwrap()
    }

    fn doubles(&self, values: &[f64]) -> Buffer<f64> {
        Buffer::from_host(&self.machine.stream, values).unwrap()
    }

    /// What a kernel must overwrite.
    fn spoiled(&self, count: usize) -> Buffer<f32> {
        self.reals(&vec![f32::NAN; count])
    }

    fn maps(&self, values: &[f32]) -> Maps {
        self.machine.values(values).unwrap()
    }

    fn spoiled_maps(&self, count: usize) -> Maps {
        self.maps(&vec![f32::NAN; count])
    }

    fn kept(&self, values: &[f32]) -> Vec<f32> {
        to_values(values, self.narrow)
    }

    /// Maps that are as after a ReLU.
    fn activations(&self, count: usize, seed: usize) -> Vec<f32> {
        self.kept(&values(count, seed, 3.0).iter().map(|value| value.max(0.0)).collect::<Vec<_>>())
    }

    fn run(&self, kernel: &CudaFunction, grid: (u32, u32, u32), threads: u32, arguments: &[Arg]) {
        // SAFETY: each test gives the kernel what it wants, of enough memory.
        unsafe { launch(&self.machine.stream, kernel, grid, threads, arguments) }.unwrap();
    }

    fn read(&self, buffer: &Buffer<f32>, count: usize) -> Vec<f32> {
        let mut values = vec![0.0; count];
        buffer.read(&self.machine.stream, &mut values).unwrap();
        values
    }

    fn read_doubles(&self, buffer: &Buffer<f64>, count: usize) -> Vec<f64> {
        let mut values = vec![0.0; count];
        buffer.read(&self.machine.stream, &mut values).unwrap();
        values
    }

    fn read_maps(&self, maps: &Maps, count: usize) -> Vec<f32> {
        maps.read(&self.machine.stream, self.machine.precision, count).unwrap()
    }

    /// A value may round to the next bf16.
    fn tolerance(&self) -> f64 {
        if self.machine.precision == Precision::Bf16 { 4e-3 } else { ROUNDING }
    }

    fn name(&self, size: Size) -> String {
        format!("{:?} {size:?}", self.machine.precision)
    }
}

fn near(actual: f64, expected: f64, what: &str) {
    assert!((actual - expected).abs() <= ROUNDING * expected.abs().max(1e-30), "{what}: {actual} {expected}");
}

fn sizes() -> impl Iterator<Item = (Size, usize)> {
    let channels = [64, 128, 256, 512].into_iter().cycle();
    SIZES.into_iter().chain([(17, 300)]).zip(channels)
}

#[test]
fn the_first_convolution_is_its_twin() {
    for bench in benches() {
        let (kernel, bias) = (values(27 * 64, 1, 0.5), values(64, 2, 5.0));
        let (on_kernel, on_bias) = (bench.reals(&kernel), bench.reals(&bias));
        let kernels = &bench.machine.kernels;
        for (size @ (height, width), _) in sizes() {
            let pixels = height * width;
            let shape = [Arg::Int(height as i32), Arg::Int(width as i32)];
            let grid = (width.div_ceil(128) as u32, height as u32, 1);
            let picture: Vec<f32> = values(3 * pixels, 3, 120.0).iter().map(|value| value + 128.0).collect();
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
                let expected = first_forward(&picture, (&kernel, &bias), size, (replicate, MEAN), bench.narrow);
                let actual = bench.read_maps(&out, pixels * 64);
                assert_close(&actual, &expected, bench.tolerance(), &bench.name(size));
            }
            let gradient = bench.kept(&values(pixels * 64, 4, 1.0));
            let (on_gradient, out) = (bench.maps(&gradient), bench.spoiled(3 * pixels));
            let arguments =
                [&[Arg::At(on_gradient.at()), Arg::At(on_kernel.at()), Arg::At(out.at())][..], &shape].concat();
            bench.run(&kernels.first_backward, grid, THREADS, &arguments);
            let mut expected = first_backward(&gradient, &kernel, size);
            assert_close(&bench.read(&out, 3 * pixels), &expected, ROUNDING, &bench.name(size));
            bench.run(&kernels.first_fold, over(2 * (width + height) * 32), THREADS, &arguments);
            first_fold(&gradient, &kernel, size, &mut expected);
            assert_close(&bench.read(&out, 3 * pixels), &expected, ROUNDING, &bench.name(size));
        }
    }
}

#[test]
fn bias_and_relu_are_their_twin() {
    for bench in benches() {
        for (size @ (height, width), channels) in sizes() {
            let count = height * width * channels;
            let (maps, bias) = (bench.kept(&values(count, 1, 1.0)), values(channels, 2, 1.0));
            let (on_maps, on_bias) = (bench.maps(&maps), bench.reals(&bias));
            let arguments = [
                Arg::At(on_maps.at()),
                Arg::At(on_bias.at()),
                Arg::Count((count / 8) as u32),
                Arg::Int((channels / 8) as i32),
            ];
            bench.run(&bench.machine.kernels.bias_relu, over(count / 8), THREADS, &arguments);
            let expected = bias_relu(&maps, &bias, bench.narrow);
            assert_eq!(bench.read_maps(&on_maps, count), expected, "{}", bench.name(size));
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
    let (on_maps, out) = (bench.maps(&maps), bench.spoiled_maps(count));
    let arguments = [
        Arg::At(on_maps.at()),
        Arg::At(out.at()),
        Arg::Int(height as i32),
        Arg::Int(width as i32),
        Arg::Int((channels / 8) as i32),
        Arg::Int(average.into()),
    ];
    bench.run(&bench.machine.kernels.pool, over(count / 8), THREADS, &arguments);
    let expected = pool(&maps, size, channels, average, bench.narrow);
    assert_eq!(bench.read_maps(&out, count), expected, "{} {average}", bench.name(size));
}

fn check_unpool(bench: &Bench, size @ (height, width): Size, channels: usize, (average, mask): (bool, bool)) {
    let count = height * width * channels;
    let maps = bench.activations(count, 1);
    let above = bench.kept(&values(((height / 2) * (width / 2) * channels).max(8), 2, 1.0));
    let (on_maps, on_above, out) = (bench.maps(&maps), bench.maps(&above), bench.spoiled_maps(count));
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
    bench.run(&bench.machine.kernels.unpool, over(windows * channels / 8), THREADS, &arguments);
    let expected = unpool((&maps, &above), size, channels, (average, mask), bench.narrow);
    assert_eq!(bench.read_maps(&out, count), expected, "{} {average} {mask}", bench.name(size));
}

#[test]
fn a_layers_own_gradients_are_their_twins() {
    for bench in benches() {
        for (size @ (height, width), channels) in sizes() {
            let count = height * width * channels;
            let maps = bench.activations(count, 1);
            let [above, target, explicit] = [2, 3, 4].map(|seed| bench.kept(&values(count, seed, 1.0)));
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
                let expected = finish((!fresh).then_some(&above[..]), &maps, own, channels, bench.narrow);
                let out = if fresh { bench.spoiled_maps(count) } else { bench.maps(&above) };
                run_finish(&bench, (&out, &maps), own, channels, fresh);
                let actual = bench.read_maps(&out, count);
                assert_close(&actual, &expected, bench.tolerance(), &bench.name(size));
            }
        }
    }
}

fn run_finish(bench: &Bench, (out, maps): (&Maps, &[f32]), own: Own<'_>, channels: usize, fresh: bool) {
    let on_maps = bench.maps(maps);
    let offset = own.offset.map_or_else(Buffer::default, |offset| bench.reals(offset));
    let target = own.target.map_or_else(Maps::default, |(target, _)| bench.maps(target));
    let scale = own.target.map_or_else(Buffer::default, |(_, scale)| bench.reals(&[scale]));
    let explicit = own.explicit.map_or_else(Maps::default, |explicit| bench.maps(explicit));
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
    bench.run(&bench.machine.kernels.finish, over(maps.len() / 8), THREADS, &arguments);
    bench.machine.wait().unwrap();
}

#[test]
fn planes_and_maps_are_their_twins() {
    for bench in benches() {
        let kernels = &bench.machine.kernels;
        for (size @ (height, width), channels) in sizes() {
            let (pixels, count) = (height * width, height * width * channels);
            let planes = values(count, 1, 300.0);
            let (on_planes, out) = (bench.reals(&planes), bench.spoiled_maps(count));
            let shape = [Arg::Count(pixels as u32), Arg::Int(channels as i32)];
            let arguments = [Arg::At(on_planes.at()), Arg::At(out.at()), shape[0], shape[1]];
            bench.run(&kernels.to_maps, over(count), THREADS, &arguments);
            let maps = to_maps(&planes, pixels, bench.narrow);
            assert_eq!(bench.read_maps(&out, count), maps, "{}", bench.name(size));
            let back = bench.spoiled(count);
            let arguments = [Arg::At(out.at()), Arg::At(back.at()), shape[0], shape[1]];
            bench.run(&kernels.to_planes, over(count), THREADS, &arguments);
            assert_eq!(bench.read(&back, count), to_planes(&maps, pixels), "{}", bench.name(size));
            assert_eq!(bench.read_maps(&bench.maps(&planes), count), bench.kept(&planes), "{}", bench.name(size));
        }
    }
}

#[test]
fn sums_over_maps_are_their_twins() {
    for bench in benches() {
        for (size @ (height, width), channels) in sizes() {
            let (pixels, count, name) = (height * width, height * width * channels, bench.name(size));
            let (a, b) = (bench.activations(count, 1), bench.activations(count, 2));
            let (on_a, on_b) = (bench.maps(&a), bench.maps(&b));
            let pairs = bench.doubles(&vec![f64::NAN; 2 * PARTS as usize]);
            bench.machine.sum_distances((on_a.at(), on_b.at()), count, pairs.at()).unwrap();
            let pairs = bench.read_doubles(&pairs, 2 * PARTS as usize);
            for (n, expected) in distance(&a, &b).into_iter().enumerate() {
                near(pairs.iter().skip(n).step_by(2).sum(), expected, &name);
            }
            let (parts, means) = (bench.spoiled(PARTS as usize * channels), bench.spoiled(channels));
            bench.machine.average(on_a.at(), (pixels, channels), parts.at(), means.at()).unwrap();
            let each = pixels.div_ceil(PARTS as usize).max(32);
            let expected = channel_sums(&a, channels, each);
            assert_close(&bench.read(&parts, expected.len()), &expected, ROUNDING, &name);
            let expected = channel_means(&expected, channels, 1.0 / pixels as f32);
            assert_close(&bench.read(&means, channels), &expected, ROUNDING, &name);
            let sums = bench.spoiled(count);
            let chunks = values(3 * count, 3, 1.0);
            bench.machine.add_up(bench.reals(&chunks).at(), (3, count), 0.7, sums.at()).unwrap();
            assert_close(&bench.read(&sums, count), &sum_chunks(&chunks, count, 0.7), ROUNDING, &name);
        }
    }
}

#[test]
fn the_styles_loss_is_its_twin() {
    for bench in benches() {
        for (channels, chunks) in [(64, 1), (64, 128), (128, 5), (256, 3), (512, 1), (512, 7)] {
            for (centred, unit_gradient, keeps) in [(true, true, false), (false, false, false), (true, false, true)] {
                check_style(&bench, (channels, chunks), centred, unit_gradient, keeps);
            }
        }
    }
}

fn check_style(bench: &Bench, (channels, chunks): (usize, usize), centred: bool, unit_gradient: bool, keeps: bool) {
    let (kernels, square, name) = (&bench.machine.kernels, channels * channels, bench.name((channels, chunks)));
    let parts = values(chunks * square, 1, 100.0);
    let (factor, per_pixel, weight) = (1e-2, 1e-2, 0.25);
    let [mean, wanted_mean] = [2, 3].map(|seed| values(channels, seed, 1.0));
    let wanted = values(square, 4, 1.0);
    let style = Style { mean: &mean, wanted: &wanted, wanted_mean: &wanted_mean, centred };
    let (on_parts, on_mean, on_wanted) = (bench.reals(&parts), bench.reals(&mean), bench.reals(&wanted));
    let on_wanted_mean = bench.reals(&wanted_mean);
    let (difference, norms) = (bench.spoiled(square), bench.doubles(&vec![f64::NAN; 4 * channels]));
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
    let expected = style_difference(&parts, factor, style);
    assert_close(&bench.read(&difference, square), &expected.0, ROUNDING, &name);
    for (actual, expected) in bench.read_doubles(&norms, 4 * channels).into_iter().zip(&expected.1) {
        near(actual, *expected, &name);
    }
    let kept = [0.5, 0.125];
    let weighing = Weighing { weight, unit_gradient, kept: keeps.then_some(&kept) };
    let factors = bench.doubles(if keeps { &kept } else { &[f64::NAN; 2] });
    let (matrix, offset, loss) = (bench.spoiled_maps(square), bench.spoiled(channels), bench.doubles(&[f64::NAN]));
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
    let expected = style_gradient((&expected.0, &expected.1), style, weighing, per_pixel, bench.narrow);
    assert_close(&bench.read_maps(&matrix, square), &expected.matrix, bench.tolerance(), &name);
    assert_close(&bench.read(&offset, channels), &expected.offset, bench.tolerance(), &name);
    near(bench.read_doubles(&loss, 1)[0], expected.loss, &name);
    for (actual, expected) in bench.read_doubles(&factors, 2).into_iter().zip(expected.factors) {
        near(actual, expected, &name);
    }
}

#[test]
fn the_contents_loss_is_its_twin() {
    for bench in benches() {
        for (blocks, count, unit_gradient, kept) in
            [(1, 8.0, true, None), (7, 1e9, true, None), (264, 64.0, false, None), (1000, 64.0, true, Some(0.3))]
        {
            let pairs: Vec<f64> = values(2 * blocks, 1, 9.0).iter().map(|value| f64::from(value.abs())).collect();
            let sum = |n: usize| pairs.iter().skip(n).step_by(2).sum();
            let kept = kept.map(|kept| [kept]);
            let weighing = Weighing { weight: 0.2, unit_gradient, kept: kept.as_ref().map(|kept| &kept[..]) };
            let expected = content_gradient([sum(0), sum(1)], count, weighing);
            let (on_pairs, factor) = (bench.doubles(&pairs), bench.doubles(&kept.unwrap_or([f64::NAN])));
            let (scale, loss) = (bench.spoiled(1), bench.doubles(&[f64::NAN]));
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
            bench.run(&bench.machine.kernels.content_gradient, (1, 1, 1), THREADS, &arguments);
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
            let (count, name) = (3 * height * width, bench.name(size));
            let picture: Vec<f32> = values(count, 1, 120.0).iter().map(|value| value + 128.0).collect();
            let (on_picture, slopes) = (bench.reals(&picture), bench.spoiled(count));
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
            let losses = [3.0, 0.1, 0.2, 0.4];
            let (on_losses, ring) = (bench.doubles(&losses), bench.doubles(&[f64::NAN; 3 * 5]));
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
            let ring = bench.read_doubles(&ring, 15);
            for (actual, expected) in ring[6..9].iter().zip(report(&losses, &parts_read)) {
                near(*actual, expected, &name);
            }
            assert!(
                ring.iter().enumerate().all(|(place, value)| value.is_nan() != (6..9).contains(&place)),
                "{ring:?}"
            );
        }
    }
}

#[test]
fn adam_is_its_twin() {
    for bench in benches().into_iter().take(1) {
        let kernels = &bench.machine.kernels;
        for (size @ (height, width), _) in sizes() {
            let count = 3 * height * width;
            let [gradient, slopes, mean] = [1, 2, 3].map(|seed| values(count, seed, 1e-3));
            let square: Vec<f32> = values(count, 4, 1e-6).iter().map(|value| value.abs()).collect();
            // Some of it on the bounds.
            let picture: Vec<f32> = values(count, 5, 200.0).iter().map(|value| value.clamp(0.0, 255.0)).collect();
            let mut twin = vectors::Adam { picture: picture.clone(), mean, square, average: picture };
            let [on_picture, on_mean, on_square, on_average] =
                [&twin.picture, &twin.mean, &twin.square, &twin.average].map(|vector| bench.reals(vector));
            let (on_gradient, on_slopes, rates) = (bench.reals(&gradient), bench.reals(&slopes), bench.spoiled(2));
            let age = Buffer::from_host(&bench.machine.stream, &[41]).unwrap();
            let settings = [5.0, 0.9, 0.99];
            let memories = [0.9, 0.99, 0.95];
            let arguments = [&[Arg::At(age.at())][..], &settings.map(Arg::Real), &[Arg::At(rates.at())]].concat();
            bench.run(&kernels.adam_age, (1, 1, 1), 1, &arguments);
            let expected = vectors::adam_age(42, settings);
            let actual = bench.read(&rates, 2);
            assert_close(&actual, &expected, 1e-6, "rates");
            let addresses = [&on_gradient, &on_slopes, &on_picture, &on_mean, &on_square, &on_average, &rates];
            let addresses = addresses.map(|vector| Arg::At(vector.at()));
            let arguments = [&addresses[..], &[Arg::Count(count as u32)], &memories.map(Arg::Real)].concat();
            bench.run(&kernels.adam_step, over(count), THREADS, &arguments);
            vectors::adam_step(&mut twin, (&gradient, &slopes), [actual[0], actual[1]], memories);
            for (actual, expected) in
                [(on_picture, twin.picture), (on_mean, twin.mean), (on_square, twin.square), (on_average, twin.average)]
            {
                assert_close(&bench.read(&actual, count), &expected, ROUNDING, &bench.name(size));
            }
        }
    }
}

#[test]
fn vectors_are_their_twins() {
    for bench in benches().into_iter().take(1) {
        for (size @ (height, width), _) in sizes() {
            check_sums(&bench, 3 * height * width, &bench.name(size));
            check_steps(&bench, 3 * height * width, &bench.name(size));
        }
    }
}

fn check_sums(bench: &Bench, count: usize, name: &str) {
    let kernels = &bench.machine.kernels;
    for used in [0, 1, 13, 16] {
        let vector = values(count, 1, 2.0);
        let others: Vec<Vec<f32>> = (0..used).map(|seed| values(count, 10 + seed, 2.0)).collect();
        let on_others: Vec<Buffer<f32>> = others.iter().map(|other| bench.reals(other)).collect();
        let mut terms = Terms::default();
        for (place, other) in on_others.iter().enumerate() {
            (terms.of[place], terms.by[place]) = (other.at(), 0.1 * place as f32 - 0.4);
        }
        let to = bench.reals(&vector);
        if used > 0 {
            let (parts, sums) = (bench.doubles(&vec![f64::NAN; 16 * PARTS as usize]), bench.doubles(&[f64::NAN; 16]));
            let dots = [Arg::At(to.at()), Arg::Terms(&terms), Arg::Count(count as u32), Arg::At(parts.at())];
            bench.run(&kernels.vector_dots, (PARTS, used as u32, 1), THREADS, &dots);
            let arguments = [Arg::At(parts.at()), Arg::Int(PARTS as i32), Arg::At(sums.at())];
            bench.run(&kernels.vector_sums, (used as u32, 1, 1), THREADS, &arguments);
            let slices: Vec<&[f32]> = others.iter().map(Vec::as_slice).collect();
            for (actual, expected) in bench.read_doubles(&sums, used).iter().zip(vectors::vector_dots(&vector, &slices))
            {
                assert!((actual - expected).abs() <= 1e-12 * count as f64, "{name}: {actual} {expected}");
            }
        }
        let arguments =
            [Arg::At(to.at()), Arg::Real(-0.3), Arg::Terms(&terms), Arg::Int(used as i32), Arg::Count(count as u32)];
        bench.run(&kernels.vector_combine, over(count), THREADS, &arguments);
        let factors: Vec<(f32, &[f32])> = terms.by.iter().copied().zip(others.iter().map(Vec::as_slice)).collect();
        let expected = vectors::vector_combine(&vector, -0.3, &factors);
        assert_close(&bench.read(&to, count), &expected, ROUNDING, name);
    }
}

fn check_steps(bench: &Bench, count: usize, name: &str) {
    let kernels = &bench.machine.kernels;
    let picture: Vec<f32> = values(count, 1, 400.0).iter().map(|value| value.clamp(0.0, 255.0)).collect();
    let (direction, gradient) = (values(count, 2, 9.0), values(count, 3, 1.0));
    let [on_picture, on_direction, on_gradient] = [&picture, &direction, &gradient].map(|vector| bench.reals(vector));
    let [at_picture, at_direction, at_gradient] =
        [&on_picture, &on_direction, &on_gradient].map(|vector| Arg::At(vector.at()));
    let (to, many) = (bench.spoiled(count), Arg::Count(count as u32));
    bench.run(&kernels.vector_subtract, over(count), THREADS, &[Arg::At(to.at()), at_picture, at_direction, many]);
    assert_eq!(bench.read(&to, count), vectors::vector_subtract(&picture, &direction), "{name}");
    let arguments = [Arg::At(to.at()), at_picture, Arg::Real(0.7), at_direction, many];
    bench.run(&kernels.vector_walk, over(count), THREADS, &arguments);
    assert_close(&bench.read(&to, count), &vectors::vector_walk(&picture, 0.7, &direction), ROUNDING, name);
    bench.run(&kernels.vector_hold, over(count), THREADS, &[at_direction, at_picture, at_gradient, many]);
    assert_eq!(bench.read(&on_direction, count), vectors::vector_hold(&direction, &picture, &gradient), "{name}");
}
