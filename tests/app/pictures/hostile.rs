//! Arbitrary bytes give a picture or an error: no panic, and bounded memory.

use image::ImageFormat;
use proptest::prelude::*;
use vernissage::engine::image::{Limits, Picture, PictureError};

use crate::pictures::files::{encoded, exif, grey_tiff_tags, halves, jpeg, noise, tiff};

const FORMATS: [ImageFormat; 6] = [
    ImageFormat::Jpeg,
    ImageFormat::Png,
    ImageFormat::WebP,
    ImageFormat::Gif,
    ImageFormat::Bmp,
    ImageFormat::Tiff,
];

/// Small, so that a mutated header that asks for much is refused and the tests stay quick.
const LIMITS: Limits = Limits {
    bytes: 1_000_000,
    pixels: 1_000_000,
    side: 20_000,
};

fn seeds() -> Vec<Vec<u8>> {
    let mut seeds: Vec<_> = FORMATS
        .map(|format| encoded(noise(48, 40), format))
        .to_vec();
    seeds.extend([
        include_bytes!("progressive.jpg").to_vec(),
        include_bytes!("adobe_rgb_coded.jpg").to_vec(),
        include_bytes!("grey.jpg").to_vec(),
        include_bytes!("cmyk.jpg").to_vec(),
        include_bytes!("ycck.jpg").to_vec(),
        include_bytes!("cmyk_profile.jpg").to_vec(),
        include_bytes!("animated.webp").to_vec(),
        include_bytes!("../../../engine/testdata/inputs/x265_alpha.heic").to_vec(),
        include_bytes!("../../../engine/testdata/inputs/tiff_rgb_jpeg.tif").to_vec(),
        include_bytes!("../../../engine/testdata/inputs/tiff_1bit_group3.tif").to_vec(),
        include_bytes!("../../../engine/testdata/inputs/sample_3x1.jpg").to_vec(),
        include_bytes!("../../../engine/testdata/inputs/noninterleaved_420.jpg").to_vec(),
    ]);

    seeds
}

/// A refusal must be a sentence of one line; a picture must hold what its size says.
fn judge(file: &[u8]) {
    match Picture::decode(file, &LIMITS) {
        Ok(picture) => {
            assert!(picture.width().min(picture.height()) >= 32);
            assert_eq!(
                picture.as_rgb().len() as u64,
                u64::from(picture.width()) * u64::from(picture.height()) * 3
            );
        }
        Err(error) => assert!(!error.to_string().is_empty() && !error.to_string().contains('\n')),
    }
}

