//! What decoding a picture costs in memory, counted by the allocator. It is one test, because the
//! count is that of the whole process.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot make its file has failed"
)]

#[path = "../fuzz/src/films.rs"]
#[expect(unreachable_pub, reason = "it belongs to the fuzzer's crate as well")]
mod films;
#[path = "../fuzz/src/pictures.rs"]
#[expect(unreachable_pub, reason = "it belongs to the fuzzer's crate as well")]
mod pictures;

use std::{fs, io::Cursor, path::Path};

use image::{
    DynamicImage, ExtendedColorType, ImageBuffer, ImageEncoder, ImageFormat, Rgb, RgbImage, Rgba,
    RgbaImage,
    codecs::{png::PngEncoder, webp::WebPEncoder},
};
use peak_alloc::PeakAlloc;
use vernissage::engine::image::{Limits, Picture};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Bytes allocated at the highest point while `file` is decoded, besides the file. The counting
/// allocator copies where the real one shrinks in place, so a result smaller than its samples
/// counts three bytes a pixel more than it takes.
fn peak(file: &[u8]) -> usize {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();

    let picture = Picture::decode(file, &Limits::default());
    let peak = MEMORY.peak_usage() - before;
    drop(picture);

    peak
}

fn encoded(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.into().write_to(&mut file, format).unwrap();
    file.into_inner()
}

fn written(picture: &RgbImage, profile: usize, mut encoder: impl ImageEncoder) {
    let (width, height) = picture.dimensions();
    encoder.set_icc_profile(vec![0; profile]).unwrap();
    encoder
        .write_image(picture, width, height, ExtendedColorType::Rgb8)
        .unwrap();
}

fn png_with_profile(picture: &RgbImage, bytes: usize) -> Vec<u8> {
    let mut file = Vec::new();
    written(picture, bytes, PngEncoder::new(&mut file));
    file
}

fn webp_with_profile(picture: &RgbImage, bytes: usize) -> Vec<u8> {
    let mut file = Vec::new();
    written(picture, bytes, WebPEncoder::new_lossless(&mut file));
    file
}

/// Fields of a TIFF, and the types of their values.
const STRIP_OFFSETS: u16 = 273;
const ICC_PROFILE: u16 = 34675;
const BYTE: u16 = 1;
const LONG: u16 = 4;

/// An uncompressed TIFF with one field of so many values, which are all zero.
fn tiff_with_field(picture: &RgbImage, tag: u16, kind: u16, values: u32) -> Vec<u8> {
    let (width, height) = picture.dimensions();
    let samples = picture.as_raw();
    let start = 8;
    let length = samples.len() as u32;
    let far = start + length;
    let mut fields = vec![
        (256, LONG, 1, width),
        (257, LONG, 1, height),
        (258, LONG, 1, 8),
        (259, LONG, 1, 1),
        (262, LONG, 1, 2),
        (277, LONG, 1, 3),
        (278, LONG, 1, height),
        (279, LONG, 1, length),
        (tag, kind, values, far),
    ];
    if tag != STRIP_OFFSETS {
        fields.push((STRIP_OFFSETS, LONG, 1, start));
    }
    fields.sort_unstable();

    let size = if kind == LONG { 4 } else { 1 };
    let directory = far + values * size;
    let mut file = b"II*\0".to_vec();
    file.extend(directory.to_le_bytes());
    file.extend(samples);
    file.resize(directory as usize, 0);
    file.extend((fields.len() as u16).to_le_bytes());
    for (tag, kind, count, value) in fields {
        file.extend(tag.to_le_bytes());
        file.extend(kind.to_le_bytes());
        file.extend(count.to_le_bytes());
        file.extend(value.to_le_bytes());
    }
    file.extend([0; 4]);
    file
}

