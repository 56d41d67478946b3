use std::{fmt::Write, path::PathBuf, sync::OnceLock};

use safetensors::SafeTensors;
use sha2::{Digest, Sha256};

use super::{
    SketchRequest, SketchSettings, Sketcher,
    predictor::{NUMBERS, Predictor, StyleNumbers},
    transformer::Transformer,
    weights::{self, WEIGHTS},
};
use crate::{
    image::{Limits, Picture},
    stylize::{Part, Strength, StyleEdit, StyleScale, WeightedPicture},
};

fn file(path: &str) -> Vec<u8> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    std::fs::read(root.join(path)).unwrap()
}

fn picture(name: &str) -> Picture {
    let bytes = file(&format!("engine/testdata/sketch/{name}.png"));
    Picture::decode(&bytes, &Limits::default()).unwrap()
}

/// `models/magenta-styles/reference.py` computed it with the networks that the weights come from.
fn reference(name: &str) -> Vec<f32> {
    let bytes = file("engine/testdata/sketch/reference.safetensors");
    let reference = SafeTensors::deserialize(&bytes).unwrap();
    let data = reference.tensor(name).unwrap().data();
    let values = data.as_chunks::<4>().0.iter();
    values.map(|&bytes| f32::from_le_bytes(bytes)).collect()
}

/// The largest difference.
fn distance(a: &[f32], b: &[f32]) -> f32 {
    assert_eq!(a.len(), b.len());
    a.iter()
        .zip(b)
        .fold(0.0, |most, (a, b)| most.max((a - b).abs()))
}

#[test]
fn the_weights_are_those_of_the_readme() {
    let digest = Sha256::digest(WEIGHTS);
    let mut checksum = String::new();
    for byte in digest {
        write!(checksum, "{byte:02x}").unwrap();
    }
    let readme = String::from_utf8(file("models/magenta-styles/README.md")).unwrap();
    assert!(readme.contains(&checksum), "{checksum}");
}

#[test]
fn both_networks_compute_what_the_reference_does() {
    let vb = weights::load(&candle_core::Device::Cpu).unwrap();
    let predictor = Predictor::load(&vb.pp("predict")).unwrap();
    let numbers = predictor.predict(&picture("style")).unwrap();
    let expected = reference("numbers");
    let error = distance(&numbers.0, &expected);
    assert!(error < 1e-4, "{error:e}");

    let transformer = Transformer::load(&vb.pp("transform")).unwrap();
    let mut style = StyleNumbers([0.0; NUMBERS]);
    style.0.copy_from_slice(&expected);
    let drawn = transformer.draw(&picture("photo").to_planes(), &style);
    let drawn: Vec<f32> = drawn.unwrap().data().iter().map(|v| v / 255.0).collect();
    let error = distance(&drawn, &reference("drawn"));
    assert!(error < 1e-4, "{error:e}");
}

fn sketch(styles: &[WeightedPicture], settings: SketchSettings) -> Picture {
    static SKETCHER: OnceLock<std::sync::Mutex<Sketcher>> = OnceLock::new();

    let request = SketchRequest {
        photo: picture("photo"),
        styles: styles.to_vec(),
        settings,
    };
    SKETCHER
        .get_or_init(|| Sketcher::load().unwrap().into())
        .lock()
        .unwrap()
        .sketch(&request)
        .unwrap()
}

fn small() -> SketchSettings {
    SketchSettings {
        size: 72,
        ..SketchSettings::default()
    }
}

/// The mean difference of two pictures, of 255.
fn difference(a: &Picture, b: &Picture) -> f64 {
    assert_eq!(a.size(), b.size());
    let pairs = a.as_rgb().iter().zip(b.as_rgb());
    let sum: f64 = pairs.map(|(a, b)| f64::from(a.abs_diff(*b))).sum();
    sum / a.as_rgb().len() as f64
}

#[test]
fn a_sketch_has_the_photos_shape_at_any_size() {
    let style = [WeightedPicture::new(picture("style"), 1.0)];
    for size in [49, 72, 130] {
        let sketch = sketch(&style, SketchSettings { size, ..small() });
        let short = (f64::from(size) * 52.0 / 72.0).round() as u32;
        assert_eq!([sketch.width(), sketch.height()], [size, short]);
    }
}

#[test]
fn each_knob_changes_the_sketch() {
    let style = [WeightedPicture::new(picture("style"), 1.0)];
    let usual = sketch(&style, small());
    let weak = SketchSettings {
        strength: Strength::new(0.25).unwrap(),
        ..small()
    };
    let strokes = SketchSettings {
        style_scale: StyleScale::new(2.0).unwrap(),
        ..small()
    };
    let colours = SketchSettings {
        keep_colors: true,
        ..small()
    };
    for settings in [weak, strokes, colours] {
        assert!(difference(&usual, &sketch(&style, settings)) > 3.0);
    }

    let photo = picture("photo");
    assert!(difference(&photo, &sketch(&style, weak)) < difference(&photo, &usual));
}

#[test]
fn the_style_is_edited_first() {
    let style = picture("style");
    let mut rgb = style.as_rgb().to_vec();
    let width = style.width() as usize;
    for (index, value) in rgb.iter_mut().enumerate() {
        if index / 3 % width < width / 2 {
            *value = [250, 20, 240][index % 3];
        }
    }
    let copy = Picture::from_rgb(style.width(), style.height(), rgb).unwrap();

    let usual = sketch(&[WeightedPicture::new(style.clone(), 1.0)], small());
    let edits = [
        StyleEdit {
            colours: Some(3),
            ..StyleEdit::NOTHING
        },
        StyleEdit {
            part: Part::Top,
            ..StyleEdit::NOTHING
        },
        StyleEdit {
            without: Some(copy),
            ..StyleEdit::NOTHING
        },
    ];
    for edit in edits {
        let edited = WeightedPicture::new(style.clone(), 1.0).edited(edit);
        assert!(difference(&usual, &sketch(&[edited], small())) > 0.5);
    }
}

#[test]
fn two_styles_meet_in_between() {
    let flat = Picture::from_rgb(64, 64, [200, 60, 30].repeat(64 * 64)).unwrap();
    let mixed = |weight: f64| {
        let styles = [
            WeightedPicture::new(picture("style"), 1.0),
            WeightedPicture::new(flat.clone(), weight),
        ];
        sketch(&styles, small())
    };
    let alone = sketch(&[WeightedPicture::new(picture("style"), 1.0)], small());

    let little = difference(&alone, &mixed(0.2));
    let much = difference(&alone, &mixed(5.0));
    assert!(0.0 < little && little < much, "{little} {much}");
}
