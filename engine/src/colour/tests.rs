use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use super::{
    Amount, Colourer, Progress, Request,
    features::{VARIANT, features, working_picture},
    is_grey, luma,
};
use crate::{
    backends::winograd::WinogradNet,
    device::Device,
    image::{Limits, Picture},
    vgg::Weights,
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn weights() -> &'static Weights {
    static WEIGHTS: OnceLock<Weights> = OnceLock::new();
    WEIGHTS.get_or_init(|| Weights::load(&root().join("models/vgg19-q8.safetensors")).unwrap())
}

/// A photo of the gallery, small, so that the tests are quick.
fn photo(name: &str, width: u32, height: u32) -> Picture {
    let bytes = std::fs::read(root().join(format!("assets/photos/{name}.jpg"))).unwrap();
    let photo = Picture::decode(&bytes, &Limits::default()).unwrap();
    photo.resized(width, height)
}

fn request(photo: Picture) -> Request {
    Request {
        photo,
        reference: None,
        amount: Amount::Usual,
        size: 0,
    }
}

fn go_on(_: &Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn lumas(picture: &Picture) -> Vec<u8> {
    let pixels = picture.as_rgb().chunks_exact(3);
    pixels.map(|rgb| luma([rgb[0], rgb[1], rgb[2]])).collect()
}

/// The mean difference between the largest and the smallest sample of a pixel.
fn colourfulness(picture: &Picture) -> f64 {
    let pixels = picture.as_rgb().chunks_exact(3);
    let differences = pixels.map(|rgb| {
        let largest = rgb.iter().max().unwrap();
        let smallest = rgb.iter().min().unwrap();
        f64::from(largest - smallest)
    });
    differences.sum::<f64>() / f64::from(picture.width() * picture.height())
}

#[test]
fn photo_gets_colours_and_keeps_its_luminance_to_the_bit() {
    let mut colourer = Colourer::new(weights().clone(), Device::default());
    let photo = photo("astronaut", 151, 149);
    let mut previews = Vec::new();
    let mut colour = |request: &Request| {
        colourer
            .colour(request, &mut |progress| {
                previews.push(progress.preview().map(|preview| preview.size()));
                ControlFlow::Continue(())
            })
            .unwrap()
    };

    let usual = colour(&request(photo.clone()));
    assert!(!usual.stopped);
    assert_eq!(lumas(&usual.picture), lumas(&photo));
    assert!(!is_grey(&usual.picture));
    assert!(
        colour(&request(photo.clone())).picture == usual.picture,
        "the same request gives the same colours"
    );

    let amount = |amount| Request {
        amount,
        ..request(photo.clone())
    };
    let less = colour(&amount(Amount::Less)).picture;
    let more = colour(&amount(Amount::More)).picture;
    let usual = colourfulness(&usual.picture);
    assert!(colourfulness(&less) < 0.8 * usual);
    assert!(colourfulness(&more) > 1.2 * usual);

    assert_eq!(
        previews.len(),
        4 * 4,
        "before the first step and after each"
    );
    assert_eq!(previews[0], None);
    assert_eq!(previews[3], Some(photo.size()));
}

#[test]
fn colours_are_taken_from_a_reference() {
    let mut colourer = Colourer::new(weights().clone(), Device::default());
    let cat = photo("chelsea", 96, 64);
    let mean_blue = |picture: &Picture| {
        let pixels = picture.as_rgb().chunks_exact(3);
        let blues: i32 = pixels
            .map(|rgb| i32::from(rgb[2]) - i32::from(rgb[0]))
            .sum();
        f64::from(blues) / f64::from(picture.width() * picture.height())
    };
    // The same cat in blue.
    let blue = cat.as_rgb().chunks_exact(3).flat_map(|rgb| {
        let luma = luma([rgb[0], rgb[1], rgb[2]]);
        [luma / 2, luma, luma / 2 + 127]
    });
    let blue = Picture::from_rgb(cat.width(), cat.height(), blue.collect()).unwrap();

    let alone = colourer.colour(&request(cat.clone()), &mut go_on).unwrap();
    let like_it = Request {
        reference: Some(blue),
        ..request(cat.clone())
    };
    let like_it = colourer.colour(&like_it, &mut go_on).unwrap();

    assert_eq!(lumas(&like_it.picture), lumas(&cat));
    assert!(mean_blue(&alone.picture) < 0.0, "cats are brown");
    assert!(mean_blue(&like_it.picture) > 20.0);
}

#[test]
fn stopped_work_is_returned_as_far_as_it_is() {
    let mut colourer = Colourer::new(weights().clone(), Device::default());
    let request = Request {
        size: 64,
        ..request(photo("coffee", 128, 90))
    };

    let grey = colourer
        .colour(&request, &mut |_| ControlFlow::Break(()))
        .unwrap();
    assert!(grey.stopped);
    assert!(colourfulness(&grey.picture) < f64::EPSILON);
    assert_eq!([grey.picture.width(), grey.picture.height()], [64, 45]);

    let half = colourer.colour(&request, &mut |progress| match progress.done {
        0 => ControlFlow::Continue(()),
        _ => ControlFlow::Break(()),
    });
    assert!(colourfulness(&half.unwrap().picture) > 1.0);
}

#[test]
fn features_do_not_change_with_the_size_of_the_photo() {
    let mut net = WinogradNet::new(weights(), VARIANT).unwrap();
    let mut seen = |photo: &Picture| features(&mut net, &working_picture(photo)).unwrap();

    let photo = photo("chelsea", 256, 176);
    let features = seen(&photo);
    assert_eq!([features.height, features.width], [22, 32]);

    let smaller = seen(&photo.resized(200, 138));
    let pairs = features.mean.iter().zip(&smaller.mean);
    let difference: f32 = pairs.map(|(one, other)| (one - other).abs()).sum();
    let all: f32 = features.mean.iter().sum();
    assert!(difference < 0.2 * all, "{difference} of {all}");
}
