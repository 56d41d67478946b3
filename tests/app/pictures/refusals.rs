//! Files that are refused, and the words of the refusals.

use image::{ImageFormat, RgbImage};
use vernissage::engine::image::{Format, ImageFormatGuess, Limits, Picture, PictureError};

use crate::pictures::files::{decode, encoded, grey_tiff_tags, halves, jpeg, noise, tiff};

fn refused(file: &[u8]) -> PictureError {
    Picture::decode(file, &Limits::default()).unwrap_err()
}

#[test]
fn other_formats_are_named() {
    let zeros = [0; 32];
    let cases: [(&[u8], ImageFormatGuess, &str); 14] = [
        (b"", ImageFormatGuess::Empty, "an empty file"),
        (
            b"\0\0\0\x18ftypavif\0\0\0\0",
            ImageFormatGuess::Avif,
            "AVIF",
        ),
        (
            b"\0\0\0\x18ftypisom\0\0\0\0",
            ImageFormatGuess::Video,
            "video",
        ),
        (
            b"\xff\x0a\0\0\0\0\0\0\0\0",
            ImageFormatGuess::JpegXl,
            "JPEG XL",
        ),
        (b"%PDF-1.7\n", ImageFormatGuess::Pdf, "PDF"),
        (b"8BPS\0\x01", ImageFormatGuess::Photoshop, "Photoshop"),
        (
            b"<?xml version=\"1.0\"?><svg>",
            ImageFormatGuess::Svg,
            "SVG",
        ),
        (
            b"II*\0\x10\0\0\0CR\x02\0",
            ImageFormatGuess::CameraRaw,
            "camera",
        ),
        (
            b"FUJIFILMCCD-RAW 0201",
            ImageFormatGuess::CameraRaw,
            "camera",
        ),
        (b"PK\x03\x04\x14\0", ImageFormatGuess::Archive, "archive"),
        (b"<!DOCTYPE html><html>", ImageFormatGuess::Html, "web page"),
        (
            "Привет, это не картинка".as_bytes(),
            ImageFormatGuess::Text,
            "text",
        ),
        (
            b"BM is how this text begins, and no bitmap",
            ImageFormatGuess::Text,
            "text",
        ),
        (&zeros, ImageFormatGuess::Unknown, "no known kind"),
    ];

    for (file, expected, words) in cases {
        let error = refused(file);
        let sentence = error.to_string();
        assert!(
            matches!(error, PictureError::OtherFormat { found } if found == expected),
            "{sentence}"
        );

        assert!(
            sentence.contains(words)
                && sentence.contains("JPEG, PNG, WebP, HEIC, GIF, BMP or TIFF"),
            "{sentence}"
        );
    }
}

#[test]
fn raw_files_of_cameras_are_no_thumbnails() {
    let mut dng = grey_tiff_tags(64, 48);
    dng.push((50706, 0x0000_0401));

    let mut nef = grey_tiff_tags(64, 48);
    nef.extend([(254, 1), (330, 8)]);

    for tags in [dng, nef] {
        let error = refused(&tiff(&tags, &[7; 64 * 48]));
        assert!(
            matches!(
                error,
                PictureError::OtherFormat {
                    found: ImageFormatGuess::CameraRaw
                }
            ),
            "{error}"
        );
    }
}

#[test]
fn tiny_pictures_are_refused_with_the_minimum() {
    for (width, height) in [(1, 1), (31, 400), (400, 31)] {
        let error = refused(&encoded(RgbImage::new(width, height), ImageFormat::Png));
        assert!(matches!(error, PictureError::TooSmall { minimum: 32, .. }));
        assert!(error.to_string().contains("at least 32"));
    }

    assert_eq!(
        decode(&encoded(RgbImage::new(32, 32), ImageFormat::Png)).width(),
        32
    );
}

#[test]
fn long_panoramas_are_read() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png] {
        let picture = decode(&encoded(RgbImage::new(6000, 40), format));
        assert_eq!((picture.width(), picture.height()), (6000, 40));
    }
}

#[test]
fn limits_are_the_callers() {
    let file = encoded(halves(), ImageFormat::Png);
    let limits = Limits::default();
    let refused = |limits| Picture::decode(&file, &limits).unwrap_err();
    assert!(matches!(
        refused(Limits {
            bytes: 10,
            ..limits
        }),
        PictureError::TooManyBytes { limit: 10, .. }
    ));

    assert!(matches!(
        refused(Limits { side: 63, ..limits }),
        PictureError::TooLong {
            width: 64,
            limit: 63,
            ..
        }
    ));

    assert!(matches!(
        refused(Limits {
            pixels: 3071,
            ..limits
        }),
        PictureError::TooManyPixels { limit: 3071, .. }
    ));

    assert!(
        Picture::decode(
            &file,
            &Limits {
                pixels: 3072,
                side: 64,
                ..limits
            }
        )
        .is_ok()
    );
}

#[test]
fn cut_jpeg_is_accepted_as_its_upper_part() {
    let picture = noise(200, 400);
    let whole = jpeg(&picture, 80);
    let three_quarters = decode(&whole[..whole.len() * 3 / 4]);
    assert_eq!(three_quarters.width(), 200);
    assert!(
        (260..=300).contains(&three_quarters.height()),
        "{three_quarters:?}"
    );

    // What there is of it is the picture, to its last row.
    let full = decode(&whole);
    let last = three_quarters.height() as usize - 1;
    assert_eq!(
        three_quarters.as_rgb()[last * 600..],
        full.as_rgb()[last * 600..][..600]
    );
}

#[test]
fn cut_jpeg_of_less_than_half_is_refused() {
    let whole = jpeg(&noise(200, 400), 80);
    for length in [3, 100, 700, whole.len() / 4, whole.len() * 2 / 5] {
        let error = refused(&whole[..length]);
        assert!(
            matches!(
                error,
                PictureError::CutShort {
                    format: Format::Jpeg
                }
            ),
            "{length}: {error}"
        );
    }
}

#[test]
fn jpeg_without_its_last_bytes_is_whole() {
    let whole = jpeg(&noise(200, 400), 80);
    assert_eq!(decode(&whole[..whole.len() - 2]), decode(&whole));
}

#[test]
fn other_cut_files_are_named_as_cut() {
    // Of some formats the upper part is used, if it is enough.
    for (format, parts) in [
        (ImageFormat::Png, 1),
        (ImageFormat::WebP, 2),
        (ImageFormat::Bmp, 1),
        (ImageFormat::Tiff, 2),
        (ImageFormat::Gif, 1),
    ] {
        let whole = encoded(noise(60, 60), format);
        let error = refused(&whole[..whole.len() * parts / 3]);
        assert!(
            matches!(error, PictureError::CutShort { .. }),
            "{format:?}: {error} {error:?}"
        );
    }
}

#[test]
fn rare_kinds_are_named() {
    let mut lossless = jpeg(&halves(), 80);
    let at = lossless.windows(2).position(|w| w == [0xff, 0xc0]).unwrap();
    lossless[at + 1] = 0xc3;

    let error = refused(&lossless);
    assert!(matches!(
        error,
        PictureError::Unsupported {
            format: Format::Jpeg,
            ..
        }
    ));

    assert!(error.to_string().contains("lossless"), "{error}");

    let mut tags = grey_tiff_tags(64, 48);
    tags[3].1 = 6;
    assert!(matches!(
        refused(&tiff(&tags, &[0; 64 * 48])),
        PictureError::Unsupported {
            format: Format::Tiff,
            ..
        }
    ));
}
