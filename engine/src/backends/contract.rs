//! What every network must do, checked on each of them: against the plain network value by value,
//! and against central differences of a network in f64.

#[cfg(feature = "cuda")]
use super::cuda::{Precision, tests::on_gpu};
use super::{
    BlockNet,
    reference::{self, Maps},
    test_data::{Kinds, STYLE, assert_close, noise, picture, plain, variants, weights},
    winograd::{self, Level, Path, Precision as CpuPrecision, WinogradNet},
};
use crate::{
    net::{Distance, Gradient, Moments, Net, NetError},
    planes::Planes,
    vgg::{Border, Pooling, Relu, Variant, Weights},
};

/// How far a network may be from the plain one, relative to the size of what is compared.
#[derive(Clone, Copy)]
struct Tolerance {
    /// Of activations and moments.
    values: f64,
    /// Of distances.
    distance: f64,
    /// Of the picture's gradient. A value next to zero may pass one network's ReLU and not the
    /// other's.
    gradient: f64,
}

const IN_F32: Tolerance = Tolerance {
    values: 1e-5,
    distance: 1e-4,
    gradient: 1e-2,
};

/// bf16 keeps 8 bits. A rounded number is off by 0.2 % on average, an output of Winograd's algorithm
/// by 0.9 %, and behind thirteen layers it is 2.2 %; a distance is a small difference of such values,
/// and the gradient passes ReLUs that rounding has opened or closed.
const IN_BF16: Tolerance = Tolerance {
    values: 3e-2,
    distance: 0.1,
    gradient: 0.15,
};

/// The CPU's network in bf16, on every vector unit.
fn in_bf16(variant: Variant) -> Vec<(String, Box<dyn Net>)> {
    Level::available()
        .map(|level| {
            let path = Path::new(CpuPrecision::Bf16, level);
            let net: Box<dyn Net> = winograd::open(weights(), variant, path).unwrap();
            (format!("{path} {variant:?}"), net)
        })
        .collect()
}

/// Every network in f32 except the plain one.
fn others(variant: Variant) -> Vec<(String, Box<dyn Net>)> {
    let winograd = Level::available().map(|level| {
        let net = WinogradNet::with_level(weights(), variant, level).unwrap();
        (
            format!("{level:?} {variant:?}"),
            Box::new(net) as Box<dyn Net>,
        )
    });

    #[cfg(feature = "cuda")]
    let winograd = winograd.chain(on_gpu(variant, Precision::Single));
    #[cfg(feature = "candle-cuda")]
    let winograd = winograd.chain(super::test_data::plain_on_gpu(variant));

    // Over the fastest network only; blocks over the plain one have a test of their own.
    let fastest =
        WinogradNet::with_level(weights(), variant, Level::available().next().unwrap()).unwrap();
    let blocks: Box<dyn Net> = Box::new(BlockNet::new(Box::new(fastest), 512));

    winograd
        .chain([(format!("blocks {variant:?}"), blocks)])
        .collect()
}

#[test]
fn networks_agree_with_the_plain_one() {
    for variant in variants() {
        let mut plain = plain(variant);
        let mut others = others(variant);
        let mut in_bf16 = in_bf16(variant);

        for (height, width) in [(16, 16), (17, 23), (33, 40), (67, 45)] {
            let expected = Answers::ask(&mut plain, height, width);
            for (nets, tolerance) in [(&mut others, IN_F32), (&mut in_bf16, IN_BF16)] {
                for (name, net) in nets {
                    let name = format!("{name} {height} x {width}");
                    Answers::ask(&mut **net, height, width).agree(&expected, tolerance, &name);
                }
            }
        }
    }
}

/// Everything that a network returns for one picture.
struct Answers {
    layers: Vec<LayerAnswers>,
    /// The picture's gradients for several sets of taps and gradients.
    runs: Vec<Planes>,
}

/// Everything that a network returns for one layer.
struct LayerAnswers {
    activations: Planes,
    moments: Moments,
    distance: Distance,
}

impl Answers {
    fn ask(net: &mut dyn Net, height: usize, width: usize) -> Self {
        net.forward(&picture(height, width, 1), &Relu::ALL).unwrap();

        for tap in Relu::ALL {
            net.keep_target(tap).unwrap();
        }

        net.forward(&picture(height, width, 2), &Relu::ALL).unwrap();

        let layers = Relu::ALL.iter().map(|&tap| {
            let mut moments = Moments::default();
            net.moments(tap, &mut moments).unwrap();

            LayerAnswers {
                activations: net.activations(tap).unwrap(),
                moments,
                distance: net.distance(tap).unwrap(),
            }
        });
        let layers: Vec<_> = layers.collect();
        let runs = gradients(net, &layers, &picture(height, width, 5));

        Self { layers, runs }
    }

