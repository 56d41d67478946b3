//! The file formats that can be read, with their variants.

use image::{
    DynamicImage, GrayAlphaImage, GrayImage, ImageBuffer, ImageEncoder, ImageFormat, Luma, LumaA,
    Rgb, Rgba, RgbaImage,
    codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder},
};
use vernissage::engine::image::Picture;

use crate::pictures::files::{
    BLUE, RED, assert_halves, assert_near, decode, encoded, exif, grey_tiff_tags, halves, pixel,
    tiff, written,
};

#[test]
fn every_format_gives_the_same_picture() {
    for format in [
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Gif,
        ImageFormat::Bmp,
        ImageFormat::Tiff,
    ] {
        assert_halves(&decode(&encoded(halves(), format)), RED, BLUE, 2);
    }

    assert_halves(&decode(&encoded(halves(), ImageFormat::Jpeg)), RED, BLUE, 6);
}

#[test]
fn grey_and_alpha_of_eight_and_sixteen_bits_are_read() {
    let kinds: [DynamicImage; 6] = [
        GrayImage::from_pixel(40, 40, Luma([100])).into(),
        GrayAlphaImage::from_pixel(40, 40, LumaA([100, 255])).into(),
        RgbaImage::from_pixel(40, 40, Rgba([100, 100, 100, 255])).into(),
        ImageBuffer::from_pixel(40, 40, Luma([25_700u16])).into(),
        ImageBuffer::from_pixel(40, 40, LumaA([25_700u16, 65_535])).into(),
        ImageBuffer::from_pixel(40, 40, Rgba([25_700u16, 25_700, 25_700, 65_535])).into(),
    ];

    for kind in kinds {
        let picture = decode(&encoded(kind, ImageFormat::Png));
        assert!(picture.as_rgb().iter().all(|&s| s == 100));
    }
}

#[test]
fn sixteen_bits_are_rounded_not_cut() {
    let picture = ImageBuffer::from_pixel(40, 40, Rgb([25_700u16 + 128, 25_700 + 129, 65_535]));
    for format in [ImageFormat::Png, ImageFormat::Tiff] {
        assert_eq!(
            pixel(&decode(&encoded(picture.clone(), format)), 3, 3),
            [100, 101, 255]
        );
    }
}

#[test]
fn floats_are_clamped() {
    let picture = ImageBuffer::from_pixel(40, 40, Rgb([0.5f32, -1.0, 7.0]));
    assert_eq!(
        pixel(
            &decode(&encoded(
                DynamicImage::ImageRgb32F(picture),
                ImageFormat::Tiff
            )),
            3,
            3
        ),
        [128, 0, 255]
    );
}

#[test]
fn transparency_becomes_white() {
    let picture = RgbaImage::from_fn(40, 40, |x, _| {
        Rgba([200, 100, 0, if x < 20 { 0 } else { 128 }])
    });

    for format in [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Tiff] {
        let decoded = decode(&encoded(picture.clone(), format));
        assert_eq!(pixel(&decoded, 5, 5), [255, 255, 255]);
        assert_eq!(pixel(&decoded, 30, 5), [227, 177, 127]);
    }

    let gif = decode(&encoded(picture, ImageFormat::Gif));
    assert_eq!(pixel(&gif, 5, 5), [255, 255, 255]);

    let sixteen = ImageBuffer::from_pixel(40, 40, Rgba([51_400u16, 25_700, 0, 32_768]));
    assert_eq!(
        pixel(&decode(&encoded(sixteen, ImageFormat::Png)), 5, 5),
        [227, 177, 127]
    );
}

#[test]
fn palette_with_transparency_is_read() {
    // 32 x 32 with a palette of two, the second one transparent: red columns and white ones.
    let mut chunks = vec![(*b"IHDR", [0, 0, 0, 32, 0, 0, 0, 32, 1, 3, 0, 0, 0].to_vec())];
    chunks.push((*b"PLTE", [200, 60, 30, 9, 9, 9].to_vec()));
    chunks.push((*b"tRNS", [255, 0].to_vec()));

    let mut stored = vec![0x78, 0x01, 0x01, 160, 0, 95, 255];
    let rows = [0u8, 0x55, 0x55, 0x55, 0x55].repeat(32);
    stored.extend(&rows);
    stored.extend(adler32(&rows).to_be_bytes());
    chunks.push((*b"IDAT", stored));

    chunks.push((*b"IEND", Vec::new()));

    let picture = decode(&png(&chunks));
    assert_eq!(
        (pixel(&picture, 0, 0), pixel(&picture, 1, 0)),
        (RED, [255, 255, 255])
    );
}

/// Chunks as a PNG.
fn png(chunks: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, data) in chunks {
        file.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        let named = [name.as_slice(), data].concat();
        file.extend(&named);
        file.extend(crc32(&named).to_be_bytes());
    }

    file
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & 0u32.wrapping_sub(crc & 1))
        })
    })
}

