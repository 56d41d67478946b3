//! Files that were once decoded wrongly or refused, with what they must look like.

use super::{Format, ImageFormatGuess, Limits, Picture, PictureError};

macro_rules! input {
    ($name:literal) => {
        include_bytes!(concat!("../../testdata/inputs/", $name))
    };
}

fn decode(file: &[u8]) -> Result<Picture, PictureError> {
    Picture::decode(file, &Limits::default())
}

/// The mean difference of two pictures of one size.
#[track_caller]
fn difference(found: &Picture, expected: &Picture) -> f64 {
    assert_eq!(found.size(), expected.size());
    let differences = found.as_rgb().iter().zip(expected.as_rgb());
    let sum: u64 = differences.map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    sum as f64 / found.as_rgb().len() as f64
}

#[track_caller]
fn assert_like(name: &str, file: &[u8], reference: &[u8], tolerance: f64) {
    let found = decode(file).unwrap_or_else(|error| panic!("{name}: {error:?}"));
    let difference = difference(&found, &decode(reference).unwrap());
    assert!(difference <= tolerance, "{name} is off by {difference}");
}

#[track_caller]
fn assert_pixel(picture: &Picture, x: u32, y: u32, expected: [u8; 3], tolerance: u8) {
    let found = picture.pixel(x, y);
    let is_near = found
        .iter()
        .zip(expected)
        .all(|(found, expected)| found.abs_diff(expected) <= tolerance);
    assert!(is_near, "{found:?} at {x}, {y}, expected {expected:?}");
}

/// A PNG with a chunk after its header. Checksums do not count.
fn with_chunk(png: &[u8], name: [u8; 4], content: &[u8]) -> Vec<u8> {
    let (head, rest) = png.split_at(33);
    let length = (content.len() as u32).to_be_bytes();
    [head, &length, &name, content, &[0; 4], rest].concat()
}

fn grey_png(width: u32, height: u32, samples: &[u16]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Sixteen);
    let bytes: Vec<u8> = samples
        .iter()
        .flat_map(|sample| [*sample; 3])
        .flat_map(u16::to_be_bytes)
        .collect();
    encoder
        .write_header()
        .unwrap()
        .write_image_data(&bytes)
        .unwrap();
    file
}

/// A TIFF of one strip.
fn tiff(fields: &[(u16, &[u32])], strip: &[u8]) -> Vec<u8> {
    let mut fields: Vec<(u16, Vec<u32>)> = fields
        .iter()
        .map(|(tag, values)| (*tag, values.to_vec()))
        .collect();
    fields.extend([(273, vec![8]), (279, vec![strip.len() as u32])]);
    fields.sort();

    let directory = 8 + strip.len().next_multiple_of(2);
    let mut beyond = directory + 2 + 12 * fields.len() + 4;
    let mut entries = Vec::new();
    let mut tail = Vec::new();
    for (tag, values) in &fields {
        entries.extend(tag.to_le_bytes());
        let kind: u16 = if matches!(tag, 273 | 279) { 4 } else { 3 };
        entries.extend(kind.to_le_bytes());
        entries.extend((values.len() as u32).to_le_bytes());
        match values[..] {
            [value] => entries.extend(value.to_le_bytes()),
            [first, second] => {
                entries.extend([first as u16, second as u16].map(u16::to_le_bytes).concat());
            }
            _ => {
                entries.extend((beyond as u32).to_le_bytes());
                tail.extend(
                    values
                        .iter()
                        .flat_map(|value| (*value as u16).to_le_bytes()),
                );
                beyond += 2 * values.len();
            }
        }
    }

    let mut file = b"II*\0".to_vec();
    file.extend((directory as u32).to_le_bytes());
    file.extend(strip);
    file.resize(directory, 0);
    file.extend((fields.len() as u16).to_le_bytes());
    file.extend(entries);
    file.extend([0; 4]);
    file.extend(tail);
    file
}

