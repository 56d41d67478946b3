use std::{path::PathBuf, sync::OnceLock};

use candle_core::{Device, Tensor};
use safetensors::SafeTensors;

use super::{
    AttentionMap, CLASSES, ClassScore, Classifier, Scores,
    efficientnet::{EfficientNet, Rule},
    lit, views,
};
use crate::{
    candle_device::CandleDevice,
    image::{Limits, Picture},
    planes::Planes,
    random::SplitMix64,
};

const EGYPTIAN_CAT: u16 = 285;
const ESPRESSO: u16 = 967;

fn classifier() -> &'static Classifier {
    static CLASSIFIER: OnceLock<Classifier> = OnceLock::new();
    CLASSIFIER.get_or_init(|| Classifier::new(CandleDevice::default()).unwrap())
}

fn file(path: &str) -> Vec<u8> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    std::fs::read(root.join(path)).unwrap()
}

fn picture(path: &str) -> Picture {
    Picture::decode(&file(path), &Limits::default()).unwrap()
}

fn only(class: u16) -> [ClassScore; 1] {
    [ClassScore {
        class,
        probability: 1.0,
    }]
}

fn logits(planes: &Planes) -> Vec<f32> {
    let net = classifier().net();
    let trace = net
        .forward(&views::input(planes, &Device::Cpu).unwrap())
        .unwrap();
    net.logits(&trace).unwrap().to_vec1().unwrap()
}

/// The largest difference.
fn distance(a: &[f32], b: &[f32]) -> f32 {
    assert_eq!(a.len(), b.len());
    a.iter()
        .zip(b)
        .fold(0.0, |most, (a, b)| most.max((a - b).abs()))
}

/// `models/efficientnet-lite0/reference.py` computed the logits with the packages that the weights
/// come from. One of the pictures has odd sides.
#[test]
fn logits_are_those_of_the_reference() {
    let bytes = file("engine/testdata/sight/reference.safetensors");
    let reference = SafeTensors::deserialize(&bytes).unwrap();
    let read = |name: &str| -> Vec<f32> {
        let data = reference.tensor(name).unwrap().data();
        let values = data.as_chunks::<4>().0.iter();
        values.map(|&bytes| f32::from_le_bytes(bytes)).collect()
    };

    for name in ["chelsea", "coffee"] {
        let picture = picture(&format!("engine/testdata/sight/{name}.png"));
        let logits = logits(&picture.to_planes());

        let error = distance(&logits, &read(&format!("{name}.logits")));
        assert!(error < 1e-4, "{name}: {error:e}");
        // Kernels of f16 change little.
        let rounding = distance(&logits, &read(&format!("{name}.original")));
        assert!(rounding < 0.02, "{name}: {rounding:e}");
    }
}

/// Soft hills of colour with some noise.
fn hills(height: usize, width: usize) -> Planes {
    let mut random = SplitMix64::new(7);
    let noise: Vec<f32> = (0..3 * height * width)
        .map(|_| 20.0 * random.symmetric())
        .collect();

    Planes::from_fn(3, height, width, |channel, y, x| {
        let hill = (x as f32 * 0.3 + channel as f32).sin() * (y as f32 * 0.2).cos();
        130.0 + 70.0 * hill + noise[(channel * height + y) * width + x]
    })
}

/// The gradient of a class' logit, where the network's input is what counts.
fn gradient(net: &EfficientNet, input: &Tensor, class: u16, rule: Rule) -> Tensor {
    let trace = net.forward(input).unwrap();
    let weights = net.class_weights().get(usize::from(class)).unwrap();
    net.backward(&trace, &weights, rule).unwrap()
}

#[test]
fn the_gradient_is_that_of_the_logit() {
    let net = classifier().net();
    let logit = |input: &Tensor| -> f64 {
        let trace = net.forward(input).unwrap();
        let logits: Vec<f32> = net.logits(&trace).unwrap().to_vec1().unwrap();
        f64::from(logits[usize::from(EGYPTIAN_CAT)])
    };

    for (height, width) in [(64, 96), (75, 53), (33, 40)] {
        let input = views::input(&hills(height, width), &Device::Cpu).unwrap();
        let up = gradient(net, &input, EGYPTIAN_CAT, Rule::Derivative);
        assert_eq!(up.dims(), input.dims());

        // Along itself the gradient's slope is its square.
        let square: f32 = up.sqr().unwrap().sum_all().unwrap().to_scalar().unwrap();
        let step = 2e-3 / f64::from(square.sqrt());
        let moved = |by: f64| (&input + (&up * by).unwrap()).unwrap();
        let measured = (logit(&moved(step)) - logit(&moved(-step))) / (2.0 * step);

        let error = (measured - f64::from(square)).abs() / f64::from(square);
        assert!(
            error < 0.02,
            "{height} x {width}: measured {measured:e}, computed {square:e}"
        );
    }
}