    fn agree(&self, expected: &Self, tolerance: Tolerance, name: &str) {
        for ((actual, expected), tap) in self.layers.iter().zip(&expected.layers).zip(Relu::ALL) {
            let name = format!("{name} {tap:?}");
            assert_close(
                actual.activations.data(),
                expected.activations.data(),
                tolerance.values,
                &name,
            );

            let moments = &expected.moments;
            assert_close(&actual.moments.mean, &moments.mean, tolerance.values, &name);
            assert_close(
                &actual.moments.second,
                &moments.second,
                tolerance.values,
                &name,
            );

            let actual = actual.distance;
            let distance = expected.distance;
            assert_eq!(actual.count, distance.count);
            assert!(
                (actual.absolute / distance.absolute - 1.0).abs() < tolerance.distance,
                "{name}: {actual:?} {distance:?}"
            );

            assert!(
                (actual.square / distance.square - 1.0).abs() < tolerance.distance,
                "{name}: {actual:?} {distance:?}"
            );
        }

        for (run, (actual, expected)) in self.runs.iter().zip(&expected.runs).enumerate() {
            assert_close(
                actual.data(),
                expected.data(),
                tolerance.gradient,
                &format!("{name}, run {run}"),
            );
        }
    }
}

fn gradients(net: &mut dyn Net, layers: &[LayerAnswers], picture: &Planes) -> Vec<Planes> {
    let kinds: Vec<Kinds> = Relu::ALL
        .iter()
        .zip(layers)
        .map(|(tap, layer)| Kinds::new(*tap, &layer.activations))
        .collect();
    let all: Vec<Gradient> = kinds.iter().flat_map(Kinds::gradients).collect();
    let style: Vec<Gradient> = all
        .iter()
        .filter(|gradient| STYLE.contains(&gradient.tap()))
        .copied()
        .collect();

    let pooled: Vec<Gradient> = all
        .iter()
        .filter(|gradient| gradient.tap().is_pooled())
        .copied()
        .collect();

    let runs = [
        (&Relu::ALL[..], &all[..]),
        (&Relu::ALL, &style),
        (&STYLE, &style),
        (&[Relu::R4_2], &all[27..30]),
        (&STYLE, &all[24..25]),
        (&[Relu::R1_2, Relu::R2_2, Relu::R3_4, Relu::R4_4], &pooled),
        (&[Relu::R1_1], &all[..3]),
        (&STYLE, &[]),
    ];

    let gradient = |(taps, gradients): (&[Relu], &[Gradient])| {
        let mut gradient = Planes::default();
        net.forward(picture, taps).unwrap();
        net.backward(gradients, &mut gradient).unwrap();
        gradient
    };

    runs.into_iter().map(gradient).collect()
}

#[test]
fn gradients_are_those_of_the_losses() {
    for variant in variants() {
        let (height, width) = if variant.border == Border::Zero {
            (17, 23)
        } else {
            (19, 16)
        };
        let losses = Losses::new(variant, height, width);
        let mut nets = others(variant);
        nets.push((format!("plain {variant:?}"), Box::new(plain(variant))));

        let gradients: Vec<Vec<[Planes; 3]>> = nets
            .iter_mut()
            .map(|(_, net)| losses.gradients(&mut **net))
            .collect();

        for kind in 0..3 {
            let direction = direction(kind, height, width);
            let slopes = losses.slopes(&direction);
            for ((name, _), gradients) in nets.iter().zip(&gradients) {
                check_slopes(name, &direction, &slopes, gradients);
            }
        }
    }
}

/// A random direction: of all pixels, of the border, or of green in the lower right quarter.
fn direction(kind: usize, height: usize, width: usize) -> Maps {
    Maps::from_fn([3, height, width], |c, y, x| {
        let border = y == 0 || x == 0 || y == height - 1 || x == width - 1;
        let quarter = c == 1 && y > height / 2 && x > width / 2;
        let taken = [true, border, quarter][kind];

        if taken {
            noise(kind * 1_000_000 + (c * height + y) * width + x)
        } else {
            0.0
        }
    })
}

fn check_slopes(name: &str, direction: &Maps, slopes: &[[f64; 3]], gradients: &[[Planes; 3]]) {
    for ((tap, slopes), gradients) in Relu::ALL.iter().zip(slopes).zip(gradients) {
        for (kind, (slope, gradient)) in slopes.iter().zip(gradients).enumerate() {
            let products: Vec<f64> = gradient
                .data()
                .iter()
                .zip(&direction.data)
                .map(|(a, b)| f64::from(*a) * b)
                .collect();
            let size = reference::dot(&products, &products).sqrt();
            let along: f64 = products.iter().sum();
            assert!(
                size > 0.0 && (along - slope).abs() < 1e-2 * size,
                "{name} {tap:?} {kind}: {along} not {slope}"
            );
        }
    }
}

