//! The reference kernels against the plain network, the losses and the optimisers.

use candle_core::{Device, Tensor};

use super::{
    SIZES, Size, StyleMatrices,
    first_convolution::{
        FirstConvolution, first_backward, first_backward_border, first_forward, in_groups,
    },
    layers::{
        LayerGradients, Unpooling, bias_relu, pool, relu_backward, to_maps, to_planes,
        to_precision, unpool,
    },
    losses::{
        Balance, DifferenceSums, Style, StyleDifference, StyleGradient, Temporal, channel_means,
        channel_sums, content_gradient, distance, report_losses, smoothness, style_difference,
        style_gradient, temporal, weighted_distance,
    },
    preconditioned::{precondition_apply, precondition_correct, precondition_project},
    single, values,
    vectors::{self, Scaled},
};
use crate::{
    backends::{
        plain::{PlainNet, pooling},
        test_data::{assert_close, noise, picture, plain, variants, weights},
    },
    loss::{
        LayerWeight, Loss, Losses, Measure, Objective, PaintingLoss, Statistics, StyleTarget,
        Target, TemporalTerm,
        preconditioned::{Preconditioner, WEIGHT},
    },
    net::{Gradient, Moments, Net, NetError},
    optimizer::{Adam, AdamSettings, Host, Optimizer, Space},
    planes::{Planes, WeightedPlanes},
    vgg::{Border, MEAN, Pooling, Relu, Variant},
};

const CHANNELS: usize = 64;

