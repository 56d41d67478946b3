//! From whatever a file has to 8-bit sRGB on white.

use super::{
    profile::{Profile, Sample},
    raw::{Colour, Depth, Raw},
};

/// Red, green and blue of every pixel, `width * height * 3` bytes.
///
/// A row at a time and within the samples' own memory: a picture of 60 megapixels has no room for a
/// second copy. Colours are converted in the depth of the file, transparency is flattened after
/// that, and 16 bits are rounded to 8 at the very end.
pub(super) fn to_srgb(raw: Raw) -> Vec<u8> {
    let profile = raw
        .profile
        .as_deref()
        .and_then(|icc| Profile::parse(icc, raw.colour));

    match raw.depth {
        Depth::Eight if raw.colour == Colour::Rgb && profile.is_none() => raw.samples,
        Depth::Eight => convert(raw, profile.as_ref(), <[u8]>::to_vec),
        Depth::Sixteen => convert(raw, profile.as_ref(), sixteen_bits),
        Depth::Float => convert(raw, profile.as_ref(), sixteen_bits_of_float),
    }
}

fn convert<S: Sample>(
    raw: Raw,
    profile: Option<&Profile>,
    read: impl Fn(&[u8]) -> Vec<S>,
) -> Vec<u8> {
    let transform = profile.and_then(|profile| profile.transform::<S>(raw.colour));
    in_place(raw, |colour, row| {
        let row = read(row);
        let (row, alpha) = match &transform {
            Some(transform) => transform.apply(&row),
            None => plain(&row, colour),
        };

        if alpha {
            on_white(&row)
        } else {
            row.iter().map(|s| s.to_eight_bits()).collect()
        }
    })
}

/// Replaces each row of samples by its row of RGB. RGB is longer than grey and shorter than the
/// rest: from the last row upwards, or from the first one down, no row is overwritten before it is
/// read.
fn in_place(raw: Raw, rgb: impl Fn(Colour, &[u8]) -> Vec<u8>) -> Vec<u8> {
    let from = raw.stride();
    let to = raw.width as usize * 3;
    let height = raw.height as usize;
    let mut samples = raw.samples;
    let replace = |samples: &mut [u8], y: usize| {
        let row = rgb(raw.colour, &samples[y * from..][..from]);
        samples[y * to..][..to].copy_from_slice(&row);
    };

    if from < to {
        samples.resize(to * height, 0);
        (0..height).rev().for_each(|y| replace(&mut samples, y));
    } else {
        (0..height).for_each(|y| replace(&mut samples, y));
        samples.truncate(to * height);
        samples.shrink_to_fit();
    }

    samples
}

/// RGB or, if the second value says so, RGBA of a row without a profile: what is not tagged is
/// sRGB.
pub(super) fn plain<S: Sample>(row: &[S], colour: Colour) -> (Vec<S>, bool) {
    let rgb = match colour {
        Colour::Grey => row.iter().flat_map(|&s| [s; 3]).collect(),
        Colour::GreyAlpha => row
            .chunks_exact(2)
            .flat_map(|p| [p[0], p[0], p[0], p[1]])
            .collect(),
        Colour::Rgb | Colour::Rgba => row.to_vec(),
        // Ink stops light: with 255 for no ink, light is the product. A print looks duller; only a
        // profile knows how.
        Colour::Cmyk => row
            .chunks_exact(4)
            .flat_map(|p| [p[0], p[1], p[2]].map(|ink| ink.times(p[3])))
            .collect(),
    };
    (rgb, colour.has_alpha())
}

/// Mixes with white by sRGB's values, not by light: browsers and messengers do, and so the person
/// saw it.
fn on_white<S: Sample>(rgba: &[S]) -> Vec<u8> {
    let mixed = |colour: S, alpha: S| colour.times(alpha).plus(alpha.inverted()).to_eight_bits();
    rgba.chunks_exact(4)
        .flat_map(|p| [p[0], p[1], p[2]].map(|colour| mixed(colour, p[3])))
        .collect()
}

fn sixteen_bits(bytes: &[u8]) -> Vec<u16> {
    bytes
        .as_chunks()
        .0
        .iter()
        .map(|&b| u16::from_ne_bytes(b))
        .collect()
}

fn sixteen_bits_of_float(bytes: &[u8]) -> Vec<u16> {
    bytes
        .as_chunks()
        .0
        .iter()
        .map(|&b| (f32::from_ne_bytes(b) * 65535.0 + 0.5) as u16)
        .collect()
}
