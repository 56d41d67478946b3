//! The ICC profile of sRGB that goes into every file.
//!
//! It follows ICC.1:2004-10 (version 4.2), the latest that PDF 1.7 allows. It is written here
//! because the one that `moxcms` 0.8 writes has D65 as the illuminant of its connection space and
//! an unscaled Bradford matrix: libpng rejects it, and in absolute colorimetric intent, a print
//! shop's proof, white becomes cyan.

/// A number in 65536ths (`s15Fixed16Number`).
type Fixed = i32;

const VERSION: u32 = 0x0420_0000;

/// The profile never changes, so neither does its date: 1 January 2026, midnight.
const DATE: [u16; 6] = [2026, 1, 1, 0, 0, 0];

/// The MD5 of the profile while flags, intent and this field are zero. It lets programs recognise
/// the profile without reading it.
const PROFILE_ID: [u8; 16] = 0x89da_d671_2630_c009_c663_f289_4c6a_56a0_u128.to_be_bytes();

/// The illuminant of every connection space, and in version 4 the white of every display too: the
/// eye has adapted to it (`mediaWhitePointTag`).
const D50: [Fixed; 3] = [63_190, 65_536, 54_061];

// The primaries of IEC 61966-2-1, adapted from D65 to D50. They add up to D50 exactly, so that
// white stays white; for that, Z of green is a 65536th larger than its rounded value.
const RED: [Fixed; 3] = [28_576, 14_581, 912];
const GREEN: [Fixed; 3] = [25_239, 46_983, 6_362];
const BLUE: [Fixed; 3] = [9_375, 3_972, 46_787];

/// Adapts D65, the white of sRGB, to D50 by the linear Bradford transform, row by row
/// (`chromaticAdaptationTag`).
const ADAPTATION: [Fixed; 9] = [
    68_674, 1_502, -3_291, 1_939, 64_912, -1_119, -606, 988, 49_262,
];

/// The transfer function of IEC 61966-2-1 as a curve of type 3: (ax + b)^g from d on, cx below. In
/// the order g, a, b, c, d.
const TRANSFER: [Fixed; 5] = [157_286, 62_119, 3_417, 5_072, 2_651];

const HEADER_LENGTH: usize = 128;
const TAG_LENGTH: usize = 12;

/// An entry of the tag table.
struct Tag {
    signature: [u8; 4],
    /// Which of the elements it names; several tags may share one.
    element: usize,
}

const TAGS: [Tag; 10] = [
    Tag::new(*b"desc", 0),
    Tag::new(*b"cprt", 1),
    Tag::new(*b"wtpt", 2),
    Tag::new(*b"chad", 3),
    Tag::new(*b"rXYZ", 4),
    Tag::new(*b"gXYZ", 5),
    Tag::new(*b"bXYZ", 6),
    Tag::new(*b"rTRC", 7),
    Tag::new(*b"gTRC", 7),
    Tag::new(*b"bTRC", 7),
];

impl Tag {
    const fn new(signature: [u8; 4], element: usize) -> Self {
        Self { signature, element }
    }
}

/// The ICC profile of sRGB.
pub(super) fn srgb_profile() -> Vec<u8> {
    let elements = [
        text("sRGB IEC61966-2.1"),
        text("Public Domain"),
        numbers(*b"XYZ ", &D50),
        numbers(*b"sf32", &ADAPTATION),
        numbers(*b"XYZ ", &RED),
        numbers(*b"XYZ ", &GREEN),
        numbers(*b"XYZ ", &BLUE),
        transfer_curve(),
    ];

    let mut table = (TAGS.len() as u32).to_be_bytes().to_vec();
    let mut data = Vec::new();
    let mut offsets = Vec::new();
    for element in &elements {
        offsets.push(HEADER_LENGTH + 4 + TAG_LENGTH * TAGS.len() + data.len());
        data.extend(element);

        // Every element begins at a multiple of four, and so does the end.
        data.resize(data.len().next_multiple_of(4), 0);
    }

    for Tag { signature, element } in TAGS {
        table.extend(signature);
        table.extend((offsets[element] as u32).to_be_bytes());
        table.extend((elements[element].len() as u32).to_be_bytes());
    }

    let mut profile = header(HEADER_LENGTH + table.len() + data.len());
    profile.extend(table);
    profile.extend(data);

    profile
}

/// The header. What is not known, such as a preferred program, is zero.
fn header(profile_length: usize) -> Vec<u8> {
    let mut header = vec![0; HEADER_LENGTH];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);

    put(0, &(profile_length as u32).to_be_bytes());
    put(8, &VERSION.to_be_bytes());
    put(12, b"mntrRGB XYZ ");
    put(24, &DATE.map(u16::to_be_bytes).concat());
    put(36, b"acsp");
    put(68, &D50.map(Fixed::to_be_bytes).concat());
    put(84, &PROFILE_ID);

    header
}

