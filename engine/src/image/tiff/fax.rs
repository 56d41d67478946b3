//! Fax compression of group 3, one-dimensional, with the crate `fax`.

use fax::{Color, decoder};
use image::metadata::Orientation;

use super::{
    broken, cut_short,
    directory::{Directory, tag},
    unsupported,
};
use crate::image::{
    Limits, PictureError,
    colour_space::ColourSpace,
    raw::{Colour, Depth, Raw},
};

/// The bits of T4Options.
const TWO_DIMENSIONAL: u32 = 1;
const UNCOMPRESSED: u32 = 2;

/// Eleven zeros or more, and a one.
const END_OF_LINE: [u8; 2] = [0, 1];

/// Decodes black and white. `white_is_zero` is the usual meaning of a fax.
pub(super) fn decode(
    bytes: &[u8],
    directory: &Directory,
    white_is_zero: bool,
    limits: &Limits,
) -> Result<Raw, PictureError> {
    if directory.value(tag::T4_OPTIONS).unwrap_or(0) & (TWO_DIMENSIONAL | UNCOMPRESSED) != 0 {
        return Err(unsupported("two-dimensional fax compression"));
    }

    let width = directory.require(tag::WIDTH)?;
    let height = directory.require(tag::HEIGHT)?;
    limits.check_size(width, height, 1)?;
    let columns = u16::try_from(width).map_err(|_| unsupported("a fax of that width"))?;

    let is_reversed = directory.value(tag::FILL_ORDER) == Some(2);
    let strips = directory.strips(bytes)?;
    let rows_per_strip = directory
        .value(tag::ROWS_PER_STRIP)
        .unwrap_or(height)
        .clamp(1, height) as usize;
    let [white, black] = if white_is_zero { [255, 0] } else { [0, 255] };

    let mut samples = Vec::with_capacity(width as usize * height as usize);
    for strip in strips {
        let left = height as usize - samples.len() / width as usize;
        let mut rows = rows_per_strip.min(left);
        // A row counts once its end is seen, and the last one need not have any.
        let bits = strip
            .iter()
            .map(|byte| {
                if is_reversed {
                    byte.reverse_bits()
                } else {
                    *byte
                }
            })
            .chain(END_OF_LINE);

        // Whether the end is marked does not matter, only the number of rows.
        let _ = decoder::decode_g3(bits, |changes| {
            if rows > 0 {
                rows -= 1;
                samples.extend(decoder::pels(changes, columns).map(|colour| match colour {
                    Color::White => white,
                    Color::Black => black,
                }));
            }
        });
        if rows > 0 {
            return Err(cut_short());
        }
    }

    if samples.len() != width as usize * height as usize {
        return Err(broken("too few strips"));
    }

    Ok(Raw {
        width,
        height,
        colour: Colour::Grey,
        depth: Depth::Eight,
        samples,
        space: ColourSpace::Srgb,
        orientation: directory
            .value(tag::ORIENTATION)
            .and_then(|code| Orientation::from_exif(code as u8))
            .unwrap_or(Orientation::NoTransforms),
    })
}