#[expect(clippy::too_many_lines, reason = "one kind of file after the other")]
#[test]
fn decoding_takes_ten_bytes_a_pixel_and_bombs_take_none() {
    const WIDTH: u32 = 2000;
    const HEIGHT: u32 = 1500;
    const PIXELS: usize = 3_000_000;

    let rgb = RgbImage::from_pixel(WIDTH, HEIGHT, Rgb([200, 60, 30]));
    let rgba = RgbaImage::from_pixel(WIDTH, HEIGHT, Rgba([200, 60, 30, 100]));
    let deep = ImageBuffer::from_pixel(WIDTH, HEIGHT, Rgba([20_000u16, 6000, 3000, 10_000]));
    let files = [
        encoded(rgb.clone(), ImageFormat::Jpeg),
        encoded(rgb.clone(), ImageFormat::Png),
        encoded(rgba.clone(), ImageFormat::Png),
        encoded(deep, ImageFormat::Png),
        encoded(rgb.clone(), ImageFormat::WebP),
        encoded(rgba, ImageFormat::WebP),
        encoded(rgb.clone(), ImageFormat::Gif),
        encoded(rgb.clone(), ImageFormat::Bmp),
        encoded(rgb, ImageFormat::Tiff),
    ];

    for file in &files {
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        let work = Picture::decoding_work(file, &Limits::default()).unwrap();
        assert!(MEMORY.peak_usage() - before < 1_000_000, "{:?}", &file[..4]);

        let peak = peak(file);
        assert!(
            peak as u64 <= work.memory + 3 * PIXELS as u64 + 4_000_000,
            "{peak} bytes, announced as {work:?}: {:?}",
            &file[..4]
        );
        assert!(
            peak <= 10 * PIXELS + 4_000_000,
            "{} bytes a pixel: {:?}",
            peak / PIXELS,
            &file[..4]
        );
    }

    let picture = RgbImage::from_pixel(WIDTH, HEIGHT, Rgb([200, 60, 30]));
    for (name, file) in [
        ("packed profile", png_with_profile(&picture, 100_000_000)),
        ("profile of a WebP", webp_with_profile(&picture, 20_000_000)),
        (
            "profile of a TIFF",
            tiff_with_field(&picture, ICC_PROFILE, BYTE, 20_000_000),
        ),
    ] {
        let peak = peak(&file);
        assert!(
            peak <= 10 * PIXELS + file.len() + 12_000_000,
            "{name}: {peak} bytes"
        );
    }

    let strips = tiff_with_field(&picture, STRIP_OFFSETS, LONG, 5_000_000);
    assert!(peak(&strips) < 1_000_000);

    // A small picture whose first frame has 144 megapixels.
    let mut gif = encoded(RgbImage::new(64, 64), ImageFormat::Gif);
    let frame = gif
        .windows(10)
        .position(|w| w[0] == 0x2c && w[5..9] == [64, 0, 64, 0])
        .unwrap();
    gif[frame + 5..frame + 9].copy_from_slice(&[0xe0, 0x2e, 0xe0, 0x2e]);
    assert!(peak(&gif) < 1_000_000);

    let mut png = encoded(RgbImage::new(64, 64), ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
    assert!(peak(&png) < 100_000);

    let mut jpeg = encoded(RgbImage::new(64, 64), ImageFormat::Jpeg);
    let at = jpeg.windows(2).position(|w| w == [0xff, 0xc0]).unwrap();
    jpeg[at + 5..at + 9].fill(0xff);
    assert!(peak(&jpeg) < 1_000_000);

    seeds_of_the_fuzzer_take_what_they_may();
}

/// Every picture that the fuzzer begins with, and every one that it has found.
fn seeds_of_the_fuzzer_take_what_they_may() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [
        "fuzz/seeds/pictures",
        "fuzz/seeds/films",
        "engine/testdata/inputs",
    ];
    let folders = folders.map(|name| root.join(name));
    let entries = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap());

    for entry in entries {
        let path = entry.unwrap().path();
        let file = fs::read(&path).unwrap();
        let taken = taken_by(|| pictures::check(&file));
        let most = pictures::most_memory(&file);
        assert!(taken <= most, "{}: {taken} bytes", path.display());

        let taken = taken_by(|| films::check(&file));
        let most = films::most_memory(&file);
        assert!(taken <= most, "{} as a film: {taken} bytes", path.display());
    }
}

/// Bytes allocated at the highest point of some work.
fn taken_by(work: impl FnOnce()) -> usize {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    work();

    MEMORY.peak_usage() - before
}
