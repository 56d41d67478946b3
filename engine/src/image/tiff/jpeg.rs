//! JPEG compression: every strip or tile is a JPEG, whose tables may stand apart. Our own decoder
//! reads them, since the crate `tiff` allocates by the inner headers without limits.

use image::metadata::Orientation;

use super::{
    Photometric, broken,
    directory::{Directory, tag},
    unsupported,
};
use crate::image::{
    Limits, PictureError, Size,
    colour_space::ColourSpace,
    jpeg,
    raw::{Colour, Depth, Raw},
};

/// A strip or tile may be padded to whole units of a JPEG.
const PADDING: u32 = 64;

/// The smallest side of a tile that the format allows.
const LEAST_TILE: u32 = 16;

/// Where the JPEGs are.
struct Layout {
    picture: Size,
    tile: Size,
}

/// Decodes all parts and joins them.
pub(super) fn decode(
    bytes: &[u8],
    directory: &Directory,
    photometric: Photometric,
    limits: &Limits,
) -> Result<Raw, PictureError> {
    let colour = match photometric {
        Photometric::WhiteIsZero | Photometric::BlackIsZero => Colour::Grey,
        Photometric::Rgb | Photometric::YCbCr => Colour::Rgb,
        Photometric::Cmyk => Colour::Cmyk,
        _ => return Err(unsupported("its colours in JPEG")),
    };
    if directory.value(tag::PLANAR) == Some(2) {
        return Err(unsupported("JPEG in planes"));
    }

    let layout = Layout::new(directory)?;
    let Size { width, height } = layout.picture;
    limits.check_size(width, height, 2 * colour.channels() as u64)?;

    let tables = directory.bytes(bytes, tag::JPEG_TABLES).unwrap_or_default();
    let parts = directory.strips(bytes)?;
    if parts.len() != layout.columns() * layout.rows() {
        return Err(broken("too few strips"));
    }

    let mut raw = Raw {
        width,
        height,
        colour,
        depth: Depth::Eight,
        samples: vec![0; width as usize * height as usize * colour.channels()],
        space: directory
            .bytes(bytes, tag::ICC_PROFILE)
            .map_or(ColourSpace::Srgb, ColourSpace::icc),
        orientation: directory
            .value(tag::ORIENTATION)
            .and_then(|code| Orientation::from_exif(code as u8))
            .unwrap_or(Orientation::NoTransforms),
    };

    for (index, part) in parts.into_iter().enumerate() {
        let file = standalone(part, tables, photometric);
        let size = jpeg::size(&file).ok_or_else(|| broken("a strip without a size"))?;
        if size.width > layout.tile.width + PADDING || size.height > layout.tile.height + PADDING {
            return Err(broken("a strip larger than announced"));
        }

        let part = jpeg::decode(&file, limits)?;
        layout.place(&part, index, &mut raw)?;
    }

    if photometric == Photometric::WhiteIsZero || photometric == Photometric::Cmyk {
        raw.samples.iter_mut().for_each(|sample| *sample = !*sample);
    }
    Ok(raw)
}

/// A part with its tables, and with Adobe's marker that tells how its colours are coded.
fn standalone(part: &[u8], tables: &[u8], photometric: Photometric) -> Vec<u8> {
    let transform = u8::from(photometric == Photometric::YCbCr);
    let tables = tables
        .strip_prefix(&START)
        .unwrap_or_default()
        .strip_suffix(&END)
        .unwrap_or_default();
    let part = part.strip_prefix(&START).unwrap_or(part);

    [&START, &ADOBE[..], &[transform], tables, part].concat()
}

const START: [u8; 2] = [0xff, 0xd8];
const END: [u8; 2] = [0xff, 0xd9];
/// Adobe's segment up to the transform.
const ADOBE: [u8; 15] = *b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0";

impl Layout {
    fn new(directory: &Directory) -> Result<Self, PictureError> {
        let picture = Size::new(
            directory.require(tag::WIDTH)?,
            directory.require(tag::HEIGHT)?,
        );
        let tile = if let Some(width) = directory.value(tag::TILE_WIDTH) {
            Size::new(width, directory.require(tag::TILE_HEIGHT)?)
        } else {
            let rows = directory.value(tag::ROWS_PER_STRIP);
            let rows = rows.unwrap_or(picture.height).min(picture.height);
            Size::new(picture.width, rows)
        };
        let is_tiled = directory.value(tag::TILE_WIDTH).is_some();
        let least = if is_tiled { LEAST_TILE } else { 1 };
        let most = picture.longest() + PADDING;
        if tile.width < least || tile.height < least || tile.longest() > most {
            return Err(broken("a tile of an impossible size"));
        }

        Ok(Self { picture, tile })
    }

    fn columns(&self) -> usize {
        self.picture.width.div_ceil(self.tile.width) as usize
    }

    fn rows(&self) -> usize {
        self.picture.height.div_ceil(self.tile.height) as usize
    }

    /// Copies a part to its place.
    fn place(&self, part: &Raw, index: usize, raw: &mut Raw) -> Result<(), PictureError> {
        let left = index % self.columns() * self.tile.width as usize;
        let top = index / self.columns() * self.tile.height as usize;
        let width = (self.picture.width as usize - left).min(self.tile.width as usize);
        let height = (self.picture.height as usize - top).min(self.tile.height as usize);
        let is_large = part.width as usize >= width && part.height as usize >= height;
        if part.colour != raw.colour || !is_large {
            return Err(broken("a strip unlike the others"));
        }

        let pixel = raw.colour.channels();
        let stride = raw.stride();
        let rows = part.samples.chunks_exact(part.stride());
        for (y, row) in rows.take(height).enumerate() {
            let at = (top + y) * stride + left * pixel;
            raw.samples[at..at + width * pixel].copy_from_slice(&row[..width * pixel]);
        }
        Ok(())
    }
}
