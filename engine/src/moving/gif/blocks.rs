//! The blocks of a GIF, without unpacking a pixel.

use std::time::Duration;

use crate::{
    image::Size,
    moving::{error::MovingError, format::Format, limits::Limits, rate::shown_for},
};

/// Bytes before the first block: signature, screen and its flags.
const HEADER: usize = 13;
const FLAGS: usize = 10;

/// What a block begins with, and the byte after the last one.
const EXTENSION: u8 = 0x21;
const FRAME: u8 = 0x2c;
const TRAILER: u8 = 0x3b;

/// The extension that belongs to the next frame: its length, flags, delay and transparent colour.
const CONTROL: u8 = 0xf9;
const TRANSPARENT: u8 = 1;

/// Whether a palette follows, and the power of its length less one.
const HAS_PALETTE: u8 = 0x80;
const PALETTE_SIZE: u8 = 7;

/// What the blocks tell.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    pub(super) screen: Size,
    pub(super) frames: u32,
    pub(super) length: Duration,
    /// Pixels of all frames.
    pub(super) pixels: u64,
    pub(super) has_alpha: bool,
}

impl Blocks {
    /// Walks over the blocks of a file until its end or beyond a limit.
    pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Self, MovingError> {
        let mut walk = Walk { rest: bytes };
        let header = walk.take(HEADER)?;
        walk.skip_palette(header[FLAGS])?;

        let mut blocks = Self {
            screen: size(&header[6..10]),
            ..Self::default()
        };
        let mut delay = Duration::ZERO;
        let mut is_transparent = false;

        // Files without the last byte are shown everywhere.
        while let Some((&kind, rest)) = walk.rest.split_first() {
            walk.rest = rest;
            match kind {
                TRAILER => break,
                EXTENSION => {
                    let label = walk.take(1)?[0];
                    if let (CONTROL, [4, flags, low, high, _, ..]) = (label, walk.rest) {
                        let centiseconds = u16::from_le_bytes([*low, *high]);
                        delay = Duration::from_millis(10 * u64::from(centiseconds));
                        is_transparent = flags & TRANSPARENT != 0;
                    }

                    walk.skip_blocks()?;
                }
                FRAME => {
                    let place = walk.take(9)?;
                    walk.skip_palette(place[8])?;
                    walk.take(1)?;
                    walk.skip_blocks()?;

                    blocks.add(size(&place[4..8]), shown_for(delay), limits)?;
                    blocks.has_alpha |= is_transparent;
                    delay = Duration::ZERO;
                    is_transparent = false;
                }
                // Encoders leave zeros between blocks.
                0 => {}
                _ => return Err(MovingError::broken(Format::Gif, "an unknown block")),
            }
        }

        Ok(blocks)
    }

    fn add(&mut self, frame: Size, delay: Duration, limits: &Limits) -> Result<(), MovingError> {
        self.frames += 1;
        self.length += delay;
        self.pixels += frame.pixels();

        limits.check_frames(self.frames)?;
        limits.check_pixels(frame)
    }
}

/// Two sides of 16 bits each.
fn size(bytes: &[u8]) -> Size {
    let side = |at: usize| u32::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));

    Size::new(side(0), side(2))
}

struct Walk<'a> {
    rest: &'a [u8],
}

impl<'a> Walk<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], MovingError> {
        let (taken, rest) = self
            .rest
            .split_at_checked(length)
            .ok_or(MovingError::CutShort {
                format: Format::Gif,
            })?;
        self.rest = rest;

        Ok(taken)
    }

    fn skip_palette(&mut self, flags: u8) -> Result<(), MovingError> {
        if flags & HAS_PALETTE != 0 {
            let colours = 2 << (flags & PALETTE_SIZE);
            self.take(3 * colours)?;
        }

        Ok(())
    }

    /// A chain of blocks, each of which begins with its length; the last one is empty.
    fn skip_blocks(&mut self) -> Result<(), MovingError> {
        loop {
            let length = usize::from(self.take(1)?[0]);
            self.take(length)?;
            if length == 0 {
                return Ok(());
            }
        }
    }
}
