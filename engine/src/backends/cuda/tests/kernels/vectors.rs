//! The kernels of the optimisers' vectors.

use super::{Bench, ROUNDING, benches, sizes};
use crate::backends::{
    contract::assert_close,
    cuda::{
        kernels::{Arg, PARTS, THREADS, Terms, over},
        memory::Buffer,
    },
    reference_kernels::{values, vectors},
};

#[test]
fn adam_is_its_twin() {
    for bench in benches().into_iter().take(1) {
        let kernels = &bench.machine.kernels;
        for (size @ (height, width), _) in sizes() {
            let count = 3 * height * width;
            let [gradient, slopes, mean] = [1, 2, 3].map(|seed| values(count, seed, 1e-3));
            let square: Vec<f32> = values(count, 4, 1e-6)
                .iter()
                .map(|value| value.abs())
                .collect();

            // Some of it on the bounds.
            let picture: Vec<f32> = values(count, 5, 200.0)
                .iter()
                .map(|value| value.clamp(0.0, 255.0))
                .collect();
            let mut twin = vectors::Adam {
                picture: picture.clone(),
                mean,
                square,
                average: picture,
            };

            let [on_picture, on_mean, on_square, on_average] =
                [&twin.picture, &twin.mean, &twin.square, &twin.average]
                    .map(|vector| bench.reals(vector));
            let on_gradient = bench.reals(&gradient);
            let on_slopes = bench.reals(&slopes);
            let rates = bench.spoiled(2);
            let age = Buffer::from_host(&bench.machine.stream, &[41]).unwrap();

            let settings = [5.0, 0.9, 0.99];
            let memories = [0.9, 0.99, 0.95];
            let arguments = [
                &[Arg::At(age.at())][..],
                &settings.map(Arg::Real),
                &[Arg::At(rates.at())],
            ]
            .concat();

            bench.run(&kernels.adam_age, (1, 1, 1), 1, &arguments);

            let expected = vectors::adam_age(42, settings);
            let actual = bench.read(&rates, 2);
            assert_close(&actual, &expected, 1e-6, "rates");

            let addresses = [
                &on_gradient,
                &on_slopes,
                &on_picture,
                &on_mean,
                &on_square,
                &on_average,
                &rates,
            ];
            let addresses = addresses.map(|vector| Arg::At(vector.at()));
            let arguments = [
                &addresses[..],
                &[Arg::Count(count as u32)],
                &memories.map(Arg::Real),
            ]
            .concat();

            bench.run(&kernels.adam_step, over(count), THREADS, &arguments);
            vectors::adam_step(
                &mut twin,
                (&gradient, &slopes),
                [actual[0], actual[1]],
                memories,
            );

            for (actual, expected) in [
                (on_picture, twin.picture),
                (on_mean, twin.mean),
                (on_square, twin.square),
                (on_average, twin.average),
            ] {
                assert_close(
                    &bench.read(&actual, count),
                    &expected,
                    ROUNDING,
                    &bench.name(size),
                );
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
        let others: Vec<Vec<f32>> = (0..used)
            .map(|seed| values(count, 10 + seed, 2.0))
            .collect();
        let on_others: Vec<Buffer<f32>> = others.iter().map(|other| bench.reals(other)).collect();
        let mut terms = Terms::default();

        for (place, other) in on_others.iter().enumerate() {
            (terms.of[place], terms.by[place]) = (other.at(), 0.1 * place as f32 - 0.4);
        }

        let to = bench.reals(&vector);
        if used > 0 {
            let parts = bench.doubles(&vec![f64::NAN; 16 * PARTS as usize]);
            let sums = bench.doubles(&[f64::NAN; 16]);
            let dots = [
                Arg::At(to.at()),
                Arg::Terms(&terms),
                Arg::Count(count as u32),
                Arg::At(parts.at()),
            ];

            bench.run(
                &kernels.vector_dots,
                (PARTS, used as u32, 1),
                THREADS,
                &dots,
            );

            let arguments = [
                Arg::At(parts.at()),
                Arg::Int(PARTS as i32),
                Arg::At(sums.at()),
            ];

            bench.run(
                &kernels.vector_sums,
                (used as u32, 1, 1),
                THREADS,
                &arguments,
            );

            let slices: Vec<&[f32]> = others.iter().map(Vec::as_slice).collect();
            for (actual, expected) in bench
                .read_doubles(&sums, used)
                .iter()
                .zip(vectors::vector_dots(&vector, &slices))
            {
                assert!(
                    (actual - expected).abs() <= 1e-12 * count as f64,
                    "{name}: {actual} {expected}"
                );
            }
        }

        let arguments = [
            Arg::At(to.at()),
            Arg::Real(-0.3),
            Arg::Terms(&terms),
            Arg::Int(used as i32),
            Arg::Count(count as u32),
        ];
        bench.run(&kernels.vector_combine, over(count), THREADS, &arguments);

        let factors: Vec<(f32, &[f32])> = terms
            .by
            .iter()
            .copied()
            .zip(others.iter().map(Vec::as_slice))
            .collect();
        let expected = vectors::vector_combine(&vector, -0.3, &factors);
        assert_close(&bench.read(&to, count), &expected, ROUNDING, name);
    }
}

fn check_steps(bench: &Bench, count: usize, name: &str) {
    let kernels = &bench.machine.kernels;
    let picture: Vec<f32> = values(count, 1, 400.0)
        .iter()
        .map(|value| value.clamp(0.0, 255.0))
        .collect();
    let direction = values(count, 2, 9.0);
    let gradient = values(count, 3, 1.0);
    let [on_picture, on_direction, on_gradient] =
        [&picture, &direction, &gradient].map(|vector| bench.reals(vector));

    let [at_picture, at_direction, at_gradient] =
        [&on_picture, &on_direction, &on_gradient].map(|vector| Arg::At(vector.at()));
    let to = bench.spoiled(count);
    let many = Arg::Count(count as u32);
    bench.run(
        &kernels.vector_subtract,
        over(count),
        THREADS,
        &[Arg::At(to.at()), at_picture, at_direction, many],
    );

    assert_eq!(
        bench.read(&to, count),
        vectors::vector_subtract(&picture, &direction),
        "{name}"
    );

    let arguments = [
        Arg::At(to.at()),
        at_picture,
        Arg::Real(0.7),
        at_direction,
        many,
    ];
    bench.run(&kernels.vector_walk, over(count), THREADS, &arguments);
    assert_close(
        &bench.read(&to, count),
        &vectors::vector_walk(&picture, 0.7, &direction),
        ROUNDING,
        name,
    );

    bench.run(
        &kernels.vector_hold,
        over(count),
        THREADS,
        &[at_direction, at_picture, at_gradient, many],
    );

    assert_eq!(
        bench.read(&on_direction, count),
        vectors::vector_hold(&direction, &picture, &gradient),
        "{name}"
    );
}
