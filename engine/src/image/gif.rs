//! The size of the first frame of a GIF. It may differ from the size of the picture, and the decoder
//! allocates by it.

use super::size::Size;

/// Bytes before the first block: signature, screen and its flags.
const HEADER: usize = 13;
const FLAGS: usize = 10;

/// What a block begins with.
const EXTENSION: u8 = 0x21;
const FRAME: u8 = 0x2c;

/// The size of the first frame; `None` if there is none.
pub(super) fn first_frame(bytes: &[u8]) -> Option<Size> {
    let flags = *bytes.get(FLAGS)?;
    let mut rest = bytes.get(HEADER..)?;
    if flags & 0x80 != 0 {
        let colours = 2 << (flags & 7);
        rest = rest.get(3 * colours..)?;
    }

    loop {
        match rest {
            [FRAME, _, _, _, _, w0, w1, h0, h1, ..] => {
                let side = |low, high| u32::from(u16::from_le_bytes([low, high]));
                return Some(Size::new(side(*w0, *w1), side(*h0, *h1)));
            }
            [EXTENSION, _, blocks @ ..] => rest = after_blocks(blocks)?,
            _ => return None,
        }
    }
}

/// What follows a chain of blocks, each of which begins with its length; the last one is empty.
fn after_blocks(mut blocks: &[u8]) -> Option<&[u8]> {
    loop {
        let (&length, rest) = blocks.split_first()?;
        blocks = rest.get(usize::from(length)..)?;
        if length == 0 {
            return Some(blocks);
        }
    }
}