/// A picture of 40 x 40 in one colour, as the samples of a strip.
fn strip(pixel: &[u8]) -> Vec<u8> {
    pixel.repeat(1600)
}

#[test]
fn jpegs_of_rare_layouts_and_without_tables_are_read() {
    let reference = input!("ref.png");
    let files: [(&str, &[u8]); 5] = [
        ("420", input!("noninterleaved_420.jpg")),
        ("440", input!("noninterleaved_440.jpg")),
        ("1x1, 2x2, 2x2", input!("sample_1x1_2x2_2x2.jpg")),
        ("3x1", input!("sample_3x1.jpg")),
        ("no tables", input!("no_dht_mjpeg.jpg")),
    ];
    for (name, file) in files {
        assert_like(name, file, reference, 3.0);
    }

    // By libjpeg.
    let odd = decode(input!("noninterleaved_420_oddsize.jpg")).unwrap();
    assert_eq!((odd.width(), odd.height()), (163, 101));
    assert_pixel(&odd, 2, 50, [199, 60, 29], 2);
    assert_pixel(&odd, 160, 50, [40, 160, 60], 2);
}

#[test]
fn colours_of_png_are_read_from_their_chunks() {
    assert_like("cICP", input!("cicp_p3.png"), input!("ref.png"), 1.0);
    assert_like("gAMA", input!("linear_gama.png"), input!("ref.png"), 1.0);
}

#[test]
fn first_colour_chunk_in_the_order_of_the_specification_counts() {
    let plain = grey_png(40, 40, &[0x8080; 1600]);
    let linear = 100_000u32.to_be_bytes();
    // Linear light of 128 is 188 in sRGB.
    let gamma = with_chunk(&plain, *b"gAMA", &linear);
    assert_pixel(&decode(&gamma).unwrap(), 5, 5, [188; 3], 1);

    let srgb = with_chunk(&gamma, *b"sRGB", &[0]);
    assert_pixel(&decode(&srgb).unwrap(), 5, 5, [128; 3], 0);

    let code_points = with_chunk(&srgb, *b"cICP", &[1, 8, 0, 1]);
    assert_pixel(&decode(&code_points).unwrap(), 5, 5, [188; 3], 1);

    // What programs write for sRGB changes nothing.
    let usual = with_chunk(&plain, *b"gAMA", &45_455u32.to_be_bytes());
    assert_pixel(&decode(&usual).unwrap(), 5, 5, [128; 3], 0);

    for nonsense in [0u32, 1, u32::MAX] {
        let file = with_chunk(&plain, *b"gAMA", &nonsense.to_be_bytes());
        assert_pixel(&decode(&file).unwrap(), 5, 5, [128; 3], 0);
    }
}

#[test]
fn brighter_than_white_is_dimmed() {
    // PQ of 203 nits, the white of a page, is 0.5807, and of 1000 nits 0.7518. HLG has them at 0.75
    // and 1.
    let pq = [0.0, 0.5807, 0.7518, 1.0];
    let hlg = [0.0, 0.75, 1.0, 1.0];
    for (transfer, levels) in [(16, pq), (18, hlg)] {
        let samples: Vec<u16> = (0..1600)
            .map(|pixel| (levels[pixel % 40 / 10] * 65535.0) as u16)
            .collect();
        let file = with_chunk(&grey_png(40, 40, &samples), *b"cICP", &[9, transfer, 0, 1]);
        let picture = decode(&file).unwrap();

        // Half the light of the screen is left to what is brighter.
        assert_pixel(&picture, 5, 5, [0; 3], 0);
        assert_pixel(&picture, 15, 5, [191; 3], 3);
        assert_pixel(&picture, 25, 5, [255; 3], 1);
        assert_pixel(&picture, 35, 5, [255; 3], 1);
    }
}