fn to_tensor(maps: &[f32], size: Size) -> Tensor {
    let planes = to_planes(maps, size.pixels());
    let channels = planes.len() / size.pixels();
    Tensor::from_slice(
        &planes,
        (1, channels, size.height, size.width),
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
fn the_first_convolution_agrees_with_the_plain_network() {
    for variant in variants() {
        let weights = variant.apply(weights());
        let first = &weights.convolutions[0];
        let convolution = FirstConvolution {
            kernel: &in_groups(&first.kernel.to_vec()),
            bias: &first.bias,
            mean: MEAN,
            replicate: variant.border == Border::Replicate,
        };
        let mut net = plain(variant);

        for size in SIZES {
            check_first_convolution(
                &mut net,
                convolution,
                size,
                &format!("{variant:?} {size:?}"),
            );
        }
    }
}

fn check_first_convolution(
    net: &mut PlainNet,
    convolution: FirstConvolution<'_>,
    size: Size,
    name: &str,
) {
    let picture = picture(size.height, size.width, 5);
    net.forward(&picture, &[Relu::R1_1]).unwrap();

    let expected = net.activations(Relu::R1_1).unwrap();
    let maps = first_forward(picture.data(), convolution, size, single);
    assert_close(
        &to_planes(&maps, size.pixels()),
        expected.data(),
        1e-6,
        name,
    );

    let mut explicit = expected;
    explicit
        .data_mut()
        .copy_from_slice(&values(size.pixels() * CHANNELS, 1, 3.0));

    let mut expected = Planes::default();
    net.backward(
        &[Gradient::Explicit {
            tap: Relu::R1_1,
            gradient: &explicit,
        }],
        &mut expected,
    )
    .unwrap();

    let explicit = to_maps(explicit.data(), size.pixels(), single);
    let gradients = LayerGradients {
        explicit: Some(&explicit),
        ..LayerGradients::default()
    };
    let gradient = relu_backward(None, &maps, gradients, CHANNELS, single);
    let mut actual = first_backward(&gradient, convolution.kernel, size);

    if convolution.replicate {
        first_backward_border(&gradient, convolution.kernel, size, &mut actual);
    }

    assert_close(&actual, expected.data(), 1e-5, name);
}

#[test]
fn bias_and_relu_agree_with_candle() {
    for size in SIZES {
        let maps = values(size.pixels() * CHANNELS, 2, 1.0);
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
fn poolings_agree_with_the_plain_network() {
    for kind in [Pooling::Max, Pooling::Average] {
        for size in SIZES.into_iter().filter(|size| size.pooled().pixels() > 0) {
            check_pooling(kind, size);
        }
    }
}

fn check_pooling(kind: Pooling, size: Size) {
    let average = kind == Pooling::Average;
    let maps: Vec<f32> = values(size.pixels() * CHANNELS, 4, 1.0)
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

    let above = values(size.pooled().pixels() * CHANNELS, 5, 1.0);
    let expected = pooling::backward(&tensor, &to_tensor(&above, size.pooled()), kind).unwrap();
    let expected = from_tensor(&expected);
    let unpooling = Unpooling {
        maps: &maps,
        above: &above,
        channels: CHANNELS,
        average,
        mask: false,
    };
    assert_eq!(
        unpool(unpooling, size, single),
        expected,
        "{kind:?} {size:?}"
    );

    let gradients = LayerGradients {
        explicit: Some(&expected),
        ..LayerGradients::default()
    };
    let masked = Unpooling {
        mask: true,
        ..unpooling
    };
    assert_eq!(
        unpool(masked, size, single),
        relu_backward(None, &maps, gradients, CHANNELS, single),
        "{kind:?} {size:?}"
    );
}

#[test]
fn planes_come_back_from_maps() {
    for size in SIZES {
        let pixels = size.pixels();
        let planes = values(pixels * CHANNELS, 6, 9.0);
        let maps = to_maps(&planes, pixels, single);
        assert_eq!(
            maps[(pixels - 1) * CHANNELS + 3].to_bits(),
            planes[3 * pixels + pixels - 1].to_bits()
        );

        assert_eq!(to_planes(&maps, pixels), planes);
        assert_eq!(to_precision(&maps, single), maps);
    }
}

#[test]
fn statistics_agree_with_the_plain_network() {
    let mut net = plain(variants().next().unwrap());
    for size in SIZES {
        let Size { height, width } = size;
        net.forward(&picture(height, width, 1), &[Relu::R1_1])
            .unwrap();

        net.keep_target(Relu::R1_1).unwrap();

        let target = net.activations(Relu::R1_1).unwrap();
        net.forward(&picture(height, width, 2), &[Relu::R1_1])
            .unwrap();

        let activations = net.activations(Relu::R1_1).unwrap();
        let mut moments = Moments::default();
        net.moments(Relu::R1_1, &mut moments).unwrap();

        let maps = to_maps(activations.data(), size.pixels(), single);
        let partials = channel_sums(&maps, CHANNELS, 32);
        let means = channel_means(&partials, CHANNELS, 1.0 / size.pixels() as f32);
        assert_close(&means, &moments.mean, 1e-6, "means");

        let actual = distance(activations.data(), target.data());
        let expected = net.distance(Relu::R1_1).unwrap();
        assert!((actual.absolute / expected.absolute - 1.0).abs() < 1e-5);
        assert!((actual.square / expected.square - 1.0).abs() < 1e-5);

        let weights: Vec<f32> = (0..size.pixels()).map(|at| (1 + at % 5) as f32).collect();
        let target_maps = to_maps(target.data(), size.pixels(), single);
        net.weigh_target(Relu::R1_1, &weights).unwrap();
        let actual = weighted_distance(&maps, &target_maps, &weights, CHANNELS);
        let expected = net.distance(Relu::R1_1).unwrap();
        assert!((actual.absolute / expected.absolute - 1.0).abs() < 1e-5);
        assert!((actual.square / expected.square - 1.0).abs() < 1e-5);
    }
}

/// A painting in progress.
struct Scene {
    losses: Losses,
    photo: Planes,
    style: StyleTarget,
    painting: Planes,
}

/// One evaluation of a painting's loss.
struct Evaluation {
    loss: Loss,
    gradient: Planes,
    balance: Vec<f64>,
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
        let style = StyleTarget::measure(
            net,
            &layers,
            &[WeightedPlanes::new(picture(12, 17, 7), 1.0)],
        )
        .unwrap();

        Self {
            losses,
            style,
            photo: picture(13, 18, 5),
            painting: picture(13, 18, 6),
        }
    }

    /// Computed by the reference kernels, on the plain network's activations.
    fn evaluate(&self, net: &mut PlainNet) -> Evaluation {
        let LayerWeight {
            layer: content,
            weight: content_weight,
        } = self.losses.content;
        net.forward(&self.painting, &self.losses.taps()).unwrap();

        let mut values = vec![0.0];
        let mut style_gradients = Vec::new();
        for (style, target) in self.losses.style.iter().zip(self.style.layers()) {
            let LayerWeight { layer, weight } = *style;
            let gradient = self.style_gradient(net, layer, weight, target);
            values.extend([gradient.loss, gradient.objective_offset]);
            style_gradients.push((layer, gradient));
        }

        let distance = net.distance(content).unwrap();
        let sums = DifferenceSums {
            absolute: distance.absolute,
            square: distance.square,
        };
        let content_gradient =
            content_gradient(sums, distance.count as f64, self.balance(content_weight));
        values[0] = content_gradient.loss;

        let mut gradients = vec![Gradient::Target {
            tap: content,
            scale: content_gradient.scale,
        }];
        let mut balance = vec![content_gradient.factor];
        for (tap, style) in &style_gradients {
            balance.extend(style.factors);
            gradients.push(Gradient::Affine {
                tap: *tap,
                matrix: &style.matrix,
                offset: &style.offset,
            });
        }

        let mut gradient = Planes::default();
        net.backward(&gradients, &mut gradient).unwrap();

        let painting = &self.painting;
        let scale = self.losses.smoothness / (255.0 * 255.0 * painting.data().len() as f64);
        let size = Size::new(painting.height(), painting.width());
        let smoothness = smoothness(painting.data(), size, scale as f32);
        gradient
            .data_mut()
            .iter_mut()
            .zip(smoothness.gradient)
            .for_each(|(gradient, slope)| *gradient += slope);

        Evaluation {
            loss: to_loss(report_losses(&values, &[smoothness.loss])),
            gradient,
            balance,
        }
    }

    fn style_gradient(
        &self,
        net: &mut PlainNet,
        layer: Relu,
        weight: f64,
        target: &Target,
    ) -> StyleGradient {
        let mut moments = Moments::default();
        net.moments(layer, &mut moments).unwrap();

        let statistics = self.losses.statistics;
        let target_moments = target.moments(statistics);
        let style = Style {
            mean: &moments.mean,
            target_matrix: &target_moments.second,
            target_mean: &target_moments.mean,
            statistics,
        };

        let mut difference = style_difference(&moments.second, 1.0, style);
        if self.losses.preconditioned() == Some(layer) {
            let channels = layer.channels();
            let preconditioner = Preconditioner::for_target(&target_moments.second, channels);
            precondition(&mut difference, &preconditioner, channels);
        }

        let per_pixel = 1.0 / moments.pixels as f32;
        style_gradient(&difference, style, self.balance(weight), per_pixel, single)
    }

    fn balance(&self, weight: f64) -> Balance<'static> {
        Balance {
            weight: weight as f32,
            unit_gradient: self.losses.measure == Measure::UnitGradient,
            kept: None,
        }
    }
}

/// A row of the ring as a loss.
fn to_loss(row: [f64; 4]) -> Loss {
    let [content, style, smoothness, objective_offset] = row;
    Loss {
        content,
        style,
        smoothness,
        objective_offset,
    }
}

/// All kernels of the preconditioner, one after another.
fn precondition(
    difference: &mut StyleDifference,
    preconditioner: &Preconditioner,
    channels: usize,
) {
    let projected = precondition_project(&difference.matrix, preconditioner, channels);
    let correction = precondition_correct(&projected, preconditioner, channels);
    precondition_apply(difference, &correction, preconditioner, channels);
}

#[test]
fn the_preconditioner_agrees_with_the_hosts() {
    let StyleMatrices { target, difference } = StyleMatrices::new(CHANNELS);
    let mut preconditioner = Preconditioner::for_target(&target, CHANNELS);
    let mut expected = difference.clone();
    let mut actual = StyleDifference {
        matrix: difference.clone(),
        norms: vec![f64::NAN; 5 * CHANNELS],
    };

    let square: f64 = difference.iter().map(|d| f64::from(*d).powi(2)).sum();
    let expected_offset = (WEIGHT - 1.0) * square + preconditioner.apply(&mut expected);
    precondition(&mut actual, &preconditioner, CHANNELS);
    assert_close(&actual.matrix, &expected, 1e-6, "M");

    let offset: f64 = actual.norms.iter().skip(4).step_by(5).sum();
    assert!(
        (offset - expected_offset).abs() < 1e-6 * square,
        "{offset} {expected_offset}"
    );
}

#[test]
fn losses_and_gradients_agree_with_the_painting_loss() {
    for preconditioned in [None, Some(Relu::R1_1), Some(Relu::R2_1)] {
        for measure in [Measure::MeanSquare, Measure::UnitGradient] {
            for statistics in [
                Statistics::Gram,
                Statistics::MeanAndCovariance,
                Statistics::Mean,
            ] {
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
        .evaluate(&scene.painting, &mut expected_gradient)
        .unwrap();
    let expected_balance = objective.balance();
    let Evaluation {
        loss,
        gradient,
        balance,
    } = scene.evaluate(&mut net);

    for (actual, expected) in balance.iter().zip(expected_balance) {
        assert!(
            (actual - expected).abs() <= 1e-5 * expected.abs(),
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
            (actual - expected).abs() <= 1e-5 * expected.abs(),
            "{name}: {actual} {expected}"
        );
    }

    assert_eq!(
        loss.objective_offset == 0.0,
        scene.losses.preconditioned().is_none(),
        "{name}"
    );
    assert_close(gradient.data(), expected_gradient.data(), 1e-4, &name);
}

#[test]
fn smoothness_agrees_with_the_loss_at_every_size() {
    for size in SIZES {
        let picture = picture(size.height, size.width, 3);
        let scale = 1.0 / (255.0 * 255.0 * picture.data().len() as f32);
        let actual = smoothness(picture.data(), size, scale).loss;
        let expected = crate::loss::total_variation(&picture);
        assert!(
            (actual - expected).abs() <= 1e-5 * expected,
            "{size:?}: {actual} {expected}"
        );
    }
}

#[test]
fn the_temporal_gradient_agrees_with_the_hosts() {
    for size in SIZES {
        let picture = picture(size.height, size.width, 3);
        let mask = values(size.pixels(), 4, 1.0);
        let term = TemporalTerm {
            target: self::picture(size.height, size.width, 5),
            mask: Planes::from_vec(1, size.height, size.width, mask.clone()),
            weight: 700.0,
        };
        let mut gradient = self::picture(size.height, size.width, 6);
        let expected = temporal(
            picture.data(),
            &Temporal {
                target: term.target.data(),
                mask: &mask,
                scale: term.scale(),
            },
            gradient.data(),
        );

        term.add(&picture, &mut gradient);
        assert_close(gradient.data(), &expected, 1e-6, &format!("{size:?}"));
    }
}

/// An objective whose gradient is noise, different at each evaluation.
struct NoisyObjective {
    evaluations: usize,
}

impl Objective for NoisyObjective {
    fn evaluate(&mut self, picture: &Planes, gradient: &mut Planes) -> Result<Loss, NetError> {
        self.evaluations += 1;

        let noise = values(picture.data().len(), self.evaluations, 1e-3);
        *gradient = Planes::from_vec(3, picture.height(), picture.width(), noise);
        Ok(Loss::default())
    }

    fn rebalance(&mut self) {}
}

#[test]
fn adam_agrees_with_the_hosts() {
    let settings = AdamSettings::default();
    let start = picture(7, 5, 4);
    let zeros = vec![0.0; start.data().len()];
    let mut reference = vectors::Adam {
        picture: start.data().to_vec(),
        mean: zeros.clone(),
        square: zeros.clone(),
        average: zeros.clone(),
    };

    let mut host = Optimizer::Adam(Adam::new(start, settings));
    let mut objective = NoisyObjective { evaluations: 0 };

    for iteration in 1..40 {
        host.step(&mut objective).unwrap();

        let rates = vectors::adam_rates(iteration, settings);
        let gradient = values(zeros.len(), objective.evaluations, 1e-3);
        reference.step(&gradient, &zeros, rates, settings);

        let mut state = host.state();
        for (name, vector) in [
            ("picture", &reference.picture),
            ("mean", &reference.mean),
            ("square", &reference.square),
            ("average", &reference.average),
        ] {
            assert_close(vector, state.take_vector(name).unwrap().data(), 1e-5, name);
        }
    }
}

#[test]
fn vectors_agree_with_the_hosts() {
    for Size { height, width } in SIZES {
        let count = 3 * height * width;
        let vector = |seed: usize| values(count, seed, 2.0);
        let planes = |values: &[f32]| Planes::from_vec(3, height, width, values.to_vec());

        // Half of the values are at the bounds.
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
            vectors::vector_combine(
                &a,
                -0.3,
                &[
                    Scaled {
                        factor: 2.0,
                        vector: &b
                    },
                    Scaled {
                        factor: 0.7,
                        vector: &c
                    }
                ]
            ),
            to.data()
        );

        Host.subtract(&mut to, &planes(&a), &planes(&b)).unwrap();
        assert_eq!(vectors::vector_subtract(&a, &b), to.data());
        Host.walk(&mut to, &planes(&picture), 90.0, &planes(&a))
            .unwrap();

        assert_eq!(vectors::vector_step(&picture, 90.0, &a), to.data());

        let mut to = planes(&a);
        Host.hold_bounds(&mut to, &planes(&picture), &planes(&b))
            .unwrap();

        assert_eq!(vectors::vector_project(&a, &picture, &b), to.data());
    }
}