#[test]
fn cut_at_every_length() {
    for file in seeds() {
        (0..file.len())
            .step_by(1 + file.len() / 1000)
            .for_each(|length| judge(&file[..length]));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn random_bytes(file in prop::collection::vec(any::<u8>(), 0..2000)) {
        judge(&file);
    }

    #[test]
    fn random_bytes_after_a_true_beginning(seed in 0usize..18, kept in 2usize..200, rest in prop::collection::vec(any::<u8>(), 0..500)) {
        let mut file = seeds().swap_remove(seed);
        file.truncate(kept);
        file.extend(rest);
        judge(&file);
    }

    #[test]
    fn mutated_files(seed in 0usize..18, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut file = seeds().swap_remove(seed);
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        judge(&file);
    }

    #[test]
    fn mutated_headers(seed in 0usize..18, changes in prop::collection::vec((0usize..300, any::<u8>()), 1..6)) {
        let mut file = seeds().swap_remove(seed);
        for (at, byte) in changes {
            let at = at % file.len();
            file[at] = byte;
        }
        judge(&file);
    }
}

#[track_caller]
fn assert_too_large(file: &[u8]) {
    let error = Picture::decode(file, &Limits::default()).unwrap_err();
    assert!(
        matches!(
            error,
            PictureError::TooLong { .. } | PictureError::TooManyPixels { .. }
        ),
        "{error} {error:?}"
    );

    assert!(error.to_string().contains("at most"));
}

#[test]
fn bombs_are_refused_at_their_header() {
    let mut png = encoded(halves(), ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);

    // IHDR's checksum no longer fits, which is found only later.
    assert_too_large(&png);

    let mut bmp = encoded(halves(), ImageFormat::Bmp);
    bmp[18..22].copy_from_slice(&50_000u32.to_le_bytes());
    bmp[22..26].copy_from_slice(&50_000u32.to_le_bytes());
    assert_too_large(&bmp);

    let mut gif = encoded(halves(), ImageFormat::Gif);
    gif[6..10].fill(0xff);
    assert_too_large(&gif);

    assert_too_large(&tiff(&grey_tiff_tags(50_000, 50_000), &[0; 16]));
    assert_too_large(&tiff(&grey_tiff_tags(15_000, 15_000), &[0; 16]));

    let mut jpeg = jpeg(&halves(), 80);
    let at = jpeg.windows(2).position(|w| w == [0xff, 0xc0]).unwrap();
    jpeg[at + 5..at + 9].fill(0xff);
    assert_too_large(&jpeg);
    jpeg[at + 5..at + 9].copy_from_slice(&[0x40, 0, 0x40, 0]);

    assert_too_large(&jpeg);
}

#[test]
fn webp_bombs_are_refused_at_their_header() {
    let lossless = [
        &b"RIFF\x20\0\0\0WEBPVP8L\x08\0\0\0\x2f"[..],
        &[0xfe, 0xbf, 0xff, 0x0f, 0, 0, 0],
    ]
    .concat();
    assert_too_large(&lossless);

    // A picture of 100 x 100 whose only frame says that it is 16383 x 16383.
    let frame = [
        &[0, 0, 0, 0x9d, 0x01, 0x2a, 0xff, 0x3f, 0xff, 0x3f][..],
        &[0; 22],
    ]
    .concat();
    let header = b"RIFF\x60\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x63\0\0\x63\0\0";
    assert_too_large(&[&header[..], b"VP8 \x20\0\0\0", &frame].concat());
}

#[test]
fn webp_chunk_longer_than_the_file_is_cut_short() {
    let mut file = encoded(halves(), ImageFormat::WebP);
    file.extend(b"EXIF\xfe\xff\xff\xff");
    file.extend(exif(1));
    let error = Picture::decode(&file, &Limits::default()).unwrap_err();
    assert!(matches!(error, PictureError::CutShort { .. }), "{error:?}");
}

#[test]
fn two_components_of_ycck_do_not_reach_the_decoder() {
    // It indexes a third component; the file is otherwise the progressive one with Adobe's marker
    // for YCCK.
    let mut file = include_bytes!("progressive.jpg").to_vec();
    let adobe = b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0\x02";
    file.splice(2..2, *adobe);

    let at = file.windows(2).position(|w| w == [0xff, 0xc2]).unwrap();
    file[at + 3] = 14;
    file[at + 9] = 2;
    file.drain(at + 16..at + 19);

    let scan = file.windows(2).position(|w| w == [0xff, 0xda]).unwrap();
    file[scan + 3] = 10;
    file[scan + 4] = 2;
    file.drain(scan + 9..scan + 11);

    let error = Picture::decode(&file, &Limits::default()).unwrap_err();
    assert!(
        matches!(error, PictureError::Unsupported { .. }),
        "{error:?}"
    );
}

#[test]
fn panic_of_a_decoder_is_a_damaged_file() {
    let mut file = include_bytes!("animated.webp").to_vec();
    let frame = file.windows(4).position(|w| w == b"ANMF").unwrap();
    assert_eq!(file[frame + 17], 47, "the frame's height less one");
    file[frame + 17] = 40;

    let error = Picture::decode(&file, &Limits::default()).unwrap_err();
    assert!(matches!(error, PictureError::Broken { .. }), "{error:?}");
}