/// For each layer, the three losses whose gradients are those of [`Kinds`].
struct Losses {
    variant: Variant,
    weights: Weights,
    picture: Planes,
    target: Planes,
    targets: Vec<Maps>,
    kinds: Vec<Kinds>,
}

impl Losses {
    fn new(variant: Variant, height: usize, width: usize) -> Self {
        let weights = variant.apply(weights());
        let target = picture(height, width, 4);
        let targets =
            reference::forward(&weights, variant, &Maps::from_planes(&target), Relu::R5_1);

        let kinds = Relu::ALL
            .into_iter()
            .zip(&targets)
            .map(|(tap, maps)| {
                Kinds::new(tap, &Planes::zeros(maps.channels, maps.height, maps.width))
            })
            .collect();

        Self {
            variant,
            weights,
            picture: picture(height, width, 3),
            target,
            targets,
            kinds,
        }
    }

    /// The gradients by a network, for each layer and kind alone.
    fn gradients(&self, net: &mut dyn Net) -> Vec<[Planes; 3]> {
        net.forward(&self.target, &Relu::ALL).unwrap();

        for tap in Relu::ALL {
            net.keep_target(tap).unwrap();
        }

        let gradient = |(taps, gradient): (&[Relu], Gradient)| {
            let mut picture = Planes::default();
            net.forward(&self.picture, taps).unwrap();
            net.backward(&[gradient], &mut picture).unwrap();
            picture
        };

        let runs = self.kinds.iter().flat_map(|kinds| {
            kinds
                .gradients()
                .map(|gradient| (std::slice::from_ref(&kinds.tap), gradient))
        });

        runs.map(gradient)
            .collect::<Vec<_>>()
            .chunks_exact(3)
            .map(|kinds| kinds.to_vec().try_into().unwrap())
            .collect()
    }

    /// The slopes along a direction, by central differences.
    fn slopes(&self, direction: &Maps) -> Vec<[f64; 3]> {
        let step = 1e-4;
        let at = |step: f64| {
            let mut moved = Maps::from_planes(&self.picture);
            moved
                .data
                .iter_mut()
                .zip(&direction.data)
                .for_each(|(to, from)| *to += step * from);

            self.losses(&moved)
        };

        let slope = |(above, below): ([f64; 3], [f64; 3])| {
            [0, 1, 2].map(|i| (above[i] - below[i]) / (2.0 * step))
        };

        at(step).into_iter().zip(at(-step)).map(slope).collect()
    }

    fn losses(&self, picture: &Maps) -> Vec<[f64; 3]> {
        let activations = reference::forward(&self.weights, self.variant, picture, Relu::R5_1);
        activations
            .iter()
            .zip(&self.targets)
            .zip(&self.kinds)
            .map(|((maps, target), kinds)| {
                let offset: f64 = reference::mean(maps)
                    .iter()
                    .zip(&kinds.offset)
                    .map(|(a, b)| a * f64::from(*b))
                    .sum();

                let affine =
                    reference::dot(&maps.data, &reference::times(&kinds.matrix, maps).data) / 2.0;

                let difference: Vec<f64> = maps
                    .data
                    .iter()
                    .zip(&target.data)
                    .map(|(a, b)| a - b)
                    .collect();

                let explicit = Maps::from_planes(&kinds.explicit);
                [
                    affine + offset * maps.area() as f64,
                    f64::from(0.3f32) / 2.0 * reference::dot(&difference, &difference),
                    reference::dot(&maps.data, &explicit.data),
                ]
            })
            .collect()
    }
}

/// Every network, and blocks smaller than the picture over two of them.
fn with_small_blocks(variant: Variant) -> Vec<(String, Box<dyn Net>)> {
    let level = Level::available().next().unwrap();
    let fastest = WinogradNet::with_level(weights(), variant, level).unwrap();
    let fast_blocks: Box<dyn Net> = Box::new(BlockNet::new(Box::new(fastest), 64));
    let plain_blocks: Box<dyn Net> = Box::new(BlockNet::new(Box::new(plain(variant)), 64));

    let mut nets = others(variant);
    nets.extend(in_bf16(variant));
    nets.push(("plain".to_owned(), Box::new(plain(variant))));
    nets.push(("small blocks".to_owned(), fast_blocks));
    nets.push(("small blocks of the plain one".to_owned(), plain_blocks));

    nets
}

#[test]
fn a_target_counts_by_the_weights_of_its_places() {
    let variant = Variant {
        pooling: Pooling::Max,
        border: Border::Replicate,
        normalised: true,
    };

    for (name, net) in &mut with_small_blocks(variant) {
        check_weighted_target(name, net.as_mut());
    }
}

