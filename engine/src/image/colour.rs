//! From the samples of a file to 8-bit sRGB on white.

use super::{
    profile::Profile,
    raw::{Colour, Depth, Raw},
    sample::{Sample, untagged_to_rgb},
};

/// Red, green and blue of every pixel, `width * height * 3` bytes.
///
/// Works row by row within the samples' own memory: there is no room for a second copy of 60
/// megapixels. Colours are converted at the file's bit depth, then transparency is flattened, and
/// 16 bits are rounded to 8 last.
pub(super) fn to_srgb(raw: Raw) -> Vec<u8> {
    let profile = Profile::for_colour(&raw.space, raw.colour);

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
        let row = match &transform {
            Some(transform) => transform.apply(&row),
            None => untagged_to_rgb(&row, colour),
        };

        if row.has_alpha {
            flatten_on_white(&row.samples)
        } else {
            row.samples.iter().map(|s| s.to_eight_bits()).collect()
        }
    })
}

/// Replaces each row of samples by its row of RGB. An RGB row is longer than a grey one and shorter
/// than the others, so the rows are taken bottom up or top down: no row is overwritten before it is
/// read.
fn in_place(raw: Raw, rgb: impl Fn(Colour, &[u8]) -> Vec<u8>) -> Vec<u8> {
    let stride = raw.stride();
    let rgb_stride = raw.width as usize * 3;
    let height = raw.height as usize;
    let mut samples = raw.samples;
    let replace = |samples: &mut [u8], y: usize| {
        let row = rgb(raw.colour, &samples[y * stride..][..stride]);
        samples[y * rgb_stride..][..rgb_stride].copy_from_slice(&row);
    };

    if stride < rgb_stride {
        samples.resize(rgb_stride * height, 0);
        (0..height).rev().for_each(|y| replace(&mut samples, y));
    } else {
        (0..height).for_each(|y| replace(&mut samples, y));
        samples.truncate(rgb_stride * height);
        samples.shrink_to_fit();
    }

    samples
}

/// Mixes RGBA with white in sRGB values, not in linear light: browsers and messengers do the same,
/// so the person has seen the picture that way.
fn flatten_on_white<S: Sample>(rgba: &[S]) -> Vec<u8> {
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
