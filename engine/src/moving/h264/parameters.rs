//! The parameters of a stream (its sequence parameter set), read before any of it is decoded.

use super::{
    bits::{BitReader, unescaped},
    coding::{ColourCoding, Matrix},
};
use crate::image::Size;

/// Profiles that tell of colours in more detail.
const DETAILED_PROFILES: [u32; 13] = [44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244];

/// The side of a macroblock.
const MACROBLOCK: u32 = 16;

/// No level has more, in macroblocks a side.
const LONGEST_SIDE: u32 = 1 << 10;

/// The code of an aspect ratio that is written out, and those with a number.
const WRITTEN_ASPECT: u32 = 255;

/// What a stream says of itself.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::moving) struct StreamParameters {
    /// With the margin that is cut off.
    pub(in crate::moving) coded: Size,
    pub(in crate::moving) left: u32,
    pub(in crate::moving) top: u32,
    /// What is shown of it.
    pub(in crate::moving) size: Size,
    /// Earlier frames that are kept.
    pub(in crate::moving) references: u32,
    pub(in crate::moving) colours: Option<ColourCoding>,
    /// What this program does not read.
    pub(in crate::moving) unsupported: Option<&'static str>,
    /// Bits before the flag for what follows from there: usability information.
    pub(super) usability_at: usize,
}

impl StreamParameters {
    /// Reads a unit of parameters, with the byte of its kind; `None` if it is damaged.
    pub(in crate::moving) fn read(unit: &[u8]) -> Option<Self> {
        let content = unescaped(unit.get(1..)?);
        let mut bits = BitReader::new(&content);

        let profile = bits.number(8)?;
        bits.number(16)?;
        bits.unsigned()?;
        let mut unsupported = None;
        if DETAILED_PROFILES.contains(&profile) {
            let details = Details::read(&mut bits)?;
            unsupported = details.unsupported();
        }

        bits.unsigned()?;
        read_order(&mut bits)?;

        let references = bits.unsigned()?;
        bits.bit()?;
        let columns = bits.unsigned()?.checked_add(1)?;
        let rows = bits.unsigned()?.checked_add(1)?;
        if columns > LONGEST_SIDE || rows > LONGEST_SIDE {
            return None;
        }

        let is_progressive = bits.bit()?;
        // Frames that are interlaced in part; the decoder refuses those that are it in whole.
        if !is_progressive && bits.bit()? {
            unsupported = unsupported.or(Some("interlaced frames"));
        }

        bits.bit()?;
        let fields = if is_progressive { 1 } else { 2 };
        let coded = Size::new(columns * MACROBLOCK, rows * MACROBLOCK * fields);
        let crop = Crop::read(&mut bits, 2 * fields)?;
        let size = crop.size(coded)?;

        let usability_at = bits.position();
        let colours = if bits.bit()? {
            read_colours(&mut bits)
        } else {
            None
        };

        Some(Self {
            coded,
            left: crop.left,
            top: crop.top,
            size,
            references,
            colours,
            unsupported,
            usability_at,
        })
    }
}

/// The colours of the detailed profiles.
struct Details {
    chroma: u32,
    is_deep: bool,
}

impl Details {
    fn read(bits: &mut BitReader) -> Option<Self> {
        let chroma = bits.unsigned()?;
        if chroma == 3 {
            bits.bit()?;
        }

        let luma_depth = bits.unsigned()?;
        let chroma_depth = bits.unsigned()?;
        bits.bit()?;
        if bits.bit()? {
            let lists = if chroma == 3 { 12 } else { 8 };
            for list in 0..lists {
                if bits.bit()? {
                    skip_scaling_list(bits, if list < 6 { 16 } else { 64 })?;
                }
            }
        }

        Some(Self {
            chroma,
            is_deep: luma_depth > 0 || chroma_depth > 0,
        })
    }

    /// What of it is not read.
    fn unsupported(&self) -> Option<&'static str> {
        if self.chroma != 1 {
            Some("colours at full resolution, or none")
        } else if self.is_deep {
            Some("more than eight bits a colour")
        } else {
            None
        }
    }
}

fn skip_scaling_list(bits: &mut BitReader, length: u32) -> Option<()> {
    let mut last = 8;
    let mut next = 8;
    for _ in 0..length {
        if next != 0 {
            next = last + bits.signed()?.rem_euclid(256);
            next %= 256;
        }

        if next != 0 {
            last = next;
        }
    }

    Some(())
}

/// How frames are brought into order.
fn read_order(bits: &mut BitReader) -> Option<()> {
    match bits.unsigned()? {
        0 => {
            bits.unsigned()?;
        }
        1 => {
            bits.bit()?;
            bits.signed()?;
            bits.signed()?;
            let length = bits.unsigned()?;
            for _ in 0..length.min(256) {
                bits.signed()?;
            }
        }
        _ => {}
    }

    Some(())
}

struct Crop {
    left: u32,
    right: u32,
    top: u32,
    bottom: u32,
}

impl Crop {
    /// Margins in px; rows are counted by `row`.
    fn read(bits: &mut BitReader, row: u32) -> Option<Self> {
        if !bits.bit()? {
            return Some(Self {
                left: 0,
                right: 0,
                top: 0,
                bottom: 0,
            });
        }

        Some(Self {
            left: bits.unsigned()?.checked_mul(2)?,
            right: bits.unsigned()?.checked_mul(2)?,
            top: bits.unsigned()?.checked_mul(row)?,
            bottom: bits.unsigned()?.checked_mul(row)?,
        })
    }

    fn size(&self, coded: Size) -> Option<Size> {
        let width = coded
            .width
            .checked_sub(self.left.checked_add(self.right)?)?;
        let height = coded
            .height
            .checked_sub(self.top.checked_add(self.bottom)?)?;

        (width > 0 && height > 0).then(|| Size::new(width, height))
    }
}

/// The colours of the usability information, which is no reason to refuse a film.
fn read_colours(bits: &mut BitReader) -> Option<ColourCoding> {
    if bits.bit()? && bits.number(8)? == WRITTEN_ASPECT {
        bits.number(32)?;
    }

    // Whether it may be shown with margins cut off.
    if bits.bit()? {
        bits.bit()?;
    }

    if !bits.bit()? {
        return None;
    }

    bits.number(3)?;
    let is_full_range = bits.bit()?;
    let matrix = if bits.bit()? {
        bits.number(16)?;
        Matrix::from_code(bits.number(8)?)
    } else {
        None
    };

    Some(ColourCoding {
        matrix,
        is_full_range,
    })
}