#[test]
fn narrow_range_is_expanded() {
    let level = |sample: u16| sample * 257;
    let samples: Vec<u16> = (0..1600)
        .map(|pixel| level(if pixel % 40 < 20 { 16 } else { 235 }))
        .collect();
    let file = with_chunk(&grey_png(40, 40, &samples), *b"cICP", &[1, 13, 0, 0]);
    let picture = decode(&file).unwrap();
    assert_pixel(&picture, 5, 5, [0; 3], 0);
    assert_pixel(&picture, 35, 5, [255; 3], 0);
}

#[test]
fn profile_of_any_size_is_not_unpacked() {
    let mut info = png::Info::with_size(40, 40);
    info.color_type = png::ColorType::Rgb;
    info.icc_profile = Some(vec![0; 40_000_000].into());

    let mut file = Vec::new();
    let mut writer = png::Encoder::with_info(&mut file, info)
        .unwrap()
        .write_header()
        .unwrap();
    writer.write_image_data(&strip(&[1, 2, 3])).unwrap();
    writer.finish().unwrap();
    assert!(file.len() < 1_000_000);

    assert_pixel(&decode(&file).unwrap(), 5, 5, [1, 2, 3], 0);
}

#[test]
fn png_that_is_only_wrong_on_paper_is_whole() {
    assert_like("no end", input!("no_iend.png"), input!("ref.png"), 0.0);
    assert_like("checksum", input!("crc_idat.png"), input!("ref.png"), 0.0);
}

#[test]
fn rare_tiffs_are_read() {
    let files: [(&str, &[u8], &[u8], f64); 5] = [
        (
            "grey of 4 bits",
            input!("tiff_grey4.tif"),
            input!("ref_grey4.png"),
            0.0,
        ),
        (
            "grey and alpha",
            input!("tiff_greyalpha.tif"),
            input!("ref_ga.png"),
            1.0,
        ),
        ("Lab", input!("tiff_lab.tif"), input!("ref.png"), 2.5),
        ("JPEG", input!("tiff_rgb_jpeg.tif"), input!("ref.png"), 3.0),
        (
            "fax",
            input!("tiff_1bit_group3.tif"),
            input!("ref_bw.png"),
            0.0,
        ),
    ];
    for (name, file, reference, tolerance) in files {
        assert_like(name, file, reference, tolerance);
    }
}

#[test]
fn alpha_of_tiff_is_applied_once() {
    let fields = |extra| -> Vec<(u16, Vec<u32>)> {
        vec![
            (256, vec![40]),
            (257, vec![40]),
            (258, vec![8, 8, 8, 8]),
            (259, vec![1]),
            (262, vec![2]),
            (277, vec![4]),
            (338, vec![extra]),
        ]
    };
    // (30, 90, 200) at half, multiplied already and not.
    for (extra, pixel) in [(1, [15, 45, 100, 128]), (2, [30, 90, 200, 128])] {
        let fields = fields(extra);
        let fields: Vec<(u16, &[u32])> = fields.iter().map(|(t, v)| (*t, &v[..])).collect();
        let picture = decode(&tiff(&fields, &strip(&pixel))).unwrap();
        assert_pixel(&picture, 5, 5, [142, 172, 227], 1);
    }
}

#[test]
fn palettes_planes_and_inks_of_tiff_are_read() {
    let mut palette = vec![0u32; 768];
    palette[7] = 200 * 257;
    palette[256 + 7] = 60 * 257;
    palette[512 + 7] = 30 * 257;
    let size: [(u16, &[u32]); 3] = [(256, &[40]), (257, &[40]), (259, &[1])];
    let with = |more: &[(u16, &[u32])], strip: &[u8]| {
        let fields = [&size[..], more].concat();
        decode(&tiff(&fields, strip)).unwrap()
    };

    let indexed = with(&[(258, &[8]), (262, &[3]), (320, &palette)], &strip(&[7]));
    assert_pixel(&indexed, 5, 5, [200, 60, 30], 0);

    let small: Vec<u32> = (0..48).map(|entry| entry * 1000).collect();
    let indexed = with(&[(258, &[4]), (262, &[3]), (320, &small)], &[0x2f; 800]);
    assert_pixel(&indexed, 0, 0, [7, 70, 132], 0);
    assert_pixel(&indexed, 1, 0, [58, 121, 183], 0);

    let inks = with(
        &[(258, &[8, 8, 8, 8]), (262, &[5]), (277, &[4])],
        &strip(&[255, 0, 0, 0]),
    );
    assert_pixel(&inks, 5, 5, [0, 255, 255], 0);

    let bits = with(&[(258, &[1]), (262, &[0])], &[0xf0; 200]);
    assert_pixel(&bits, 0, 0, [0; 3], 0);
    assert_pixel(&bits, 4, 0, [255; 3], 0);
}