/// A `multiLocalizedUnicodeType` with one text in American English.
fn text(text: &str) -> Vec<u8> {
    let letters: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut element = element(*b"mluc");
    for number in [1, 12] {
        element.extend(u32::to_be_bytes(number));
    }

    element.extend(b"enUS");
    for number in [letters.len() as u32, 28] {
        element.extend(u32::to_be_bytes(number));
    }

    element.extend(letters);
    element
}

/// An `XYZType` or `s15Fixed16ArrayType`.
fn numbers(kind: [u8; 4], numbers: &[Fixed]) -> Vec<u8> {
    let mut element = element(kind);
    element.extend(numbers.iter().flat_map(|number| number.to_be_bytes()));
    element
}

fn transfer_curve() -> Vec<u8> {
    let mut element = element(*b"para");
    element.extend([0, 3, 0, 0]);
    element.extend(TRANSFER.iter().flat_map(|number| number.to_be_bytes()));
    element
}

/// The type of an element, and four bytes that are reserved.
fn element(kind: [u8; 4]) -> Vec<u8> {
    [kind, [0; 4]].concat()
}

#[cfg(test)]
mod tests {
    use md5::{Digest, Md5};
    use moxcms::{ColorProfile, Layout, TransformOptions};

    use super::*;

    /// A 65536th.
    const UNIT: f64 = 1.0 / 65_536.0;

    /// D50 as ICC.1 has it.
    const ICC_D50: [f64; 3] = [0.9642, 1.0, 0.8249];

    type Matrix = [[f64; 3]; 3];

    /// Annex E of ICC.1.
    const BRADFORD: Matrix = [
        [0.8951, 0.2664, -0.1614],
        [-0.7502, 1.7135, 0.0367],
        [0.0389, -0.0685, 1.0296],
    ];

    fn number_at(profile: &[u8], at: usize) -> u32 {
        u32::from_be_bytes(*profile[at..].first_chunk().unwrap())
    }

    fn fixed_at(profile: &[u8], at: usize) -> f64 {
        f64::from(number_at(profile, at).cast_signed()) * UNIT
    }

    /// What stands in the tag table.
    struct Entry {
        signature: Vec<u8>,
        offset: usize,
        length: usize,
    }

    fn entries(profile: &[u8]) -> Vec<Entry> {
        let entry = |i: usize| {
            let at = 132 + 12 * i;
            Entry {
                signature: profile[at..at + 4].to_vec(),
                offset: number_at(profile, at + 4) as usize,
                length: number_at(profile, at + 8) as usize,
            }
        };

        (0..number_at(profile, 128) as usize).map(entry).collect()
    }

    /// The numbers of a tag, after its type and four reserved bytes.
    fn numbers_of(profile: &[u8], signature: &[u8]) -> Vec<f64> {
        let entries = entries(profile);
        let entry = entries
            .iter()
            .find(|entry| entry.signature == signature)
            .unwrap();

        (8..entry.length)
            .step_by(4)
            .map(|at| fixed_at(profile, entry.offset + at))
            .collect()
    }