#[test]
fn photos_are_named() {
    let best = |path: &str| classifier().classify(&picture(path)).unwrap().best(1)[0];

    let cat = best("assets/photos/chelsea.jpg");
    assert!(
        cat.class == EGYPTIAN_CAT && cat.probability > 0.5,
        "{cat:?}"
    );
    let coffee = best("assets/photos/coffee.jpg");
    assert!(
        coffee.class == ESPRESSO && coffee.probability > 0.8,
        "{coffee:?}"
    );
}

#[test]
fn probabilities_are_a_whole_and_ordered() {
    let scores = classifier()
        .classify(&Picture::from_planes(&hills(40, 60)))
        .unwrap();
    assert_eq!(scores.probabilities().len(), CLASSES);
    assert!((scores.probabilities().iter().sum::<f32>() - 1.0).abs() < 1e-4);

    let best = scores.best(5);
    assert_eq!(best.len(), 5);
    assert!(
        best.windows(2)
            .all(|p| p[0].probability >= p[1].probability)
    );
    assert_eq!(scores.for_classes(&[best[0].class, 1000]), best[..1]);
}

#[test]
fn the_mean_is_one_of_each_class() {
    let one = |class: usize| {
        let mut probabilities = vec![0.0; CLASSES];
        probabilities[class] = 1.0;
        probabilities
    };
    let scores = Scores::mean(&[one(3), one(3), one(3), one(999)]);
    let expected =
        [(3, 0.75), (999, 0.25)].map(|(class, probability)| ClassScore { class, probability });

    assert_eq!(scores.best(2), expected);
}

/// A cat on the left half of a grey picture.
fn cat_on_the_left() -> Picture {
    let cat = picture("assets/photos/chelsea.jpg").covering(200, 200);
    let mut rgb = vec![128; 400 * 200 * 3];
    for (row, cat) in rgb
        .chunks_exact_mut(400 * 3)
        .zip(cat.as_rgb().chunks_exact(200 * 3))
    {
        row[..200 * 3].copy_from_slice(cat);
    }

    Picture::from_rgb(400, 200, rgb).unwrap()
}

#[test]
fn attention_is_where_the_thing_is() {
    let photo = cat_on_the_left();
    let map = classifier().attention(&photo, &only(EGYPTIAN_CAT)).unwrap();
    assert_eq!((map.height(), map.width()), (8, 16));

    let sum = |columns: std::ops::Range<usize>| -> f32 {
        let rows = map.heat().chunks_exact(map.width());
        rows.flat_map(|row| &row[columns.clone()]).sum()
    };
    assert!(sum(0..8) > 4.0 * sum(8..16), "{:?}", map.heat());
    assert!(map.heat().iter().all(|heat| (0.0..=1.0).contains(heat)));

    let lit = lit(&photo, &map);
    assert_eq!(lit.size(), photo.size());
    let light = |picture: &Picture, left: u32| -> u64 {
        let half = picture.part(left, 0, 200, 200);
        half.as_rgb().iter().map(|&value| u64::from(value)).sum()
    };
    assert!(light(&lit, 200) < light(&photo, 200) / 2);
    assert!(light(&lit, 0) > light(&photo, 0) / 2);
}

#[test]
fn lines_are_drawn_where_the_thing_is() {
    let photo = cat_on_the_left();
    let lines = classifier().lines(&photo, &only(EGYPTIAN_CAT)).unwrap();
    assert_eq!((lines.width(), lines.height()), (512, 256));

    let ink = |left: u32| -> u64 {
        let half = lines.part(left, 0, 256, 256);
        half.as_rgb()
            .iter()
            .map(|&value| 255 - u64::from(value))
            .sum()
    };
    assert!(ink(0) > 2 * ink(256), "{} and {}", ink(0), ink(256));
}

#[test]
fn a_map_without_any_evidence_is_dark() {
    let map = AttentionMap::from_evidence(&Planes::from_fn(1, 2, 3, |_, _, x| -(x as f32)));
    assert_eq!(map.heat(), [0.0; 6]);
    assert!(map.enlarged(20, 30).data().iter().all(|&heat| heat == 0.0));
}

#[test]
fn photos_of_any_shape_are_seen() {
    for (width, height) in [(1, 1), (3000, 20), (20, 3000)] {
        let photo = Picture::from_rgb(width, height, vec![90; (width * height * 3) as usize]);
        let photo = photo.unwrap();
        let scores = classifier().classify(&photo).unwrap();
        let best = scores.best(3);

        let map = classifier().attention(&photo, &best).unwrap();
        assert_eq!(lit(&photo, &map).size(), photo.size());
        classifier().lines(&photo, &best).unwrap();
    }
}
