//! Paintings with the real network, at sizes of a stamp.

use std::path::Path;

use super::*;
use crate::{
    device::{Device, DeviceChoice},
    image::{Limits, Size},
    processor::ProcessorChoice,
    recipe::Preset,
    vgg::{Relu, Weights},
    work::{Choice, Order},
};

fn file(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name)
}

fn picture(name: &str) -> Picture {
    let bytes = std::fs::read(file("assets").join(name)).unwrap();
    Picture::decode(&bytes, &Limits::default()).unwrap()
}

fn style() -> Picture {
    picture("styles/van_gogh_auvers.jpg").resized(160, 120)
}

fn painter() -> Painter {
    painter_on(Device::default())
}

fn painter_on(device: Device) -> Painter {
    let weights = Weights::load(&file("models/vgg19-q8.safetensors")).unwrap();
    Painter::new(weights, device)
}

fn request(photo: Picture, settings: Settings) -> Request {
    Request {
        photo,
        styles: vec![WeightedPicture::new(style(), 1.0)],
        settings,
    }
}

fn small() -> Settings {
    Settings {
        size: 64,
        iterations: 3,
        ..Settings::default()
    }
}

fn paint(request: &Request) -> Painting {
    let go_on = &mut |_: &Progress| ControlFlow::Continue(());
    painter().stylize(request, None, go_on).unwrap()
}

fn edits() -> Vec<StyleEdit> {
    let top = StyleEdit {
        part: Part::Top,
        ..StyleEdit::NOTHING
    };

    vec![
        StyleEdit::NOTHING,
        top.clone(),
        StyleEdit {
            colours: Some(3),
            ..top
        },
        StyleEdit {
            without: Some(picture("photos/coffee.jpg").resized(160, 120)),
            ..StyleEdit::NOTHING
        },
    ]
}

#[test]
fn what_affects_the_painting_is_in_the_fingerprint() {
    let photo = picture("photos/rocket.jpg").resized(64, 48);
    let mut fingerprints: Vec<String> = edits()
        .into_iter()
        .map(|edit| {
            let mut request = request(photo.clone(), small());
            request.styles[0].edit = edit;
            request.fingerprint()
        })
        .collect();

    for settings in [
        Settings {
            statistics: StyleStatistics::Means,
            ..small()
        },
        Settings {
            texture: Some(TextureShape::Phone),
            ..small()
        },
        Settings {
            faces: FaceStrength::new(0.0).unwrap(),
            ..small()
        },
    ] {
        fingerprints.push(request(photo.clone(), settings).fingerprint());
    }

    let all = fingerprints.len();
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), all);
}

/// The loss of the plain network's paintings, and that of ours in each precision.
#[test]
fn candle_alone_paints_the_same() {
    let request = request(
        picture("photos/rocket.jpg").resized(64, 48),
        Settings {
            iterations: 6,
            ..small()
        },
    );
    let loss = |device| {
        let go_on = &mut |_: &Progress| ControlFlow::Continue(());
        let painting = painter_on(device).stylize(&request, None, go_on).unwrap();
        painting.scales.last().unwrap().loss.total()
    };
    let plain = loss(DeviceChoice::Cpu.open_plain().unwrap());

    for (precision, tolerance) in [("f32", 1e-3), ("bf16", 1e-2)] {
        let processor = ProcessorChoice {
            precision: precision.parse().unwrap(),
            ..ProcessorChoice::default()
        };
        let ours = loss(DeviceChoice::Cpu.open_with(processor).unwrap());
        let ratio = ours / plain;
        assert!((ratio - 1.0).abs() < tolerance, "{precision}: {ratio}");
    }
}

#[test]
fn an_edited_style_paints_as_the_edited_picture_does() {
    let photo = picture("photos/rocket.jpg").resized(64, 48);
    let mut edited = request(photo.clone(), small());
    edited.styles[0].edit = edits()[2].clone();

    let mut by_hand = request(photo, small());
    let cut = style().part(0, 0, 160, 60);
    by_hand.styles[0].picture = StyleEdit {
        colours: Some(3),
        ..StyleEdit::NOTHING
    }
    .preview(&cut)
    .unwrap();

    assert!(paint(&edited).picture == paint(&by_hand).picture);
}

#[test]
fn a_style_that_cannot_be_edited_so_is_an_error() {
    let mut request = request(picture("photos/rocket.jpg").resized(64, 48), small());
    request.styles[0].edit.without = Some(style());

    let error = painter()
        .stylize(&request, None, &mut |_| ControlFlow::Continue(()))
        .unwrap_err();
    assert!(matches!(
        error,
        EngineError::Edit(EditError::NothingRemoved)
    ));
}

#[test]
fn an_order_for_a_texture_has_its_shape_and_colours_and_no_content() {
    let choice = |knob, choice| Choice {
        knob,
        choice,
        from_usual: 0,
    };
    let order = Order {
        photo: style(),
        film: None,
        beside: Vec::new(),
        choices: vec![choice("shape", "phone"), choice("palette", "five")],
        size: 104,
        iterations: 2,
        language: "en",
    };
    let request = Request::texture_from_order(&order).unwrap();
    assert_eq!(request.size(), Size::new(48, 104));
    assert_eq!(request.styles[0].edit.colours, Some(5));

    let texture = paint(&request);
    assert_eq!(texture.picture.size(), request.size());
    assert!(texture.scales.iter().all(|scale| scale.loss.content == 0.0));

    let unknown = Order {
        choices: vec![choice("shape", "round")],
        ..order
    };
    assert!(Request::texture_from_order(&unknown).is_err());
}

#[test]
fn content_counts_more_in_a_face_and_only_there() {
    let portrait = picture("photos/astronaut.jpg");
    let settings = small();
    let size = Size::new(512, 512);
    let weights = ClearerFaces::find(&portrait, &settings)
        .weights(size, Relu::R4_2)
        .unwrap();
    assert_eq!(weights.len(), 64 * 64);

    // Her face is in the upper middle, and the corners are flag, shuttle and suit.
    let at = |x: usize, y: usize| weights[y * 64 + x];
    let most = 1.0 + settings.faces.get() as f32;
    assert!((at(28, 15) - most).abs() < 0.01, "{}", at(28, 15));
    let corners = [at(0, 0), at(63, 0), at(0, 63), at(63, 63)];
    assert!(
        corners
            .iter()
            .all(|weight| (weight - 1.0).abs() < f32::EPSILON)
    );

    let gatys = Settings {
        preset: Preset::Gatys,
        ..settings
    };
    let none = Settings {
        faces: FaceStrength::new(0.0).unwrap(),
        ..settings
    };
    for settings in [gatys, none] {
        let faces = ClearerFaces::find(&portrait, &settings);
        assert!(faces.weights(size, Relu::R4_2).is_none());
    }
}

#[test]
fn without_a_face_nothing_changes() {
    let without = Settings {
        faces: FaceStrength::new(0.0).unwrap(),
        ..small()
    };
    let photo = picture("photos/rocket.jpg").resized(64, 48);
    let usual = paint(&request(photo.clone(), small()));
    assert!(usual.picture == paint(&request(photo, without)).picture);

    // Large enough for the face to be found; the painting is as small as the other.
    let portrait = picture("photos/astronaut.jpg");
    let usual = paint(&request(portrait.clone(), small()));
    assert!(usual.picture != paint(&request(portrait, without)).picture);
}
