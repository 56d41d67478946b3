//! Encoding pictures, and converting them to planes and back.

use image::{
    ImageDecoder,
    codecs::{jpeg::JpegDecoder, png::PngDecoder},
};
use moxcms::{ColorProfile, DataColorSpace};
use std::{io::Cursor, path::Path};
use vernissage::engine::{
    image::{OutputFormat, Picture, SaveError, fitted_size, resize_planes},
    planes::Planes,
};

use crate::pictures::files::{
    BLUE, RED, assert_halves, assert_near, decode, encoded, exif, halves, noise, written,
};

fn picture() -> Picture {
    Picture::from_rgb(64, 48, halves().into_raw()).unwrap()
}

#[test]
fn files_read_back_as_they_were() {
    assert_halves(
        &decode(&picture().encode(OutputFormat::Png).unwrap()),
        RED,
        BLUE,
        1,
    );

    assert_halves(
        &decode(&picture().encode(OutputFormat::Jpeg).unwrap()),
        RED,
        BLUE,
        3,
    );
}

#[test]
fn jpeg_keeps_a_colour_for_each_pixel() {
    let file = picture().encode(OutputFormat::Jpeg).unwrap();
    let at = file.windows(2).position(|w| w == [0xff, 0xc0]).unwrap();

    // After length, precision, height, width: three components, each with its number, 1 x 1
    // sampling, table.
    let frame = &file[at + 9..at + 19];
    assert_eq!(
        (frame[0], frame[2], frame[5], frame[8]),
        (3, 0x11, 0x11, 0x11)
    );
}

#[test]
fn files_are_tagged_as_srgb() {
    let jpeg = picture().encode(OutputFormat::Jpeg).unwrap();
    let png = picture().encode(OutputFormat::Png).unwrap();
    let profiles = [
        JpegDecoder::new(Cursor::new(&jpeg))
            .unwrap()
            .icc_profile()
            .unwrap()
            .unwrap(),
        PngDecoder::new(Cursor::new(&png))
            .unwrap()
            .icc_profile()
            .unwrap()
            .unwrap(),
    ];

    for profile in profiles {
        assert!(profile.len() < 4096, "{} bytes", profile.len());
        let profile = ColorProfile::new_from_slice(&profile).unwrap();
        let srgb = ColorProfile::new_srgb();
        assert_eq!(profile.color_space, DataColorSpace::Rgb);
        assert!((profile.red_colorant.x - srgb.red_colorant.x).abs() < 1e-3);
    }
}

#[test]
fn nothing_of_the_photos_metadata_is_kept() {
    use image::{ImageEncoder, codecs::jpeg::JpegEncoder};

    let mut photo = Vec::new();
    let mut encoder = JpegEncoder::new(&mut photo);
    let secret = b"55.7558 N 37.6173 E";
    encoder
        .set_exif_metadata([exif(1).as_slice(), secret].concat())
        .unwrap();

    written(&halves(), encoder);
    assert!(photo.windows(secret.len()).any(|w| w == secret));

    for format in [OutputFormat::Jpeg, OutputFormat::Png] {
        let file = decode(&photo).encode(format).unwrap();
        assert!(
            !file
                .windows(4)
                .any(|w| w == b"Exif" || w == b"eXIf" || w == &secret[..4])
        );
    }
}

#[test]
fn ending_chooses_the_format() {
    for (name, format) in [
        ("a.jpg", OutputFormat::Jpeg),
        ("b.JPEG", OutputFormat::Jpeg),
        ("c.d.Png", OutputFormat::Png),
    ] {
        assert_eq!(OutputFormat::from_path(Path::new(name)).unwrap(), format);
    }

    for name in ["a", "a.webp", "jpg", ".png"] {
        let error = OutputFormat::from_path(Path::new(name)).unwrap_err();
        assert!(matches!(error, SaveError::UnknownEnding { .. }));
        assert!(error.to_string().contains(".jpg, .jpeg or .png"));
    }
}

#[test]
fn saved_file_is_the_encoded_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("painting.jpg");
    picture().save(&path).unwrap();
    assert_eq!(
        std::fs::read(&path).unwrap(),
        picture().encode(OutputFormat::Jpeg).unwrap()
    );
}

#[test]
fn too_large_for_jpeg_is_an_error() {
    let long = Picture::from_rgb(70_000, 1, vec![0; 210_000]).unwrap();
    assert!(matches!(
        long.encode(OutputFormat::Jpeg),
        Err(SaveError::Encode(_))
    ));
}

#[test]
fn planes_and_back_is_the_same_picture() {
    let picture = decode(&encoded(noise(50, 40), image::ImageFormat::Png));
    let planes = picture.to_planes();
    assert_eq!(
        (planes.channels(), planes.height(), planes.width()),
        (3, 40, 50)
    );

    assert_eq!(Picture::from_planes(&planes), picture);
}

#[test]
fn planes_are_clamped_and_rounded() {
    let planes = Planes::from_vec(
        3,
        1,
        2,
        vec![-20.0, 300.0, 99.4, 99.5, f32::NAN, f32::INFINITY],
    );

    assert_eq!(
        Picture::from_planes(&planes).as_rgb(),
        [0, 99, 0, 255, 100, 255]
    );
}

#[test]
fn resizing_keeps_colours_where_they_are() {
    let small = picture().resized(16, 12);
    assert_near(&small, (2, 6), RED, 1);
    assert_near(&small, (13, 6), BLUE, 1);

    let large = picture().resized(640, 480);
    assert_near(&large, (100, 200), RED, 1);
    assert_eq!((large.width(), large.height()), (640, 480));
    assert_eq!(picture().resized(64, 48), picture());
}

#[test]
fn shrinking_averages_fine_detail() {
    let checks = image::RgbImage::from_fn(256, 256, |x, y| {
        image::Rgb([if (x + y) % 2 == 0 { 0 } else { 200 }; 3])
    });
    let picture = Picture::from_rgb(256, 256, checks.into_raw()).unwrap();
    assert!(
        picture
            .resized(40, 40)
            .as_rgb()
            .iter()
            .all(|&s| s.abs_diff(100) <= 2)
    );

    let planes = resize_planes(&picture.to_planes(), 40, 40);
    assert!(planes.data().iter().all(|&s| (s - 100.0).abs() < 2.0));
}

#[test]
fn planes_of_any_number_are_resized_without_clamping() {
    let slope = Planes::from_fn(5, 20, 30, |c, y, x| {
        (100 * c) as f32 - 300.0 + x as f32 + 2.0 * y as f32
    });
    let large = resize_planes(&slope, 60, 40);
    assert_eq!(
        (large.channels(), large.height(), large.width()),
        (5, 40, 60)
    );

    // Further from every edge than the filter reaches, which keeps a slope but for a small ripple.
    for (c, y, x) in [(0, 13, 14), (4, 20, 31), (2, 26, 44)] {
        // The centre of a pixel, (i + 0.5) / 2 - 0.5 of the smaller picture.
        let at = |i: usize| i as f32 / 2.0 - 0.25;
        let expected = (100 * c) as f32 - 300.0 + at(x) + 2.0 * at(y);
        assert!((large.plane(c)[y * 60 + x] - expected).abs() < 0.05);
    }
}

#[test]
fn painting_has_the_photos_aspect() {
    let photo = decode(&encoded(noise(403, 302), image::ImageFormat::Jpeg));
    let size = fitted_size(photo.width(), photo.height(), 120);
    let painting = photo.resized(size.width, size.height);
    assert_eq!((painting.width(), painting.height()), (120, 90));
}
