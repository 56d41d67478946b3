//! The twins against the plain network, the losses and the optimisers.

use candle_core::{Device, Tensor};

use super::{
    SIZES, Size,
    first::{first_backward, first_fold, first_forward, in_groups},
    layers::{Own, bias_relu, finish, pool, to_maps, to_planes, to_values, unpool},
    losses::{
        Style, Weighing, channel_means, channel_sums, content_gradient, distance, report,
        smoothness, style_difference, style_gradient,
    },
    matrices,
    preconditioned::{precondition_apply, precondition_correct, precondition_project},
    single, values, vectors,
};
use crate::{
    backends::{
        contract::{assert_close, noise, picture, plain, variants, weights},
        plain::{PlainNet, pooling},
    },
    loss::{
        LayerWeight, Loss, Losses, Measure, Objective, PaintingLoss, Statistics, StyleTarget,
        preconditioned::{Preconditioner, WEIGHT},
    },
    net::{Gradient, Moments, Net, NetError},
    optimizer::{Adam, AdamSettings, Host, Optimizer, Space},
    planes::Planes,
    vgg::{Border, MEAN, Pooling, Relu, Variant},
};

const CHANNELS: usize = 64;

fn exact() -> impl Iterator<Item = (Variant, Vec<f32>, Vec<f32>)> {
    variants().map(|variant| {
        let first = &variant.apply(weights()).convolutions[0];
        (
            variant,
            in_groups(&first.kernel.to_vec()),
            first.bias.clone(),
        )
    })
}

fn to_tensor(maps: &[f32], (height, width): Size) -> Tensor {
    let planes = to_planes(maps, height * width);
    Tensor::from_slice(
        &planes,
        (1, planes.len() / (height * width), height, width),
        &Device::Cpu,
    )
    .unwrap()
}

fn from_tensor(tensor: &Tensor) -> Vec<f32> {
    let (_, _, height, width) = tensor.dims4().unwrap();
    to_maps(
        &tensor.flatten_all().unwrap().to_vec1::<f32>().unwrap(),
        height * width,
        single,
    )
}

#[test]
fn the_first_convolution_is_the_plain_ones() {
    for (variant, kernel, bias) in exact() {
        let mut net = plain(variant);
        for size @ (height, width) in SIZES {
            let name = format!("{variant:?} {size:?}");
            let picture = picture(height, width, 5);
            net.forward(&picture, &[Relu::R1_1]).unwrap();

            let expected = net.activations(Relu::R1_1).unwrap();
            let replicate = variant.border == Border::Replicate;
            let maps = first_forward(
                picture.data(),
                (&kernel, &bias),
                size,
                (replicate, MEAN),
                single,
            );

            assert_close(
                &to_planes(&maps, height * width),
                expected.data(),
                1e-6,
                &name,
            );

            let mut explicit = expected;
            explicit
                .data_mut()
                .copy_from_slice(&values(height * width * CHANNELS, 1, 3.0));

            let mut expected = Planes::default();
            net.backward(
                &[Gradient::Explicit {
                    tap: Relu::R1_1,
                    gradient: &explicit,
                }],
                &mut expected,
            )
            .unwrap();

            let own = to_maps(explicit.data(), height * width, single);
            let own = Own {
                explicit: Some(&own),
                ..Own::default()
            };
            let gradient = finish(None, &maps, own, CHANNELS, single);
            let mut actual = first_backward(&gradient, &kernel, size);

            if replicate {
                first_fold(&gradient, &kernel, size, &mut actual);
            }

            assert_close(&actual, expected.data(), 1e-5, &name);
        }
    }
}

#[test]
fn bias_and_relu_are_candles() {
    for size @ (height, width) in SIZES {
        let maps = values(height * width * CHANNELS, 2, 1.0);
        let bias = values(CHANNELS, 3, 1.0);
        let tensor = Tensor::from_slice(&bias, (1, CHANNELS, 1, 1), &Device::Cpu).unwrap();
        let expected = to_tensor(&maps, size)
            .broadcast_add(&tensor)
            .unwrap()
            .relu()
            .unwrap();

        assert_eq!(bias_relu(&maps, &bias, single), from_tensor(&expected));
    }
}