fn adler32(bytes: &[u8]) -> u32 {
    let (a, b) = bytes.iter().fold((1, 0), |(a, b), &byte| {
        let a = (a + u32::from(byte)) % 65521;
        (a, (b + a) % 65521)
    });
    b << 16 | a
}

#[test]
fn every_kind_of_jpeg_is_read() {
    assert_halves(&decode(include_bytes!("progressive.jpg")), RED, BLUE, 6);
    assert_halves(&decode(include_bytes!("adobe_rgb_coded.jpg")), RED, BLUE, 6);
    let grey = decode(include_bytes!("grey.jpg"));
    assert_halves(&grey, [98, 98, 98], [85, 85, 85], 3);
}

#[test]
fn jpeg_coded_as_rgb_is_known_by_adobes_marker_or_by_its_names() {
    let both = include_bytes!("adobe_rgb_coded.jpg").to_vec();
    let mut names_only = both.clone();
    names_only.drain(2..18);
    assert_halves(&decode(&names_only), RED, BLUE, 6);

    let mut marker_only = both;
    let frame = marker_only
        .windows(2)
        .position(|w| w == [0xff, 0xc0])
        .unwrap();

    let scan = marker_only
        .windows(2)
        .position(|w| w == [0xff, 0xda])
        .unwrap();

    for (n, number) in [1, 2, 3].into_iter().enumerate() {
        marker_only[frame + 10 + 3 * n] = number;
        marker_only[scan + 5 + 2 * n] = number;
    }

    assert_halves(&decode(&marker_only), RED, BLUE, 6);
}

#[test]
fn animations_give_their_first_frame() {
    let mut file = Vec::new();
    {
        let mut encoder = image::codecs::gif::GifEncoder::new(&mut file);
        for colour in [RED, BLUE] {
            let frame = RgbaImage::from_pixel(40, 40, Rgba([colour[0], colour[1], colour[2], 255]));
            encoder.encode_frame(image::Frame::new(frame)).unwrap();
        }
    }

    assert_near(&decode(&file), (20, 20), RED, 2);

    // Transparent at the top, opaque at the bottom.
    let webp = decode(include_bytes!("animated.webp"));
    assert_near(&webp, (8, 0), [255; 3], 4);
    assert_near(&webp, (8, 47), RED, 12);
    assert_near(&webp, (56, 47), BLUE, 12);
}

/// Where the corner marked in the file is once the picture is upright, for each value of EXIF's
/// orientation.
const MARKED_CORNER: [(u32, u32); 8] = [
    (0, 0),
    (1, 0),
    (1, 1),
    (0, 1),
    (0, 0),
    (1, 0),
    (1, 1),
    (0, 1),
];

#[track_caller]
fn assert_upright(picture: &Picture, orientation: u8) {
    let size = if orientation > 4 { (40, 64) } else { (64, 40) };
    assert_eq!(
        (picture.width(), picture.height()),
        size,
        "orientation {orientation}"
    );

    let (right, bottom) = MARKED_CORNER[usize::from(orientation) - 1];
    for (x, y) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        let at = (x * (size.0 - 1), y * (size.1 - 1));
        let dark = (x, y) == (right, bottom);
        assert_near(picture, at, if dark { [0; 3] } else { [255; 3] }, 12);
    }
}

/// White, 64 x 40, with the upper left corner black.
fn marked() -> image::RgbImage {
    image::RgbImage::from_fn(64, 40, |x, y| {
        Rgb(if x < 16 && y < 16 { [0; 3] } else { [255; 3] })
    })
}

#[test]
fn exif_turns_the_picture_upright() {
    for orientation in 1..=8 {
        let mut file = Vec::new();
        let mut encoder = JpegEncoder::new(&mut file);
        encoder.set_exif_metadata(exif(orientation)).unwrap();
        written(&marked(), encoder);
        assert_upright(&decode(&file), orientation);

        let mut file = Vec::new();
        let mut encoder = PngEncoder::new(&mut file);
        encoder.set_exif_metadata(exif(orientation)).unwrap();
        written(&marked(), encoder);
        assert_upright(&decode(&file), orientation);

        let mut file = Vec::new();
        let mut encoder = WebPEncoder::new_lossless(&mut file);
        encoder.set_exif_metadata(exif(orientation)).unwrap();
        written(&marked(), encoder);
        assert_upright(&decode(&file), orientation);

        let mut tags = grey_tiff_tags(64, 40);
        tags.push((274, u32::from(orientation)));

        let grey: Vec<u8> = marked().pixels().map(|p| p[0]).collect();
        assert_upright(&decode(&tiff(&tags, &grey)), orientation);
    }
}