    fn assert_close(found: &[f64], expected: &[f64], units: f64) {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            let difference = (found - expected).abs() / UNIT;
            assert!(
                difference <= units,
                "{found} should be {expected}: {difference} units"
            );
        }
    }

    fn product(matrix: &Matrix, vector: [f64; 3]) -> [f64; 3] {
        matrix.map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum())
    }

    /// By Cramer's rule.
    fn inverse(m: &Matrix) -> Matrix {
        let minor = |row: usize, column: usize| {
            let at = |i: usize, j: usize| m[(row + i) % 3][(column + j) % 3];
            at(1, 1) * at(2, 2) - at(1, 2) * at(2, 1)
        };
        let determinant: f64 = (0..3).map(|i| m[0][i] * minor(0, i)).sum();

        [0, 1, 2].map(|row| [0, 1, 2].map(|column| minor(column, row) / determinant))
    }

    fn xyz(x: f64, y: f64) -> [f64; 3] {
        [x / y, 1.0, (1.0 - x - y) / y]
    }

    /// D65 by the chromaticity in IEC 61966-2-1.
    fn d65() -> [f64; 3] {
        xyz(0.3127, 0.329)
    }

    /// The matrix that adapts D65 to D50.
    fn adaptation() -> Matrix {
        let from = product(&BRADFORD, d65());
        let to = product(&BRADFORD, ICC_D50);
        let back = inverse(&BRADFORD);

        let columns = [0, 1, 2].map(|column| {
            let cones = [0, 1, 2].map(|row| BRADFORD[row][column] * to[row] / from[row]);
            product(&back, cones)
        });
        [0, 1, 2].map(|row| columns.map(|column| column[row]))
    }

    #[test]
    fn the_header_says_what_icc_1_demands() {
        let profile = srgb_profile();
        assert_eq!(number_at(&profile, 0) as usize, profile.len());
        assert_eq!(profile.len() % 4, 0);
        assert!(profile.len() < 600, "{} bytes", profile.len());

        assert_eq!(number_at(&profile, 8), 0x0420_0000);
        assert_eq!(&profile[12..24], b"mntrRGB XYZ ");
        assert_eq!(&profile[36..40], b"acsp");

        // 0.9642, 1.0 and 0.8249 as ICC.1 prints them in hexadecimal.
        let illuminant = [0xf6d6, 0x0001_0000, 0xd32d];
        assert_eq!([68, 72, 76].map(|at| number_at(&profile, at)), illuminant);
        assert!(profile[100..128].iter().all(|byte| *byte == 0), "reserved");
    }

    #[test]
    fn the_profile_id_is_its_md5() {
        let mut profile = srgb_profile();
        for field in [44..48, 64..68, 84..100] {
            profile[field].fill(0);
        }

        assert_eq!(srgb_profile()[84..100], *Md5::digest(&profile));
    }

    #[test]
    fn tags_are_the_required_ones_each_in_its_place() {
        let profile = srgb_profile();
        let entries = entries(&profile);
        let mut names: Vec<&[u8]> = entries.iter().map(|e| e.signature.as_slice()).collect();
        names.sort_unstable();

        let required: [&[u8]; 10] = [
            b"bTRC", b"bXYZ", b"chad", b"cprt", b"desc", b"gTRC", b"gXYZ", b"rTRC", b"rXYZ",
            b"wtpt",
        ];
        assert_eq!(names, required);

        let mut expected = 132 + 12 * entries.len();
        for entry in &entries {
            let name = String::from_utf8_lossy(&entry.signature);
            assert_eq!(entry.offset % 4, 0, "{name}");

            // The curves share an element; otherwise there are neither gaps nor overlaps.
            if entry.offset + entry.length.next_multiple_of(4) == expected {
                continue;
            }

            assert_eq!(entry.offset, expected, "{name}");
            expected += entry.length.next_multiple_of(4);
        }

        assert_eq!(expected, profile.len());
    }

    #[test]
    fn colours_are_those_of_iec_61966_2_1_adapted_to_d50() {
        let profile = srgb_profile();
        let adaptation = adaptation();
        assert_close(
            &numbers_of(&profile, b"chad"),
            adaptation.as_flattened(),
            0.5,
        );

        let primaries = [xyz(0.64, 0.33), xyz(0.3, 0.6), xyz(0.15, 0.06)];
        let matrix = [0, 1, 2].map(|row| primaries.map(|primary| primary[row]));
        let luminances = product(&inverse(&matrix), d65());

        for (i, tag) in [b"rXYZ", b"gXYZ", b"bXYZ"].into_iter().enumerate() {
            let light = primaries[i].map(|part| part * luminances[i]);
            let adapted = product(&adaptation, light);
            assert_close(&numbers_of(&profile, tag), &adapted, 0.7);
        }
    }

    #[test]
    fn white_is_white_in_every_intent() {
        let profile = srgb_profile();
        let white = numbers_of(&profile, b"wtpt");
        assert_close(&white, &ICC_D50, 0.5);

        let primaries = [b"rXYZ", b"gXYZ", b"bXYZ"].map(|tag| numbers_of(&profile, tag));
        let sum = [0, 1, 2].map(|i| primaries.iter().map(|primary| primary[i]).sum::<f64>());
        assert_close(&sum, &white, 0.0);

        // Undoing the adaptation gives the display's own white back.
        let chad = numbers_of(&profile, b"chad");
        let chad = [0, 1, 2].map(|row| [0, 1, 2].map(|column| chad[3 * row + column]));
        assert_close(&product(&inverse(&chad), ICC_D50), &d65(), 3.0);
    }

    #[test]
    fn the_curve_is_that_of_iec_61966_2_1() {
        let profile = srgb_profile();
        let curve = entries(&profile).pop().unwrap().offset;
        assert_eq!(&profile[curve..curve + 12], b"para\0\0\0\0\0\x03\0\0");

        let [g, a, b, c, d] = [12, 16, 20, 24, 28].map(|at| fixed_at(&profile, curve + at));
        for level in 0..=255 {
            let level = f64::from(level) / 255.0;
            let found = if level >= d {
                (a * level + b).powf(g)
            } else {
                c * level
            };
            let expected = if level > 0.04045 {
                ((level + 0.055) / 1.055).powf(2.4)
            } else {
                level / 12.92
            };

            assert!((found - expected).abs() < 2e-5, "{level}: {found}");
        }
    }

    #[test]
    fn a_picture_with_the_profile_reads_as_srgb() {
        let profile = ColorProfile::new_from_slice(&srgb_profile()).unwrap();
        let options = TransformOptions::default();
        let transform = profile
            .create_transform_8bit(Layout::Rgb, &ColorProfile::new_srgb(), Layout::Rgb, options)
            .unwrap();

        let colours: Vec<u8> = (0..=255_u8)
            .flat_map(|level| [level, 255 - level, level / 2, level, level, level])
            .collect();
        let mut read = vec![0; colours.len()];
        transform.transform(&colours, &mut read).unwrap();

        for (colour, read) in colours.iter().zip(&read) {
            assert!(colour.abs_diff(*read) <= 1, "{colour} became {read}");
        }
    }
}