#[test]
fn what_no_library_reads_is_named() {
    let fields: [(u16, &[u32]); 5] = [
        (256, &[40]),
        (257, &[40]),
        (258, &[8]),
        (262, &[1]),
        (259, &[6]),
    ];
    let error = decode(&tiff(&fields, &strip(&[9]))).unwrap_err();
    assert!(error.to_string().contains("the old JPEG"), "{error}");
}

#[test]
fn field_of_a_tiff_with_200_000_values_is_refused() {
    let many = vec![1; 200_000];
    for tag in [256, 258, 259, 277, 278, 317, 338, 339, 530] {
        let mut fields: Vec<(u16, &[u32])> =
            vec![(256, &[40]), (257, &[40]), (258, &[8]), (262, &[1])];
        fields.retain(|field| field.0 != tag);
        fields.push((tag, &many));

        let error = decode(&tiff(&fields, &strip(&[9]))).unwrap_err();
        let PictureError::Broken { source, .. } = &error else {
            panic!("{tag}: {error}");
        };
        assert!(source.to_string().contains("impossible length"), "{tag}");
    }
}

#[test]
fn bitmap_without_alpha_is_opaque() {
    let mut file = b"BM".to_vec();
    file.extend((54 + 6400u32).to_le_bytes());
    file.extend([0, 54, 40, 40, 40].map(u32::to_le_bytes).concat());
    file.extend([1, 0, 32, 0]);
    file.extend([0; 24]);
    file.extend(strip(&[200, 90, 30, 0]));

    assert_pixel(&decode(&file).unwrap(), 5, 5, [30, 90, 200], 0);
}

#[test]
fn heic_is_read() {
    let files: [(&str, &[u8], f64); 4] = [
        ("4:2:0", input!("x265_420.heic"), 2.0),
        ("4:2:2", input!("x265_422.heic"), 2.0),
        ("4:4:4", input!("x265_444.heic"), 0.5),
        ("10 bits", input!("x265_10bit.heic"), 1.0),
    ];
    for (name, file, tolerance) in files {
        assert_like(name, file, input!("ref_heic.png"), tolerance);
    }

    let opaque = decode(input!("ref_heic.png")).unwrap();
    let half = decode(input!("x265_alpha.heic")).unwrap();
    let mixed = opaque.pixel(10, 50).map(|level| level / 2 + 127);
    assert_pixel(&half, 10, 50, mixed, 4);
    assert_pixel(&half, 90, 50, opaque.pixel(90, 50), 4);
}

#[test]
fn heic_cut_or_mutated_is_refused_or_read() {
    let whole = input!("x265_420.heic");
    for length in (0..whole.len()).step_by(7) {
        assert!(decode(&whole[..length]).is_err());
    }

    // No panic and no endless work, whatever else comes of it.
    let alpha = input!("x265_alpha.heic");
    for at in 0..alpha.len() {
        let mut file = alpha.to_vec();
        file[at] ^= 0xff;
        let _ = decode(&file);
    }
}