#[test]
fn poolings_are_the_plain_ones() {
    for (kind, average) in [(Pooling::Max, false), (Pooling::Average, true)] {
        for size @ (height, width) in SIZES
            .into_iter()
            .filter(|(height, width)| *height > 1 && *width > 1)
        {
            let maps: Vec<f32> = values(height * width * CHANNELS, 4, 1.0)
                .iter()
                .map(|value| value.max(0.0))
                .collect();
            let tensor = to_tensor(&maps, size);
            let pooled = pooling::forward(&tensor, kind).unwrap();
            assert_eq!(
                pool(&maps, size, CHANNELS, average, single),
                from_tensor(&pooled),
                "{kind:?} {size:?}"
            );

            let above = values((height / 2) * (width / 2) * CHANNELS, 5, 1.0);
            let expected =
                pooling::backward(&tensor, &to_tensor(&above, (height / 2, width / 2)), kind)
                    .unwrap();
            let expected = from_tensor(&expected);
            assert_eq!(
                unpool((&maps, &above), size, CHANNELS, (average, false), single),
                expected,
                "{kind:?} {size:?}"
            );

            let own = Own {
                explicit: Some(&expected),
                ..Own::default()
            };
            let masked = finish(None, &maps, own, CHANNELS, single);
            assert_eq!(
                unpool((&maps, &above), size, CHANNELS, (average, true), single),
                masked,
                "{kind:?} {size:?}"
            );
        }
    }
}

#[test]
fn planes_come_back_from_maps() {
    for (height, width) in SIZES {
        let pixels = height * width;
        let planes = values(pixels * CHANNELS, 6, 9.0);
        let maps = to_maps(&planes, pixels, single);
        assert_eq!(
            maps[(pixels - 1) * CHANNELS + 3].to_bits(),
            planes[3 * pixels + pixels - 1].to_bits()
        );

        assert_eq!(to_planes(&maps, pixels), planes);
        assert_eq!(to_values(&maps, single), maps);
    }
}

#[test]
fn statistics_are_the_plain_networks() {
    let mut net = plain(variants().next().unwrap());
    for (height, width) in SIZES {
        net.forward(&picture(height, width, 1), &[Relu::R1_1])
            .unwrap();

        net.keep_target(Relu::R1_1).unwrap();

        let target = net.activations(Relu::R1_1).unwrap();
        net.forward(&picture(height, width, 2), &[Relu::R1_1])
            .unwrap();

        let activations = net.activations(Relu::R1_1).unwrap();
        let mut moments = Moments::default();
        net.moments(Relu::R1_1, &mut moments).unwrap();

        let maps = to_maps(activations.data(), height * width, single);
        let parts = channel_sums(&maps, CHANNELS, 32);
        let means = channel_means(&parts, CHANNELS, 1.0 / (height * width) as f32);
        assert_close(&means, &moments.mean, 1e-6, "means");

        let [absolute, square] = distance(activations.data(), target.data());
        let expected = net.distance(Relu::R1_1).unwrap();
        assert!((absolute / expected.absolute - 1.0).abs() < 1e-5);
        assert!((square / expected.square - 1.0).abs() < 1e-5);
    }
}

/// A painting's losses by the twins, on the plain network's activations.
struct Scene {
    losses: Losses,
    photo: Planes,
    style: StyleTarget,
    here: Planes,
}

impl Scene {
    fn new(
        net: &mut PlainNet,
        measure: Measure,
        statistics: Statistics,
        preconditioned: Option<Relu>,
    ) -> Self {
        let style = [(Relu::R1_1, 0.3), (Relu::R2_1, 0.7)]
            .map(|(layer, weight)| LayerWeight { layer, weight })
            .into();
        let losses = Losses {
            measure,
            content: LayerWeight {
                layer: Relu::R1_2,
                weight: 0.2,
            },
            style,
            statistics,
            preconditioned,
            smoothness: 20.0,
        };

        let layers = [Relu::R1_1, Relu::R2_1];
        let style = StyleTarget::measure(net, &layers, &[(picture(12, 17, 7), 1.0)]).unwrap();

        Self {
            losses,
            style,
            photo: picture(13, 18, 5),
            here: picture(13, 18, 6),
        }
    }

