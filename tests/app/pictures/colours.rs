//! ICC profiles. The expected values come from the formulas of the color spaces and from Little
//! CMS.

use image::{
    ExtendedColorType, GrayImage, ImageEncoder, Luma, Rgb, RgbImage,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
};
use moxcms::ColorProfile;

use crate::pictures::files::{assert_halves, assert_near, decode, written};

fn png_with_profile(colour: [u8; 3], profile: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = PngEncoder::new(&mut file);
    encoder.set_icc_profile(profile.to_vec()).unwrap();
    written(&RgbImage::from_pixel(40, 40, Rgb(colour)), encoder);
    file
}

/// Display P3 and the same light in sRGB.
const DISPLAY_P3: [([u8; 3], [u8; 3]); 4] = [
    ([200, 100, 50], [215, 93, 31]),
    ([30, 90, 200], [0, 92, 207]),
    ([128, 128, 128], [128, 128, 128]),
    ([90, 160, 80], [61, 162, 68]),
];

#[test]
fn display_p3_becomes_srgb() {
    let profile = ColorProfile::new_display_p3().encode().unwrap();
    for (p3, srgb) in DISPLAY_P3 {
        assert_near(&decode(&png_with_profile(p3, &profile)), (20, 20), srgb, 2);

        let mut file = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut file, 100);
        encoder.set_icc_profile(profile.clone()).unwrap();
        written(&RgbImage::from_pixel(40, 40, Rgb(p3)), encoder);
        assert_near(&decode(&file), (20, 20), srgb, 4);
    }
}

#[test]
fn sixteen_bits_with_alpha_keep_their_profile() {
    let profile = ColorProfile::new_display_p3().encode().unwrap();
    let mut file = Vec::new();
    let mut encoder = PngEncoder::new(&mut file);
    encoder.set_icc_profile(profile).unwrap();

    let samples: Vec<u8> = [200u16, 100, 50, 255]
        .map(|s| s * 257)
        .repeat(40 * 40)
        .iter()
        .flat_map(|s| s.to_ne_bytes())
        .collect();

    encoder
        .write_image(&samples, 40, 40, ExtendedColorType::Rgba16)
        .unwrap();

    assert_near(&decode(&file), (20, 20), [215, 93, 31], 1);
}

#[test]
fn srgb_stays_as_it_is() {
    let profile = ColorProfile::new_srgb().encode().unwrap();
    for colour in [[200, 100, 50], [0, 0, 0], [255, 255, 255], [1, 254, 128]] {
        assert_near(
            &decode(&png_with_profile(colour, &profile)),
            (20, 20),
            colour,
            1,
        );
    }
}

#[test]
fn grey_has_profiles_of_its_own_or_of_rgb() {
    let grey = |profile: &ColorProfile, value| {
        let mut file = Vec::new();
        let mut encoder = PngEncoder::new(&mut file);
        encoder.set_icc_profile(profile.encode().unwrap()).unwrap();

        let picture = GrayImage::from_pixel(40, 40, Luma([value]));
        encoder
            .write_image(picture.as_raw(), 40, 40, ExtendedColorType::L8)
            .unwrap();

        decode(&file)
    };

    let gamma = ColorProfile::new_gray_with_gamma(1.8);
    for (value, srgb) in [(50, 65), (128, 146), (200, 210)] {
        assert_near(&grey(&gamma, value), (20, 20), [srgb; 3], 2);
        assert_near(
            &grey(&ColorProfile::new_display_p3(), value),
            (20, 20),
            [value; 3],
            1,
        );
    }
}

#[test]
fn broken_or_foreign_profile_is_ignored() {
    let foreign = ColorProfile::new_gray_with_gamma(1.8).encode().unwrap();
    let mut cut = ColorProfile::new_display_p3().encode().unwrap();
    cut.truncate(200);

    for profile in [foreign, cut, b"no profile at all".to_vec(), vec![0; 4096]] {
        assert_near(
            &decode(&png_with_profile([200, 100, 50], &profile)),
            (20, 20),
            [200, 100, 50],
            0,
        );
    }
}

#[test]
fn cmyk_without_profile_is_light_less_ink() {
    assert_halves(
        &decode(include_bytes!("cmyk.jpg")),
        [207, 49, 31],
        [27, 80, 187],
        4,
    );

    assert_halves(
        &decode(include_bytes!("ycck.jpg")),
        [207, 49, 31],
        [27, 80, 187],
        4,
    );
}

/// The profile has only the corners of the inks' cube, so the values are linear between sixteen
/// colours, by hand; Little CMS cuts the cube into tetrahedra and differs by up to 15.
#[test]
fn cmyk_with_profile_is_as_printed() {
    assert_halves(
        &decode(include_bytes!("cmyk_profile.jpg")),
        [190, 81, 0],
        [70, 77, 128],
        9,
    );
}
