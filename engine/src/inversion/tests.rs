//! The gradient against finite differences, and what inversions of small pictures come to.

use std::{ops::ControlFlow, path::Path};

use candle_core::Device;

use super::{
    Content, Request, Style, StyleStatistics,
    inverter::invert_on,
    objective::{Likeness, Terms},
};
use crate::{
    backends::plain::PlainNet,
    image::Picture,
    loss::Objective,
    net::{Moments, Net},
    planes::Planes,
    recipe::OptimizerKind,
    vgg::{Border, Pooling, Relu, Variant, Weights},
};

const SIDE: u32 = 32;

fn plain() -> PlainNet {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/vgg19-q8.safetensors");
    let variant = Variant {
        pooling: Pooling::Average,
        border: Border::Replicate,
        normalised: true,
    };

    PlainNet::new(&Weights::load(&path).unwrap(), variant, &Device::Cpu).unwrap()
}

/// Waves of colour.
fn waves(seed: usize) -> Planes {
    let seed = seed as f32;
    Planes::from_fn(3, SIDE as usize, SIDE as usize, |channel, y, x| {
        let across = (0.5 * x as f32 + seed + channel as f32).sin();
        let down = (0.3 * y as f32 * (1.0 + 0.2 * seed)).cos();
        125.0 + 90.0 * across * down
    })
}

fn content(layer: Relu) -> Content {
    Content {
        photo: Picture::from_planes(&waves(1)),
        layer,
        weight: 1.0,
    }
}

fn style(statistics: StyleStatistics) -> Style {
    Style {
        picture: Picture::from_planes(&waves(4)),
        layers: vec![Relu::R1_1, Relu::R2_1],
        statistics,
        weight: 1.0,
    }
}

fn request(content: Option<Content>, style: Option<Style>) -> Request {
    Request {
        content,
        style,
        smoothness: 0.0,
        width: SIDE,
        height: SIDE,
        sizes: 1,
        iterations: 60,
        optimizer: OptimizerKind::Lbfgs,
        seed: 1,
    }
}

/// The slope along the gradient against its length.
fn check_gradient(terms: &Terms) {
    const SMALL_STEP: f32 = 0.25;

    let mut net = plain();
    let mut likeness = Likeness::new(&mut net, terms, SIDE, SIDE).unwrap();
    let here = waves(7);
    let mut gradient = Planes::default();
    likeness.evaluate(&here, &mut gradient).unwrap();

    let largest = gradient.data().iter().fold(0.0_f32, |a, b| a.max(b.abs()));
    let slope: f64 = gradient
        .data()
        .iter()
        .map(|value| f64::from(*value).powi(2) / f64::from(largest))
        .sum();

    let mut at = |step: f32| {
        let mut moved = here.clone();
        for (value, slope) in moved.data_mut().iter_mut().zip(gradient.data()) {
            *value += step * slope / largest;
        }
        likeness
            .evaluate(&moved, &mut Planes::default())
            .unwrap()
            .total()
    };
    let measured = (at(SMALL_STEP) - at(-SMALL_STEP)) / f64::from(2.0 * SMALL_STEP);

    assert!(
        (measured - slope).abs() < 0.02 * slope,
        "measured {measured:e}, computed {slope:e}"
    );
}

#[test]
fn each_term_has_the_gradient_of_its_value() {
    for layer in [Relu::R1_2, Relu::R3_1, Relu::R4_2] {
        check_gradient(&Terms {
            content: Some(&content(layer)),
            style: None,
            smoothness: 0.0,
        });
    }

    for statistics in [StyleStatistics::Means, StyleStatistics::Gram] {
        check_gradient(&Terms {
            content: None,
            style: Some(&style(statistics)),
            smoothness: 0.0,
        });
    }

    check_gradient(&Terms {
        content: Some(&content(Relu::R2_1)),
        style: Some(&style(StyleStatistics::Gram)),
        smoothness: 1.0,
    });
}

#[test]
fn a_photo_is_rebuilt_from_its_first_layers() {
    let wanted = content(Relu::R1_1);
    let photo = wanted.photo.clone();
    let request = request(Some(wanted), None);
    let rebuilt = invert_on(&mut plain(), &request, &mut |_| ControlFlow::Continue(())).unwrap();

    let differences = photo.as_rgb().iter().zip(rebuilt.as_rgb());
    let sum: u32 = differences.map(|(a, b)| u32::from(a.abs_diff(*b))).sum();
    let mean = f64::from(sum) / photo.as_rgb().len() as f64;
    assert!(mean < 8.0, "off by {mean}");
}

#[test]
fn a_texture_has_the_statistics_of_its_picture() {
    let mut net = plain();
    for statistics in [StyleStatistics::Means, StyleStatistics::Gram] {
        let wanted = style(statistics);
        let target = moments(&mut net, &wanted.picture);
        let request = Request {
            width: 48,
            sizes: 2,
            ..request(None, Some(wanted))
        };
        let texture = invert_on(&mut net, &request, &mut |_| ControlFlow::Continue(())).unwrap();

        let reached = moments(&mut net, &texture);
        let (target, reached) = match statistics {
            StyleStatistics::Means => (target.mean, reached.mean),
            StyleStatistics::Gram => (target.second, reached.second),
        };
        let square = |values: &mut dyn Iterator<Item = f32>| values.map(|v| v * v).sum::<f32>();
        let apart = square(&mut target.iter().zip(&reached).map(|(a, b)| a - b));
        let length = square(&mut target.iter().copied());
        assert!(apart < 0.02 * length, "{statistics:?}: {}", apart / length);
    }
}

fn moments(net: &mut PlainNet, picture: &Picture) -> Moments {
    let mut moments = Moments::default();
    net.forward(&picture.to_planes(), &[Relu::R2_1]).unwrap();
    net.moments(Relu::R2_1, &mut moments).unwrap();
    moments
}

#[test]
fn it_tells_how_far_it_is_and_stops_when_asked() {
    let request = Request {
        sizes: 2,
        iterations: 3,
        optimizer: OptimizerKind::Adam,
        ..request(Some(content(Relu::R1_1)), None)
    };

    let mut seen = Vec::new();
    let picture = invert_on(&mut plain(), &request, &mut |progress| {
        seen.push((progress.done, progress.preview().width()));
        if progress.done == 5 {
            ControlFlow::Break(())
        } else {
            assert_eq!(progress.total, 6);
            ControlFlow::Continue(())
        }
    })
    .unwrap();

    assert_eq!(seen, [(0, 16), (1, 16), (2, 16), (3, 16), (4, 32), (5, 32)]);
    assert_eq!(picture.width(), 32);
}