#[test]
fn brands_tell_heic_from_avif() {
    let file = |brands: &str| {
        let size = (8 + brands.len() as u32).to_be_bytes();
        [&size[..], b"ftyp", brands.as_bytes(), &[0; 16]].concat()
    };
    let heic = Ok(Format::Heic);
    let avif = Err(ImageFormatGuess::Avif);
    let video = Err(ImageFormatGuess::Video);
    for (brands, expected) in [
        ("heic\0\0\0\0mif1heic", heic),
        ("heix\0\0\0\0mif1heix", heic),
        ("mif1\0\0\0\0mif1heic", heic),
        ("mif1\0\0\0\0mif1avif", avif),
        ("avif\0\0\0\0avifmif1", avif),
        ("avis\0\0\0\0avismsf1", avif),
        ("mp42\0\0\0\0isommp42", video),
    ] {
        assert_eq!(Format::detect(&file(brands)), expected, "{brands}");
    }
}

/// Rows that differ, so that compressed data has a length.
fn noise(width: u32, height: u32) -> image::RgbImage {
    image::RgbImage::from_fn(width, height, |x, y| {
        let n = (x + 1).wrapping_mul(2_654_435_761) ^ (y + 1).wrapping_mul(40_503_077);
        image::Rgb([(n >> 8) as u8 | 1, (n >> 16) as u8, n as u8])
    })
}

fn encoded(format: image::ImageFormat) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    noise(60, 80).write_to(&mut file, format).unwrap();
    file.into_inner()
}

#[test]
fn cut_files_are_their_rows_if_these_are_half() {
    for format in [
        image::ImageFormat::Png,
        image::ImageFormat::Gif,
        image::ImageFormat::Bmp,
    ] {
        let whole = encoded(format);
        let picture = decode(&whole).unwrap();
        let part = decode(&whole[..whole.len() * 3 / 4]).unwrap();
        let rows = part.height();
        assert!((45..=65).contains(&rows), "{format:?}: {rows} rows");

        // A bitmap begins below.
        let top = if format == image::ImageFormat::Bmp {
            80 - rows
        } else {
            0
        };
        assert_eq!(part, picture.part(0, top, 60, rows), "{format:?}");

        let error = decode(&whole[..whole.len() / 3]).unwrap_err();
        assert!(
            matches!(error, PictureError::CutShort { .. }),
            "{format:?}: {error:?}"
        );
    }
}

#[test]
fn interlaced_png_without_its_last_rows_is_whole() {
    // Stored as seven passes of a picture that is red all over.
    let passes = [
        [8, 10],
        [7, 10],
        [15, 10],
        [15, 20],
        [30, 20],
        [30, 40],
        [60, 40],
    ];
    let mut rows = Vec::new();
    for [width, height] in passes {
        for _ in 0..height {
            rows.push(0);
            rows.extend([200, 60, 30].repeat(width));
        }
    }

    let plain = |data: &[u8]| {
        let mut stored = vec![0x78, 0x01];
        let blocks = data.chunks(60_000).count();
        for (index, block) in data.chunks(60_000).enumerate() {
            let length = block.len() as u16;
            stored.push(u8::from(index + 1 == blocks));
            stored.extend(length.to_le_bytes());
            stored.extend((!length).to_le_bytes());
            stored.extend(block);
        }
        let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
        file.extend(b"\0\0\0\x0dIHDR\0\0\0\x3c\0\0\0\x50\x08\x02\0\0\x01\0\0\0\0");
        file.extend((stored.len() as u32).to_be_bytes());
        file.extend(b"IDAT");
        file.extend(stored);
        file
    };

    let whole = plain(&rows);
    let without_last = decode(&whole[..whole.len() - 20 * 181]).unwrap();
    assert_eq!((without_last.width(), without_last.height()), (60, 80));
    assert!(without_last.as_rgb().chunks(3).all(|p| p == [200, 60, 30]));

    let half = decode(&whole[..whole.len() - 60 * 181]).unwrap_err();
    assert!(matches!(half, PictureError::CutShort { .. }), "{half:?}");
}
