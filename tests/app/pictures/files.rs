//! Picture files that the tests make.

use std::io::Cursor;

use image::{DynamicImage, ImageEncoder, ImageFormat, RgbImage, codecs::jpeg::JpegEncoder};
use vernissage::engine::image::{Limits, Picture};

pub(crate) const RED: [u8; 3] = [200, 60, 30];
pub(crate) const BLUE: [u8; 3] = [30, 90, 200];

/// 64 x 48, red on the left and blue on the right.
pub(crate) fn halves() -> RgbImage {
    RgbImage::from_fn(64, 48, |x, _| image::Rgb(if x < 32 { RED } else { BLUE }))
}

/// Something with detail, so that compressed data is long.
pub(crate) fn noise(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let n = (x + 1)
            .wrapping_mul(2_654_435_761)
            .wrapping_add((y + 1).wrapping_mul(40_503_077));
        image::Rgb([(n >> 8) as u8 | 1, (n >> 16) as u8, (x * 255 / width) as u8])
    })
}

pub(crate) fn encoded(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.into().write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// A JPEG or another file by `encoder`, with an ICC profile or EXIF set before.
pub(crate) fn written(picture: &RgbImage, encoder: impl ImageEncoder) {
    let (width, height) = picture.dimensions();
    encoder
        .write_image(
            picture.as_raw(),
            width,
            height,
            image::ExtendedColorType::Rgb8,
        )
        .unwrap();
}

pub(crate) fn jpeg(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let mut file = Vec::new();
    written(picture, JpegEncoder::new_with_quality(&mut file, quality));
    file
}

/// EXIF with nothing but an orientation.
pub(crate) fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    exif
}

/// A TIFF of one directory of short or long numbers and of `data`, which is put where tag 273
/// points.
pub(crate) fn tiff(tags: &[(u16, u32)], data: &[u8]) -> Vec<u8> {
    let mut tags = tags.to_vec();
    let start = 8 + 2 + 12 * (tags.len() + 1) + 4;
    tags.push((273, u32::try_from(start).unwrap()));
    tags.sort_unstable();

    let mut file = b"II*\0\x08\0\0\0".to_vec();
    file.extend(u16::try_from(tags.len()).unwrap().to_le_bytes());

    for (tag, value) in tags {
        file.extend(tag.to_le_bytes());
        file.extend(4u16.to_le_bytes());
        file.extend(1u32.to_le_bytes());
        file.extend(value.to_le_bytes());
    }

    file.extend([0; 4]);
    file.extend(data);

    file
}

/// Tags of an uncompressed grey TIFF.
pub(crate) fn grey_tiff_tags(width: u32, height: u32) -> Vec<(u16, u32)> {
    vec![
        (256, width),
        (257, height),
        (258, 8),
        (259, 1),
        (262, 1),
        (277, 1),
        (278, height),
        (279, width * height),
    ]
}

pub(crate) fn decode(file: &[u8]) -> Picture {
    Picture::decode(file, &Limits::default()).unwrap()
}

pub(crate) fn pixel(picture: &Picture, x: u32, y: u32) -> [u8; 3] {
    *picture.as_rgb()[((y * picture.width() + x) * 3) as usize..]
        .first_chunk()
        .unwrap()
}

#[track_caller]
pub(crate) fn assert_near(picture: &Picture, at: (u32, u32), expected: [u8; 3], tolerance: u8) {
    let found = pixel(picture, at.0, at.1);
    let near = found
        .iter()
        .zip(expected)
        .all(|(&a, b)| a.abs_diff(b) <= tolerance);

    assert!(near, "{found:?} at {at:?}, expected {expected:?}");
}

/// The left and the right half of a picture made from [`halves`].
#[track_caller]
pub(crate) fn assert_halves(picture: &Picture, left: [u8; 3], right: [u8; 3], tolerance: u8) {
    assert_eq!((picture.width(), picture.height()), (64, 48));
    for y in [0, 24, 47] {
        assert_near(picture, (8, y), left, tolerance);
        assert_near(picture, (56, y), right, tolerance);
    }
}