    /// Loss, gradient and balance.
    fn by_twins(&self, net: &mut PlainNet) -> (Loss, Planes, Vec<f64>) {
        let Losses {
            measure,
            content,
            statistics,
            ..
        } = self.losses;
        let LayerWeight {
            layer: content,
            weight,
        } = content;
        let unit_gradient = measure == Measure::UnitGradient;
        let weighing = |weight: f64| Weighing {
            weight: weight as f32,
            unit_gradient,
            kept: None,
        };

        net.forward(&self.here, &self.losses.taps()).unwrap();

        let mut terms = vec![0.0];
        let mut gradients = Vec::new();
        for (LayerWeight { layer, weight }, target) in
            self.losses.style.iter().zip(self.style.layers())
        {
            let mut moments = Moments::default();
            net.moments(*layer, &mut moments).unwrap();

            let wanted = target.moments(statistics);
            let style = Style {
                mean: &moments.mean,
                wanted: &wanted.second,
                wanted_mean: &wanted.mean,
                centred: statistics == Statistics::MeanAndCovariance,
            };

            let (mut difference, mut norms) = style_difference(&moments.second, 1.0, style);
            if self.losses.preconditioned == Some(*layer) {
                precondition(
                    (&mut difference, &mut norms),
                    &Preconditioner::for_target(&wanted.second, layer.channels()),
                    layer.channels(),
                );
            }

            let per_pixel = 1.0 / moments.pixels as f32;
            let gradient = style_gradient(
                (&difference, &norms),
                style,
                weighing(*weight),
                per_pixel,
                single,
            );

            terms.extend([gradient.loss, gradient.objective_offset]);
            gradients.push((*layer, gradient));
        }

        let far = net.distance(content).unwrap();
        let (factor, scale, value) = content_gradient(
            [far.absolute, far.square],
            far.count as f64,
            weighing(weight),
        );

        terms[0] = value;

        let balance = [factor]
            .into_iter()
            .chain(gradients.iter().flat_map(|(_, gradient)| gradient.factors))
            .collect();

        let mut given = vec![Gradient::Target {
            tap: content,
            scale,
        }];

        for (tap, gradient) in &gradients {
            given.push(Gradient::Affine {
                tap: *tap,
                matrix: &gradient.matrix,
                offset: &gradient.offset,
            });
        }

        let mut gradient = Planes::default();
        net.backward(&given, &mut gradient).unwrap();

        let scale = self.losses.smoothness / (255.0 * 255.0 * self.here.data().len() as f64);
        let size = (self.here.height(), self.here.width());
        let (slopes, smooth) = smoothness(self.here.data(), size, scale as f32);
        gradient
            .data_mut()
            .iter_mut()
            .zip(slopes)
            .for_each(|(gradient, slope)| *gradient += slope);

        let [content, style, smoothness, objective_offset] = report(&terms, &[smooth]);
        (
            Loss {
                content,
                style,
                smoothness,
                objective_offset,
            },
            gradient,
            balance,
        )
    }
}

/// All kernels of the preconditioner, one after another.
fn precondition(
    (difference, norms): (&mut [f32], &mut [f64]),
    preconditioner: &Preconditioner,
    channels: usize,
) {
    let projected = precondition_project(difference, preconditioner, channels);
    let correction = precondition_correct(&projected, preconditioner, channels);
    precondition_apply((difference, norms), &correction, preconditioner, channels);
}

#[test]
fn the_preconditioner_agrees_with_the_hosts() {
    let [wanted, plain] = matrices(CHANNELS);
    let mut preconditioner = Preconditioner::for_target(&wanted, CHANNELS);
    let mut expected = plain.clone();
    let mut actual = plain.clone();
    let mut norms = vec![f64::NAN; 5 * CHANNELS];

    let square: f64 = plain.iter().map(|d| f64::from(*d).powi(2)).sum();
    let expected_offset = (WEIGHT - 1.0) * square + preconditioner.apply(&mut expected);
    precondition((&mut actual, &mut norms), &preconditioner, CHANNELS);
    assert_close(&actual, &expected, 1e-6, "M");

    let offset: f64 = norms.iter().skip(4).step_by(5).sum();
    assert!(
        (offset - expected_offset).abs() < 1e-6 * square,
        "{offset} {expected_offset}"
    );
}

#[test]
fn losses_and_gradients_are_those_of_a_painting() {
    for preconditioned in [None, Some(Relu::R1_1), Some(Relu::R2_1)] {
        for measure in [Measure::MeanSquare, Measure::UnitGradient] {
            for statistics in [Statistics::Gram, Statistics::MeanAndCovariance] {
                check_painting(measure, statistics, preconditioned);
            }
        }
    }
}

fn check_painting(measure: Measure, statistics: Statistics, preconditioned: Option<Relu>) {
    let name = format!("{measure:?} {statistics:?} {preconditioned:?}");
    let mut net = plain(Variant {
        pooling: Pooling::Max,
        border: Border::Replicate,
        normalised: true,
    });
    let scene = Scene::new(&mut net, measure, statistics, preconditioned);
    let mut objective =
        PaintingLoss::new(&mut net, &scene.losses, &scene.photo, &scene.style).unwrap();

    let mut expected_gradient = Planes::default();
    let expected = objective
        .evaluate(&scene.here, &mut expected_gradient)
        .unwrap();
    let expected_balance = objective.balance();
    let (loss, gradient, balance) = scene.by_twins(&mut net);

    for (actual, expected) in balance.iter().zip(expected_balance) {
        assert!(
            (actual / expected - 1.0).abs() < 1e-5,
            "{name}: {actual} {expected}"
        );
    }

    for (actual, expected) in [
        (loss.content, expected.content),
        (loss.style, expected.style),
        (loss.smoothness, expected.smoothness),
        (loss.objective(), expected.objective()),
    ] {
        assert!(
            (actual / expected - 1.0).abs() < 1e-5,
            "{name}: {actual} {expected}"
        );
    }

    assert_eq!(
        loss.objective_offset == 0.0,
        preconditioned.is_none(),
        "{name}"
    );
    assert_close(gradient.data(), expected_gradient.data(), 1e-4, &name);
}

