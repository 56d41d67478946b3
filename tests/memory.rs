//! What decoding a picture costs in memory, counted by the allocator. It is one test, because the
//! count is that of the whole process.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot make its file has failed"
)]

use std::io::Cursor;

use image::{DynamicImage, ImageBuffer, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
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
        let peak = peak(file);
        assert!(
            peak <= 10 * PIXELS + 4_000_000,
            "{} bytes a pixel: {:?}",
            peak / PIXELS,
            &file[..4]
        );
    }

    let mut png = encoded(RgbImage::new(64, 64), ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
    assert!(peak(&png) < 100_000);

    let mut jpeg = encoded(RgbImage::new(64, 64), ImageFormat::Jpeg);
    let at = jpeg.windows(2).position(|w| w == [0xff, 0xc0]).unwrap();
    jpeg[at + 5..at + 9].fill(0xff);
    assert!(peak(&jpeg) < 1_000_000);
}