/// A weighted target is an explicit gradient that is weighted by hand.
fn check_weighted_target(name: &str, net: &mut dyn Net) {
    const TAP: Relu = Relu::R4_2;
    const SCALE: f32 = 0.3;

    let photo = picture(24, 200, 1);
    let painting = picture(24, 200, 2);
    net.forward(&photo, &[TAP]).unwrap();
    net.keep_target(TAP).unwrap();
    let target = net.activations(TAP).unwrap();

    let places = target.area();
    let place_weights: Vec<f32> = (0..places).map(|place| (1 + place % 4) as f32).collect();
    assert!(
        net.weigh_target(TAP, &place_weights[1..]).is_err(),
        "{name}"
    );

    net.forward(&painting, &[TAP]).unwrap();
    net.weigh_target(TAP, &place_weights).unwrap();
    let distance = net.distance(TAP).unwrap();

    let mut explicit = net.activations(TAP).unwrap();
    let mut absolute = 0.0;
    let mut square = 0.0;
    for (at, (value, target)) in explicit
        .data_mut()
        .iter_mut()
        .zip(target.data())
        .enumerate()
    {
        let weight = place_weights[at % places];
        let difference = *value - target;
        absolute += f64::from(difference.abs());
        square += f64::from(weight * difference * difference);
        *value = SCALE * weight * difference;
    }

    assert!((distance.absolute / absolute - 1.0).abs() < 1e-4, "{name}");
    assert!((distance.square / square - 1.0).abs() < 1e-4, "{name}");

    let [weighted, by_hand] = [
        Gradient::Target {
            tap: TAP,
            scale: SCALE,
        },
        Gradient::Explicit {
            tap: TAP,
            gradient: &explicit,
        },
    ]
    .map(|gradient| {
        let mut to = Planes::default();
        net.forward(&painting, &[TAP]).unwrap();
        net.backward(&[gradient], &mut to).unwrap();
        to
    });
    assert_close(weighted.data(), by_hand.data(), 1e-4, name);

    // A new target has no weights.
    net.forward(&photo, &[TAP]).unwrap();
    net.keep_target(TAP).unwrap();
    net.forward(&painting, &[TAP]).unwrap();
    let unweighted = net.distance(TAP).unwrap();
    assert!(unweighted.square < 0.8 * distance.square, "{name}");
}

#[test]
fn what_was_not_tapped_is_refused() {
    let variant = Variant {
        pooling: Pooling::Average,
        border: Border::Zero,
        normalised: false,
    };

    for (name, mut net) in others(variant).into_iter().chain(in_bf16(variant)) {
        let mut moments = Moments::default();
        let mut gradient = Planes::default();
        net.forward(&picture(20, 18, 1), &[Relu::R2_1]).unwrap();
        assert!(
            matches!(
                net.moments(Relu::R1_1, &mut moments),
                Err(NetError::NotTapped(Relu::R1_1))
            ),
            "{name}"
        );

        assert!(
            matches!(
                net.distance(Relu::R2_1),
                Err(NetError::NotTapped(Relu::R2_1))
            ),
            "no target: {name}"
        );

        net.keep_target(Relu::R2_1).unwrap();
        net.forward(&picture(20, 20, 1), &[Relu::R2_1]).unwrap();
        assert!(
            matches!(
                net.distance(Relu::R2_1),
                Err(NetError::NotTapped(Relu::R2_1))
            ),
            "other size: {name}"
        );

        net.backward(&[], &mut gradient).unwrap();
        assert!(
            gradient.data().iter().all(|value| *value == 0.0) && gradient.width() == 20,
            "{name}"
        );

        assert!(
            matches!(
                net.activations(Relu::R2_1),
                Err(NetError::NotTapped(Relu::R2_1))
            ),
            "consumed: {name}"
        );

        let small = net.forward(&picture(15, 16, 1), &[Relu::R5_1]);
        assert!(
            matches!(
                small,
                Err(NetError::TooSmall {
                    width: 16,
                    height: 15,
                    minimum: 16
                })
            ),
            "{name}"
        );
    }
}

#[test]
fn a_network_repeats_itself_bit_by_bit() {
    let variant = Variant {
        pooling: Pooling::Max,
        border: Border::Replicate,
        normalised: true,
    };

    for (name, mut net) in others(variant).into_iter().chain(in_bf16(variant)) {
        let mut run = || {
            let mut moments = Moments::default();
            let mut gradient = Planes::default();
            net.forward(&picture(70, 90, 1), &STYLE).unwrap();
            net.moments(Relu::R3_1, &mut moments).unwrap();

            let matrix = moments.second.clone();
            let affine = Gradient::Affine {
                tap: Relu::R3_1,
                matrix: &matrix,
                offset: &moments.mean,
            };

            net.backward(&[affine], &mut gradient).unwrap();
            (moments, gradient)
        };
        let first = run();

        for _ in 0..5 {
            assert!(run() == first, "{name}");
        }
    }
}