#[test]
fn smoothness_is_that_of_the_losses_at_every_size() {
    for (height, width) in SIZES {
        let picture = picture(height, width, 3);
        let (_, loss) = smoothness(
            picture.data(),
            (height, width),
            1.0 / (255.0 * 255.0 * picture.data().len() as f32),
        );
        let expected = crate::loss::total_variation(&picture);
        assert!(
            (loss - expected).abs() <= 1e-5 * expected,
            "{height} x {width}: {loss} {expected}"
        );
    }
}

/// Slopes that change from step to step.
struct Slopes(usize);

impl Objective for Slopes {
    fn evaluate(&mut self, picture: &Planes, gradient: &mut Planes) -> Result<Loss, NetError> {
        self.0 += 1;
        let height = picture.height();
        let width = picture.width();
        *gradient = Planes::from_vec(3, height, width, values(picture.data().len(), self.0, 1e-3));
        Ok(Loss::default())
    }

    fn rebalance(&mut self) {}
}

#[test]
fn adam_is_the_hosts() {
    let settings = AdamSettings::default();
    let AdamSettings {
        rate,
        momentum,
        scale_memory,
        averaging,
    } = settings;

    let start = picture(7, 5, 4);
    let zeros = vec![0.0; start.data().len()];
    let mut twin = vectors::Adam {
        picture: start.data().to_vec(),
        mean: zeros.clone(),
        square: zeros.clone(),
        average: zeros.clone(),
    };

    let mut host = Optimizer::Adam(Adam::new(start, settings));
    let mut slopes = Slopes(0);

    for age in 1..40 {
        host.step(&mut slopes).unwrap();

        let rates = vectors::adam_age(age, [rate, momentum, scale_memory]);
        let gradient = values(zeros.len(), slopes.0, 1e-3);
        vectors::adam_step(
            &mut twin,
            (&gradient, &zeros),
            rates,
            [momentum, scale_memory, averaging],
        );

        let mut state = host.state();
        for (name, vector) in [
            ("picture", &twin.picture),
            ("mean", &twin.mean),
            ("square", &twin.square),
        ] {
            assert_close(vector, state.take_vector(name).unwrap().data(), 1e-5, name);
        }

        assert_close(
            &twin.average,
            state.take_vector("average").unwrap().data(),
            1e-5,
            "average",
        );
    }
}

#[test]
fn vectors_are_the_hosts() {
    for (height, width) in SIZES {
        let count = 3 * height * width;
        let vector = |seed: usize| values(count, seed, 2.0);
        let planes = |values: &[f32]| Planes::from_vec(3, height, width, values.to_vec());

        // Half of it on the bounds.
        let picture: Vec<f32> = (0..count)
            .map(|i| ((noise(i) * 1000.0) as f32 + 100.0).clamp(0.0, 255.0))
            .collect();
        let [a, b, c] = [1, 2, 3].map(vector);
        let mut sums = Vec::new();
        Host.dots(
            &planes(&a),
            [&planes(&b), &planes(&c)].into_iter(),
            &mut sums,
        )
        .unwrap();

        for (actual, expected) in vectors::vector_dots(&a, &[&b, &c]).iter().zip(&sums) {
            assert!(
                (actual - expected).abs() <= 1e-12 * count as f64,
                "{actual} {expected}"
            );
        }

        let mut to = planes(&a);
        Host.combine(
            &mut to,
            -0.3,
            [(2.0, &planes(&b)), (0.7, &planes(&c))].into_iter(),
        )
        .unwrap();

        assert_eq!(
            vectors::vector_combine(&a, -0.3, &[(2.0, &b), (0.7, &c)]),
            to.data()
        );

        Host.subtract(&mut to, &planes(&a), &planes(&b)).unwrap();
        assert_eq!(vectors::vector_subtract(&a, &b), to.data());
        Host.walk(&mut to, &planes(&picture), 90.0, &planes(&a))
            .unwrap();

        assert_eq!(vectors::vector_walk(&picture, 90.0, &a), to.data());

        let mut to = planes(&a);
        Host.hold_bounds(&mut to, &planes(&picture), &planes(&b))
            .unwrap();

        assert_eq!(vectors::vector_hold(&a, &picture, &b), to.data());
    }
}
